import Files
import Foundation
import Reports
import Results

/// The page of a result, drawn from the files of its folder alone: a run and `hitl report` draw the same bytes.
enum ResultPage {
    /// How the page of each kind of result is drawn, by the `kind` of its manifest; a simulation's has none.
    private static var drawers: [String: Drawer] {
        ["simulation": simulation, "comparison": comparison, "sweep": sweep, "staffing": staffing]
    }

    private typealias Drawer = (_ files: StoredFiles, _ manifest: Manifest.Head, _ script: String?) throws -> String

    /// The page.
    ///
    /// - Throws: `Problem` for a file that is missing or damaged.
    static func html(_ files: StoredFiles) throws -> String {
        let head = try Manifest.Head.read(files.bytes(Manifest.fileName), file: files.place(Manifest.fileName))
        guard let draw = drawers[head.kind] else {
            throw Problem(
                file: files.place(Manifest.fileName),
                message: "the page of a result of kind \"\(head.kind)\" cannot be drawn again",
                remedy: "reports are drawn of: \(drawers.keys.sorted().joined(separator: ", "))")
        }
        return try draw(files, head, chartScript)
    }

    /// The program that draws the charts, as far as it is installed.
    static var chartScript: String? {
        ChartLibrary.locate(executable: Bundle.main.executablePath ?? CommandLine.arguments.first ?? "hitl")
    }

    /// Says where the page of a result is, and where it had to be drawn without charts.
    static func announce(_ page: String) {
        Console.note("report: \(page)")
        guard chartScript == nil else { return }
        Console.note("note: the page has tables instead of charts; `make charts` fetches what draws them")
    }

    private static func simulation(_ files: StoredFiles, _ manifest: Manifest.Head, _ script: String?) throws -> String
    {
        var forecast = try ForecastJSON.read(files.bytes("summary.json"), file: files.place("summary.json"))
        forecast.timeline = try TimelineCSV.read(files.bytes("timeline.csv"), file: files.place("timeline.csv"))
        return ForecastPage(
            forecast: forecast, script: script, version: manifest.program, commandLine: manifest.command
        ).html()
    }

    private static func sweep(_ files: StoredFiles, _ manifest: Manifest.Head, _ script: String?) throws -> String {
        SweepPage(
            try SweepJSON.read(files.bytes(SweepFiles.json), file: files.place(SweepFiles.json)), script: script,
            version: manifest.program, commandLine: manifest.command
        ).html()
    }

    private static func staffing(_ files: StoredFiles, _ manifest: Manifest.Head, _ script: String?) throws -> String {
        StaffingPage(
            plan: try StaffingJSON.read(
                files.bytes(StaffingJSON.fileName), file: files.place(StaffingJSON.fileName)), script: script,
            version: manifest.program, commandLine: manifest.command
        ).html()
    }

    private static func comparison(_ files: StoredFiles, _ manifest: Manifest.Head, _ script: String?) throws -> String
    {
        var result = try ComparisonJSON.read(files.bytes("comparison.json"), file: files.place("comparison.json"))
        let points = try ComparisonCSV.readTimeline(
            files.bytes("timeline.csv"), names: result.variants.map(\.name), file: files.place("timeline.csv"))
        for index in result.variants.indices {
            result.variants[index].forecast.timeline = points[result.variants[index].name] ?? []
        }
        return ComparisonPage(
            result, script: script, version: manifest.program, commandLine: manifest.command
        ).html()
    }
}
