import Files

/// What a scenario's results must keep to, and how that is judged: its `checks`.
public struct CheckPlan: Sendable, Equatable {
    /// One requirement with its name and its place in the file.
    public struct Check: Sendable, Equatable {
        /// Name in the scenario.
        public var name: String
        /// What must hold.
        public var requirement: Requirement
        /// Line in the scenario's file, from 1; nil where `--set` gave it.
        public var line: Int?
        /// Column in the scenario's file, from 1; nil where `--set` gave it.
        public var column: Int?

        /// Creates a check.
        public init(name: String, requirement: Requirement, line: Int? = nil, column: Int? = nil) {
            self.name = name
            self.requirement = requirement
            self.line = line
            self.column = column
        }
    }

    /// The checks, in the order of the file.
    public var checks: [Check]
    /// Probability that any check fails though all of them hold, at most; inside (0, 0.5).
    public var level: Double
    /// How often the evidence may be looked at, 1 or more.
    public var looks: Int
    /// Most replications; nil for 8 times those of the first look.
    public var maximumReplications: Int?
    /// Whether the rows of a record or corpus are all that is asked about, rather than a sample of what will come.
    public var rowsOnly = false

    /// Names below `checks` that are options and no checks.
    public static let optionNames = ["level", "looks", "max_replications", rowsName]
    /// The option on what rows stand for.
    public static let rowsName = "rows"
    /// Its value for these rows only.
    public static let theseRows = "these_only"
    /// Its value for a sample.
    public static let sampleOfRows = "sample"

    /// Probability of a false alarm where the scenario says nothing.
    public static let standardLevel = 0.05
    /// Looks where the scenario says nothing.
    public static let standardLooks = 4
    /// Replications before anything is decided: fewer say too little about their own spread.
    public static let fewestReplications = 10

    /// What is wrong with the checks among them whose measures the scenario cannot produce, by name: they can only fail,
    /// against a baseline that has them. Empty unless the scenario was read with `keepsAbsent`.
    public var absent: [String: Problem] = [:]

    /// Creates a plan, without checks by default.
    public init(
        checks: [Check] = [], level: Double = standardLevel, looks: Int = standardLooks,
        maximumReplications: Int? = nil
    ) {
        self.checks = checks
        self.level = level
        self.looks = looks
        self.maximumReplications = maximumReplications
    }

    /// Requirements by name, and the options that are not as usual, as a baseline keeps them.
    public var texts: [String: String] {
        var found = Dictionary(checks.map { ($0.name, $0.requirement.text) }, uniquingKeysWith: { first, _ in first })
        if level != Self.standardLevel { found["level"] = "\(level)" }
        if looks != Self.standardLooks { found["looks"] = "\(looks)" }
        if let maximumReplications { found["max_replications"] = "\(maximumReplications)" }
        if rowsOnly { found[Self.rowsName] = Self.theseRows }
        return found
    }

    /// Whether one of the checks needs a baseline.
    public var needsBaseline: Bool { checks.contains { $0.requirement.needsBaseline } }
}
