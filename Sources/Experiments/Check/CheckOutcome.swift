import Scenarios
import Simulation
import Stochastics

/// Whether a requirement holds, as far as the evidence goes.
public enum CheckVerdict: String, Sendable, Codable, CaseIterable {
    /// The evidence at the stated level says that it holds.
    case pass
    /// The evidence at the stated level says that it is violated.
    case fail
    /// The interval holds the limit.
    case undecided
}

/// What became of one check.
public struct CheckOutcome: Sendable, Equatable {
    /// What was checked.
    public var check: CheckPlan.Check
    /// The verdict.
    public var verdict: CheckVerdict
    /// The measure's value; its interval is that of the distance to the limit, laid around the limit, so that the
    /// verdict can be read from it. nil when no replication had a value.
    public var estimate: Estimate?
    /// What the measure must keep to, in its unit; nil when the baseline has no value.
    public var limit: Double?
    /// What the limit comes from; nil for a limit of the scenario's own.
    public var reference: Reference?
    /// Whether all observations of the distance to the limit were the same, so that there is no chance in it.
    public var isConstant = false
    /// Replications that would probably decide; nil when it is decided, or nothing can be said.
    public var needed: Int?
    /// Whether a decision needs more replications of the baseline: `needed` where that is known.
    public var needsLargerBaseline = false
    /// Rows of the file that its queries came from, where these are taken as a sample; nil elsewhere.
    public var rows: Int?
    /// Rows that would probably decide, where more replications cannot; nil elsewhere.
    public var neededRows: Int?
    /// Why there is no interval; nil where there is one.
    public var lack: Lack?

    /// What an interval lacks.
    public enum Lack: String, Sendable, Codable {
        /// A baseline to compare with.
        case baseline
        /// Values of the measure in the baseline.
        case baselineValues = "baseline_values"
        /// Values of the measure in the replications of the run.
        case values
        /// All values of a measure that the baseline has: it cannot be what it was.
        case vanished
    }

    /// The baseline's side of a comparison.
    public struct Reference: Sendable, Equatable {
        /// The measure's value in the baseline.
        public var value: Double
        /// Its replications that were used.
        public var replications: Int
        /// Whether replications were compared pair by pair on the same customers.
        public var isPaired: Bool

        /// Creates a reference.
        public init(value: Double, replications: Int, isPaired: Bool) {
            self.value = value
            self.replications = replications
            self.isPaired = isPaired
        }
    }

    /// Creates an outcome without evidence.
    public init(check: CheckPlan.Check, verdict: CheckVerdict = .undecided) {
        self.check = check
        self.verdict = verdict
    }
}

/// What became of all checks of a scenario.
public struct CheckResult: Sendable, Equatable {
    /// Name of the scenario.
    public var scenario: String
    /// Its file, as the user named it.
    public var file: String
    /// Seed of all randomness.
    public var seed: UInt64
    /// Replications made.
    public var replications: Int
    /// When the evidence was looked at, and the level.
    public var schedule: CheckSchedule
    /// Currency code of amounts.
    public var currency: String
    /// The checks in the order of the scenario.
    public var outcomes: [CheckOutcome]
    /// Settings that differ from the baseline's.
    public var changes: [Baseline.Change]
    /// Cautions about the comparison.
    public var notes: [Finding]

    /// Creates a result; see the properties.
    public init(
        scenario: String, file: String, seed: UInt64, replications: Int, schedule: CheckSchedule, currency: String,
        outcomes: [CheckOutcome], changes: [Baseline.Change] = [], notes: [Finding] = []
    ) {
        self.scenario = scenario
        self.file = file
        self.seed = seed
        self.replications = replications
        self.schedule = schedule
        self.currency = currency
        self.outcomes = outcomes
        self.changes = changes
        self.notes = notes
    }

    /// Number of checks with a verdict.
    public func count(_ verdict: CheckVerdict) -> Int { outcomes.count { $0.verdict == verdict } }

    /// Fail if any failed, else undecided if any is, else pass.
    public var verdict: CheckVerdict {
        count(.fail) > 0 ? .fail : count(.undecided) > 0 ? .undecided : .pass
    }
}
