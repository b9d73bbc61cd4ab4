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
        scenario = try Scenario.load(file, overrides: request.overrides)
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
        let found = try BaselineJSON.read(
            try InputFile.read(baselineFile), file: baselineFile, command: updateCommand)
        try found.problems(
            with: scenario, seed: numbers.seed, version: version, file: baselineFile, command: updateCommand
        ).throwIfAny()
        baseline = found
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
            notes += [baseline.warmUpSentence].compactMap { $0 }
        } else if let found = try scenario.findWarmUp(seed: numbers.seed, threads: numbers.threads) {
            notes += [found.sentence] + [found.warning].compactMap { $0 }
        }
        let isPaired = baseline?.isPaired(withSeed: numbers.seed) ?? true
        if let baseline, !isPaired {
            notes.append(
                "The baseline's replications met other customers (its seed is \(baseline.seed), that of this run "
                    + "\(numbers.seed)): the comparison is unpaired (Welch) and needs many more replications to see the "
                    + "same difference.")
        }
        let run = CheckRun(
            scenario, seed: numbers.seed, schedule: schedule, baseline: baseline, threads: numbers.threads)
        let (outcomes, replications) = try run.run(report: report)
        if let baseline, isPaired, baseline.replications < replications {
            notes.append(
                "The baseline holds \(baseline.replications) replications, and what lies beyond cannot be paired: make "
                    + "it again with --max-replications \(schedule.maximum).")
        }
        if scenario.specification.ai?.assumed != nil {
            notes.append("How sure and how right the AI is was stated in the scenario (assumed accuracy).")
        }
        return CheckResult(
            scenario: scenario.name, file: file, seed: numbers.seed, replications: replications, schedule: schedule,
            currency: scenario.currency, outcomes: outcomes,
            changes: baseline?.changes(to: scenario.settings) ?? [], notes: notes)
    }

    /// Runs to the limit and judges nothing: a baseline.
    ///
    /// - Parameter report: told how far the run is, from any thread.
    /// - Throws: what made the operation impossible.
    public mutating func measure(report: @escaping @Sendable (CheckRun.Advance) -> Void) throws -> Baseline {
        _ = try scenario.findWarmUp(seed: numbers.seed, threads: numbers.threads)
        let run = CheckRun(scenario, seed: numbers.seed, schedule: schedule, threads: numbers.threads)
        let table = try run.measure(report: report)
        return Baseline(
            scenario: scenario.name, version: version, seed: numbers.seed, settings: scenario.settings,
            warmUpSeconds: scenario.specification.warmUpSeconds, table: table)
    }

    private var firstLookNotes: [String] {
        guard request.replications == nil, let first = schedule.looks.first, first != scenario.replications else {
            return []
        }
        return [
            first > scenario.replications
                ? "The first look is at \(first) replications and not at the scenario's \(scenario.replications), "
                    + "which say too little."
                : "The scenario's \(scenario.replications) replications are more than the most of its checks, \(first)."
        ]
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
