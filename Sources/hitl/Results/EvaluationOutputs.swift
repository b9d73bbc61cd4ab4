import Files
import Foundation
import Reports
import Results
import Runs

/// What `hitl evaluate` leaves: notes, the result on standard output, and a page where one is asked for.
struct EvaluationOutputs {
    /// Where the page goes; nil for none.
    let page: String?
    /// Whether a page that is there already may be replaced.
    let force: Bool
    /// Whether standard output gets JSON.
    let json: Bool
    /// Whether notes are left out.
    let quiet: Bool

    /// - Throws: `OutputError` where a page is there already.
    init(page: String?, force: Bool, json: Bool, quiet: Bool) throws {
        if let page, !force, FileManager.default.fileExists(atPath: page) { throw OutputError.exists(path: page) }
        (self.page, self.force, self.json, self.quiet) = (page, force, json, quiet)
    }

    /// Writes all of it.
    ///
    /// - Parameter title: what was judged.
    func write(_ found: EvaluationRequest.Outcome, title: String) throws {
        var notes = LabelNotes.lines(found.census, isTraining: false)
        if found.isOwnTraining { notes.append(LabelNotes.ownTraining) }
        if !quiet { notes.forEach(Console.note) }
        let verdict = TrafficQualityPhrases.verdict(found.quality)
        Console.print(
            json
                ? TrafficQualityJSON.text(found.quality, verdict: verdict) : TrafficQualityText(found.quality).text)
        guard let page else { return }
        let html = TrafficQualityPage(
            found.quality, title: title, notes: notes, version: "hitl " + Version.program.release,
            commandLine: ShellWords.line(ResultPlace.commandLine)
        ).html()
        try WholeFile.write(Array(html.utf8), to: page, replace: force)
        if !quiet { Console.note("report: \(page)") }
    }
}
