import ArgumentParser
import Experiments
import Files
import Foundation
import Quantities
import Runs

struct SweepPlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep-plan",
        abstract: "Write the tasks of a sweep to a file, to be run in parts on any machines.",
        discussion: """
            Examples:
              hitl sweep-plan scenarios/support.yaml --vary policy.threshold=60%:95%:5% --out plan.jsonl
              hitl sweep-run --tasks plan.jsonl --range 1:4 --out part-1     (on one machine)
              hitl sweep-run --tasks plan.jsonl --range 5: --out part-2      (on another)
              hitl sweep-merge --tasks plan.jsonl --out results/threshold part-1 part-2

            With --allocation ocba a plan is one round; the next is planned from its results:
              hitl sweep-plan --after plan.jsonl --results part-1 --results part-2 --out plan-2.jsonl
            """)

    @Argument(help: ArgumentHelp("A scenario file; none with --after.", valueName: "scenario"))
    var scenario: String?

    @OptionGroup var sweep: SweepOptions
    @Option(name: .long, help: settings.replications.argument, completion: settings.replications.completion)
    var replications: Int?

    @OptionGroup var options: ScenarioOptions

    @Option(name: .long, help: ArgumentHelp("File to write the plan to.", valueName: "file"))
    var out: String

    @Option(name: .long, help: ArgumentHelp("Plan of the round before.", valueName: "plan"))
    var after: String?

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Folder with results of that plan; may be repeated.", valueName: "dir"))
    var results: [String] = []

    @Flag(name: .long, help: "Replace the file if it is there already.")
    var force = false

    mutating func validate() throws {
        try asUsage { try Self.settings.replications.check(replications) }
        if (scenario == nil) == (after == nil) {
            throw ValidationError("name a scenario, or the plan of the round before with --after")
        }
        if (after == nil) != results.isEmpty { throw ValidationError("--after and --results go together") }
        if after != nil, !sweep.vary.isEmpty || sweep.designFile != nil {
            throw ValidationError("--after takes the factors from the plan; leave out --vary and --design-file")
        }
    }

    mutating func run() throws {
        let plan: SweepPlan
        if let after {
            let earlier = try SweepPlanning.read(after, version: Version.text)
            let base = try SweepPlanning(earlier, version: Version.program).base
            var session = try SweepSession(earlier, base: base, threads: options.threading.count)
            let store = SweepFolder(folders: results)
            try session.checkComplete(store, file: after)
            guard try session.planNextRound(from: store) else {
                throw DataError(
                    earlier.header.allocation == nil
                        ? "\(after) has no rounds: it was planned without --allocation ocba; merge its results"
                        : "\(after) was the last round: its budget is spent; merge its results")
            }
            plan = session.plan
        } else {
            let planning = try SweepPlanning(
                scenario ?? "", sweep: sweep.request, request: options.request(replications: replications),
                version: Version.program)
            if !options.quiet { planning.told.forEach(Console.note) }
            plan = planning.plan
        }
        try WholeFile.write(plan.bytes, to: out, replace: force)
        if options.json {
            let tree: [(String, JSONTree)] = [
                ("plan", .string(plan.header.hash)), ("points", .whole(UInt64(plan.header.points))),
                ("tasks", .whole(UInt64(plan.header.tasks))),
            ]
            Console.print("{" + tree.map { "\"\($0)\": \($1.compact)" }.joined(separator: ", ") + "}")
        } else {
            Console.print(
                "\(SweepWords.points(plan.header)), \(BriefUnits.count(plan.header.tasks, "task")) in \(out)"
            )
        }
        if !options.quiet {
            Console.note("run them: hitl sweep-run --tasks \(out) --range 1:\(plan.header.tasks) --out DIR")
        }
    }
}
