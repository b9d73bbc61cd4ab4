import Experiments
import Files
import Quantities

/// A sweep as one page that needs no network: what was found in words, cost against service, what moves the results, and
/// every point.
public struct SweepPage: Sendable {
    private let summary: SweepSummary
    private let script: String?
    private let version: String
    private let commandLine: String

    /// Prepares the page.
    ///
    /// - Parameters:
    ///   - script: the program that draws the charts, as `ChartLibrary` finds it; nil for tables only.
    ///   - version: of the program, such as "hitl 0.1.0".
    ///   - commandLine: the command that made the sweep; empty when unknown.
    public init(_ summary: SweepSummary, script: String?, version: String = "", commandLine: String = "") {
        self.summary = summary
        self.script = script
        self.version = version
        self.commandLine = commandLine
    }

    /// The page, UTF-8, the same bytes for the same sweep and library.
    public func html() -> String {
        let charts = SweepCharts(summary: summary).all
        var body = "<header>\n<p class=\"kicker\">Sweep</p>\n<h1>\(HTMLText.escape(summary.scenario))</h1>\n"
        if !summary.about.isEmpty { body += "<p class=\"about\">\(HTMLText.escape(summary.about))</p>\n" }
        body += "<p class=\"run\">\(HTMLText.escape(SweepPhrases.run(summary))).</p>\n</header>\n"
        body += ForecastSections.sentences("What was found", summary.sentences, id: "findings")
        body += HTMLFigures.html(charts, isDrawn: script != nil, intervals: nil)
        body += ForecastSections.section(
            "All points", id: "points",
            "<details id=\"all-measures\"><summary>All \(summary.points.count) points</summary>\n"
                + HTMLTables.table(SweepPointTable.table(summary, points: summary.points)) + "</details>\n")
        body += making
        return HTMLPage.html(title: summary.scenario + " – sweep", body: body, charts: charts, script: script)
    }

    private var making: String {
        var facts = [("Scenario", summary.scenario), ("Seed", String(summary.seed))]
        facts += summary.factors.map { ("Factor", $0.text) }
        facts.append(("Design", "\(summary.design.rawValue), \(summary.points.count) points"))
        facts.append(("Replications", HumanUnits.number(Double(summary.replications)) + " in all"))
        if let allocation = summary.allocation {
            facts.append(("Allocation", "\(allocation.rule); \(allocation.rounds) rounds"))
        }
        facts.append(("Intervals", HumanUnits.target(summary.confidence) + " intervals over independent replications"))
        if !version.isEmpty { facts.append(("Program", version)) }
        var list = facts.map { "<dt>\($0.0)</dt><dd>\(HTMLText.escape($0.1))</dd>\n" }.joined()
        if !commandLine.isEmpty { list += "<dt>Command</dt><dd><code>\(HTMLText.escape(commandLine))</code></dd>\n" }
        let words =
            "<p>Replication r met the same customers at every point, so points are compared replication by replication. "
            + "The same scenario, seed and version give the same numbers again.</p>\n"
        return ForecastSections.section(
            "How this was made", id: "making", "<dl class=\"facts\">\n\(list)</dl>\n" + words)
    }
}
