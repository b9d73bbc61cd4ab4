/// The number of successes in n independent trials of probability p.
public struct BinomialCount: Sendable, Equatable {
    /// Trials, 1 or more.
    public let trials: Int
    /// Probability of a success, inside (0, 1).
    public let probability: Double
    private let cumulatives: [Double]

    /// Creates a distribution of counts.
    ///
    /// - Throws: ``StochasticsError`` for an argument out of range; trials end at a million.
    public init(trials: Int, probability: Double) throws(StochasticsError) {
        try StochasticsError.require(
            trials >= 1 && trials <= 1_000_000, "trials", Double(trials), "must be 1 to a million")
        try StochasticsError.require(
            probability > 0 && probability < 1, "probability", probability, "must be inside (0, 1)")
        self.trials = trials
        self.probability = probability
        // Relative to the mode, so that nothing overflows, and divided by their sum.
        let mode = min(trials, Int(Double(trials + 1) * probability))
        var weights = [Double](repeating: 0, count: trials + 1)
        weights[mode] = 1
        let odds = probability / (1 - probability)
        for count in stride(from: mode + 1, through: trials, by: 1) {
            weights[count] = weights[count - 1] * Double(trials - count + 1) / Double(count) * odds
        }
        for count in stride(from: mode - 1, through: 0, by: -1) {
            weights[count] = weights[count + 1] * Double(count + 1) / Double(trials - count) / odds
        }
        let sum = weights.reduce(0, +)
        var total = 0.0
        cumulatives = weights.map { weight in
            total += weight
            return total / sum
        }
    }

    /// P(count <= k).
    public func cumulative(_ count: Int) -> Double {
        count < 0 ? 0 : count >= trials ? 1 : cumulatives[count]
    }

    /// The smallest count k with P(count <= k) at least `p`.
    public func quantile(_ p: Double) -> Int {
        cumulatives.firstIndex { $0 >= p } ?? trials
    }

    /// Shares of successes between which a run of the trials lies except with probability `level`: what a test of
    /// coverage accepts, from exact quantiles at both tails.
    public func acceptedShares(level: Double) -> ClosedRange<Double> {
        let low = Double(quantile(level / 2)) / Double(trials)
        let high = Double(quantile(1 - level / 2)) / Double(trials)
        return low...max(low, high)
    }
}
