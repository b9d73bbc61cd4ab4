import Simulation
import Stochastics

/// A measure at every point of a sweep, with how each replication deviates: since replication r met the same customers
/// at all points, differences of points are taken replication by replication.
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
    /// The estimate at each point; nil where it has none.
    public var centers: [Double?]
    /// What each replication adds to it (``Observations``), by point; empty where replications are not aligned.
    public var deviates: [[Double]]

    /// Creates a response of given parts.
    public init(
        measure: String, unit: String, isLowerBetter: Bool, confidence: Double = 0.95, centers: [Double?],
        deviates: [[Double]]
    ) {
        self.measure = measure
        self.unit = unit
        self.isLowerBetter = isLowerBetter
        self.confidence = confidence
        self.centers = centers
        self.deviates = deviates
    }

    /// Names that begin so are of measures of which more is better; of all others less is.
    private static let moreIsBetter = [
        "service_level.", "resolution.first_contact", "resolution.right", "ai.containment", "ai.coverage", "revenue.",
        "margin.", "model.accuracy", "plan.right", "plan.completed", "annotation.agreement", "annotation.kappa",
    ]

    /// Whether less of a measure is better.
    public static func isLowerBetter(_ measure: String) -> Bool {
        !moreIsBetter.contains { measure.hasPrefix($0) }
    }

    /// The observations of a measure: with aligned deviates, one for each replication, or none.
    static func observations(_ values: [MeasureValue?], _ form: MeasureForm) -> Observations? {
        let isRatio = form.kind == .ratio
        let filled = isRatio ? values.map { $0 ?? .ratio(numerator: 0, denominator: 0) } : values
        guard let found = ReplicationEstimator.observations(filled, isRatio: isRatio) else { return nil }
        let isAligned = isRatio || filled.allSatisfy { $0?.number != nil }
        guard isAligned else { return Observations.mean(of: [found.center]) }
        return found
    }

    /// A weighted sum of the estimates at some points, with the variance of the sum.
    ///
    /// - Returns: nil where a point has no estimate; no variance below two replications in common.
    func contrast(_ terms: [(point: Int, weight: Double)]) -> (value: Double, variance: Double?, n: Int)? {
        var value = 0.0
        var count = Int.max
        for term in terms {
            guard let center = centers[term.point] else { return nil }
            value += term.weight * center
            count = min(count, deviates[term.point].count)
        }
        guard count > 1, count < Int.max else { return (value, nil, 1) }
        var sums = [Double](repeating: 0, count: count)
        for term in terms {
            for place in 0..<count { sums[place] += term.weight * deviates[term.point][place] }
        }
        guard let spread = Observations.mean(of: sums)?.variance else { return (value, nil, count) }
        return (value, spread / Double(count), count)
    }

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
}
