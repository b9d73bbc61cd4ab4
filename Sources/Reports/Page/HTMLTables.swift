import Experiments
import Files
import Quantities
import Results
import Simulation

/// Tables of the page, each inside a box of its own that scrolls where the page is narrow.
enum HTMLTables {
    static func table(_ table: ReportTable, classes: String = "") -> String {
        var text = "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">\n"
        text += "<table class=\"\(classes)\">\n"
        if !table.title.isEmpty { text += "<caption>\(HTMLText.escape(table.title))</caption>\n" }
        text += "<thead><tr>" + table.header.map { "<th scope=\"col\">\(HTMLText.escape($0))</th>" }.joined()
        text += "</tr></thead>\n<tbody>\n"
        for row in table.rows {
            text += "<tr>"
            for (column, cell) in row.enumerated() {
                let cell = HTMLText.escape(cell)
                text += column == 0 ? "<th scope=\"row\">\(cell)</th>" : "<td>\(cell)</td>"
            }
            text += "</tr>\n"
        }
        return text + "</tbody>\n</table>\n</div>\n"
    }

    /// Every measure with its definition, folded away on a screen and open on paper.
    static func measures(_ forecast: Forecast) -> String {
        let measures = MeasureGuide.sorted(forecast.measures)
        guard !measures.isEmpty else { return "" }
        var rows = ""
        for group in MeasureGroup.allCases {
            let members = measures.filter { MeasureGuide.entry($0.name).group == group }
            guard !members.isEmpty else { continue }
            let title = HTMLText.escape(group.rawValue)
            rows += "<tr class=\"group\"><th colspan=\"5\" scope=\"rowgroup\">\(title)</th></tr>\n"
            rows += members.map(row).joined()
        }
        let interval = forecast.replications > 1 ? ForecastPhrases.interval(forecast) : "Interval"
        return ForecastSections.section(
            "All measures", id: "measures",
            """
            <details id="all-measures">
            <summary>All \(measures.count) measures with their definitions</summary>
            <div class="scroll" tabindex="0" role="group" aria-label="All measures">
            <table class="measures">
            <thead><tr><th scope="col">Measure</th><th scope="col">Mean</th><th scope="col">\(interval)</th>\
            <th scope="col">n</th><th scope="col">Definition</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            </div>
            </details>

            """)
    }

    private static func row(_ measure: MeasureEstimate) -> String {
        let entry = MeasureGuide.entry(measure.name)
        let name = MeasureName(measure.name)
        let mean = HumanUnits.mean(measure.estimate, unit: measure.unit)
        let interval =
            HumanUnits.interval(measure.estimate, unit: measure.unit)
            ?? ForecastPhrases.noInterval(measure.estimate.n)
        let definition = name.key.map { "\(entry.label), by \($0)." } ?? MeasureGuide.definition(measure.name)
        let basis = measure.basis.map { " <em>\(HTMLText.escape($0))</em>" } ?? ""
        let label = name.part.map { "\(entry.label), \($0)" } ?? entry.label
        let code = entry.label == measure.name ? "" : "<code>\(HTMLText.escape(measure.name))</code>"
        return """
            <tr\(name.key == nil ? "" : " class=\"part\"")><th scope="row">\(HTMLText.escape(label))\(code)\(basis)</th>\
            <td>\(HTMLText.escape(mean))</td><td>\(HTMLText.escape(interval))</td><td>\(measure.estimate.n)</td>\
            <td class="words">\(HTMLText.escape(definition))</td></tr>

            """
    }
}
