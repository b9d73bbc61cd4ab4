import Experiments
import Files
import Foundation
import Reports
import Results
import Runs

/// Writes the result folder of a sweep.
enum SweepWriter {
    /// Merges the results of a plan and writes them to a folder, each file whole.
    ///
    /// - Parameter folder: nil to write nothing.
    static func write(
        _ session: SweepSession, from store: some SweepStore, to folder: String?
    ) throws -> SweepSummary {
        guard let folder else { return SweepPhrases.told(try session.summary(from: store)) }
        func path(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }
        let tables = try SweepCSV.names.map { try PartialFile(path: path($0), replace: true) }
        let summary = SweepPhrases.told(try session.summary(from: store) { try tables[$0].append($1) })
        for table in tables { try table.commit() }
        try WholeFile.write(SweepJSON.bytes(summary), to: path(SweepFiles.json), replace: true)
        let commandLine = ResultPlace.commandLine
        let page = SweepPage(
            summary, script: ResultPage.chartScript, version: "hitl \(Version.text)",
            commandLine: ShellWords.line(commandLine)
        ).html()
        try WholeFile.write(Array(page.utf8), to: path("report.html"), replace: true)
        let header = session.plan.header
        let manifest = Manifest(
            version: Version.full, commandLine: commandLine, seed: header.seed, .sweep(Manifest.Swept(header)))
        try WholeFile.write(manifest.bytes, to: path(Manifest.fileName), replace: true)
        return summary
    }
}
