import Experiments
import Files
import Quantities
import Results
import Stochastics

/// The parts of a comparison's page that are words, cards and tables.
enum ComparisonSections {
    static func head(_ words: ComparisonPhrases) -> String {
        let about = words.result.baseline.forecast.scenario
        var text = "<header>\n<p class=\"kicker\">Comparison</p>\n<h1>\(HTMLText.escape(words.title))</h1>\n"
        text += "<p class=\"about\">\(HTMLText.escape(about))</p>\n"
        text += "<p class=\"run\">\(HTMLText.escape(ForecastSections.capitalised(words.run))).</p>\n"
        return text + "<p class=\"run\">\(HTMLText.escape(words.frozen))</p>\n</header>\n"
    }

    static func verdicts(_ words: ComparisonPhrases) -> String {
        var body = "<p class=\"about\"><strong>\(HTMLText.escape(words.conclusion))</strong></p>\n"
        for index in words.result.variants.indices.dropFirst() {
            let variant = words.result.variants[index]
            body += "<h3>\(HTMLText.escape(variant.name))</h3>\n"
            if !variant.changes.isEmpty {
                let changes = variant.changes.map { "<code>\(HTMLText.escape($0))</code>" }
                body += "<p class=\"small\">with \(changes.joined(separator: ", "))</p>\n"
            }
            let sentences = words.verdict(index).map { "<li>\(HTMLText.escape($0))</li>\n" }
            body += "<ul class=\"sentences\">\n\(sentences.joined())</ul>\n"
        }
        return ForecastSections.section("Verdict", id: "verdict", body)
    }

    static func serviceLevels(_ result: VariantComparison) -> String {
        let levels = ComparisonLevel.all(result)
        guard !levels.isEmpty else { return "" }
        let body = levels.map { level in
            let cards = level.verdicts.map { index, verdict in
                ForecastSections.card(
                    verdict, heading: result.variants[index].name, detail: level.name,
                    among: level.verdicts.filter { $0.verdict.target == verdict.target }.map(\.verdict.estimate))
            }
            return "<p class=\"definition\"><strong>\(HTMLText.escape(level.name))</strong>: "
                + "\(HTMLText.escape(level.definition))</p>\n<div class=\"cards\">\n\(cards.joined())</div>\n"
        }
        return ForecastSections.section("Service levels", id: "service-levels", body.joined())
    }

    /// The key measures, a column a variant, each with its difference, interval and a bar around zero.
    static func keyMeasures(_ result: VariantComparison) -> String {
        let names = ComparisonText.keyMeasures.filter { name in
            result.baseline.forecast[name] != nil && result.differences.contains { $0[name] != nil }
        }
        guard !names.isEmpty else { return "" }
        let rows = names.map { name -> String in
            let before = result.baseline.forecast.measures.first { $0.name == name }
            let changes = result.differences.map { $0[name] }
            let extent =
                changes.compactMap { $0?.estimate }.flatMap { [$0.mean, $0.low ?? 0, $0.high ?? 0] }
                .map(abs).max() ?? 0
            var row = "<tr><th scope=\"row\">\(HTMLText.escape(MeasureGuide.label(name)))</th>"
            // Labels that stand in for the head where a phone shows each row as a card.
            func label(_ text: String) -> String { "data-label=\"\(HTMLText.escape(text))\"" }
            let baseline = result.baseline.name
            row += "<td class=\"baseline\" \(label(baseline))>\(cell(before.map { ($0.estimate, $0.unit) }))</td>"
            for (variant, change) in zip(result.variants.dropFirst(), changes) {
                let after = variant.forecast.measures.first { $0.name == name }
                row += "<td \(label(variant.name))>\(cell(after.map { ($0.estimate, $0.unit) }))</td>"
                row += "<td class=\"difference\" \(label("difference"))>\(difference(change, extent: extent))</td>"
            }
            return row + "</tr>\n"
        }
        let head = result.variants.dropFirst().map { variant in
            "<th scope=\"col\">\(HTMLText.escape(variant.name))</th><th scope=\"col\">difference</th>"
        }
        return ForecastSections.section(
            "Key measures side by side", id: "key-measures",
            """
            <div class="scroll" tabindex="0" role="group" aria-label="Key measures">
            <table class="sides">
            <thead><tr><th scope="col">Measure</th><th scope="col">\(HTMLText.escape(result.baseline.name))</th>\
            \(head.joined())</tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table>
            </div>
            <p class="small">Amounts and counts are totals of \(ComparisonPhrases(result).measured). Below each figure its \
            interval. Bars: the difference and its interval around zero (dashed); \
            bold where the interval excludes zero.</p>

            """)
    }

