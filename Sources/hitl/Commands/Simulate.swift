import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Routing
import Scenarios
import Simulation

struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Forecast cost, waits, service levels and learning of an operation.",
        discussion: """
            Prints a summary and writes a result folder with report.html, summary.json,
            replications.csv, timeline.csv and manifest.json.

            Examples:
              hitl simulate scenarios/support.yaml
              hitl simulate scenarios/support.yaml --set policy.threshold=70% --json
              hitl simulate scenarios/support.yaml --precision 2% --max-replications 40
              hitl simulate scenarios/support.yaml --dry-run
              hitl simulate results/support/manifest.json --out results/again
            """)

    @Argument(
        help: ArgumentHelp("A scenario file, or the manifest.json of a result to run again.", valueName: "scenario"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var scenario: String

    @OptionGroup var options: ScenarioOptions

    @OptionGroup var statistics: StatisticsOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Result folder; results/NAME, or the next free one, otherwise. None with --json.", valueName: "dir"),
        completion: .directory)
    var out: String?

    @Flag(name: .long, help: "Replace outputs that are there already.")
    var force = false

    @Option(
        name: .long,
        help: ArgumentHelp("Write a row for every contact of the first replication (CSV).", valueName: "file"))
    var trace: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Write the audit trail of the first replication (JSON Lines, and FILE.head).", valueName: "file"))
    var audit: String?

    @OptionGroup var recording: RecordingOptions

    @Flag(
        name: .long,
        help: "Print the resolved scenario, the load of each team and warnings; run a pilot only, and write nothing.")
    var dryRun = false

    mutating func validate() throws {
        if recording.record, dryRun { throw ValidationError("--dry-run asks nobody: leave out --record") }
        if let wanted = options.replications {
            if let most = statistics.goal.maxReplications, wanted > most {
                throw ValidationError("--replications \(wanted) is above --max-replications \(most)")
            }
            if statistics.antithetic, wanted % 2 != 0 {
                throw ValidationError("--replications must be even: antithetic replications come in pairs")
            }
        }
    }

    mutating func run() throws {
        var plan = try RunPlan(scenario, options: options, statistics: statistics, willRecord: recording.record)
        if dryRun {
            try DryRunReport(plan).show(json: options.json, quiet: options.quiet)
            return
        }
        // All outputs are begun first, so that one that cannot be written is told at once and not after the run.
        let folder = try ResultPlace.folder(out: out, force: force, json: options.json, name: plan.folderName)
        do {
            let traceFile = try trace.map { try TraceFile(path: $0, replace: force) }
            let auditFile = try audit.map { try AuditFile(path: $0, replace: force) }
            let answers = try recording.start(plan.scenario, file: scenario)
            if !options.quiet, let warning = try plan.memoryWarning() { Console.note("warning: " + warning) }
            let forecast = try plan.run(quiet: options.quiet)
            try plan.record(trace: traceFile, audit: auditFile)
            try recording.finish(answers, quiet: options.quiet)
            let place = try folder.map {
                try ResultWriter(forecast: forecast, plan: plan, commandLine: ResultPlace.commandLine).write(to: $0)
            }
            if options.json {
                Console.print(String(decoding: SummaryJSON.data(forecast: forecast), as: UTF8.self))
            } else {
                Console.print(TerminalSummary(forecast: forecast, colour: Console.hasColour).text())
            }
            if let folder, let place, !options.quiet {
                Console.note("")
                ResultPlace.announce(place, of: folder)
            }
        } catch {
            folder?.discard()
            throw error
        }
    }
}
