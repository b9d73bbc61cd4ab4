import Simulation
import Stochastics

/// What a comparison found: a forecast for each variant, and how each differs from the first, the frozen baseline.
public struct VariantComparison: Sendable, Equatable {
    /// One variant with its own forecast.
    public struct Variant: Sendable, Equatable {
        /// Short name, unique in the comparison.
        public var name: String
        /// The file it comes from.
        public var source: String
        /// What was changed in that file: `dotted.path=value` each.
        public var changes: [String]
        /// SHA-256 of the resolved scenario, 64 hexadecimal digits.
        public var digest: String
        /// Its forecast, with intervals of `confidence`.
        public var forecast: Forecast

        /// Describes a variant; see the properties.
        public init(name: String, source: String, changes: [String], digest: String, forecast: Forecast) {
            self.name = name
            self.source = source
            self.changes = changes
            self.digest = digest
            self.forecast = forecast
        }
    }

    /// The variants in the order given, the baseline first; two or more.
    public var variants: [Variant]
    /// How each variant after the first differs from it, in that order.
    public var differences: [VariantDifference]
    /// Level of each difference's interval: corrected for the number of comparisons with the baseline.
    public var differenceConfidence: Double
    /// Which variant is cheapest among those that keep all their targets.
    public var conclusion: ComparisonConclusion
    /// How near the asked precision of the differences is; nil where none was asked.
    public var precision: PrecisionStatus?

    /// Describes a comparison; see the properties.
    public init(
        variants: [Variant], differences: [VariantDifference], differenceConfidence: Double,
        conclusion: ComparisonConclusion, precision: PrecisionStatus? = nil
    ) {
        self.variants = variants
        self.differences = differences
        self.differenceConfidence = differenceConfidence
        self.conclusion = conclusion
        self.precision = precision
    }

    /// The frozen baseline.
    public var baseline: Variant { variants[0] }

    /// Whether the asked precision was reached; true when none was asked.
    public var precisionReached: Bool { precision?.isReached ?? true }
}

/// How one variant differs from the baseline on common random numbers.
public struct VariantDifference: Sendable, Equatable {
    /// Name of the variant.
    public var variant: String
    /// The differences, in the order of the baseline's measures.
    public var measures: [MeasureDifference]
    /// Measures that the baseline has and the variant has not.
    public var onlyInBaseline: [String]
    /// Measures that the variant has and the baseline has not.
    public var onlyInVariant: [String]
    /// Measures of one name that mean different things here and there: service levels with other queues or times.
    public var incomparable: [String]
    /// Whether both met the same number of customers in every replication, as they do unless the traffic differs.
    public var isSameTraffic: Bool

    /// Describes differences; see the properties.
    public init(
        variant: String, measures: [MeasureDifference], onlyInBaseline: [String] = [], onlyInVariant: [String] = [],
        incomparable: [String] = [], isSameTraffic: Bool = true
    ) {
        self.variant = variant
        self.measures = measures
        self.onlyInBaseline = onlyInBaseline
        self.onlyInVariant = onlyInVariant
        self.incomparable = incomparable
        self.isSameTraffic = isSameTraffic
    }

    /// The difference of a measure by its full name, or nil.
    public subscript(name: String) -> MeasureDifference? { measures.first { $0.name == name } }

    /// The difference of a measure of the whole operation, or nil.
    public subscript(measure: Measure) -> MeasureDifference? { self[measure.name] }
}

/// A variant's value of one measure less the baseline's.
public struct MeasureDifference: Sendable, Equatable {
    /// How the difference spreads over replications: tenth, fiftieth and ninetieth percentile.
    public struct Spread: Sendable, Equatable {
        /// Tenth percentile.
        public var p10: Double
        /// Median.
        public var p50: Double
        /// Ninetieth percentile.
        public var p90: Double

        /// Describes a spread.
        public init(p10: Double, p50: Double, p90: Double) {
            self.p10 = p10
            self.p50 = p50
            self.p90 = p90
        }
    }

    /// Full name of the measure.
    public var name: String
    /// The difference with its interval; n counts the replications in which both have a value.
    public var estimate: Estimate
    /// Unit of the measure.
    public var unit: String
    /// Kind of estimator: "mean", "ratio" or "quantile".
    public var kind: String
    /// Variance of the difference had the two been run independently, over that of the paired one; nil where the
    /// paired difference does not vary, or there is no interval.
    public var gain: Double?
    /// Percentiles over replications of the difference within a replication; nil below `fewestForSpread` of them.
    public var spread: Spread?

    /// Fewest replications for which percentiles are given.
    public static let fewestForSpread = 10

    /// Describes a difference; see the properties.
    public init(name: String, estimate: Estimate, unit: String, kind: String, gain: Double?, spread: Spread?) {
        self.name = name
        self.estimate = estimate
        self.unit = unit
        self.kind = kind
        self.gain = gain
        self.spread = spread
    }

    /// Whether the whole interval lies on one side of zero.
    public var isDecided: Bool {
        guard let low = estimate.low, let high = estimate.high else { return false }
        return low > 0 || high < 0
    }

    /// Whether no replication showed any difference.
    public var isNone: Bool { estimate.mean == 0 && estimate.low == 0 && estimate.high == 0 }
}
