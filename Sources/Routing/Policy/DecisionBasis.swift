/// What the confidence of a query is compared with.
public struct DecisionBasis: Sendable, Equatable {
    /// The AI answers from this confidence on: below 0 it always does, above 1 never, infinity never whatever a classifier
    /// says; NaN where confidence does not count.
    public var threshold: Double
    /// Price of a human now, in the operation's currency; NaN where the rule asks for none.
    public var humanPrice: Double

    /// Creates a basis.
    public init(threshold: Double, humanPrice: Double = .nan) {
        self.threshold = threshold
        self.humanPrice = humanPrice
    }
}
