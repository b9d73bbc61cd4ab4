import ArgumentParser
import Files
import Foundation
import Results

struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw the page of a result again, without running anything.",
        discussion: """
            Reads the files of a result folder (of simulate, compare, sweep or staff)
            and writes report.html into it, or where --out says. The page is the one that the run wrote, unless this
            program or its charts have changed since.

            Examples:
              hitl report results/support --force
              hitl report results/support --out support.html
            """)

    @Argument(
        help: ArgumentHelp("A result folder, as simulate, compare, sweep and staff write it.", valueName: "result"))
    var result: String

    @Option(name: .long, help: ArgumentHelp("File to write; report.html in the folder otherwise.", valueName: "file"))
    var out: String?

    @Flag(name: .long, help: "Replace a page that is there already.")
    var force = false

    @Flag(name: .long, help: "No notes.")
    var quiet = false

    mutating func run() throws {
        let files = try StoredFiles(result)
        guard FileManager.default.fileExists(atPath: files.place(Manifest.fileName)) else {
            throw Problem(
                file: result, message: "this is no result folder: it has no \(Manifest.fileName)",
                remedy: "name a folder that hitl simulate, compare, sweep or staff wrote, such as results/support")
        }
        let page = try ResultPage.html(files)
        let path = out ?? files.place("report.html")
        try WholeFile.write(Array(page.utf8), to: path, replace: force)
        if !quiet { ResultPage.announce(path) }
    }
}
