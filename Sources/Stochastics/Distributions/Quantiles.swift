/// Sample quantiles.
public enum Quantiles {
    /// The quantile at probability p of an ascending sample, interpolated linearly (type 7); nil for an empty sample.
    ///
    /// p is limited to [0, 1]. Source: Hyndman and Fan, "Sample quantiles in statistical packages", The American
    /// Statistician 50 (1996), definition 7.
    @inlinable
    public static func ofSorted(_ sorted: [Double], _ p: Double) -> Double? {
        guard let first = sorted.first, let last = sorted.last, !p.isNaN else { return nil }
        let position = p * Double(sorted.count - 1)
        guard position > 0 else { return first }
        guard position < Double(sorted.count - 1) else { return last }
        let index = Int(position)
        let low = sorted[index]
        let high = sorted[index + 1]
        return low + (high - low) * (position - Double(index))
    }

    /// The quantile at probability p of a sample in any order (type 7); nil for an empty sample.
    public static func of(_ values: [Double], _ p: Double) -> Double? {
        ofSorted(values.sorted(), p)
    }

    /// Ranks, from 1, of the two order statistics that hold the quantile at probability q with the wanted confidence,
    /// whatever the distribution.
    ///
    /// The shortest such interval of ranks, and among these the one of highest coverage. Source: David and Nagaraja,
    /// "Order statistics", 3rd edition, section 7.1.
    /// - Parameters:
    ///   - n: independent observations.
    ///   - q: probability of the quantile, inside (0, 1).
    ///   - confidence: wanted coverage, inside (0, 1).
    /// - Returns: nil where n observations are too few.
    public static func ranks(
        n: Int, q: Double, confidence: Double = 0.95
    ) -> (lower: Int, upper: Int, coverage: Double)? {
        guard n > 1, q > 0, q < 1 else { return nil }
        let cumulative = (0...n).map { Binomial.cumulative($0, trials: n, probability: q) }
        var best: (lower: Int, upper: Int, coverage: Double)?
        var upper = 2
        for lower in 1..<n {
            // Coverage of ranks lower...upper: P(lower <= B < upper).
            upper = max(upper, lower + 1)
            while upper < n, cumulative[upper - 1] - cumulative[lower - 1] < confidence { upper += 1 }
            let coverage = cumulative[upper - 1] - cumulative[lower - 1]
            guard coverage >= confidence else { break }
            let isBetter = best.map { found in
                let (length, shortest) = (upper - lower, found.upper - found.lower)
                return length < shortest || (length == shortest && coverage > found.coverage)
            }
            if isBetter ?? true { best = (lower, upper, coverage) }
        }
        return best
    }
}
