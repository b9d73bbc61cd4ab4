import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Scenarios
import Simulation

struct Staff: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find the fewest agents by interval that keep a promise about waiting.",
        discussion: """
            Simulates the operation with its router and trainer, and writes a folder with
            report.html, staffing.csv, staffing.json, roster.yaml (to paste into the
            scenario) and scenario.yaml (the scenario with that roster).

            Exit code 1 where no number of agents up to --max-agents keeps the promise.

            Examples:
              hitl staff scenarios/support.yaml --target 'service_level.voice >= 80%'
              hitl staff scenarios/support.yaml --target 'service_level.voice >= 80%' \\
                --target 'service_level.chat >= 80%' --interval '1 h' --json
              hitl staff scenarios/support.yaml --target 'service_level.care >= 75%' \\
                --scope overall --out results/care
            """)

    @Argument(help: ArgumentHelp("A scenario file.", valueName: "scenario"))
    var scenario: String

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "The promise, such as 'service_level.voice >= 80%'; may be repeated.", valueName: "requirement"))
    var target: [String] = []

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "The team to size; the one for which the queues come first otherwise. May be repeated.", valueName: "name"))
    var team: [String] = []

    @Option(name: .long, help: ArgumentHelp("Length of an interval: 15 min, 30 min, 1 h.", valueName: "duration"))
    var interval = "30 min"

    @Option(
        name: .long,
        help: ArgumentHelp("How the roster repeats: day or week; as the load does otherwise.", valueName: "pattern"))
    var pattern: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Whether the promise is for each interval or for all together: interval, overall.", valueName: "scope"))
    var scope = "interval"

    @Option(
        name: .long,
        help: ArgumentHelp("Weeks at the end of the horizon that are measured; fewer if it is shorter.", valueName: "n")
    )
    var weeks = 4.0

    @Option(
        name: .long,
        help: ArgumentHelp("Most agents at work at once; three times the load and 20 otherwise.", valueName: "n"))
    var maxAgents: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Most replications of the last check; as many as 25 million contacts allow otherwise.", valueName: "n"))
    var maxReplications: Int?

    @OptionGroup var options: ScenarioOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Result folder; results/NAME-staffing, or the next free one, otherwise. None with --json.", valueName: "dir"
        ))
    var out: String?

    @Flag(name: .long, help: "Replace a result folder that is there already.")
    var force = false

    mutating func validate() throws {
        guard !target.isEmpty else {
            throw ValidationError("write a promise: --target 'service_level.NAME >= 80%'")
        }
        let seconds = Quantity.seconds(interval) ?? 0
        guard seconds >= 300, seconds <= 86_400, seconds == seconds.rounded(),
            86_400.0.truncatingRemainder(dividingBy: seconds) == 0
        else {
            throw ValidationError(
                "--interval \(interval) must be 5 min or more and divide a day: write 15 min, 30 min or 1 h")
        }
        if let pattern, !["day", "week"].contains(pattern) {
            throw ValidationError("--pattern must be day or week, not '\(pattern)'")
        }
        guard ["interval", "overall"].contains(scope) else {
            throw ValidationError("--scope must be interval or overall, not '\(scope)'")
        }
        guard weeks > 0, weeks <= 520 else { throw ValidationError("--weeks must be above 0 and at most 520") }
        if let maxAgents, !(1...60_000).contains(maxAgents) {
            throw ValidationError("--max-agents must be 1 to 60000")
        }
        if let maxReplications, !(2...1_000_000).contains(maxReplications) {
            throw ValidationError("--max-replications must be 2 or more")
        }
        if let replications = options.replications, replications < 2 {
            throw ValidationError("--replications must be 2 or more: one alone says nothing of chance")
        }
    }

    mutating func run() throws {
        var scenario = try Scenario.load(scenario, overrides: options.set)
        let goals = try StaffingGoal.read(
            target, teams: team, specification: scenario.specification, currency: scenario.currency)
        let folder = try ResultPlace.folder(
            out: out, force: force, json: options.json, name: "\(sourceName)-staffing")
        do {
            let seed = options.seed ?? scenario.seed
            if scenario.findsWarmUp {
                scenario.specification.warmUpSeconds =
                    try WarmUpSearch(scenario.specification, seed: seed, threads: options.threadCount).seconds
            }
            var study = StaffingStudy(
                scenario.specification, goals: goals, weeks: weeks, pattern: pattern.flatMap { .init(rawValue: $0) },
                intervalSeconds: Quantity.seconds(interval) ?? 1800)
            study.isOverall = scope == "overall"
            study.mostAgents = maxAgents
            study.seed = seed
            study.threads = options.threadCount
            study.replications = max(2, options.replications ?? scenario.replications)
            study.mostReplications = maxReplications
            let title = Forecast.Title(scenario: scenario.name, about: scenario.about, currency: scenario.currency)
            let progress = StaffingProgress(isQuiet: options.quiet)
            let plan = try study.run(title) { progress.update($0, done: $1, of: $2) }
            progress.finish()
            let place = try folder.map { try write(plan, scenario, to: $0) }
            if options.json {
                Console.print(String(decoding: StaffingFiles.json(plan), as: UTF8.self))
            } else {
                Console.print(StaffingText(plan: plan, colour: Console.hasColour).text())
            }
            if let folder, let place, !options.quiet {
                Console.note("")
                ResultPlace.announce(place, of: folder)
                Console.note("confirm: hitl simulate \(place)/scenario.yaml")
            }
            if !plan.isReachable { throw ExitCode(1) }
        } catch {
            folder?.discard()
            throw error
        }
    }

    private var sourceName: String { ((scenario as NSString).lastPathComponent as NSString).deletingPathExtension }

    private func write(_ plan: StaffingPlan, _ scenario: Scenario, to folder: ResultFolder) throws -> String {
        let manifest = StaffingManifest(
            version: Version.text, commandLine: ResultPlace.commandLine, seed: plan.seed, targets: target,
            scenarioYaml: scenario.resolvedYAML)
        var files: [(name: String, bytes: [UInt8])] = [
            ("manifest.json", try manifest.bytes), ("staffing.csv", StaffingFiles.csv(plan)),
            (StaffingFiles.jsonName, StaffingFiles.json(plan)),
            ("roster.yaml", Array(StaffingFiles.yaml(plan).utf8)),
        ]
        if let staffed = try? staffed(scenario, plan) { files.append(("scenario.yaml", Array(staffed.utf8))) }
        return try ResultWriter.write(files, to: folder)
    }

    /// The scenario with the rosters found, as YAML.
    private func staffed(_ scenario: Scenario, _ plan: StaffingPlan) throws -> String {
        let overrides = plan.teams.flatMap { team -> [String] in
            let path = "teams.\(team.name)"
            let isRound = scenario.specification.teams[team.team].shifts.first?.isAlways ?? false
            return [
                "\(path).\(isRound ? "agents" : "shifts")=null",
                "\(path).agents_by_interval=\(StaffingFiles.roster(plan, team: team))",
            ]
        }
        return try Scenario.decode(scenario.resolvedYAML, file: "scenario.yaml", overrides: overrides).resolvedYAML
    }
}

/// Says which simulation of a staffing is under way.
private struct StaffingProgress: Sendable {
    private let line: LiveLine

    init(isQuiet: Bool) { line = LiveLine(isQuiet: isQuiet) }

    func update(_ what: String, done: Int, of count: Int) {
        line.show { "\(what): \(done) of \(count) replications, \(Int($0)) s so far" }
    }

    func finish() { line.clear() }
}
