import Simulation
import Stochastics

/// What an experiment found about one scenario: everything that a report, a summary or a table is drawn from.
public struct Forecast: Sendable, Equatable {
    /// Name of the scenario.
    public var scenario: String
    /// One or two sentences on the scenario, from its file; empty when it has none.
    public var about: String
    /// Seed of all randomness.
    public var seed: UInt64
    /// Independent runs made.
    public var replications: Int
    /// End of the measured period, in seconds from the start of the run.
    public var horizonSeconds: Double
    /// Start of the measured period, in seconds from the start of the run.
    public var warmUpSeconds: Double
    /// Confidence level of every interval, such as 0.95.
    public var confidence: Double
    /// Whether the asked precision was reached; true when none was asked.
    public var precisionReached: Bool
    /// Currency code of every amount, such as "USD".
    public var currency: String
    /// Estimates in the order of the glossary; a measure the scenario cannot produce is absent.
    public var measures: [MeasureEstimate]
    /// Estimates by interval, for the charts.
    public var timeline: [TimelinePoint]
    /// How each service level with a target fared, in the order of the scenario.
    public var serviceLevels: [ServiceLevelVerdict]
    /// What binds, what the AI learned, what costs most.
    public var diagnosis: [Finding]
    /// What became of the scenario's checks, judged once on all replications.
    public var checks: [CheckOutcome] = []
    /// Cautions about the intervals: few or skewed replications, a run too short for its warm-up.
    public var warnings: [Finding] = []
    /// How many of `warnings`, from the first, are about the load: teams with more work than people, hours without staff.
    public var loadWarnings = 0
    /// How near the asked precision is; nil where none was asked.
    public var precision: PrecisionStatus?
    /// Methods that reduce the variance, in words; empty for plain estimates.
    public var varianceReduction: [String] = []
    /// Cautions that a reader must see: recycled texts, a label cap that bit, an assumed accuracy.
    public var notes: [Finding]
    /// Every measure of every replication, as it was before averaging.
    public var raw: [ReplicationValue]

    /// Creates a forecast; see the properties for units.
    public init(
        scenario: String, about: String = "", seed: UInt64, replications: Int, horizonSeconds: Double,
        warmUpSeconds: Double, confidence: Double, precisionReached: Bool = true, currency: String,
        measures: [MeasureEstimate], timeline: [TimelinePoint], serviceLevels: [ServiceLevelVerdict],
        diagnosis: [Finding], notes: [Finding], raw: [ReplicationValue]
    ) {
        self.scenario = scenario
        self.about = about
        self.seed = seed
        self.replications = replications
        self.horizonSeconds = horizonSeconds
        self.warmUpSeconds = warmUpSeconds
        self.confidence = confidence
        self.precisionReached = precisionReached
        self.currency = currency
        self.measures = measures
        self.timeline = timeline
        self.serviceLevels = serviceLevels
        self.diagnosis = diagnosis
        self.notes = notes
        self.raw = raw
    }

    /// What all of it rests on besides the simulation, such as "assumed accuracy"; nil when nothing was assumed.
    public var basis: String? { measures.lazy.compactMap(\.basis).first }

    /// The estimate of a measure by its full name, or nil when the scenario does not produce it.
    public subscript(name: String) -> Estimate? {
        measures.first { $0.name == name }?.estimate
    }

    /// The estimate of a measure of the whole operation, or nil when the scenario does not produce it.
    public subscript(measure: Measure) -> Estimate? { self[measure.name] }
}

/// The estimate of one measure over the replications.
public struct MeasureEstimate: Sendable, Equatable {
    /// Dotted name with its breakdown, such as `human.wait.p90_s{queue=billing}`.
    public var name: String
    /// Value with its interval.
    public var estimate: Estimate
    /// Unit in words: "share", "seconds", "queries", "USD" and so on.
    public var unit: String
    /// Kind of estimator: "mean", "ratio" or "quantile".
    public var kind: String
    /// Variance of plain replications over that of this estimate; nil where nothing reduces it.
    public var gain: Double?
    /// What it rests on besides the simulation, such as "assumed accuracy"; nil when nothing was assumed of the AI.
    public var basis: String?

    /// The basis of what an AI with a stated accuracy brings about.
    public static let assumedAccuracy = "assumed accuracy"

    /// Creates an estimate of a named measure.
    public init(
        name: String, estimate: Estimate, unit: String, kind: String, gain: Double? = nil, basis: String? = nil
    ) {
        self.gain = gain
        self.basis = basis
        self.name = name
        self.estimate = estimate
        self.unit = unit
        self.kind = kind
    }
}

/// The estimate of one measure in one interval of a chart.
public struct TimelinePoint: Sendable, Equatable {
    /// "week 01" onwards, "hour 000" (Monday midnight) to "hour 167", or "coverage 0.05" to "coverage 1.00".
    public var interval: String
    /// Name of the measure, with its breakdown.
    public var measure: String
    /// Mean over the replications that have a value here.
    public var mean: Double
    /// Lower end of the interval; nil for a single replication.
    public var low: Double?
    /// Upper end of the interval; nil for a single replication.
    public var high: Double?

    /// Creates a point.
    public init(interval: String, measure: String, mean: Double, low: Double?, high: Double?) {
        self.interval = interval
        self.measure = measure
        self.mean = mean
        self.low = low
        self.high = high
    }
}

/// Whether a service level reached its target, judged by the interval and not by the mean.
public struct ServiceLevelVerdict: Sendable, Equatable {
    /// Where the interval lies against the target.
    public enum Outcome: String, Sendable, Codable {
        /// The whole interval is at or above the target.
        case met
        /// The whole interval is below the target.
        case missed
        /// The interval straddles the target, or there is none.
        case undecided
    }

    /// Name of the service level in the scenario.
    public var name: String
    /// What is promised.
    public var definition: Finding
    /// How those who give up count.
    public var abandoned: AbandonmentRule
    /// Wanted share, in 0...1.
    public var target: Double
    /// Estimated share.
    public var estimate: Estimate
    /// The verdict.
    public var outcome: Outcome

    /// Judges an estimate against its target.
    public init(
        name: String, definition: Finding, abandoned: AbandonmentRule = .missed, target: Double, estimate: Estimate
    ) {
        self.name = name
        self.definition = definition
        self.abandoned = abandoned
        self.target = target
        self.estimate = estimate
        if let low = estimate.low, low >= target {
            outcome = .met
        } else if let high = estimate.high, high < target {
            outcome = .missed
        } else {
            outcome = .undecided
        }
    }
}

/// One measure of one replication.
public struct ReplicationValue: Sendable, Equatable {
    /// Number of the replication, from 1.
    public var replication: Int
    /// Full name of the measure.
    public var measure: String
    /// Its value in that replication.
    public var value: Double

    /// Creates a value.
    public init(replication: Int, measure: String, value: Double) {
        self.replication = replication
        self.measure = measure
        self.value = value
    }
}
