import Experiments
import Files
import Quantities
import Stochastics

/// The charts of a sweep: what its factors do, and cost against service.
struct SweepCharts {
    let summary: SweepSummary

    /// Most points and values that a chart can show.
    private static let mostPoints = 3_000
    private static let mostValues = 40

    /// All charts that there are values for.
    var all: [ReportChart] {
        let responses = [summary.cost, summary.service].compactMap { $0 }
        return [scatter].compactMap { $0 } + responses.compactMap(tornado) + responses.flatMap(levels)
            + responses.compactMap(heatMap)
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

    /// The response over the two factors that move it most, in a full grid.
    private func heatMap(_ response: SweepSummary.Response) -> ReportChart? {
        let effects = summary.effects.filter { $0.measure == response.measure }
        guard effects.count > 1, !effects[0].levels.isEmpty, !effects[1].levels.isEmpty,
            effects[0].levels.count <= Self.mostValues, effects[1].levels.count <= Self.mostValues,
            let across = summary.factors.firstIndex(where: { $0.path == effects[0].factor }),
            let down = summary.factors.firstIndex(where: { $0.path == effects[1].factor })
        else { return nil }
        let isCost = response == summary.cost
        var sums: [[String]: (sum: Double, count: Double)] = [:]
        for point in summary.points {
            guard let mean = (isCost ? point.cost : point.service)?.mean else { continue }
            let old = sums[[point.values[across], point.values[down]]] ?? (0, 0)
            sums[[point.values[across], point.values[down]]] = (old.sum + mean, old.count + 1)
        }
        let label = SweepPhrases.name(response)
        let xs = effects[0].levels.map(\.value)
        let ys = Array(effects[1].levels.map(\.value).reversed())
        let means = sums.values.map { $0.sum / $0.count }
        let quantity = AxisQuantity(label, unit: response.unit, largest: means.max() ?? 0)
        let spread = ((means.max() ?? 0) - (means.min() ?? 0)) / quantity.divisor
        let middle = ((means.max() ?? 0) + (means.min() ?? 0)) / 2 / quantity.divisor
        var values: [JSONTree] = []
        for y in ys {
            for x in xs {
                guard let cell = sums[[x, y]] else { continue }
                let mean = cell.sum / cell.count
                values.append([
                    "x": .string(x), "y": .string(y), "mean": .number(mean / quantity.divisor),
                    "text": .string(Self.short(mean, response.unit)),
                ])
            }
        }
        func axis(_ field: String, _ title: String, _ order: [String]) -> JSONTree {
            [
                "field": .string(field), "type": "nominal", "title": .string(title),
                "sort": .array(order.map(JSONTree.string)), "axis": ["labelAngle": 0, "grid": false, "domain": false],
            ]
        }
        let x = axis("x", effects[0].factor, xs)
        let y = axis("y", effects[1].factor, ys)
        var layers = [
            VegaLite.layer(
                values, mark: ["type": "rect", "stroke": "#ffffff"],
                encoding: [
                    "x": x, "y": y,
                    "color": [
                        "field": "mean", "type": "quantitative", "title": .string(quantity.title),
                        "scale": ["scheme": "blues"],
                        "legend": ["format": .string(Self.legendFormat(quantity, spread: spread, unit: response.unit))],
                    ],
                    "tooltip": [["field": "text", "type": "nominal", "title": .string(label)]],
                ])
        ]
        if xs.count <= 10 {
            layers.append(
                VegaLite.layer(
                    values, mark: ["type": "text", "fontSize": 11],
                    encoding: [
                        "x": x, "y": y, "text": ["field": "text", "type": "nominal"],
                        "color": [
                            "condition": ["test": .string("datum.mean > \(middle)"), "value": "#ffffff"],
                            "value": "#1d2327",
                        ],
                    ]))
        }
        let title = "\(label) over \(effects[0].factor) and \(effects[1].factor)"
        let others = summary.factors.count > 2 ? "; the other factors are averaged" : ""
        return ReportChart(
            section: "Two factors at once", title: title, caption: "\(label) at each pair of values\(others).",
            reading: "Intervals are in the table of points.", key: [], isWide: xs.count > 10,
            specification: VegaLite.chart(title, height: max(160, 30 * ys.count + 70), layers: layers),
            tables: [
                ReportTable(
                    title: "", header: ["\(effects[1].factor) / \(effects[0].factor)"] + xs,
                    rows: ys.map { y in
                        [y]
                            + xs.map { x in
                                sums[[x, y]].map { HumanUnits.text($0.sum / $0.count, unit: response.unit) } ?? "-"
                            }
                    })
            ])
    }

    /// A d3 number format with decimals enough to tell five steps of a spread apart.
    private static func legendFormat(_ quantity: AxisQuantity, spread: Double, unit: String) -> String {
        guard spread > 0 else { return quantity.format }
        var step = spread / 5 * (unit == "share" ? 100 : 1)
        var decimals = 0
        while step < 1, decimals < 4 { (step, decimals) = (step * 10, decimals + 1) }
        guard decimals > 0 else { return quantity.format }
        return unit == "share" ? ".\(decimals)%" : ",.\(decimals)f"
    }

    /// A value without the code of its currency, which the legend has.
    private static func short(_ value: Double, _ unit: String) -> String {
        let text = HumanUnits.text(value, unit: unit)
        guard let code = HumanUnits.currencyCode(unit), text.hasSuffix(" " + code) else { return text }
        return String(text.dropLast(code.count + 1))
    }

    private static let looks: [(status: ParetoSet.Status, name: String, colour: String)] = [
        (.efficient, "Beaten by none", "#00805e"), (.undecided, "Undecided", "#d55e00"),
        (.dominated, "Beaten in both", "#a9b2b9"),
    ]

    private var scatter: ReportChart? {
        guard let cost = summary.cost, let service = summary.service else { return nil }
        let known = summary.points.filter { $0.cost != nil && $0.service != nil && $0.status != nil }
        guard known.count > 1 else { return nil }
        let shown =
            known.count <= Self.mostPoints
            ? known : Array(known.filter { $0.status != .dominated }.prefix(Self.mostPoints))
        let x = AxisQuantity(
            SweepPhrases.name(cost), unit: cost.unit, largest: known.compactMap { $0.cost?.mean }.max() ?? 0)
        let y = AxisQuantity(
            SweepPhrases.name(service), unit: service.unit, largest: known.compactMap { $0.service?.mean }.max() ?? 0)
        func value(_ point: SweepSummary.Point) -> JSONTree {
            [
                "x": .optional(point.cost.map { $0.mean / x.divisor }),
                "xLow": .optional(point.cost?.low.map { $0 / x.divisor }),
                "xHigh": .optional(point.cost?.high.map { $0 / x.divisor }),
                "y": .optional(point.service.map { $0.mean / y.divisor }),
                "yLow": .optional(point.service?.low.map { $0 / y.divisor }),
                "yHigh": .optional(point.service?.high.map { $0 / y.divisor }),
                "text": .string(
                    "Point \(point.point): \(SweepPhrases.label(summary, point)); \(SweepPhrases.value(point.cost, cost.unit)), "
                        + SweepPhrases.value(point.service, service.unit)),
            ]
        }
        func axis(_ field: String, _ quantity: AxisQuantity) -> JSONTree {
            VegaLite.vertical(field, quantity, zero: false)
        }
        var layers: [JSONTree] = []
        for look in Self.looks.reversed() {
            let values = shown.filter { $0.status == look.status }.map(value)
            guard !values.isEmpty else { continue }
            let rule: JSONTree = ["type": "rule", "color": .string(look.colour), "strokeWidth": 1.2, "opacity": 0.7]
            if look.status != .dominated {
                layers.append(
                    VegaLite.layer(
                        values, mark: rule,
                        encoding: ["x": axis("xLow", x), "x2": ["field": "xHigh"], "y": axis("y", y)]))
                layers.append(
                    VegaLite.layer(
                        values, mark: rule,
                        encoding: ["x": axis("x", x), "y": axis("yLow", y), "y2": ["field": "yHigh"]]))
            }
            layers.append(
                VegaLite.layer(
                    values,
                    mark: [
                        "type": "point", "filled": true, "size": 46, "opacity": 1, "color": .string(look.colour),
                        "shape": look.status == .undecided ? "triangle-up" : "circle",
                    ],
                    encoding: [
                        "x": axis("x", x), "y": axis("y", y),
                        "tooltip": [["field": "text", "type": "nominal", "title": "Point"]],
                    ]))
        }
        let front = summary.front.compactMap { number in shown.first { $0.point == number } }.map(value)
        if front.count > 1 {
            layers.insert(
                VegaLite.layer(
                    front, mark: ["type": "line", "color": "#525b63", "strokeWidth": 1, "strokeDash": [2, 2]],
                    encoding: [
                        "x": axis("x", x), "y": axis("y", y),
                        "order": ["field": "x", "type": "quantitative"],
                    ]), at: 0)
        }
        if let target = service.target {
            layers.append(
                VegaLite.layer(
                    [["y": .number(target / y.divisor)]],
                    mark: ["type": "rule", "color": "#1d2327", "strokeDash": [4, 3]], encoding: ["y": axis("y", y)]))
        }
        let title = "\(SweepPhrases.name(cost)) against \(SweepPhrases.lowered(SweepPhrases.name(service)))"
        let drawn =
            shown.count < known.count ? " The \(known.count - shown.count) points beaten in both are left out." : ""
        let line = service.target.map { " The dashed line is the target, \(HumanUnits.target($0))." } ?? ""
        return ReportChart(
            section: "What is worth having", title: title,
            caption: "Each mark is a point of the sweep.\(line)\(drawn)",
            reading: "Bars: \(HumanUnits.target(summary.confidence)) intervals. A point is beaten only where paired "
                + "differences show another better in both, against all others together. The line joins the points that no other's means beat.",
            key: Self.looks.filter { look in shown.contains { $0.status == look.status } }.map {
                ChartKey(name: $0.name, colour: $0.colour, dash: nil)
            }, isWide: true, specification: VegaLite.chart(title, height: 380, layers: layers),
            tables: [SweepPointTable.table(summary, points: summary.points.filter { $0.status != .dominated })])
    }
}
