import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Results
import Runs

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
        name: .long, help: RunSettings.staffingPattern.argument, completion: RunSettings.staffingPattern.completion)
    var pattern: String?

    @Option(name: .long, help: RunSettings.staffingScope.argument, completion: RunSettings.staffingScope.completion)
    var scope = "interval"

    @Option(name: .long, help: RunSettings.staffingWeeks.argument, completion: RunSettings.staffingWeeks.completion)
    var weeks = 4.0

    @Option(name: .long, help: RunSettings.staffingAgents.argument, completion: RunSettings.staffingAgents.completion)
    var maxAgents: Int?

    @Option(name: .long, help: settings.maxReplications.argument, completion: settings.maxReplications.completion)
    var maxReplications: Int?

    @Option(name: .long, help: settings.replications.argument, completion: settings.replications.completion)
    var replications: Int?

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
        try asUsage {
            _ = try StaffingRequest.intervalSeconds(interval)
            try RunSettings.staffingPattern.check(pattern)
            try RunSettings.staffingScope.check(scope)
            try RunSettings.staffingWeeks.check(weeks)
            try RunSettings.staffingAgents.check(maxAgents)
            try Self.settings.maxReplications.check(maxReplications)
            try Self.settings.replications.check(replications)
        }
    }

    mutating func run() throws {
        var request = try StaffingRequest(
            scenario, targets: target, teams: team, interval: interval,
            request: options.request(replications: replications))
        request.weeks = weeks
        request.pattern = pattern.flatMap { .init(rawValue: $0) }
        request.isOverall = scope == "overall"
        request.mostAgents = maxAgents
        request.mostReplications = maxReplications
        let folder = try ResultPlace.folder(
            out: out, force: force, json: options.json, name: "\(request.name)-staffing")
        do {
            let progress = StaffingProgress(isQuiet: options.quiet)
            let plan = try request.run { progress.update($0, done: $1, of: $2) }
            progress.finish()
            let place = try folder.map { try ResultWriter.write(plan, of: request, to: $0) }
            if options.json {
                Console.print(String(decoding: StaffingJSON.data(plan), as: UTF8.self))
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
}
