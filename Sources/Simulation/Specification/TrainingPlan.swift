import Quantities
import Training

/// When and how the operation's AI learns from the labels of its humans.
public struct TrainingPlan: Sendable {
    /// Time of the first retraining, in seconds from the start.
    public var firstSeconds: Double
    /// Time between retrainings, in seconds; infinite where only labels or drift bring them about.
    public var everySeconds: Double
    /// Share of the contacts humans handle for which they are asked for a label, at random; audits always give one.
    public var labelShare: Double
    /// Time a human needs to write a label down after handling, in seconds.
    public var annotationSeconds: Double
    /// Most labels kept for training.
    public var storeCapacity: Int
    /// Share of the labels held out, in 0...1: a third of them for calibration, the rest for the gate.
    public var holdoutShare: Double
    /// Most labels held out.
    public var holdoutCapacity: Int
    /// Decides whether a challenger replaces the model in use.
    public var gate: PromotionGate
    /// Times in seconds within which labels are assigned at random, as a broken import would: a fault to study.
    public var shuffled: Range<Double>?
    /// How labels are asked for, checked and used beyond this.
    public var feedback = FeedbackPlan()

    /// Creates a plan; see the properties for units.
    public init(
        firstSeconds: Double = Seconds.perWeek, everySeconds: Double = Seconds.perWeek, labelShare: Double = 1,
        annotationSeconds: Double = 0, storeCapacity: Int = 10_000, holdoutShare: Double = 0.2,
        holdoutCapacity: Int = 3_000, gate: PromotionGate = PromotionGate(), shuffled: Range<Double>? = nil
    ) {
        self.firstSeconds = firstSeconds
        self.everySeconds = everySeconds
        self.labelShare = labelShare
        self.annotationSeconds = annotationSeconds
        self.storeCapacity = storeCapacity
        self.holdoutShare = holdoutShare
        self.holdoutCapacity = holdoutCapacity
        self.gate = gate
        self.shuffled = shuffled
    }
}
