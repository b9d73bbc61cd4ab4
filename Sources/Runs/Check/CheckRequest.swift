import Experiments
import Files
import Foundation
import Results
import Scenarios
import Simulation

/// A check that is asked for: a scenario's checks, with everything decided that they are judged with.
public struct CheckRequest {
    /// The scenario; its warm-up is set when it has been found.
    public private(set) var scenario: Scenario
    /// Seed, replications and threads.
    public let numbers: RunNumbers
    /// When it is judged.
    public let schedule: CheckSchedule

    private let file: String
    private let request: RunRequest
    private let maximum: Int?
    private let baselineFile: String?
    private let version: String
    private var baseline: Baseline?

    /// Decides what the request leaves open.
    ///
    /// - Parameters:
    ///   - maximum: most replications; nil for the scenario's, and failing that 8 times those of the first look.
    ///   - baseline: file of the baseline; nil for none.
    ///   - version: of this program.
    /// - Throws: `Problems` or `Problem` for what is wrong with the scenario; `UsageError` for numbers that exclude it.
    public init(_ file: String, request: RunRequest, maximum: Int?, baseline: String?, version: String) throws {
        self.file = file
        self.request = request
        self.maximum = maximum
        self.version = version
        baselineFile = baseline
        scenario = try Scenario.load(file, overrides: request.overrides, keepsAbsent: true)
        guard !scenario.checks.checks.isEmpty else {
            throw Problem(
                file: file, message: "there is nothing to check",
                remedy: "write checks, such as\n    checks:\n      wrong answers: \(Measure.aiSelectiveRisk) < 3%")
        }
        numbers = request.numbers(for: scenario)
        if let wanted = request.replications, maximum == nil, let most = scenario.checks.maximumReplications,
            wanted > most
        {
            throw UsageError(
                "--replications \(wanted) is above max_replications of the scenario, \(most): give --max-replications too"
            )
        }
        schedule = CheckSchedule(scenario.checks, replications: numbers.replications, maximum: maximum)
    }

    /// Reads the baseline, where there is one.
    ///
    /// - Throws: `UsageError` where there is none and a check needs one; `Problem` or `Problems` for one that does not
    ///   serve.
    public mutating func readBaseline() throws {
        if baselineFile == nil { try refuseAbsent() }
        guard let baselineFile else {
            guard let check = scenario.checks.checks.first(where: \.requirement.needsBaseline) else { return }
            throw UsageError(
                "the check '\(check.name)' (\(check.requirement.text)) is compared with a baseline: give --baseline FILE, "
                    + "which --update-baseline writes")
        }
        guard FileManager.default.fileExists(atPath: baselineFile) else {
            throw Problem(
                file: baselineFile, message: "there is no such baseline", remedy: "make it: \(updateCommand)")
        }
        let bytes = try InputFile.read(baselineFile)
        let found = try BaselineJSON.read(bytes, file: baselineFile, command: updateCommand)
        try refuseAbsent(unlessIn: found)
        try found.problems(
            with: scenario, seed: numbers.seed, version: version, file: baselineFile, bytes: bytes,
            command: updateCommand
        ).throwIfAny()
        baseline = found
    }

    /// Refuses checks of measures that the scenario cannot produce, unless a baseline has them: then they fail.
    private func refuseAbsent(unlessIn baseline: Baseline? = nil) throws {
        let missing = scenario.checks.checks.filter { baseline?.table.values(of: $0.requirement.measure) == nil }
        try Problems(missing.compactMap { scenario.checks.absent[$0.name] }).throwIfAny()
    }

