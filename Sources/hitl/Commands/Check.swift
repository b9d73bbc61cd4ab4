import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Scenarios
import Simulation

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say whether a scenario keeps to its checks: pass, fail or undecided.",
        discussion: """
            Runs replications until each check is decided, or to the limit. What is
            compared with a baseline needs the file that --update-baseline wrote; on the
            same seed both meet the same customers and are compared pair by pair.

            Examples:
              hitl check scenarios/ci.yaml --baseline ci.baseline.json --update-baseline
              hitl check scenarios/ci.yaml --baseline ci.baseline.json
              hitl check scenarios/ci.yaml --baseline ci.baseline.json \\
                --junit checks.xml --markdown checks.md

            Exit code 0: all checks hold; 1: one fails; 2: none fails, one is undecided;
            64: usage; 65: scenario or baseline; 73: output. More in docs/ci.md.
            """)

    @Argument(help: ArgumentHelp("A scenario file with checks.", valueName: "scenario"))
    var scenario: String

    @OptionGroup var options: ScenarioOptions

    @Option(
        name: .long, help: ArgumentHelp("Most replications; 8 times --replications otherwise.", valueName: "n"))
    var maxReplications: Int?

    @Option(name: .long, help: ArgumentHelp("What the measures were before the change.", valueName: "file"))
    var baseline: String?

    @Flag(name: .long, help: "Run to the limit, write the baseline and judge nothing.")
    var updateBaseline = false

    @Option(name: .long, help: ArgumentHelp("Write JUnit XML, for a CI server.", valueName: "file"))
    var junit: String?

    @Option(name: .long, help: ArgumentHelp("Write Markdown, for a pull request.", valueName: "file"))
    var markdown: String?

    @Flag(
        name: .long,
        help: "Print annotations for GitHub Actions; also without it where GITHUB_ACTIONS is true.")
    var github = false

    @Flag(name: .long, help: "Replace files that no earlier check wrote.")
    var force = false

    mutating func validate() throws {
        let fewest = CheckPlan.fewestReplications
        if let maxReplications {
            guard (fewest...1_000_000).contains(maxReplications) else {
                throw ValidationError("--max-replications must be \(fewest) to 1000000")
            }
            if let wanted = options.replications, wanted > maxReplications {
                throw ValidationError("--replications \(wanted) is above --max-replications \(maxReplications)")
            }
        }
        if let wanted = options.replications, wanted < fewest {
            throw ValidationError("--replications must be \(fewest) or more: fewer decide nothing")
        }
        try CheckFiles.validate(
            scenario: scenario, baseline: baseline, junit: junit, markdown: markdown, writesBaseline: updateBaseline,
            force: force)
        guard updateBaseline else { return }
        if baseline == nil { throw ValidationError("--update-baseline needs --baseline and a file to write") }
        if junit != nil || markdown != nil || options.json {
            throw ValidationError("--update-baseline judges nothing: leave out --junit, --markdown and --json")
        }
    }

    mutating func run() throws {
        do {
            try check()
        } catch {
            if isAnnotated, let text = CheckFiles.annotations(of: error) { show(text) }
            throw error
        }
    }

    private func check() throws {
        var scenario = try Scenario.load(scenario, overrides: options.set)
        guard !scenario.checks.checks.isEmpty else {
            throw Problem(
                file: self.scenario, message: "there is nothing to check",
                remedy: "write checks, such as\n    checks:\n      wrong answers: ai.selective_risk < 3%")
        }
        let seed = options.seed ?? scenario.seed
        if let wanted = options.replications, maxReplications == nil, let most = scenario.checks.maximumReplications,
            wanted > most
        {
            throw ValidationError(
                "--replications \(wanted) is above max_replications of the scenario, \(most): give --max-replications too"
            )
        }
        let schedule = CheckSchedule(
            scenario.checks, replications: options.replications ?? scenario.replications, maximum: maxReplications)
        if updateBaseline, let baseline {
            try update(baseline, scenario: &scenario, seed: seed, schedule: schedule)
            return
        }
        let known = try readBaseline(for: scenario, seed: seed)
        // Outputs are begun first, so that one that cannot be written is told at once and not after the run.
        let xml = try CheckFiles.begin(junit, force: force) { $0.starts(with: CheckJUnit.start.utf8) }
        let page = try CheckFiles.begin(markdown, force: force) { $0.starts(with: CheckMarkdown.start.utf8) }
        let result = try judge(&scenario, seed: seed, schedule: schedule, baseline: known)
        try xml?.append(CheckJUnit.text(result))
        try page?.append(CheckMarkdown.text(result))
        // A full disk is felt by both before either appears.
        try xml?.flush()
        try page?.flush()
        try xml?.commit()
        try page?.commit()
        if options.json {
            Console.print(CheckJSON.text(result))
        } else {
            Console.print(CheckText(result, colour: Console.hasColour).text())
        }
        if isAnnotated { show(GitHubAnnotations.text(CheckFiles.placed(result))) }
        switch result.verdict {
        case .pass: return
        case .fail: throw ExitCode(1)
        case .undecided: throw ExitCode(2)
        }
    }

    private func judge(
        _ scenario: inout Scenario, seed: UInt64, schedule: CheckSchedule, baseline: Baseline?
    ) throws -> CheckResult {
        var notes: [String] = []
        if options.replications == nil, let first = schedule.looks.first, first != scenario.replications {
            notes.append(
                first > scenario.replications
                    ? "The first look is at \(first) replications and not at the scenario's \(scenario.replications), "
                        + "which say too little."
                    : "The scenario's \(scenario.replications) replications are more than the most of its checks, \(first)."
            )
        }
        if scenario.findsWarmUp, let baseline, let seconds = baseline.warmUpSeconds {
            // Found anew for a changed router it would leave out other customers.
            scenario.specification.warmUpSeconds = seconds
            notes += [baseline.warmUpSentence].compactMap { $0 }
        } else {
            notes += try findWarmUp(of: &scenario, seed: seed)
        }
        if let baseline, !baseline.isPaired(withSeed: seed) {
            notes.append(
                "The baseline's replications met other customers (its seed is \(baseline.seed), that of this run "
                    + "\(seed)): the comparison is unpaired (Welch) and needs many more replications to see the same "
                    + "difference.")
        }
        let run = CheckRun(scenario, seed: seed, schedule: schedule, baseline: baseline, threads: options.threadCount)
        let progress = CheckProgress(isQuiet: options.quiet, checks: scenario.checks.checks.count)
        defer { progress.finish() }
        let (outcomes, replications) = try run.run { progress.update($0) }
        if let baseline, baseline.isPaired(withSeed: seed), baseline.replications < replications {
            notes.append(
                "The baseline holds \(baseline.replications) replications, and what lies beyond cannot be paired: make "
                    + "it again with --max-replications \(schedule.maximum).")
        }
        if scenario.specification.ai?.assumed != nil {
            notes.append("How sure and how right the AI is was stated in the scenario (assumed accuracy).")
        }
        return CheckResult(
            scenario: scenario.name, file: self.scenario, seed: seed, replications: replications, schedule: schedule,
            currency: scenario.currency, outcomes: outcomes,
            changes: baseline?.changes(to: scenario.settings) ?? [], notes: notes)
    }

    /// Finds the warm-up where the scenario asks for it; the sentence on it.
    private func findWarmUp(of scenario: inout Scenario, seed: UInt64) throws -> [String] {
        guard scenario.findsWarmUp else { return [] }
        let found = try WarmUpSearch(scenario.specification, seed: seed, threads: options.threadCount)
        scenario.specification.warmUpSeconds = found.seconds
        return [found.sentence] + (found.warning.map { [$0] } ?? [])
    }

    /// What makes the baseline anew for this run: its seed and customers, and not what it changes in the operation.
    private var updateCommand: String {
        var words = ["hitl", "check", scenario, "--baseline", baseline ?? "FILE", "--update-baseline"]
        if let seed = options.seed { words += ["--seed", "\(seed)"] }
        if let replications = options.replications { words += ["--replications", "\(replications)"] }
        if let maxReplications { words += ["--max-replications", "\(maxReplications)"] }
        for setting in options.set {
            let path = String(setting.prefix { $0 != "=" })
            let isRequired = ["checks", "name", "seed", "replications"].contains(String(path.prefix { $0 != "." }))
            if isRequired || Baseline.isTraffic(path) { words += ["--set", setting] }
        }
        return ShellWords.line(words)
    }

    private func readBaseline(for scenario: Scenario, seed: UInt64) throws -> Baseline? {
        guard let baseline else {
            guard let check = scenario.checks.checks.first(where: \.requirement.needsBaseline) else { return nil }
            throw ValidationError(
                "the check '\(check.name)' (\(check.requirement.text)) is compared with a baseline: give --baseline FILE, "
                    + "which --update-baseline writes")
        }
        guard FileManager.default.fileExists(atPath: baseline) else {
            throw Problem(file: baseline, message: "there is no such baseline", remedy: "make it: \(updateCommand)")
        }
        let found = try BaselineJSON.read(try InputFile.read(baseline), file: baseline, command: updateCommand)
        try found.problems(
            with: scenario, seed: seed, version: Version.text, file: baseline, command: updateCommand
        ).throwIfAny()
        return found
    }

    private func update(
        _ path: String, scenario: inout Scenario, seed: UInt64, schedule: CheckSchedule
    ) throws {
        guard let file = try CheckFiles.begin(path, force: force, isOurs: BaselineJSON.isBaseline) else { return }
        _ = try findWarmUp(of: &scenario, seed: seed)
        let run = CheckRun(scenario, seed: seed, schedule: schedule, threads: options.threadCount)
        let progress = CheckProgress(isQuiet: options.quiet, checks: scenario.checks.checks.count)
        defer { progress.finish() }
        let table = try run.measure { progress.update($0) }
        let made = Baseline(
            scenario: scenario.name, version: Version.text, seed: seed, settings: scenario.settings,
            warmUpSeconds: scenario.specification.warmUpSeconds, table: table)
        try file.append(BaselineJSON.data(made))
        try file.commit()
        progress.finish()
        Console.print("\(path): \(BaselineText.sentence(made, currency: scenario.currency))")
    }

    private var isAnnotated: Bool { github || ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true" }

    private func show(_ annotations: String) {
        guard !annotations.isEmpty else { return }
        Console.annotate(annotations, toErrors: options.json)
    }
}
