import Stochastics

/// What customers are like apart from their words: patience, work, and the groups they belong to.
public struct CustomerProfile: Sendable, Equatable {
    /// Time a customer would wait in a queue, in seconds.
    public var patience: Distribution
    /// Work content of a matter of average difficulty for a human, in seconds.
    public var work: Distribution
    /// How much harder matters take longer: work is multiplied by `1 + difficultyEffect x (difficulty - 1/3)`;
    /// 0...3, and 0 leaves the distribution of the work as given.
    public var difficultyEffect: Double
    /// Relative sizes of the groups of customers, each 0 or more; their index is `Truth.segment`.
    public var segmentShares: [Double]

    /// Creates a profile; see the properties for units and ranges.
    public init(
        patience: Distribution, work: Distribution, difficultyEffect: Double = 0, segmentShares: [Double] = [1]
    ) {
        self.patience = patience
        self.work = work
        self.difficultyEffect = difficultyEffect
        self.segmentShares = segmentShares
    }
}
