import Stochastics

/// One-sided test on weighted paired differences.
package enum PairedTest {
    /// Weighted mean and p value of "the true mean is below 0" against chance.
    ///
    /// The mean is sum w d / sum w and its variance sum w^2 (d - mean)^2 / (sum w)^2, the linearised form for ratio
    /// estimators (Cochran 1977, section 6.4), judged with Student's t on n - 1 degrees of freedom. p is 1 for fewer
    /// than two differences, and 1 or 0 by the sign where all are equal.
    package static func below(_ differences: [Double], weights: [Double]) -> (mean: Double, pValue: Double) {
        let total = weights.reduce(0, +)
        guard total > 0 else { return (0, 1) }
        let mean = zip(differences, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
        guard differences.count > 1 else { return (mean, 1) }
        let squares = zip(differences, weights).reduce(0) {
            $0 + $1.1 * $1.1 * ($1.0 - mean) * ($1.0 - mean)
        }
        let degrees = Double(differences.count - 1)
        let error = (squares * (degrees + 1) / degrees).squareRoot() / total
        guard error > 0 else { return (mean, mean < 0 ? 0 : 1) }
        return (mean, StudentT.cumulative(mean / error, degreesOfFreedom: degrees))
    }
}
