/// Estimates adjusted by what is known exactly: controls whose means are given.
///
/// A linear regression on the controls less their known means; its intercept is the estimate. Source: Lavenberg and
/// Welch, "A perspective on the use of control variables to increase the efficiency of Monte Carlo simulations",
/// Management Science 27 (1981), equations 12 to 16.
public enum ControlVariates {
    /// An adjusted estimate, and what the adjustment was worth.
    public struct Adjusted: Sendable, Equatable {
        /// The estimate; its interval has n - 1 - controls degrees of freedom.
        public var estimate: Estimate
        /// Estimated variance of the adjusted estimate.
        public var variance: Double
        /// Variance of the plain estimate over that of the adjusted one; above 1 is a gain.
        public var gain: Double
        /// Share of the variance that the controls explain, in 0...1.
        public var rSquared: Double
        /// Skewness of what the controls leave unexplained; nil where too little is left.
        public var skewness: Double?
        /// Controls that were used: those that vary and are no combination of others.
        public var controls: Int
    }

    /// Adjusts observations.
    ///
    /// - Parameters:
    ///   - observations: the plain observations.
    ///   - controls: one array a control, with a value less its known mean for every observation.
    ///   - confidence: the nominal coverage, inside (0, 1).
    /// - Returns: nil where no control varies, or observations are too few: at least two more than the controls.
    public static func adjust(
        _ observations: Observations, controls: [[Double]], confidence: Double = 0.95
    ) -> Adjusted? {
        let n = observations.count
        let count = Double(n)
        guard let plain = observations.variance, plain > 0,
            let shift = Observations.average(observations.deviates)
        else { return nil }
        // Modified Gram-Schmidt on the controls about their sample means; those means go through the same steps.
        var basis: [(values: [Double], mean: Double, square: Double)] = []
        var residual = observations.deviates.map { $0 - shift }
        var center = observations.center
        var leverage = 0.0
        for control in controls where control.count == n {
            guard var mean = Observations.average(control) else { continue }
            var values = control.map { $0 - mean }
            let size = dot(values, values)
            for earlier in basis {
                let factor = dot(values, earlier.values) / earlier.square
                for index in values.indices { values[index] -= factor * earlier.values[index] }
                mean -= factor * earlier.mean
            }
            let square = dot(values, values)
            guard size > 0, square > 1e-10 * size else { continue }
            let slope = dot(residual, values) / square
            for index in values.indices { residual[index] -= slope * values[index] }
            center -= slope * mean
            leverage += mean * mean / square
            basis.append((values, mean, square))
        }
        let freedom = n - 1 - basis.count
        guard !basis.isEmpty, freedom > 0, center.isFinite,
            let t = try? StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: Double(freedom))
        else { return nil }
        let left = dot(residual, residual)
        let variance = left / Double(freedom) * (1 / count + leverage)
        let gain = plain / count / variance
        return Adjusted(
            estimate: Estimate(mean: center, halfWidth: t * variance.squareRoot(), confidence: confidence, n: n),
            variance: variance, gain: gain.isFinite ? gain : .greatestFiniteMagnitude,
            rSquared: min(1, max(0, 1 - left / (plain * (count - 1)))),
            skewness: Observations(center: center, deviates: residual, count: n).skewness, controls: basis.count)
    }

    /// Expected variance of the adjusted estimate over that of the plain one, the price of estimated coefficients
    /// included: (1 - R squared) (n - 2) / (n - q - 2) (Lavenberg, Moeller and Welch 1982).
    ///
    /// - Parameters:
    ///   - rSquared: share of the variance that the controls explain, in 0...1.
    ///   - replications: n, above controls + 2.
    ///   - controls: q, 0 or more.
    /// - Throws: ``StochasticsError`` for too few replications or a share out of range.
    public static func varianceRatio(
        rSquared: Double, replications: Int, controls: Int
    ) throws(StochasticsError) -> Double {
        try StochasticsError.require(rSquared >= 0 && rSquared <= 1, "R squared", rSquared, "must be 0 to 1")
        try StochasticsError.require(controls >= 0, "controls", Double(controls), "must be 0 or more")
        try StochasticsError.require(
            replications > controls + 2, "replications", Double(replications), "must be above controls + 2")
        let n = Double(replications)
        return (1 - rSquared) * (n - 2) / (n - Double(controls) - 2)
    }

    private static func dot(_ first: [Double], _ second: [Double]) -> Double {
        var sum = 0.0
        for index in first.indices { sum += first[index] * second[index] }
        return sum
    }
}
