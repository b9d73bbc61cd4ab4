import Experiments
import Files
import Quantities
import Simulation
import Stochastics

/// The charts of money: stacked by week, per query by week, and totals; every one with its intervals.
package enum CostCharts {
    private static let parts: [(measure: Measure, name: String, colour: String)] = [
        (.costHuman, "Humans", "#0b4f7d"), (.costAI, "AI", "#86bbd8"), (.costErrors, "Errors", "#d55e00"),
    ]

    /// Weekly cost by part, with the interval of the sum.
    ///
    /// The timeline's `cost.total` gives that interval; without it the half-widths of the parts are added, which is
    /// never too narrow, since the standard deviation of a sum is at most the sum of standard deviations.
    static func stacked(_ charts: ForecastCharts) -> ReportChart? {
        let shown = parts.compactMap { part in
            charts.timeline.series(.week, part.measure).map { (part: part, series: $0) }
        }
        guard let unit = shown.first?.series.unit else { return nil }
        let total = charts.timeline.series(.week, .costTotal)
        let totals = total?.points ?? sum(shown.map(\.series))
        let largest = totals.map { $0.high ?? $0.mean }.max() ?? 0
        let quantity = AxisQuantity("Cost a week", unit: unit, largest: largest)
        let x: JSONTree = ["field": "x", "type": "ordinal", "title": "Week", "axis": ["labelAngle": 0]]
        let names = shown.map(\.part.name)
        let values = shown.enumerated().flatMap { order, item in
            item.series.points.map { point -> JSONTree in
                [
                    "x": .number(point.place), "mean": .number(point.mean), "series": .string(item.part.name),
                    "order": .number(Double(order)),
                    "text": .string(
                        "\(item.part.name), \(LineChart.place(point.place, .week)): "
                            + HumanUnits.text(point.mean, unit: unit)),
                ]
            }
        }
        var layers = [
            VegaLite.layer(
                values, mark: ["type": "bar", "stroke": "#ffffff", "strokeWidth": 0.7],
                encoding: [
                    "x": x, "y": VegaLite.vertical("mean", quantity, zero: true),
                    "color": VegaLite.colour(names, from: shown.map(\.part.colour)),
                    "order": ["field": "order", "type": "quantitative"],
                    "tooltip": [["field": "text", "type": "nominal", "title": .string(quantity.title)]],
                ])
        ]
        let bars = totals.compactMap { point in point.low.flatMap { low in point.high.map { (point.place, low, $0) } } }
        let caption = "Cost of each week by what it is spent on."
        var reading = ""
        if bars.isEmpty {
            reading = "There is \(ForecastPhrases.noInterval(charts.forecast.replications))."
        } else {
            layers.append(
                errorBars(
                    bars.map { ["x": .number($0.0), "low": .number($0.1), "high": .number($0.2)] }, x: x,
                    quantity: quantity))
            reading = "Bars on top: \(ForecastPhrases.interval(charts.forecast)) of the sum"
            reading += total == nil ? ", at most that wide (half-widths added)." : "."
        }
        let sumLine = LineChart.Line(
            name: "All", series: Timeline.Series(measure: Measure.costTotal.name, unit: unit, points: totals))
        return ReportChart(
            section: "What it costs", title: "Cost, by week", caption: caption, reading: reading,
            key: shown.map { ChartKey(name: $0.part.name, colour: $0.part.colour, dash: nil) }, isWide: false,
            specification: VegaLite.chart("Cost, by week. " + caption, height: 240, layers: layers),
            tables: [
                TimelineTable.byPlace(.week, shown.map { .init(name: $0.part.name, series: $0.series) } + [sumLine])
            ])
    }

    private static func errorBars(_ values: [JSONTree], x: JSONTree, quantity: AxisQuantity) -> JSONTree {
        VegaLite.layer(
            values, mark: ["type": "errorbar", "ticks": ["color": "#22272b"], "color": "#22272b"],
            encoding: [
                "x": x, "y": ["field": "low", "type": "quantitative", "title": .string(quantity.title)],
                "y2": ["field": "high"],
            ])
    }

    private static func sum(_ series: [Timeline.Series]) -> [Timeline.Point] {
        var sums: [Double: Timeline.Point] = [:]
        for point in series.flatMap(\.points) {
            guard var sum = sums[point.place] else {
                sums[point.place] = point
                continue
            }
            sum.mean += point.mean
            sum.low = sum.low.flatMap { low in point.low.map { low + $0 } }
            sum.high = sum.high.flatMap { high in point.high.map { high + $0 } }
            sums[point.place] = sum
        }
        return sums.values.sorted { $0.place < $1.place }
    }
}
