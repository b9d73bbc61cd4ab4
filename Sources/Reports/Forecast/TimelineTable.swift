import Quantities
import Simulation
import Stochastics

/// Timeline series as tables: the alternative to a chart.
package enum TimelineTable {
    /// One row a week or coverage, one column a measure, each cell with its interval.
    package static func byPlace(_ axis: Timeline.Axis, _ lines: [LineChart.Line], title: String = "") -> ReportTable {
        let places = Set(lines.flatMap { $0.series.points.map(\.place) }).sorted()
        let columns = lines.map { line in
            Dictionary(line.series.points.map { ($0.place, $0) }, uniquingKeysWith: { first, _ in first })
        }
        let rows = places.map { place -> [String] in
            var row = [capitalised(LineChart.place(place, axis))]
            for (line, column) in zip(lines, columns) {
                row.append(column[place].map { cell($0, unit: line.series.unit) } ?? "-")
            }
            return row
        }
        let head = axis == .week ? "Week" : axis == .hour ? "Hour" : "Coverage"
        return ReportTable(title: title, header: [head] + lines.map(\.name), rows: rows)
    }

    /// One row an hour of the day, one column a day, each cell with half its interval's width.
    package static func byHour(_ line: LineChart.Line, title: String) -> ReportTable {
        let points = Dictionary(line.series.points.map { ($0.place, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = (0..<24).map { hour -> [String] in
            var row = [String(LineChart.place(Double(hour), .hour).suffix(5))]
            for day in 0..<7 {
                row.append(points[Double(day * 24 + hour)].map { short($0, unit: line.series.unit) } ?? "-")
            }
            return row
        }
        return ReportTable(title: title, header: ["Hour"] + Weekday.shortNames, rows: rows)
    }

    /// The tables that stand for a chart along an axis.
    package static func tables(_ axis: Timeline.Axis, _ lines: [LineChart.Line]) -> [ReportTable] {
        axis == .hour ? lines.map { byHour($0, title: $0.name) } : [byPlace(axis, lines)]
    }

    private static func cell(_ point: Timeline.Point, unit: String) -> String {
        guard let low = point.low, let high = point.high else { return HumanUnits.text(point.mean, unit: unit) }
        let mean = HumanUnits.text(point.mean, unit: unit, resolution: (high - low) / 2)
        return "\(mean) (\(HumanUnits.interval(low: low, high: high, unit: unit)))"
    }

    private static func short(_ point: Timeline.Point, unit: String) -> String {
        guard let low = point.low, let high = point.high else { return HumanUnits.text(point.mean, unit: unit) }
        let half = (high - low) / 2
        let estimate = Estimate(mean: point.mean, low: low, high: high, halfWidth: half, confidence: 0, n: 0)
        let mean = HumanUnits.mean(estimate, unit: unit)
        guard half > 0, let width = HumanUnits.plusMinus(estimate, unit: unit) else { return mean }
        return "\(mean) \(width)"
    }

    private static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}
