import Experiments

/// A forecast as one page that needs no network: verdicts first, then key figures, diagnosis, charts with their
/// intervals, the table of all measures, and how it was made.
///
/// The charts are Vega-Lite specifications drawn in the browser; every chart has a caption and a table with the same
/// values. Without the chart library the page has the tables, and a sentence on how to get charts.
public struct ForecastPage: Sendable {
    let forecast: Forecast
    let script: String?
    let version: String
    let commandLine: String

    /// Prepares the page.
    ///
    /// - Parameters:
    ///   - script: the program that draws the charts, as `ChartLibrary` finds it: a classic script that sets
    ///     `window.vegaEmbed`; nil for tables only.
    ///   - version: version of the program, such as "hitl 0.1.0".
    ///   - commandLine: the command that made the forecast; empty when unknown.
    public init(forecast: Forecast, script: String?, version: String = "", commandLine: String = "") {
        self.forecast = forecast
        self.script = script
        self.version = version
        self.commandLine = commandLine
    }

    /// The page, UTF-8, the same bytes for the same forecast and library.
    public func html() -> String {
        let charts = ForecastCharts.all(forecast)
        var page = ""
        page += ForecastSections.head(forecast)
        page += ForecastSections.sentences(
            "Warnings", ForecastPhrases.loadWarnings(forecast), id: "load-warnings")
        page += ForecastSections.verdicts(forecast)
        page += ForecastSections.checks(forecast)
        page += ForecastSections.keyFigures(forecast)
        page += ForecastSections.sentences("Diagnosis", ForecastPhrases.diagnosis(forecast), id: "diagnosis")
        page += ForecastSections.sentences(
            forecast.loadWarnings > 0 ? "More warnings" : "Warnings", ForecastPhrases.otherWarnings(forecast),
            id: "warnings")
        page += ForecastSections.sentences("Notes", ForecastPhrases.notes(forecast), id: "notes")
        page += HTMLFigures.html(
            charts, isDrawn: script != nil,
            intervals: forecast.replications > 1 ? ForecastPhrases.interval(forecast) + "s" : nil)
        page += HTMLTables.measures(forecast)
        page += ForecastSections.making(forecast, version: version, commandLine: commandLine)
        return HTMLPage.html(title: forecast.scenario + " – forecast", body: page, charts: charts, script: script)
    }
}
