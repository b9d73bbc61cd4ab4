/// Shares of a computing budget that select the best of several systems most surely (OCBA).
///
/// Source: Chen, Lin, Yucesan and Chick, "Simulation budget allocation for further enhancing the efficiency of ordinal
/// optimization", Discrete Event Dynamic Systems 10 (2000), theorem 1.
public struct BudgetAllocation: Sendable, Equatable {
    /// Index of the best system.
    public let best: Int
    /// Share of the budget of each system; they add up to 1.
    public let shares: [Double]

    /// Allocates a budget.
    ///
    /// - Parameters:
    ///   - means: estimated means, two or more; the best must be alone.
    ///   - deviations: their standard deviations of one observation, above 0.
    ///   - minimise: whether the smallest mean is the best.
    /// - Throws: ``StochasticsError`` for an argument out of range.
    public init(means: [Double], deviations: [Double], minimise: Bool) throws(StochasticsError) {
        try StochasticsError.require(means.count >= 2, "systems", Double(means.count), "must be 2 or more")
        try StochasticsError.require(
            deviations.count == means.count, "deviations", Double(deviations.count), "must be as many as the means")
        for deviation in deviations {
            try StochasticsError.require(deviation > 0, "deviation", deviation, "must be above 0")
        }
        var best = 0
        for index in means.indices where minimise ? means[index] < means[best] : means[index] > means[best] {
            best = index
        }
        var weights = [Double](repeating: 0, count: means.count)
        var squares = 0.0
        for index in means.indices where index != best {
            let difference = means[index] - means[best]
            try StochasticsError.require(difference != 0, "difference of means", difference, "must not be 0")
            let ratio = deviations[index] / difference
            weights[index] = ratio * ratio
            squares += weights[index] * weights[index] / (deviations[index] * deviations[index])
        }
        weights[best] = deviations[best] * squares.squareRoot()
        let sum = weights.reduce(0, +)
        self.best = best
        shares = weights.map { $0 / sum }
    }
}