    /// Every difference there is, folded away.
    static func allMeasures(_ result: VariantComparison) -> String {
        let tables = zip(result.variants.dropFirst(), result.differences).map { variant, difference in
            let rows = MeasureGuide.sorted(difference.measures, by: \.name).map { change -> [String] in
                func mean(_ forecast: Forecast) -> String {
                    forecast[change.name].map { HumanUnits.mean($0, unit: change.unit) } ?? "-"
                }
                let spread = change.spread.map { spread in
                    [spread.p10, spread.p50, spread.p90].map { DifferenceText.signed($0, unit: change.unit) }
                        .joined(separator: ", ")
                }
                return [
                    change.name, mean(result.baseline.forecast), mean(variant.forecast),
                    DifferenceText.signed(
                        change.estimate.mean, unit: change.unit, resolution: change.estimate.halfWidth),
                    DifferenceText.interval(change.estimate, unit: change.unit) ?? "no interval",
                    String(change.estimate.n), spread ?? "-", change.gain.map(ForecastPhrases.times) ?? "-",
                ]
            }
            let header = [
                "Measure", result.baseline.name, variant.name, "Difference", "Interval", "n",
                "10%, 50%, 90% of replications", "Gain over independent runs",
            ]
            return HTMLTables.table(
                ReportTable(title: "\(variant.name) less \(result.baseline.name)", header: header, rows: rows))
        }
        let count = result.differences.map(\.measures.count).max() ?? 0
        return ForecastSections.section(
            "All measures", id: "measures",
            "<details id=\"all-measures\">\n<summary>All \(count) differences</summary>\n\(tables.joined())</details>\n"
        )
    }

    static func making(_ words: ComparisonPhrases, version: String, commandLine: String) -> String {
        let forecast = words.result.baseline.forecast
        var facts = [
            ("Seed", String(forecast.seed)),
            ("Replications", HumanUnits.number(Double(forecast.replications)) + " of each variant"),
            ("Measured period", ForecastPhrases.period(forecast)),
        ]
        for (place, variant) in words.result.variants.enumerated() {
            let changes = variant.changes.isEmpty ? "" : " with \(variant.changes.joined(separator: ", "))"
            facts.append(
                (
                    place == 0 ? "Baseline, frozen" : "Variant",
                    "\(variant.name): \(variant.source)\(changes); SHA-256 \(variant.digest)"
                ))
        }
        if !version.isEmpty { facts.append(("Program", version)) }
        var list = facts.map { "<dt>\($0.0)</dt><dd>\(HTMLText.escape($0.1))</dd>\n" }.joined()
        if !commandLine.isEmpty {
            list += "<dt>Command</dt><dd><code>\(HTMLText.escape(commandLine))</code></dd>\n"
        }
        return ForecastSections.section(
            "How this was made", id: "making",
            "<dl class=\"facts\">\n\(list)</dl>\n<p>Its manifest.json runs the same comparison again.</p>\n")
    }

    private static func cell(_ value: (estimate: Estimate, unit: String)?) -> String {
        guard let value else { return "-" }
        let interval = HumanUnits.interval(value.estimate, unit: value.unit)
        let below = interval.map { "<br><span class=\"interval\">\(HTMLText.escape($0))</span>" } ?? ""
        return HTMLText.escape(HumanUnits.mean(value.estimate, unit: value.unit)) + below
    }

    private static func difference(_ change: MeasureDifference?, extent: Double) -> String {
        guard let change else { return "-" }
        let text = HTMLText.escape(
            DifferenceText.signed(change.estimate.mean, unit: change.unit, resolution: change.estimate.halfWidth))
        let interval = DifferenceText.interval(change.estimate, unit: change.unit) ?? "no interval"
        let below = change.isNone ? "no difference" : HTMLText.escape(interval)
        return (change.isDecided ? "<strong>\(text)</strong>" : text)
            + "<br><span class=\"interval\">\(below)</span>" + DifferenceBar.svg(change.estimate, extent: extent)
    }
}
