import Experiments
import Scenarios
import Verification

/// The settings that one kind of run takes: the one place for their ranges and for what goes where they are left out.
public struct RunSettings: Sendable {
    /// Independent runs.
    public let replications: RunSetting
    /// The most of them where a run decides by itself how many it needs.
    public let maxReplications: RunSetting
    /// How precise the answer is to be.
    public let precision: RunSetting
    /// What this kind of run takes besides.
    public let others: [RunSetting]

    init(
        replications: RunSetting = Self.replications(), maxReplications: RunSetting = Self.mostForPrecision,
        precision: RunSetting = Self.precision(), others: [RunSetting] = []
    ) {
        self.replications = replications
        self.maxReplications = maxReplications
        self.precision = precision
        self.others = others
    }

    /// The setting that an option such as `--threads` sets; nil where this kind of run has none such.
    public func setting(of option: String) -> RunSetting? {
        ([Self.seed, Self.threads, replications, maxReplications, precision] + others).first { $0.option == option }
    }

    /// Most replications of anything.
    public static let most: UInt64 = 1_000_000
    /// Most replications for a precision, where nobody says how many.
    public static let standardMaximum = 1000

    /// The same for all.
    public static let seed = RunSetting(
        "seed", .whole(0...UInt64.max), "Seed of all randomness; the scenario's own otherwise")
    /// The same for all.
    public static let threads = RunSetting(
        "threads", .whole(1...256), "Threads to use; all cores otherwise. Results do not depend on it",
        examples: ["1", "2", "4", "8"])

    /// A forecast of one scenario, with `hitl simulate`.
    public static let forecast = RunSettings(others: [recordedCalls])
    /// Variants on the same customers, with `hitl compare`.
    public static let comparison = RunSettings()
    /// The points of a sweep, with `hitl sweep` and `hitl sweep-plan`.
    public static let sweep = RunSettings(others: [sweepPoints, sweepBlock, sweepBudget])
    /// Checks of a scenario, with `hitl check`.
    public static let check = RunSettings(
        replications: replications(fewest: CheckPlan.fewestReplications, reason: "fewer decide nothing"),
        maxReplications: RunSetting(
            "max-replications", .whole(UInt64(CheckPlan.fewestReplications)...most),
            "Most replications; 8 times --replications otherwise", reason: "fewer decide nothing"))
    /// The size of teams, with `hitl staff`.
    public static let staffing = RunSettings(
        replications: replications(fewest: 2, reason: "one alone says nothing of chance"),
        maxReplications: RunSetting(
            "max-replications", .whole(2...most),
            "Most replications of the last check; as many as 25 million contacts allow otherwise",
            reason: "one alone says nothing of chance"),
        others: [staffingAgents, staffingWeeks, staffingPattern, staffingScope])
    /// The simulator against theory, with `hitl verify`.
    public static let verification = RunSettings(
        maxReplications: RunSetting(
            "max-replications", .whole(30...UInt64(VerificationRun.mostReplications)), "Most replications of a case"),
        precision: precision(
            "Half-width to reach, of what is expected; 1%, or 10% with --quick, otherwise", most: 50, example: "1%"))

    /// What recording the answers of an external AI may ask.
    public static let recordedCalls = RunSetting(
        "max-calls", .whole(1...1_000_000_000), "Most calls of --record, repetitions included; 10,000 otherwise")
    /// Points of a space-filling design.
    public static let sweepPoints = RunSetting(
        "points", .whole(2...UInt64(SweepDesign.mostPoints)),
        "Points of --design sobol or lhs; \(SweepDesign.standardCount) otherwise", examples: ["50", "100"])
    /// The size of a task.
    public static let sweepBlock = RunSetting(
        "block", .whole(1...most), "Most replications of a task; 10 otherwise")
    /// What all points may cost.
    public static let sweepBudget = RunSetting(
        "budget", .whole(1...100_000_000), "Replications of all points together with --allocation ocba")
    /// The most people at once.
    public static let staffingAgents = RunSetting(
        "max-agents", .whole(1...60_000), "Most agents at work at once; three times the load and 20 otherwise")
    /// What is measured of a long horizon.
    public static let staffingWeeks = RunSetting(
        "weeks", .number(above: 0, most: 520),
        "Weeks at the end of the horizon that are measured, fewer if it is shorter; 4 otherwise")
    /// How a roster repeats.
    public static let staffingPattern = RunSetting(
        "pattern", .words(["day", "week"]), "How the roster repeats; as the load does otherwise")
    /// What a promise is about.
    public static let staffingScope = RunSetting(
        "scope", .words(["interval", "overall"]),
        "Whether the promise is for each interval or for all together; interval otherwise")

    private static func replications(fewest: Int = 1, reason: String = "") -> RunSetting {
        RunSetting(
            "replications", .whole(UInt64(fewest)...most), "Independent runs; the scenario's own number otherwise",
            reason: reason, examples: ["10", "20", "50"])
    }

    private static let mostForPrecision = RunSetting(
        "max-replications", .whole(UInt64(PrecisionGoal.fewest)...most),
        "Most replications for --precision; \(standardMaximum) otherwise",
        reason: "a run may not stop before \(PrecisionGoal.fewest) replications")

    private static func precision(
        _ purpose: String = "Add replications until the half-widths are this share of the means", most: Int = 100,
        example: String = "2%"
    ) -> RunSetting {
        RunSetting("precision", .percentage(most: most), purpose, examples: [example, "1%", "5%"])
    }
}