    /// Runs until each check is decided, or to the limit, and judges.
    ///
    /// - Parameter report: told how far the run is, from any thread.
    /// - Throws: what made the operation impossible.
    public mutating func judge(report: @escaping @Sendable (CheckRun.Advance) -> Void) throws -> CheckResult {
        var notes = firstLookNotes
        if scenario.findsWarmUp, let baseline, let seconds = baseline.warmUpSeconds {
            // Found anew for a changed router it would leave out other customers.
            scenario.specification.warmUpSeconds = seconds
            notes.append(.warmUpOfBaseline(seconds: seconds))
        } else if let found = try scenario.findWarmUp(seed: numbers.seed, threads: numbers.threads) {
            notes += [found.finding] + [found.warning].compactMap { $0 }
        }
        let settings = scenario.settings
        let isPaired = baseline?.isPaired(with: settings, seed: numbers.seed) ?? true
        if let baseline, !baseline.isPaired(withSeed: numbers.seed) {
            notes.append(.otherCustomers(baselineSeed: baseline.seed, seed: numbers.seed))
        }
        let run = CheckRun(
            scenario, seed: numbers.seed, schedule: schedule, baseline: baseline, threads: numbers.threads)
        let (outcomes, replications) = try run.run(report: report)
        if let baseline, isPaired, baseline.replications < replications {
            notes.append(.shortBaseline(replications: baseline.replications, wanted: schedule.maximum))
        }
        notes += rowNotes(settings)
        for level in scenario.specification.serviceLevels
        where scenario.checks.checks.contains(where: { $0.requirement.measure == Measure.serviceLevel(level.name) }) {
            let promise = ServiceLevelPromise(level, queues: scenario.specification.queues.map(\.name))
            notes.append(.serviceLevelDefined(serviceLevel: level.name, promise: promise, namesRule: true))
        }
        if scenario.specification.ai?.assumed != nil {
            notes.append(.checkedAssumption)
        }
        return CheckResult(
            scenario: scenario.name, file: file, seed: numbers.seed, replications: replications, schedule: schedule,
            currency: scenario.currency, outcomes: outcomes,
            changes: changes(since: baseline), notes: notes)
    }

    /// What changed in the scenario and in its checks since a baseline; empty without one.
    public func changes(since baseline: Baseline?) -> [Baseline.Change] {
        baseline.map { $0.changes(to: scenario.settings) + $0.checkChanges(to: scenario) } ?? []
    }

    /// Runs to the limit and judges nothing: a baseline.
    ///
    /// - Parameter report: told how far the run is, from any thread.
    /// - Throws: what made the operation impossible.
    public mutating func measure(report: @escaping @Sendable (CheckRun.Advance) -> Void) throws -> Baseline {
        try refuseAbsent()
        _ = try scenario.findWarmUp(seed: numbers.seed, threads: numbers.threads)
        let run = CheckRun(scenario, seed: numbers.seed, schedule: schedule, threads: numbers.threads)
        let (table, rows) = try run.measure(report: report)
        return Baseline(
            scenario: scenario.name, version: version, seed: numbers.seed, settings: scenario.settings,
            warmUpSeconds: scenario.specification.warmUpSeconds, table: table,
            promises: Baseline.promises(of: scenario.specification, among: table.columns.map(\.name)),
            rows: rows, checks: scenario.checks.texts)
    }

    /// What is said of queries that come from a file.
    private func rowNotes(_ settings: [String: String]) -> [Finding] {
        guard let sample = RowSample(scenario.specification) else { return [] }
        let isRecord = sample.answers != nil
        var notes: [Finding] = []
        if let baseline, !baseline.hasSameQueries(as: settings) {
            notes.append(.otherRecord)
        }
        if scenario.checks.rowsOnly {
            notes.append(.rowsOnly(rows: sample.rows))
        } else {
            let measures = Set(
                scenario.checks.checks.filter { !$0.requirement.isShareOfContacts }.map(\.requirement.measure)
            ).sorted()
            notes.append(
                .sampledRows(
                    rows: sample.rows, source: isRecord ? .record : .corpus, copies: sample.rows - sample.distinct))
            if !measures.isEmpty { notes.append(.noSamplingError(measures: measures)) }
        }
        return notes
    }

    private var firstLookNotes: [Finding] {
        guard request.replications == nil, let first = schedule.looks.first, first != scenario.replications else {
            return []
        }
        return [.firstLook(replications: first, scenarioReplications: scenario.replications)]
    }

    /// What makes the baseline anew for this run: its seed and customers, and not what it changes in the operation.
    private var updateCommand: String {
        var words = ["hitl", "check", file, "--baseline", baselineFile ?? "FILE", "--update-baseline"]
        if let seed = request.seed { words += ["--seed", "\(seed)"] }
        if let replications = request.replications { words += ["--replications", "\(replications)"] }
        if let maximum { words += ["--max-replications", "\(maximum)"] }
        for setting in request.overrides {
            let path = String(setting.prefix { $0 != "=" })
            let isRequired = ["checks", "name", "seed", "replications"].contains(String(path.prefix { $0 != "." }))
            if isRequired || Baseline.isTraffic(path) { words += ["--set", setting] }
        }
        return ShellWords.line(words)
    }
}
