import Experiments
import Files
import Quantities
import Stochastics

/// The charts of a sweep: what its factors do, and cost against service.
struct SweepCharts {
    let summary: SweepSummary

    /// Most values of a factor that a chart can show.
    static let mostValues = 40

    /// All charts that there are values for.
    var all: [ReportChart] {
        let responses = [summary.cost, summary.service].compactMap { $0 }
        let heatMap = SweepHeatMap(summary: summary)
        return [SweepScatter(summary: summary).chart].compactMap { $0 } + responses.compactMap(tornado)
            + responses.flatMap(levels) + responses.compactMap(heatMap.chart)
    }

    private func tornado(_ response: SweepSummary.Response) -> ReportChart? {
        let effects = summary.effects.filter { $0.measure == response.measure }
        guard effects.count > 1 else { return nil }
        let label = SweepPhrases.name(response)
        let largest = effects.map { $0.range.high ?? $0.range.mean }.max() ?? 0
        let quantity = AxisQuantity("Change of " + SweepPhrases.lowered(label), unit: response.unit, largest: largest)
        let values = effects.map { effect -> JSONTree in
            [
                "factor": .string(effect.factor), "zero": 0, "mean": .number(effect.range.mean / quantity.divisor),
                "low": .optional(effect.range.low.map { $0 / quantity.divisor }),
                "high": .optional(effect.range.high.map { $0 / quantity.divisor }),
                "text": .string(
                    "\(SweepPhrases.difference(effect.range, response.unit)), from \(effect.lowest) to \(effect.highest)"
                ),
            ]
        }
        let y: JSONTree = [
            "field": "factor", "type": "nominal", "title": nil, "sort": nil, "axis": ["labelLimit": 260],
        ]
        var layers = [
            VegaLite.layer(
                values, mark: ["type": "bar", "color": "#0b5a8c", "opacity": 0.75, "height": 18],
                encoding: [
                    "y": y, "x": VegaLite.vertical("mean", quantity, zero: true),
                    "tooltip": [["field": "text", "type": "nominal", "title": "Effect"]],
                ])
        ]
        if effects.contains(where: { $0.range.low != nil }) {
            layers.append(
                VegaLite.layer(
                    values, mark: ["type": "errorbar", "ticks": ["color": "#1d2327", "size": 10], "color": "#1d2327"],
                    encoding: [
                        "y": y, "x": ["field": "low", "type": "quantitative", "title": .string(quantity.title)],
                        "x2": ["field": "high"],
                    ]))
        }
        let caption =
            effects[0].method == "level means"
            ? "How far \(SweepPhrases.lowered(label)) moves between two values of a factor, the other factors averaged."
            : "How far \(SweepPhrases.lowered(label)) moves over the whole range of a factor, by a least-squares fit without "
                + "interactions."
        let title = "Main effects on \(SweepPhrases.lowered(label))"
        return ReportChart(
            section: "What moves the results", title: title, caption: caption,
            reading: "Bars: \(HumanUnits.target(summary.confidence)) intervals of the largest difference.", key: [],
            isWide: false,
            specification: VegaLite.chart(
                title + ". " + caption, height: max(110, 34 * effects.count + 60), layers: layers),
            tables: [
                ReportTable(
                    title: "", header: ["Factor", "Difference (interval)", "Lowest at", "Highest at"],
                    rows: effects.map {
                        [$0.factor, SweepPhrases.difference($0.range, response.unit), $0.lowest, $0.highest]
                    })
            ])
    }

    /// The mean response at each value of a factor, where there are few factors.
    private func levels(_ response: SweepSummary.Response) -> [ReportChart] {
        let effects = summary.effects.filter {
            $0.measure == response.measure && !$0.levels.isEmpty && $0.levels.count <= Self.mostValues
        }
        guard summary.factors.count <= 2 else { return [] }
        return effects.map { effect in
            let label = SweepPhrases.name(response)
            let largest = effect.levels.map { $0.response.high ?? $0.response.mean }.max() ?? 0
            let quantity = AxisQuantity(label, unit: response.unit, largest: largest)
            let values = effect.levels.map { level -> JSONTree in
                [
                    "value": .string(level.value), "mean": .number(level.response.mean / quantity.divisor),
                    "low": .optional(level.response.low.map { $0 / quantity.divisor }),
                    "high": .optional(level.response.high.map { $0 / quantity.divisor }),
                    "text": .string("\(level.value): \(SweepPhrases.value(level.response, response.unit))"),
                ]
            }
            let x: JSONTree = [
                "field": "value", "type": "nominal", "title": .string(effect.factor), "sort": nil,
                "axis": ["labelAngle": 0],
            ]
            var layers = [
                VegaLite.layer(
                    values,
                    mark: [
                        "type": "line", "color": "#0b5a8c", "strokeWidth": 1.6,
                        "point": ["size": 46, "filled": true, "color": "#0b5a8c"],
                    ],
                    encoding: [
                        "x": x, "y": VegaLite.vertical("mean", quantity, zero: false),
                        "tooltip": [["field": "text", "type": "nominal", "title": .string(label)]],
                    ])
            ]
            if effect.levels.contains(where: { $0.response.low != nil }) {
                layers.append(
                    VegaLite.layer(
                        values, mark: ["type": "errorbar", "ticks": ["size": 8], "color": "#0b5a8c"],
                        encoding: [
                            "x": x, "y": VegaLite.vertical("low", quantity, zero: false), "y2": ["field": "high"],
                        ]))
            }
            let title = "\(label) by \(effect.factor)"
            let rest = summary.factors.count > 1 ? ", the other factor averaged" : ""
            let caption = "\(label) at each value\(rest)."
            return ReportChart(
                section: "What moves the results", title: title, caption: caption,
                reading:
                    "Bars: \(HumanUnits.target(summary.confidence)) intervals of each value on its own; differences "
                    + "between values are known better, since all met the same customers.",
                key: [], isWide: false,
                specification: VegaLite.chart(title + ". " + caption, height: 240, layers: layers),
                tables: [
                    ReportTable(
                        title: "", header: [effect.factor, label],
                        rows: effect.levels.map { [$0.value, SweepPhrases.value($0.response, response.unit)] })
                ])
        }
    }
}
