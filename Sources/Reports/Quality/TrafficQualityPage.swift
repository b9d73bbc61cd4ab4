import Files
import Quantities
import Training

/// An evaluation as one page that needs no network: whether answering pays, the figures, the reliability diagram, every
/// intent and what is confused.
package struct TrafficQualityPage {
    private let quality: TrafficQuality
    private let title: String
    private let facts: [(String, String)]

    /// Prepares the page.
    ///
    /// - Parameters:
    ///   - title: what was judged.
    ///   - notes: what is odd about the labels.
    ///   - version: of the program, such as "hitl 0.1.0".
    ///   - commandLine: the command that asked for it.
    package init(_ quality: TrafficQuality, title: String, notes: [String], version: String, commandLine: String) {
        self.quality = quality
        self.title = title
        self.notes = notes
        facts = [("Program", version), ("Command", commandLine)].filter { !$0.1.isEmpty }
    }

    private let notes: [String]

    /// The page, UTF-8, the same bytes for the same quality.
    package func html() -> String {
        var body = "<header>\n<p class=\"kicker\">Evaluation</p>\n<h1>\(HTMLText.escape(title))</h1>\n"
        body += "<p class=\"about\">\(HTMLText.escape(TrafficQualityPhrases.verdict(quality)))</p>\n</header>\n"
        let others = TrafficQualityTables.other(quality).map { "\($0[0]): \($0[1])." }
        body += ForecastSections.sentences(
            "What was found", TrafficQualityPhrases.remarks(quality) + others, id: "findings")
        if let cost = TrafficQualityTables.cost(quality) {
            body += ForecastSections.section("Cost", id: "cost", HTMLTables.table(cost))
        }
        body += ForecastSections.section(
            "Quality", id: "quality", HTMLTables.table(TrafficQualityTables.figures(quality)))
        body += ForecastSections.section("Reliability", id: "reliability", diagram)
        body += ForecastSections.section(
            "Intents", id: "intents", HTMLTables.table(TrafficQualityTables.intents(quality)))
        if let confusions = TrafficQualityTables.confusions(quality) {
            body += ForecastSections.section("Most confused", id: "confusions", HTMLTables.table(confusions))
        }
        let notes = notes.map { ForecastSections.capitalised($0.replacing("note: ", with: "")) + "." }
        body += ForecastSections.sentences("Notes on the labels", notes, id: "label-notes")
        return HTMLPage.html(title: title + " – evaluation", body: body + making, charts: [], script: nil)
    }

    private var diagram: String {
        """
        <figure>
        \(ReliabilityDiagram.svg(quality.reliability))<figcaption>Share of the answers that are right, by their \
        confidence, with 95% intervals. On the dashed line the AI is right as often as it says; below it claims too much. \
        The bars say how many texts there are.</figcaption>
        <details><summary>As a table</summary>
        \(HTMLTables.table(TrafficQualityTables.reliability(quality)))</details>
        </figure>

        """
    }

    private var making: String {
        let list = facts.map { "<dt>\($0.0)</dt><dd>\(HTMLText.escape($0.1))</dd>\n" }.joined()
        return ForecastSections.section(
            "How this was made", id: "making",
            "<dl class=\"facts\">\n\(list)</dl>\n<p>\(HTMLText.escape(TrafficQualityPhrases.method))</p>\n")
    }
}
