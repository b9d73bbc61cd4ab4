import ArgumentParser
import Experiments
import Files
import Foundation
import Quantities
import Reports
import Results
import Runs

struct Sweep: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Forecast many variants of an operation and say which are worth having.",
        discussion: """
            Every point of the sweep meets the same customers (common random numbers). Writes a
            result folder with report.html, points.csv, replications.csv, timeline.csv and
            sweep.json. A sweep that was interrupted goes on where it was: run it again.

            Examples:
              hitl sweep scenarios/support.yaml --vary policy.threshold=60%:95%:5% \\
                  --vary teams.chat_team.shifts.day.agents=7:11:1
              hitl sweep scenarios/support.yaml --design sobol --points 64 \\
                  --vary policy.threshold=60%:95% --vary training.label_share=0.5%:5%
              hitl sweep scenarios/support.yaml --vary policy.threshold=60%:95%:5% \\
                  --allocation ocba --subject-to 'service_level.chat >= 80%' --budget 200
            """)

    @Argument(
        help: ArgumentHelp(
            "A scenario, or the plan.jsonl or manifest.json of a sweep to run again.", valueName: "scenario"))
    var scenario: String

    @OptionGroup var sweep: SweepOptions
    @Option(name: .long, help: settings.replications.argument, completion: settings.replications.completion)
    var replications: Int?

    @OptionGroup var options: ScenarioOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Result folder; results/NAME-sweep, or the next free one, otherwise. None with --json.", valueName: "dir"))
    var out: String?

    @Flag(name: .long, help: "Replace another sweep in the result folder.")
    var force = false

    mutating func validate() throws { try asUsage { try Self.settings.replications.check(replications) } }

    mutating func run() throws {
        let planning = try SweepPlanning(
            scenario, sweep: sweep.request, request: options.request(replications: replications),
            version: Version.program)
        if !options.quiet { planning.told.forEach(Console.note) }
        var session = try SweepSession(
            planning.plan, base: planning.base, threads: options.threading.count,
            decoded: planning.decoded)
        guard out != nil || !options.json else {
            return try show(finish(&session, store: SweepMemory(), target: nil), nil)
        }
        let target = try SweepTarget(planning.plan, out: out, force: force, version: Version.text)
        Interruption.consequence = "finished tasks are in \(target.tasks): the same command goes on from there"
        let folder = SweepFolder(folders: [target.tasks])
        try folder.prepare()
        try show(finish(&session, store: folder, target: target), target)
    }

    /// Runs all rounds and merges.
    private func finish(
        _ session: inout SweepSession, store: some SweepStore, target: SweepTarget?
    ) throws -> SweepSummary {
        if !options.quiet {
            let header = session.plan.header
            Console.note(
                "\(SweepWords.points(header)), \(BriefUnits.count(header.tasks, "task"))"
                    + (target.map { " in \($0.path)" } ?? ""))
        }
        repeat {
            _ = try SweepProgress.run(&session, 1...session.plan.tasks.count, store, quiet: options.quiet)
            guard try session.planNextRound(from: store) else { break }
            try target?.keep(session.plan)
            if !options.quiet {
                Console.note(
                    "round \(session.plan.header.allocation?.rounds ?? 1): "
                        + BriefUnits.count(session.plan.tasks.count, "task"))
            }
        } while true
        let summary = try SweepWriter.write(session, from: store, to: target?.path)
        noteTiming(session.seconds)
        return summary
    }

    /// With `HITL_TIMING` set says what a sweep costs beyond its replications; see Scripts/sweep_overhead.py.
    private func noteTiming(_ runs: (wall: Double, processor: Double)) {
        guard ProcessInfo.processInfo.environment["HITL_TIMING"] != nil else { return }
        let wall = SweepTiming.seconds(CLOCK_MONOTONIC) - Hitl.startSeconds
        let processor = SweepTiming.seconds(CLOCK_PROCESS_CPUTIME_ID)
        Console.note(
            "timing: replications_wall_s \(runs.wall) replications_cpu_s \(runs.processor) whole_wall_s \(wall) "
                + "whole_cpu_s \(processor) threads \(options.threading.count)")
    }

    private func show(_ summary: SweepSummary, _ target: SweepTarget?) throws {
        if options.json {
            Console.print(String(decoding: try SweepJSON.bytes(summary), as: UTF8.self))
        } else {
            Console.print(SweepText(summary, colour: Console.hasColour).text())
        }
        if let target, !options.quiet {
            Console.note("")
            ResultPage.announce(target.path + "/report.html")
        }
    }
}
