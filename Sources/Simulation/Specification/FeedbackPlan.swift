import Quantities
import Routing
import Training

/// How labels are asked for, checked and used, beyond what `TrainingPlan` says; the default changes nothing.
public struct FeedbackPlan: Sendable, Equatable {
    /// Which queries are asked for a label, and which AI answers audited.
    public var ask = LabelSampling.Strategy.random
    /// Share of the labels that a second human gives as well, to measure agreement, in 0...1.
    public var doubleShare = 0.0
    /// Items with a known answer mixed in, relative to the labels, in 0...1.
    public var goldShare = 0.0
    /// Share of the labels that humans skip, in 0...1.
    public var skipShare = 0.0
    /// Whether labels that the model doubts go to a second human.
    public var secondOpinion = false
    /// Queue in which second readings and gold items wait, behind its customers; nil when there are none.
    public var queue: Int?
    /// Whether the model in use is recalibrated every day on labels it has not been trained on, where audits are among
    /// them.
    public var recalibrates = false
    /// Labels after which the AI is retrained; nil for no such rule.
    public var retrainAfterLabels: Int?
    /// Whether the AI is retrained when a monitor detects drift.
    public var retrainsOnDrift = false
    /// Trial of a promoted model, which may bring the one before back; nil for none.
    public var probation: Probation?

    /// Labels with a word of their own after which it becomes an intent, 1 or more.
    public var newIntentAfter = 20

    /// Creates a plan that changes nothing.
    public init() {}

    /// Whether some items are read by a human beside whoever handles them.
    public var readsAgain: Bool { doubleShare > 0 || goldShare > 0 || secondOpinion }

    /// Time within which such labels have to come, in seconds.
    static let newIntentWindowSeconds = 14 * Seconds.perDay
    /// Shortest time between two retrainings that labels or drift bring about, in seconds.
    static let shortestRetrainingSeconds = Seconds.perHour
    /// Audits among fresh labels, and such labels, without which nothing is recalibrated.
    static let fewestAudits = 20
    static let fewestFreshLabels = 50
}
