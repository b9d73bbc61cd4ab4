/// What the promotion gate decided about a challenger, and on what grounds.
public struct GateVerdict: Sendable, Codable, Equatable {
    /// Whether the challenger replaces the champion.
    public var promoted: Bool
    /// Accuracy of the model in use on the holdout, weighted by inverse probability, in 0...1.
    public var championAccuracy: Double
    /// Accuracy of the new model likewise.
    public var challengerAccuracy: Double
    /// Challenger's accuracy minus champion's.
    public var difference: Double
    /// One-sided p value that decided; see `PromotionGate.judge`.
    public var pValue: Double
    /// Held-out labels judged on.
    public var n: Int
    /// The decision in a sentence.
    public var reason: String

    /// Creates a verdict.
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
