import Stochastics

/// Counts how often intervals hold a true value.
public struct CoverageTally: Sendable, Equatable {
    /// What the intervals are of.
    public let name: String
    /// The true value.
    public let truth: Double
    /// Coverage that the intervals claim, such as .95.
    public let nominal: Double
    /// Whether the truth is an estimate from all replications together.
    public let isTruthPooled: Bool
    /// Intervals counted.
    public private(set) var count = 0
    /// Intervals that hold the truth.
    public private(set) var covered = 0
    /// Intervals that lie below it.
    public private(set) var below = 0
    /// Intervals that lie above it.
    public private(set) var above = 0
    /// Estimates without an interval, which count as not covering.
    public private(set) var without = 0
    private var meanSum = 0.0
    private var squareSum = 0.0
    private var halfWidthSum = 0.0

    /// Starts counting.
    public init(name: String = "", truth: Double, nominal: Double = 0.95, isTruthPooled: Bool = false) {
        self.name = name
        self.truth = truth
        self.nominal = nominal
        self.isTruthPooled = isTruthPooled
    }

    /// Counts an estimate; nil and one without bounds count as not covering.
    public mutating func add(_ estimate: Estimate?) {
        count += 1
        guard let estimate, let low = estimate.low, let high = estimate.high else {
            without += 1
            return
        }
        meanSum += estimate.mean
        squareSum += (estimate.mean - truth) * (estimate.mean - truth)
        halfWidthSum += estimate.halfWidth ?? 0
        if high < truth {
            below += 1
        } else if low > truth {
            above += 1
        } else {
            covered += 1
        }
    }

    /// Share of the intervals that hold the truth; 0 before there are any.
    public var coverage: Double { count > 0 ? Double(covered) / Double(count) : 0 }

    /// Mean of the estimates less the truth.
    public var bias: Double { count > without ? meanSum / Double(count - without) - truth : 0 }

    /// Mean squared distance of the estimates from the truth.
    public var meanSquaredError: Double { count > without ? squareSum / Double(count - without) : 0 }

    /// Mean half-width of the intervals.
    public var meanHalfWidth: Double { count > without ? halfWidthSum / Double(count - without) : 0 }

    /// The exact binomial band in which the coverage of right intervals lies, but for one experiment in 1 / level.
    public func band(level: Double = 0.001) -> ClosedRange<Double> {
        Binomial.acceptance(trials: count, probability: nominal, level: level)
    }

    /// Whether the coverage lies in the band.
    public func isAcceptable(level: Double = 0.001) -> Bool { band(level: level).contains(coverage) }
}
