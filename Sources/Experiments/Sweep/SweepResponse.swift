import Simulation
import Stochastics

/// A measure at every point of a sweep, replication by replication: since replication r met the same customers at all
/// points, points are compared by the differences of their replications.
public struct SweepResponse: Sendable {
    /// Full name of the measure.
    public let measure: String
    /// Its unit, as reports write it.
    public var unit: String
    /// Whether small values are better.
    public let isLowerBetter: Bool
    /// Confidence of intervals.
    public let confidence: Double
    /// Values that the measure can have.
    public var range = -Double.infinity...Double.infinity
    /// What the replications say at each point; nil where there is no estimate.
    public var samples: [SweepSample?]

    /// Creates a response of given parts.
    public init(
        measure: String, unit: String, isLowerBetter: Bool, confidence: Double = 0.95, samples: [SweepSample?]
    ) {
        self.measure = measure
        self.unit = unit
        self.isLowerBetter = isLowerBetter
        self.confidence = confidence
        self.samples = samples
    }

    /// Whether there is an estimate at a point.
    func isKnown(_ point: Int) -> Bool { samples[point] != nil }

    /// Estimates that can be ranked: of points with the same replications their own; where some have more, that of the
    /// point with most and the paired difference from it, since a mean over other days says more of the days than of the
    /// point (a control variate with coefficient 1; Law, "Simulation modeling and analysis", 5th edition, 11.4).
    var comparable: [Double?] {
        let known = samples.indices.filter(isKnown)
        func size(_ point: Int) -> Int { samples[point]?.count ?? 0 }
        guard let reference = known.max(by: { (size($0), -$0) < (size($1), -$1) }),
            let base = samples[reference]?.center
        else { return samples.map { _ in nil } }
        return samples.indices.map { point in
            guard let sample = samples[point] else { return nil }
            guard sample.count < size(reference), let difference = contrast([(point, 1), (reference, -1)]) else {
                return sample.center
            }
            return base + difference.value
        }
    }

    /// A weighted sum of the estimates at some points with the variance of the sum, both over the replications that all
    /// of these points have.
    ///
    /// - Returns: nil where a point has no estimate; no variance below two replications in common.
    func contrast(_ terms: [(point: Int, weight: Double)]) -> (value: Double, variance: Double?, n: Int)? {
        var count = Int.max
        for term in terms {
            guard let sample = samples[term.point] else { return nil }
            count = min(count, sample.count)
        }
        guard count > 1, count < Int.max else {
            return (terms.reduce(0) { $0 + $1.weight * (samples[$1.point]?.center ?? 0) }, nil, 1)
        }
        var value = 0.0
        var size = 0.0
        var sums = [Double](repeating: 0, count: count)
        var isSpread = true
        for term in terms {
            guard let found = samples[term.point]?.observations(first: count) else { return nil }
            value += term.weight * found.center
            size += (term.weight * found.center).magnitude
            guard found.deviates.count == count else {
                isSpread = false
                continue
            }
            for place in 0..<count { sums[place] += term.weight * found.deviates[place] }
        }
        // What is left of equal terms is the rounding of sums.
        let rounding = Self.rounding * size
        if value.magnitude <= rounding { value = 0 }
        guard isSpread, let spread = Observations.mean(of: sums)?.variance else { return (value, nil, count) }
        return (value, spread.squareRoot() <= rounding ? 0 : spread / Double(count), count)
    }

    private static let rounding = 1e-13

    /// The estimate at a point with its interval, inside the values that the measure can have.
    public func estimate(at point: Int) -> Estimate? { estimate([(point, 1)])?.clipped(to: range) }

    /// The same with its Student-t interval.
    ///
    /// - Parameter comparisons: how many intervals hold together with the confidence (Bonferroni).
    func estimate(_ terms: [(point: Int, weight: Double)], comparisons: Int = 1) -> Estimate? {
        guard let (value, variance, n) = contrast(terms) else { return nil }
        let tail = (1 - confidence) / 2 / Double(max(1, comparisons))
        guard let variance, let t = try? -StudentT.quantile(tail, degreesOfFreedom: Double(n - 1)) else {
            return Estimate(mean: value, low: nil, high: nil, halfWidth: nil, confidence: confidence, n: n)
        }
        let half = t * variance.squareRoot()
        return Estimate(
            mean: value, low: value - half, high: value + half, halfWidth: half, confidence: confidence, n: n)
    }

    /// Points whose whole interval is on the good side of a limit, all of these intervals together with the confidence
    /// (one-sided, Bonferroni over all points), from 0.
    public func surelyReaching(_ limit: Double) -> [Int] {
        let known = samples.indices.filter(isKnown)
        return known.filter { point in
            guard let (value, variance, n) = contrast([(point, 1)]), let variance,
                let t = try? -StudentT.quantile(
                    (1 - confidence) / Double(known.count), degreesOfFreedom: Double(n - 1))
            else { return false }
            let half = t * variance.squareRoot()
            return isLowerBetter ? value + half <= limit : value - half >= limit
        }
    }
}
