/// What the promotion gate decided about a challenger, and on what grounds.
public struct GateVerdict: Sendable, Codable, Equatable {
    /// Whether the challenger replaces the champion.
    public var promoted: Bool
    /// Accuracy of the model in use on the labels judged on, weighted by inverse probability, in 0...1.
    public var championAccuracy: Double
    /// Accuracy of the new model likewise.
    public var challengerAccuracy: Double
    /// Challenger's accuracy minus champion's.
    public var difference: Double
    /// What the challenger saves a text: money where the gate knows prices, otherwise the share that it has right more.
    public var gain = 0.0
    /// How much worse a challenger may be, in the unit of `gain`; 0 or more.
    public var margin = 0.0
    /// One-sided p value of the test that decided; see `PromotionGate.judge`.
    public var pValue: Double
    /// Labels judged on.
    public var n: Int
    /// The decision in a sentence.
    public var reason: String

    /// Creates a verdict that compares nothing yet.
    public init(
        promoted: Bool, championAccuracy: Double, challengerAccuracy: Double, difference: Double, pValue: Double,
        n: Int, reason: String
    ) {
        self.promoted = promoted
        self.championAccuracy = championAccuracy
        self.challengerAccuracy = challengerAccuracy
        self.difference = difference
        self.pValue = pValue
        self.n = n
        self.reason = reason
    }
}
