import Experiments
import Files
import Quantities
import Results
import Simulation
import Stochastics

/// The parts of the page that are words and figures.
enum ForecastSections {
    private static let keyMeasures = [
        Measure.aiCoverage, .humanShare, .aiSelectiveRisk, .humanWaitP90, .humanAbandonment, .resolutionFirstContact,
        .modelAccuracyLastWeek, .costPerQuery, .marginTotal, .costPerResolution, .humanOccupancy, .resolutionTimeMean,
    ].map(\.name)

    static func head(_ forecast: Forecast) -> String {
        var text = "<header>\n<p class=\"kicker\">Forecast</p>\n<h1>\(HTMLText.escape(forecast.scenario))</h1>\n"
        if !forecast.about.isEmpty { text += "<p class=\"about\">\(HTMLText.escape(forecast.about))</p>\n" }
        let run = HTMLText.escape(capitalised(ForecastPhrases.run(forecast)))
        return text + "<p class=\"run\">\(run).</p>\n</header>\n"
    }

    static func verdicts(_ forecast: Forecast) -> String {
        guard !forecast.serviceLevels.isEmpty else { return "" }
        let cards = forecast.serviceLevels.map {
            card($0, heading: $0.name, detail: ServiceLevelPhrases.definition($0))
        }
        return section("Service levels", id: "service-levels", "<div class=\"cards\">\n\(cards.joined())</div>\n")
    }

    /// A service level with its verdict, figure and interval.
    static func card(_ level: ServiceLevelVerdict, heading: String, detail: String, among others: [Estimate] = [])
        -> String
    {
        let mean = HumanUnits.mean(level.estimate, unit: "share")
        let interval =
            HumanUnits.interval(level.estimate, unit: "share").map {
                HumanUnits.target(level.estimate.confidence) + " interval " + $0
            } ?? ForecastPhrases.noInterval(level.estimate.n)
        return """
            <article class="card \(level.outcome.rawValue)">
            <p class="chip"><span aria-hidden="true">\(symbol(level.outcome))</span> \
            \(level.outcome.rawValue.uppercased())</p>
            <h3>\(HTMLText.escape(heading))</h3>
            <p class="definition">\(HTMLText.escape(detail))</p>
            <p class="figure">\(mean) <span class="target">target \(HumanUnits.target(level.target))</span></p>
            \(IntervalBar.svg(level.estimate, target: level.target, among: others))
            <p class="interval">\(interval)</p>
            </article>

            """
    }

    /// What became of the checks.
    static func checks(_ forecast: Forecast) -> String {
        guard !forecast.checks.isEmpty else { return "" }
        let rows = forecast.checks.map { outcome in
            [
                outcome.check.name, CheckPhrases.word(outcome.verdict), outcome.check.requirement.text,
                CheckPhrases.value(outcome, currency: forecast.currency),
                CheckPhrases.interval(outcome, currency: forecast.currency) ?? "-",
                String(outcome.estimate?.n ?? 0),
            ]
        }
        let table = ReportTable(
            title: "", header: ["Check", "Verdict", "Requirement", "Value", "Interval", "n"], rows: rows)
        return section("Checks", id: "checks", HTMLTables.table(table, classes: "checks"))
    }

    static func keyFigures(_ forecast: Forecast) -> String {
        let shown = keyMeasures.compactMap { name in forecast.measures.first { $0.name == name } }.prefix(8)
        guard !shown.isEmpty else { return "" }
        let tiles = shown.map { measure in
            let bounds =
                HumanUnits.interval(measure.estimate, unit: measure.unit)
                ?? ForecastPhrases.noInterval(measure.estimate.n)
            let interval = measure.basis.map { "\(bounds), \($0)" } ?? bounds
            return """
                <div class="tile"><dt>\(HTMLText.escape(MeasureGuide.label(measure.name)))</dt>\
                <dd><strong>\(HTMLText.escape(HumanUnits.mean(measure.estimate, unit: measure.unit)))</strong>\
                <span class="interval">\(HTMLText.escape(interval))</span></dd></div>

                """
        }
        let note =
            forecast.replications > 1
            ? "<p class=\"small\">Below each figure its \(ForecastPhrases.interval(forecast)).</p>\n" : ""
        return section("Key figures", id: "key-figures", "<dl class=\"tiles\">\n\(tiles.joined())</dl>\n" + note)
    }

    static func sentences(_ title: String, _ sentences: [String], id: String) -> String {
        guard !sentences.isEmpty else { return "" }
        let items = sentences.map { "<li>\(HTMLText.escape($0))</li>\n" }
        return section(title, id: id, "<ul class=\"sentences\">\n\(items.joined())</ul>\n")
    }

    static func making(_ forecast: Forecast, version: String, commandLine: String) -> String {
        var facts = [
            ("Scenario", forecast.scenario),
            ("Seed", String(forecast.seed)),
            ("Replications", HumanUnits.number(Double(forecast.replications))),
            ("Measured period", ForecastPhrases.period(forecast)),
            (
                "Intervals",
                forecast.replications > 1
                    ? "\(ForecastPhrases.interval(forecast))s over independent replications"
                    : ForecastPhrases.noInterval(forecast.replications)
            ),
            ("Asked precision", forecast.precisionReached ? "reached, or none asked" : "not reached"),
        ]
        if !version.isEmpty { facts.append(("Program", version)) }
        var list = facts.map { "<dt>\($0.0)</dt><dd>\(HTMLText.escape($0.1))</dd>\n" }.joined()
        if !commandLine.isEmpty {
            list += "<dt>Command</dt><dd><code>\(HTMLText.escape(commandLine))</code></dd>\n"
        }
        let words = "<p>The same scenario, seed and version give the same numbers again.</p>\n"
        return section("How this was made", id: "making", "<dl class=\"facts\">\n\(list)</dl>\n" + words)
    }

    static func section(_ title: String, id: String, _ body: String) -> String {
        "<section id=\"\(id)\">\n<h2>\(HTMLText.escape(title))</h2>\n\(body)</section>\n"
    }

    private static func symbol(_ outcome: ServiceLevelVerdict.Outcome) -> String {
        switch outcome {
        case .met: "✓"
        case .missed: "✕"
        case .undecided: "?"
        }
    }

    static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
