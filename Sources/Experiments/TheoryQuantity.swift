import Simulation
import Stochastics

/// A quantity of theory as the ledgers of replications show it: a function of sums over replications.
struct TheoryQuantity: Sendable {
    /// The replication's contributions to the sums.
    let parts: @Sendable (Ledger) -> [Double]
    /// The quantity, from the sums over all replications.
    let combine: @Sendable ([Double]) -> Double

    /// One sum over another, times `scale`.
    static func ratio(
        scale: Double = 1, _ numerator: @escaping @Sendable (Ledger) -> Double,
        _ denominator: @escaping @Sendable (Ledger) -> Double
    ) -> TheoryQuantity {
        TheoryQuantity(
            parts: { [numerator($0), denominator($0)] },
            combine: { $0[1] > 0 ? scale * $0[0] / $0[1] : .nan })
    }

    /// A mean over replications, times `scale`; a replication without a value counts as NaN.
    static func mean(
        scale: Double = 1, _ value: @escaping @Sendable (Ledger) -> Double?
    ) -> TheoryQuantity {
        ratio(scale: scale, { value($0) ?? .nan }, { _ in 1 })
    }

    /// An estimate with its standard error, by the jackknife over replications.
    ///
    /// The mean of the pseudo-values n f - (n - 1) f without i, which takes the first order of the bias of a nonlinear
    /// `combine` away. Source: Miller, "The jackknife: a review", Biometrika 61 (1974).
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
        guard shift.isFinite, error.isFinite else { return nil }
        return (whole + shift, error)
    }
}
