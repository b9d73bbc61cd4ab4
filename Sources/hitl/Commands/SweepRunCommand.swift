import ArgumentParser
import Experiments
import Files
import Foundation
import Quantities
import Runs
import Scenarios

struct SweepRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep-run",
        abstract: "Run tasks of a planned sweep; those with a result already are skipped.",
        discussion: """
            Each result is renamed into place whole, under the hash of its task, so any part can be
            run anywhere, again or at the same time.

            Example:
              hitl sweep-run --tasks plan.jsonl --range 1:250 --out part-1
            """)

    @Option(name: .long, help: ArgumentHelp("The plan.", valueName: "file"))
    var tasks: String

    @Option(
        name: .long, help: ArgumentHelp("Numbers of the tasks, both ends included; all otherwise.", valueName: "a:b"))
    var range: String?

    @Option(name: .long, help: ArgumentHelp("Folder for the results.", valueName: "dir"))
    var out: String

    @OptionGroup var threading: ThreadOptions

    @Flag(name: .long, help: "No progress and no notes.")
    var quiet = false

    mutating func run() throws {
        let plan = try SweepPlanning.read(tasks, version: Version.text)
        if !quiet, let note = plan.header.madeBy.flatMap(Version.program.note(madeBy:)) { Console.note(note) }
        let chosen = try numbers(of: plan.tasks.count)
        try plan.checkFiles()
        let base = try Scenario.decode(plan.header.scenario, file: "\(tasks) (scenario)")
        var session = try SweepSession(
            plan, base: base, threads: threading.count)
        let folder = SweepFolder(folders: [out])
        try folder.prepare()
        Interruption.consequence = "finished tasks are in \(out): the same command goes on from there"
        let count = try SweepProgress.run(&session, chosen, folder, quiet: quiet)
        Console.print(
            "\(BriefUnits.count(count, "task")) run, \(chosen.count - count) done already: \(chosen.lowerBound) to "
                + "\(chosen.upperBound) of \(plan.tasks.count) are in \(out)")
    }

    private func numbers(of count: Int) throws -> ClosedRange<Int> {
        guard let range else { return 1...count }
        guard range.contains(where: { !$0.isWhitespace }) else {
            throw ValidationError("--range is empty; write a:b, such as 1:\(count), or leave it out for all")
        }
        let parts = range.split(separator: ":", omittingEmptySubsequences: false)
        let low = parts[0].isEmpty ? 1 : Int(parts[0])
        let high = parts.count == 1 ? low : parts[1].isEmpty ? count : Int(parts[1])
        guard parts.count <= 2, let low, let high else {
            throw ValidationError("--range \(range) is no range of tasks; write a:b, such as 1:\(count)")
        }
        guard low >= 1, high <= count, low <= high else {
            throw ValidationError(
                low > high
                    ? "--range \(range) goes down; write \(high):\(low)"
                    : "--range \(range): the plan has tasks 1 to \(count)")
        }
        return low...high
    }
}
