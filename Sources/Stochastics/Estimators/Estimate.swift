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

    /// A point without an interval.
    init(point: Double, confidence: Double, n: Int) {
        self.init(mean: point, low: nil, high: nil, halfWidth: nil, confidence: confidence, n: n)
    }

    /// A point with a symmetric interval; without one where its bounds would not be finite.
    init(mean: Double, halfWidth: Double, confidence: Double, n: Int) {
        guard halfWidth.isFinite, (mean.magnitude + halfWidth).isFinite else {
            self.init(point: mean, confidence: confidence, n: n)
            return
        }
        self.init(
            mean: mean, low: mean - halfWidth, high: mean + halfWidth, halfWidth: halfWidth, confidence: confidence,
            n: n)
    }

    /// The mean of independent observations with its Student-t interval.
    ///
    /// - Parameters:
    ///   - values: one observation per replication, all finite.
    ///   - confidence: the nominal coverage, inside (0, 1).
    /// - Returns: nil for no observations or one that is not finite; nil bounds for a single one.
    public static func mean(of values: [Double], confidence: Double = 0.95) -> Estimate? {
        Observations.mean(of: values)?.estimate(confidence: confidence)
    }

    /// The ratio of two sums over independent replications with its jackknife Student-t interval.
    ///
    /// The point estimate is the ratio of the sums itself; the spread is that of the pseudo-values of
    /// ``Observations/ratio(numerators:denominators:)``.
    /// - Parameters:
    ///   - numerators: one sum per replication, finite.
    ///   - denominators: one sum per replication, finite, as many.
    ///   - confidence: the nominal coverage, inside (0, 1).
    /// - Returns: nil for no replications, differing lengths or a total denominator of 0; nil bounds for a single
    ///   replication, or where all of the denominator comes from one.
    public static func ratio(
        numerators: [Double], denominators: [Double], confidence: Double = 0.95
    ) -> Estimate? {
        Observations.ratio(numerators: numerators, denominators: denominators)?.estimate(confidence: confidence)
    }

    /// The same estimate with mean and bounds limited to a range of possible values (0...1 for a share): an adjusted mean
    /// can lie outside.
    public func clipped(to range: ClosedRange<Double>) -> Estimate {
        func limited(_ value: Double) -> Double { min(max(value, range.lowerBound), range.upperBound) }
        var result = self
        result.mean = limited(mean)
        result.low = low.map(limited)
        result.high = high.map(limited)
        return result
    }

    /// The half-width over the magnitude of the mean; nil without interval or for a mean of 0.
    public var relativeHalfWidth: Double? {
        guard let halfWidth, mean != 0 else { return nil }
        let ratio = halfWidth / mean.magnitude
        return ratio.isFinite ? ratio : nil
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
