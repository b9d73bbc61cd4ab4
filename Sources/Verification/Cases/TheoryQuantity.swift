import Simulation
import Stochastics

/// A quantity of theory as the ledgers of replications show it: a function of sums over replications.
struct TheoryQuantity: Sendable {
    /// The replication's contributions to the sums.
    let parts: @Sendable (Ledger) -> [Double]
    /// The quantity, from the sums over all replications.
    let combine: @Sendable ([Double]) -> Double
    /// For a percentile of the waits: its share in 0...1, and what to multiply seconds by. The sums are not used then.
    var percentile: (share: Double, scale: Double)?

    /// One sum over another, times `scale`.
    static func ratio(
        scale: Double = 1, _ numerator: @escaping @Sendable (Ledger) -> Double,
        _ denominator: @escaping @Sendable (Ledger) -> Double
    ) -> TheoryQuantity {
        TheoryQuantity(
            parts: { [numerator($0), denominator($0)] },
            combine: { $0[1] > 0 ? scale * $0[0] / $0[1] : .nan })
    }

    /// The variance over replications of a count, over its mean where asked.
    static func variance(
        _ value: @escaping @Sendable (Ledger) -> Double, overMean: Bool = false
    ) -> TheoryQuantity {
        TheoryQuantity(
            parts: { [value($0), value($0) * value($0), 1] },
            combine: { sums in
                let mean = sums[0] / sums[2]
                let variance = (sums[1] - sums[0] * mean) / (sums[2] - 1)
                return overMean ? variance / mean : variance
            })
    }

    /// The correlation over replications of two counts.
    static func correlation(
        _ one: @escaping @Sendable (Ledger) -> Double, _ other: @escaping @Sendable (Ledger) -> Double
    ) -> TheoryQuantity {
        TheoryQuantity(
            parts: { ledger in
                let (x, y) = (one(ledger), other(ledger))
                return [x, y, x * x, y * y, x * y, 1]
            },
            combine: { sums in
                let (x, y) = (sums[0] / sums[5], sums[1] / sums[5])
                let covariance = sums[4] / sums[5] - x * y
                return covariance / ((sums[2] / sums[5] - x * x) * (sums[3] / sums[5] - y * y)).squareRoot()
            })
    }

    /// A percentile of all waits, times `scale`.
    static func percentile(_ share: Double, scale: Double) -> TheoryQuantity {
        TheoryQuantity(parts: { _ in [] }, combine: { _ in .nan }, percentile: (share, scale))
    }

    /// The percentile of pooled waits, its standard error from sections of replications.
    ///
    /// Source: Asmussen and Glynn, "Stochastic simulation", section III.5a (sectioning).
    /// - Parameter sections: waits of as many independent parts of the run.
    func estimate(sections: [WaitDigest]) -> (value: Double, standardError: Double)? {
        guard let percentile, sections.count > 1 else { return nil }
        var pooled = WaitDigest()
        for section in sections { pooled.merge(section) }
        let parts = sections.compactMap { $0.quantile(percentile.share) }
        guard let whole = pooled.quantile(percentile.share), parts.count == sections.count else { return nil }
        let squares = parts.reduce(0) { $0 + ($1 - whole) * ($1 - whole) }
        let error = (squares / Double(parts.count - 1) / Double(parts.count)).squareRoot()
        return (whole * percentile.scale, error * percentile.scale)
    }

    /// An estimate with its standard error, by the jackknife over replications.
    ///
    /// The value is `combine` of the sums themselves, as in the results of `hitl simulate`; the standard error is that of
    /// the pseudo-values n f - (n - 1) f without i. Source: Miller, "The jackknife: a review", Biometrika 61 (1974).
    /// - Parameter values: the `parts` of each replication.
    /// - Returns: nil with fewer than two replications or where the quantity is not defined.
    func estimate(_ values: [[Double]]) -> (value: Double, standardError: Double)? {
        let count = values.count
        guard count > 1, let width = values.first?.count else { return nil }
        var sums = [Double](repeating: 0, count: width)
        for value in values {
            for index in 0..<width { sums[index] += value[index] }
        }
        let whole = combine(sums)
        guard whole.isFinite else { return nil }
        var rest = sums
        let shifts = values.map { value in
            for index in 0..<width { rest[index] = sums[index] - value[index] }
            return Double(count - 1) * (whole - combine(rest))
        }
        let shift = shifts.reduce(0, +) / Double(count)
        let squares = shifts.reduce(0) { $0 + ($1 - shift) * ($1 - shift) }
        let error = (squares / Double(count - 1) / Double(count)).squareRoot()
        guard error.isFinite else { return nil }
        return (whole, error)
    }
}
