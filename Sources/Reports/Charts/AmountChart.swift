import Experiments
import Files
import Quantities
import Results
import Simulation
import Stochastics

/// Amounts of the whole measured period: a dot and its interval each.
package enum AmountChart {
    /// Totals of the measured period, or cost per query and per resolution: a dot and its interval each.
    static func dots(_ charts: ForecastCharts, title: String, measures: [Measure]) -> ReportChart? {
        let shown = measures.compactMap { measure in charts.forecast.measures.first { $0.name == measure.name } }
        guard let first = shown.first else { return nil }
        let largest = shown.map { abs($0.estimate.high ?? $0.estimate.mean) }.max() ?? 0
        let quantity = AxisQuantity("Amount", unit: first.unit, largest: largest)
        let values = shown.map { measure -> JSONTree in
            [
                "label": .string(MeasureGuide.label(measure.name)), "mean": .number(measure.estimate.mean),
                "low": .optional(measure.estimate.low), "high": .optional(measure.estimate.high),
                "text": .string(
                    HumanUnits.mean(measure.estimate, unit: measure.unit)
                        + (HumanUnits.interval(measure.estimate, unit: measure.unit).map { " (\($0))" } ?? "")),
            ]
        }
        let y: JSONTree = [
            "field": "label", "type": "nominal", "title": nil, "sort": nil, "axis": ["labelLimit": 180],
        ]
        var horizontal = VegaLite.vertical("mean", quantity, zero: true)
        if case .object(var members) = horizontal {
            members["axis"] = [
                "format": .string(quantity.format), "tickCount": 5, "grid": true, "labelExpr": VegaLite.zeroLabel,
            ]
            horizontal = .object(members)
        }
        let hasIntervals = shown.contains { $0.estimate.low != nil }
        var layers: [JSONTree] = []
        if hasIntervals {
            let ranged = zip(shown, values).filter { $0.0.estimate.low != nil }.map(\.1)
            layers.append(
                VegaLite.layer(
                    ranged, mark: ["type": "errorbar", "ticks": ["color": "#0b5a8c", "size": 12], "color": "#0b5a8c"],
                    encoding: [
                        "y": y, "x": ["field": "low", "type": "quantitative", "title": .string(quantity.title)],
                        "x2": ["field": "high"],
                    ]))
        }
        layers.append(
            VegaLite.layer(
                values, mark: ["type": "point", "filled": true, "size": 60, "color": "#0b5a8c", "opacity": 1],
                encoding: [
                    "y": y, "x": horizontal, "tooltip": [["field": "text", "type": "nominal", "title": "Amount"]],
                ]))
        let caption = "Amounts of the whole measured period."
        let reading =
            hasIntervals
            ? "Bars: \(ForecastPhrases.interval(charts.forecast))s."
            : "There is \(ForecastPhrases.noInterval(charts.forecast.replications))."
        let rows = shown.map { measure in
            [
                MeasureGuide.label(measure.name), HumanUnits.mean(measure.estimate, unit: measure.unit),
                HumanUnits.interval(measure.estimate, unit: measure.unit) ?? "-",
            ]
        }
        return ReportChart(
            section: "What it costs", title: title, caption: caption, reading: reading, key: [], isWide: false,
            specification: VegaLite.chart(
                title + ". " + caption, height: max(110, 36 * shown.count + 50), layers: layers),
            tables: [
                ReportTable(
                    title: "", header: ["Amount", "Mean", ForecastPhrases.interval(charts.forecast)], rows: rows)
            ])
    }
}
