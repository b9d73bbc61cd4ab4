import Files
import Quantities
import Simulation

/// Draws measures along weeks, hours of the week or coverage: a line for each, in a band that is its interval.
package struct LineChart {
    /// A measure with the name it has in the legend.
    package struct Line {
        package var name: String
        package var series: Timeline.Series
    }

    private let axis: Timeline.Axis
    private let lines: [Line]
    private let quantity: AxisQuantity
    private let unit: String
    private let zero: Bool

    /// Prepares a chart; nil without any line.
    ///
    /// - Parameters:
    ///   - quantity: what the vertical axis measures, without its unit.
    ///   - zero: whether the vertical axis starts at zero.
    package init?(_ axis: Timeline.Axis, _ lines: [Line], quantity: String, zero: Bool = true) {
        let lines = lines.filter { !$0.series.points.isEmpty }
        guard let first = lines.first else { return nil }
        self.axis = axis
        self.lines = Self.largest(lines)
        self.zero = zero
        unit = first.series.unit
        let largest = lines.flatMap(\.series.points).map { $0.high ?? $0.mean }.max() ?? 0
        self.quantity = AxisQuantity(quantity, unit: unit, largest: largest)
    }

    /// Whether any point has an interval.
    package var hasIntervals: Bool {
        lines.contains { $0.series.points.contains { $0.low != nil && $0.high != nil } }
    }

    /// Names of the lines drawn: where there are too many, those with the largest means.
    package var names: [String] { lines.map(\.name) }

    /// The key to the lines; empty for a single one.
    package var key: [ChartKey] {
        guard names.count > 1 else { return [] }
        return zip(names, zip(VegaLite.colours, VegaLite.dashes)).map {
            ChartKey(name: $0, colour: $1.0, dash: $1.1)
        }
    }

    /// The specification.
    ///
    /// - Parameters:
    ///   - description: what a screen reader says.
    ///   - extra: layers on top of the lines.
    package func specification(description: String, height: Int = 240, extra: [JSONTree] = []) -> JSONTree {
        let x: JSONTree =
            switch axis {
            case .week: VegaLite.weekAxis
            case .hour: VegaLite.hourAxis
            case .coverage: VegaLite.coverageAxis
            }
        let mean = VegaLite.vertical("mean", quantity, zero: zero)
        var bands: [JSONTree] = []
        var points: [JSONTree] = []
        for (line, colour) in zip(lines, VegaLite.colours) {
            let values = line.series.points.map { value($0, line) }
            let banded = zip(line.series.points, values).filter { $0.0.low != nil && $0.0.high != nil }.map(\.1)
            if !banded.isEmpty {
                bands.append(
                    VegaLite.layer(
                        banded, mark: ["type": "area", "opacity": 0.2, "color": .string(colour)],
                        encoding: [
                            "x": x, "y": VegaLite.vertical("low", quantity, zero: zero), "y2": ["field": "high"],
                        ]))
            }
            let isMarked = axis == .week && values.count <= 30
            points.append(
                VegaLite.layer(
                    values,
                    mark: [
                        "type": "point", "filled": true, "size": 34, "color": .string(colour),
                        "opacity": .number(isMarked ? 1 : 0),
                    ],
                    encoding: [
                        "x": x, "y": mean,
                        "tooltip": [["field": "text", "type": "nominal", "title": .string(quantity.title)]],
                    ]))
        }
        let drawn = VegaLite.layer(
            lines.flatMap { line in line.series.points.map { value($0, line) } },
            mark: ["type": "line", "strokeWidth": axis == .hour ? 1.6 : 2.2],
            encoding: ["x": x, "y": mean, "color": VegaLite.colour(names), "strokeDash": VegaLite.dash(names)])
        let layers = bands + [drawn] + points
        return VegaLite.chart(description, height: height, layers: layers + extra)
    }

    private func value(_ point: Timeline.Point, _ line: Line) -> JSONTree {
        let bounds = point.low.flatMap { low in point.high.map { (low, $0) } }
        var text = "\(line.name), \(Self.place(point.place, axis)): "
        text += HumanUnits.text(point.mean, unit: unit, resolution: bounds.map { ($0.1 - $0.0) / 2 })
        if let bounds { text += " (\(HumanUnits.interval(low: bounds.0, high: bounds.1, unit: unit)))" }
        return [
            "x": .number(axis == .hour ? point.place + 0.5 : point.place),
            "mean": .number(point.mean / quantity.divisor),
            "low": .optional(bounds.map { $0.0 / quantity.divisor }),
            "high": .optional(bounds.map { $0.1 / quantity.divisor }),
            "series": .string(line.name), "text": .string(text),
        ]
    }

    private static func largest(_ lines: [Line]) -> [Line] {
        guard lines.count > VegaLite.mostLines else { return lines }
        func mean(_ line: Line) -> Double {
            line.series.points.map(\.mean).reduce(0, +) / Double(line.series.points.count)
        }
        let kept = lines.indices.sorted { (mean(lines[$0]), $1) > (mean(lines[$1]), $0) }.prefix(VegaLite.mostLines)
        return kept.sorted().map { lines[$0] }
    }

    /// A place on an axis in words: "week 3", "Mon 08:00", "85%".
    package static func place(_ place: Double, _ axis: Timeline.Axis) -> String {
        switch axis {
        case .week: return "week " + HumanUnits.number(place)
        case .coverage: return HumanUnits.target(place)
        case .hour: return Weekday.place(hour: Int(min(max(place, 0), 1e6)))
        }
    }
}
