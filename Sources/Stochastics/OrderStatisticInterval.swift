/// An interval for a quantile between two order statistics of independent observations, whatever their distribution.
///
/// The interval from the l-th to the u-th smallest covers the q-quantile with probability P(l <= B < u), B binomial
/// (n, q). Source: David and Nagaraja, "Order statistics" (2003), section 7.1.
public struct OrderStatisticInterval: Sendable, Equatable {
    /// Rank of the lower end, from 1.
    public let lowerRank: Int
    /// Rank of the upper end, from 1.
    public let upperRank: Int
    /// Probability of covering the quantile, where observations are continuous.
    public let coverage: Double

    /// The shortest interval of ranks that covers with the confidence at least; of equally short ones the surest.
    ///
    /// - Parameters:
    ///   - share: the quantile's share q, inside (0, 1).
    ///   - observations: their number n.
    ///   - confidence: least coverage, inside (0, 1).
    /// - Returns: nil where even the smallest and largest observation cover less.
    /// - Throws: ``StochasticsError`` for an argument out of range.
    public static func shortest(
        share: Double, observations: Int, confidence: Double = 0.95
    ) throws(StochasticsError) -> OrderStatisticInterval? {
        try StochasticsError.require(
            confidence > 0 && confidence < 1, "confidence", confidence, "must be inside (0, 1)")
        let below = try BinomialCount(trials: observations, probability: share)
        var best: OrderStatisticInterval?
        var upper = 2
        for lower in stride(from: 1, to: observations, by: 1) {
            upper = max(upper, lower + 1)
            func coverage(_ upper: Int) -> Double { below.cumulative(upper - 1) - below.cumulative(lower - 1) }
            while upper < observations, coverage(upper) < confidence { upper += 1 }
            guard coverage(upper) >= confidence else { break }
            let found = OrderStatisticInterval(lowerRank: lower, upperRank: upper, coverage: coverage(upper))
            guard let known = best else {
                best = found
                continue
            }
            let (length, knownLength) = (upper - lower, known.upperRank - known.lowerRank)
            if length < knownLength || (length == knownLength && found.coverage > known.coverage) { best = found }
        }
        return best
    }
}
