import Experiments
import Files
import Quantities

/// The chart of what two factors of a sweep do together: a cell for each pair of their values.
struct SweepHeatMap {
    let summary: SweepSummary

    /// The response over the two factors that move it most, in a full grid.
    func chart(_ response: SweepSummary.Response) -> ReportChart? {
        let effects = summary.effects.filter { $0.measure == response.measure }
        guard effects.count > 1, !effects[0].levels.isEmpty, !effects[1].levels.isEmpty,
            effects[0].levels.count <= SweepCharts.mostValues, effects[1].levels.count <= SweepCharts.mostValues,
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
}
