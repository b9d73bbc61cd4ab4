/// A point estimate with its confidence interval.
///
/// Bounds are nil where the data give no interval (a single observation); no field is ever NaN or infinite.
public struct Estimate: Sendable, Equatable {
    /// The point estimate.
    public var mean: Double
    /// The lower bound of the interval.
    public var low: Double?
    /// The upper bound of the interval.
    public var high: Double?
    /// Half the width of the interval as computed, before any clipping.
    public var halfWidth: Double?
    /// The nominal coverage, as .95.
    public var confidence: Double
    /// The number of independent observations (replications).
    public var n: Int

    /// An estimate of given parts.
    public init(mean: Double, low: Double?, high: Double?, halfWidth: Double?, confidence: Double, n: Int) {
        self.mean = mean
        self.low = low
        self.high = high
        self.halfWidth = halfWidth
        self.confidence = confidence
        self.n = n
    }

    /// The mean of independent observations with its Student-t interval.
    ///
    /// - Parameters:
    ///   - values: one observation per replication, all finite.
    ///   - confidence: the nominal coverage, inside (0, 1).
    /// - Returns: nil for no observations or one that is not finite; nil bounds for a single one.
    public static func mean(of values: [Double], confidence: Double = 0.95) -> Estimate? {
        guard let center = average(values) else { return nil }
        return around(center, deviates: values.map { $0 - center }, confidence: confidence)
    }

    /// The ratio of two sums over independent replications with its jackknife Student-t interval.
    ///
    /// The point estimate is the ratio of the sums itself; the spread is that of the jackknife pseudo-values
    /// n R - (n - 1) R without i. Source: Miller, "The jackknife: a review", Biometrika 61 (1974); Law, "Simulation
    /// modeling and analysis", 5th edition, section 9.5.
    /// - Parameters:
    ///   - numerators: one sum per replication, finite.
    ///   - denominators: one sum per replication, finite, as many.
    ///   - confidence: the nominal coverage, inside (0, 1).
    /// - Returns: nil for no replications, differing lengths or a total denominator of 0; nil bounds for a single
    ///   replication, or where all of the denominator comes from one.
    public static func ratio(
        numerators: [Double], denominators: [Double], confidence: Double = 0.95
    ) -> Estimate? {
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
            guard deviate.isFinite else { return pointOnly(center, confidence, n) }
            deviates.append(deviate)
        }
        return around(center, deviates: deviates, confidence: confidence)
    }

    /// The same estimate with its bounds limited to a range of possible values (0...1 for a share).
    public func clipped(to range: ClosedRange<Double>) -> Estimate {
        var result = self
        result.low = low.map { max($0, range.lowerBound) }
        result.high = high.map { min($0, range.upperBound) }
        return result
    }

    /// The half-width over the magnitude of the mean; nil without interval or for a mean of 0.
    public var relativeHalfWidth: Double? {
        guard let halfWidth, mean != 0 else { return nil }
        let ratio = halfWidth / mean.magnitude
        return ratio.isFinite ? ratio : nil
    }

    /// The mean, shifted first so that constant observations give themselves exactly; nil if not finite.
    private static func average(_ values: [Double]) -> Double? {
        guard let first = values.first else { return nil }
        var sum = 0.0
        for value in values { sum += value - first }
        let center = first + sum / Double(values.count)
        return center.isFinite ? center : nil
    }

    private static func pointOnly(_ center: Double, _ confidence: Double, _ n: Int) -> Estimate {
        Estimate(mean: center, low: nil, high: nil, halfWidth: nil, confidence: confidence, n: n)
    }

    private static func around(_ center: Double, deviates: [Double], confidence: Double) -> Estimate {
        let n = deviates.count
        guard n > 1, let shift = average(deviates),
            let t = try? StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: Double(n - 1))
        else { return pointOnly(center, confidence, n) }
        var squares = 0.0
        for deviate in deviates { squares += (deviate - shift) * (deviate - shift) }
        let halfWidth = t * (squares / Double(n - 1) / Double(n)).squareRoot()
        guard halfWidth.isFinite, (center.magnitude + halfWidth).isFinite else {
            return pointOnly(center, confidence, n)
        }
        return Estimate(
            mean: center, low: center - halfWidth, high: center + halfWidth, halfWidth: halfWidth,
            confidence: confidence, n: n)
    }
}

extension Estimate: Codable {
    private enum CodingKeys: String, CodingKey {
        case mean, low, high, confidence, n
        case halfWidth = "half_width"
    }

    /// Writes missing bounds as null, as the result format asks.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(mean, forKey: .mean)
        try container.encode(low, forKey: .low)
        try container.encode(high, forKey: .high)
        try container.encode(halfWidth, forKey: .halfWidth)
        try container.encode(confidence, forKey: .confidence)
        try container.encode(n, forKey: .n)
    }
}
