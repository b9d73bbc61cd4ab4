import ArgumentParser
import Experiments
import Files
import Foundation
import Reports
import Results
import Runs
import Scenarios

struct SweepMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep-merge",
        abstract: "Put the results of a planned sweep together, whoever ran them and in whatever order.",
        discussion: """
            Example:
              hitl sweep-merge --tasks plan.jsonl --out results/threshold part-1 part-2
            """)

    @Option(name: .long, help: ArgumentHelp("The plan.", valueName: "file"))
    var tasks: String

    @Option(name: .long, help: ArgumentHelp("Result folder.", valueName: "dir"))
    var out: String

    @Argument(help: ArgumentHelp("Folders with results of sweep-run.", valueName: "results"))
    var results: [String]

    @OptionGroup var threading: ThreadOptions

    @Flag(name: .long, help: "Replace an older result.")
    var force = false

    @Flag(name: .long, help: "Print sweep.json on standard output, and nothing else there.")
    var json = false

    @Flag(name: .long, help: "No notes.")
    var quiet = false

    mutating func run() throws {
        let plan = try SweepPlanning.read(tasks, version: Version.text)
        for folder in results {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
                throw Problem(file: folder, message: "there is no such folder", remedy: "name what sweep-run wrote")
            }
        }
        let base = try Scenario.decode(plan.header.scenario, file: "\(tasks) (scenario)", corpus: .skip)
        let store = SweepFolder(folders: results)
        let session = try SweepSession(
            plan, base: base, threads: threading.count)
        try session.checkComplete(store, file: tasks)
        try keepResults()
        let folder = try ResultFolder(path: out, claim: force ? .replacing : .asked)
        do {
            try folder.write(SweepFiles.plan, plan.bytes)
            let summary = try SweepWriter.write(session, from: store, to: folder.partialPath)
            let place = try folder.commit()
            if json {
                Console.print(String(decoding: try SweepJSON.bytes(summary), as: UTF8.self))
            } else {
                Console.print(SweepText(summary, colour: Console.hasColour).text())
            }
            if !quiet {
                Console.note("")
                ResultPlace.announce(place, of: folder)
            }
        } catch {
            folder.discard()
            throw error
        }
    }

    /// Checks that nothing is replaced which took long to make.
    ///
    /// - Throws: `OutputError` where results of tasks stand in the result folder.
    private func keepResults() throws {
        for folder in [out, (out as NSString).appendingPathComponent(SweepFiles.tasks)] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            guard let name = names.sorted().first(where: { $0.hasSuffix(SweepFolder.suffix) }) else { continue }
            throw OutputError.cannotWrite(
                path: out,
                reason:
                    "results of tasks are in it (\((folder as NSString).appendingPathComponent(name))), which would be "
                    + "lost; choose another --out, or remove them first")
        }
    }
}
