import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Results
import Routing
import Runs
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

    @Option(name: .long, help: settings.replications.argument, completion: settings.replications.completion)
    var replications: Int?

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
        try asUsage { try Self.settings.replications.check(replications) }
        try statistics.goal.check(replications: replications)
        if let replications, statistics.antithetic, replications % 2 != 0 {
            throw ValidationError("--replications must be even: antithetic replications come in pairs")
        }
    }

    mutating func run() throws {
        var request = options.request(replications: replications)
        request.precision = try statistics.goal.request()
        request.isAntithetic = statistics.antithetic
        request.usesControlVariates = statistics.controlVariates
        let source = try NamedScenario(
            scenario, overrides: options.set, version: Version.program, willRecord: recording.record)
        if !options.quiet, let note = source.note { Console.note(note) }
        var plan = try ForecastRun(source, request: request)
        if dryRun {
            try DryRunReport(plan).show(json: options.json, quiet: options.quiet)
            return
        }
        // All outputs are begun first, so that one that cannot be written is told at once and not after the run.
        let folder = try ResultPlace.folder(out: out, force: force, json: options.json, name: plan.name)
        do {
            let traceFile = try trace.map { try TraceFile(path: $0, replace: force) }
            let auditFile = try audit.map { try AuditFile(path: $0, replace: force) }
            let answers = try recording.start(plan.scenario, file: scenario)
            if !options.quiet, let note = try plan.memoryNote() { Console.note(note) }
            let reporter = ProgressReporter(isQuiet: options.quiet, watched: plan.watched, status: plan.status)
            defer { reporter.finish() }
            let forecast = try plan.run { reporter.update($0) }
            reporter.finish()
            try plan.record(trace: traceFile, audit: auditFile)
            try recording.finish(answers, quiet: options.quiet)
            let place = try folder.map {
                try ResultWriter(forecast: forecast, plan: plan, commandLine: ResultPlace.commandLine).write(to: $0)
            }
            if options.json {
                Console.print(String(decoding: ForecastJSON.data(forecast: forecast), as: UTF8.self))
            } else {
                Console.print(ForecastText(forecast: forecast, colour: Console.hasColour).text())
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
