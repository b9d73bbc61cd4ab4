import Stochastics

/// One-sided test on weighted paired differences.
enum PairedTest {
    /// Weighted mean and p value of "the true mean is below 0" against chance.
    ///
    /// The mean is sum w d / sum w and its variance sum w^2 (d - mean)^2 / (sum w)^2, the linearised form for ratio
    /// estimators (Cochran 1977, section 6.4), judged with Student's t on n - 1 degrees of freedom. p is 1 for fewer
    /// than two differences, and 1 or 0 by the sign where all are equal.
    static func below(_ differences: [Double], weights: [Double]) -> (mean: Double, pValue: Double) {
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
        return (mean, lowerTail(t: mean / error, degreesOfFreedom: degrees))
    }

    /// Probability that Student's t is at most `t`, within .002, by Wallace's normal transform (1959).
    static func lowerTail(t: Double, degreesOfFreedom: Double) -> Double {
        let factor = (8 * degreesOfFreedom + 1) / (8 * degreesOfFreedom + 3)
        let size = factor * (degreesOfFreedom * PortableMath.log(1 + t * t / degreesOfFreedom)).squareRoot()
        return lowerTail(normal: t < 0 ? -size : size)
    }

    /// Probability that a standard normal is at most `z`, within 1e-7 (Abramowitz and Stegun 1964, 26.2.17).
    static func lowerTail(normal z: Double) -> Double {
        let t = 1 / (1 + 0.2316419 * abs(z))
        let polynomial =
            t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
        let upper = 0.398942280401 * PortableMath.exp(-z * z / 2) * polynomial
        return z >= 0 ? 1 - upper : upper
    }
}
