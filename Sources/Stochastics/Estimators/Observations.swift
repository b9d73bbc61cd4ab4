/// Independent observations behind an estimate: its centre, and how far each of them lies from it.
///
/// For a ratio of sums they are the jackknife pseudo-values, so that whatever holds for means (intervals, skewness,
/// regression on controls) serves ratios too.
public struct Observations: Sendable, Equatable {
    /// The point estimate.
    public let center: Double
    /// Each observation less the centre; empty where the data give no spread.
    public let deviates: [Double]
    /// Number of observations, also where there are no deviates.
    public let count: Int

    /// Observations of given parts; `deviates` as many as `count`, or none.
    public init(center: Double, deviates: [Double], count: Int) {
        self.center = center
        self.deviates = deviates
        self.count = count
    }

    /// Observations whose mean is estimated.
    ///
    /// - Returns: nil for no observations or one that is not finite.
    public static func mean(of values: [Double]) -> Observations? {
        guard let center = average(values) else { return nil }
        return Observations(center: center, deviates: values.map { $0 - center }, count: values.count)
    }

    /// Sums whose ratio is estimated; the observations are the jackknife pseudo-values n R - (n - 1) R without i.
    ///
    /// Source: Miller, "The jackknife: a review", Biometrika 61 (1974); Law, "Simulation modeling and analysis", 5th
    /// edition, section 9.5.
    /// - Returns: nil for no replications, differing lengths or a total denominator of 0; no deviates where all of the
    ///   denominator comes from one replication.
    public static func ratio(numerators: [Double], denominators: [Double]) -> Observations? {
        let n = numerators.count
        guard n > 0, n == denominators.count else { return nil }
        let numerator = numerators.reduce(0, +)
        let denominator = denominators.reduce(0, +)
        let center = numerator / denominator
        guard denominator != 0, center.isFinite else { return nil }
        // Pseudo-value minus R, from differences that do not cancel: (n - 1) (x_i - R y_i) / (D - y_i).
        var deviates = [Double]()
        deviates.reserveCapacity(n)
        for index in 0..<n {
            let residual = numerators[index] - center * denominators[index]
            let deviate = residual * Double(n - 1) / (denominator - denominators[index])
            guard deviate.isFinite else { return Observations(center: center, deviates: [], count: n) }
            deviates.append(deviate)
        }
        return Observations(center: center, deviates: deviates, count: n)
    }

    /// The same observations of a quantity that is larger by `shift`.
    public func shifted(by shift: Double) -> Observations {
        Observations(center: center + shift, deviates: deviates, count: count)
    }

    /// The estimate with its Student-t interval; nil bounds for a single observation.
    ///
    /// - Parameter confidence: the nominal coverage, inside (0, 1).
    public func estimate(confidence: Double = 0.95) -> Estimate {
        guard let variance, let t = QuantileMemo.shared.quantile(0.5 + confidence / 2, observations: count)
        else { return Estimate(point: center, confidence: confidence, n: count) }
        return Estimate(
            mean: center, halfWidth: t * (variance / Double(count)).squareRoot(), confidence: confidence, n: count)
    }

    /// The sample variance; nil below two observations.
    public var variance: Double? {
        guard count > 1, deviates.count == count, let shift = Self.average(deviates) else { return nil }
        var squares = 0.0
        for deviate in deviates { squares += (deviate - shift) * (deviate - shift) }
        return squares / Double(count - 1)
    }

    /// The sample skewness, adjusted for bias in normal samples (G1 of Joanes and Gill 1998); nil below three
    /// observations and for constant ones.
    public var skewness: Double? {
        guard count > 2, deviates.count == count, let shift = Self.average(deviates) else { return nil }
        var squares = 0.0
        var cubes = 0.0
        for deviate in deviates {
            let difference = deviate - shift
            squares += difference * difference
            cubes += difference * difference * difference
        }
        let n = Double(count)
        let second = squares / n
        let raw = cubes / n / (second * second.squareRoot())
        let adjusted = raw * (n * (n - 1)).squareRoot() / (n - 2)
        // Spread of this size is the rounding of sums.
        guard adjusted.isFinite, second.squareRoot() > 1e-11 * center.magnitude else { return nil }
        return adjusted
    }

    /// The mean, shifted first so that constant observations give themselves exactly; nil if not finite.
    static func average(_ values: [Double]) -> Double? {
        guard let first = values.first else { return nil }
        var sum = 0.0
        for value in values { sum += value - first }
        let center = first + sum / Double(values.count)
        return center.isFinite ? center : nil
    }
}
