import Files
import Scenarios
import Simulation

/// What measures were before a change: their values by replication, and the scenario they come from.
public struct Baseline: Sendable, Equatable {
    /// Name of the scenario.
    public var scenario: String
    /// Version of the program that made it.
    public var version: String
    /// Seed of all randomness.
    public var seed: UInt64
    /// The scenario's settings by dotted path; see `Scenario.settings`.
    public var settings: [String: String]
    /// Warm-up that its replications left out, in seconds; nil where it does not say.
    public var warmUpSeconds: Double?
    /// Values of the measures that are checked.
    public var table: ReplicationTable
    /// What each service level among them is about, by the name of its measure; see `ServiceLevelDefinition.meaning`.
    public var promises: [String: String]

    /// The rows of a file that its queries came from; nil where they came from none.
    public var rows: RowSample?
    /// Its scenario's checks and their options as text, by name; see `CheckPlan.texts`.
    public var checks: [String: String]

    /// One setting that differs.
    public struct Change: Sendable, Equatable {
        /// Dotted path.
        public var path: String
        /// Value in the baseline; nil where it had none.
        public var before: String?
        /// Value now; nil where there is none.
        public var now: String?
        /// What the change means, where that is known: "looser".
        public var remark: String?

        /// Creates a change.
        public init(path: String, before: String?, now: String?, remark: String? = nil) {
            self.path = path
            self.before = before
            self.now = now
            self.remark = remark
        }

        /// "policy.threshold: 80%, was 60%".
        public var sentence: String {
            let end = remark.map { " (\($0))" } ?? ""
            return switch (before, now) {
            case (let before?, let now?): "\(path): \(now), was \(before)\(end)"
            case (nil, let now?): "\(path): \(now), was not there\(end)"
            default: "\(path): not there, was \(before ?? "")\(end)"
            }
        }
    }

    /// Creates a baseline.
    public init(
        scenario: String, version: String, seed: UInt64, settings: [String: String], warmUpSeconds: Double? = nil,
        table: ReplicationTable, promises: [String: String] = [:], rows: RowSample? = nil,
        checks: [String: String] = [:]
    ) {
        self.scenario = scenario
        self.version = version
        self.seed = seed
        self.settings = settings
        self.warmUpSeconds = warmUpSeconds
        self.table = table
        self.promises = promises
        self.rows = rows
        self.checks = checks
    }

    /// What the service levels among some measures are about, by the names of the measures.
    public static func promises(
        of specification: OperationSpecification, among measures: [String]
    ) -> [String: String] {
        let queues = specification.queues.map(\.name)
        return Dictionary(
            specification.serviceLevels.map { (Measure.serviceLevel($0.name), $0.meaning(queues: queues)) },
            uniquingKeysWith: { first, _ in first }
        ).filter { measures.contains($0.key) }
    }

    /// Whether replication r of a run on a seed met the same customers as row r of it: the same seed from the start.
    public func isPaired(withSeed seed: UInt64) -> Bool { self.seed == seed && table.first == 0 }

    /// The same for a run of these settings: another record of queries is another sample of customers.
    public func isPaired(with now: [String: String], seed: UInt64) -> Bool {
        isPaired(withSeed: seed) && hasSameQueries(as: now)
    }

    /// Whether it recorded the same queries, in the same order, where queries come from a record.
    public func hasSameQueries(as now: [String: String]) -> Bool {
        settings[Scenario.recordedQueriesPath] == now[Scenario.recordedQueriesPath]
    }

    /// Replications it holds.
    public var replications: Int { table.rows.count }

    /// Settings that differ from those of a scenario, sorted by path.
    public func changes(to now: [String: String]) -> [Change] {
        Set(settings.keys).union(now.keys).sorted().compactMap { path in
            let (old, new) = (settings[path], now[path])
            return old == new ? nil : Change(path: path, before: old, now: new)
        }
    }

    /// Whether a setting says who comes and how customers behave, rather than how the operation meets them.
    public static func isTraffic(_ path: String) -> Bool {
        ["traffic", "customers", "horizon", "warm_up", "follow_contacts", "currency"].contains {
            path == $0 || path.hasPrefix($0 + ".")
        }
    }

    /// Why the checks of a scenario cannot be compared with it; empty when they can.
    ///
    /// - Parameters:
    ///   - seed: of the run.
    ///   - version: of this program: another one may simulate something else.
    ///   - file: the baseline's name in messages.
    ///   - bytes: the file, to say where a measure stands in it; empty where that is not known.
    ///   - command: what makes it anew.
    public func problems(
        with scenario: Scenario, seed: UInt64, version: String, file: String, bytes: [UInt8] = [], command: String
    ) -> Problems {
        var found = Problems()
        func add(_ message: String, _ remedy: String, measure: String? = nil) {
            let place = measure.flatMap { JSONPlace(of: [.key("measures"), .key($0)], in: bytes) }
            found.append(
                Problem(
                    file: file, line: place?.line ?? 0, column: place?.column ?? 0, message: message, remedy: remedy,
                    snippet: place?.snippet ?? ""))
        }
        let promises = Self.promises(
            of: scenario.specification, among: scenario.checks.checks.map(\.requirement.measure))
        let again = "make it again: \(command)"
        if self.scenario != scenario.name {
            add(
                "this is the baseline of '\(self.scenario)', the scenario is '\(scenario.name)'",
                "name its own baseline, or make one: \(command)")
            return found
        }
        if self.version != version {
            add("it was made by hitl \(self.version), this is \(version), which may simulate differently", again)
        }
        let traffic = changes(to: scenario.settings).filter {
            Self.isTraffic($0.path) && $0.path != Scenario.recordedQueriesPath
        }
        if let first = traffic.first {
            let more = traffic.count > 1 ? " (and \(traffic.count - 1) more)" : ""
            add(
                "it met other customers, so a difference would say nothing of the router: \(first.sentence)\(more)",
                again)
        }
        if scenario.findsWarmUp, warmUpSeconds == nil {
            add(
                "it does not say which warm-up was found for it, and one found anew would leave out other customers",
                again)
        }
        if self.seed != seed, case .language = scenario.specification.traffic.source {
            add(
                "it was made with seed \(self.seed), the run has seed \(seed): the seed fixes the invented language, so a "
                    + "difference could be that of two languages", "run with --seed \(self.seed), or \(again)")
        }
        for check in scenario.checks.checks where check.requirement.needsBaseline {
            let name = check.requirement.measure
            guard let column = table.columns.first(where: { $0.name == name }) else {
                add("it lacks \(name), which the check '\(check.name)' needs", again)
                continue
            }
            if let now = promises[name], self.promises[name] != now {
                add(
                    "\(name) is another promise here (\(self.promises[name] ?? "it does not say which")) than in the scenario "
                        + "(\(now))", "write the baseline's definition in the scenario, or " + again, measure: name)
            }
            if column.form != check.requirement.form {
                add(
                    "\(name) is a \(column.form.kind.rawValue) in \(column.form.unit.rawValue) here, and a "
                        + "\(check.requirement.form.kind.rawValue) in \(check.requirement.form.unit.rawValue) in the "
                        + "scenario", again)
            }
        }
        if replications < 2 { add("it holds \(replications) replications; 2 or more can be compared", again) }
        return found
    }
}
