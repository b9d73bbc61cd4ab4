import Experiments
import Files
import Quantities
import Stochastics

/// The chart of a sweep's points, cost against service: which are worth having.
struct SweepScatter {
    let summary: SweepSummary

    /// Most points that the chart can show.
    private static let mostPoints = 3_000

    private static let looks: [(status: ParetoSet.Status, name: String, colour: String)] = [
        (.efficient, "Beaten by none", "#00805e"), (.undecided, "Undecided", "#d55e00"),
        (.dominated, "Beaten in both", "#a9b2b9"),
    ]

    /// The chart; nil where there are not two points to draw.
    var chart: ReportChart? {
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
