import Experiments

/// A comparison as one page that needs no network: verdicts first, then service levels and key measures side by side,
/// charts with the variants overlaid, all differences, and how it was made.
public struct ComparisonPage: Sendable {
    private let result: VariantComparison
    private let script: String?
    private let version: String
    private let commandLine: String

    /// Prepares the page; see `ForecastPage`.
    public init(_ result: VariantComparison, script: String?, version: String = "", commandLine: String = "") {
        self.result = result
        self.script = script
        self.version = version
        self.commandLine = commandLine
    }

    /// The page, UTF-8, the same bytes for the same comparison and library.
    public func html() -> String {
        let words = ComparisonPhrases(result)
        let charts = ComparisonCharts.all(result)
        let forecast = result.baseline.forecast
        var body = ComparisonSections.head(words)
        body += ComparisonSections.verdicts(words)
        body += ComparisonSections.serviceLevels(result)
        body += ComparisonSections.keyMeasures(result)
        body += ForecastSections.sentences("Warnings", words.warnings, id: "warnings")
        body += ForecastSections.sentences("Notes", words.notes, id: "notes")
        body += HTMLFigures.html(
            charts, isDrawn: script != nil,
            intervals: forecast.replications > 1 ? ForecastPhrases.interval(forecast) + "s" : nil)
        body += ComparisonSections.allMeasures(result)
        body += ComparisonSections.making(words, version: version, commandLine: commandLine)
        return HTMLPage.html(title: words.title + " – comparison", body: body, charts: charts, script: script)
    }
}
