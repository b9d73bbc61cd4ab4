import Quantities

/// Says what a line shows, for its caption.
package enum TimelineCaption {
    /// "Mean wait: 42 s in week 1, 31 s in week 13." for weeks, "Mean wait: at most 92 s (Mon 10:00)." for hours.
    package static func sentence(_ line: LineChart.Line, _ axis: Timeline.Axis) -> String {
        guard let first = line.series.points.first, let last = line.series.points.last else { return "" }
        func text(_ point: Timeline.Point) -> String {
            let half = point.low.flatMap { low in point.high.map { ($0 - low) / 2 } }
            return HumanUnits.text(point.mean, unit: line.series.unit, resolution: half)
        }
        if axis == .hour {
            let top = line.series.points.reduce(first) { $1.mean > $0.mean ? $1 : $0 }
            return "\(line.name): at most \(text(top)) (\(LineChart.place(top.place, axis)))."
        }
        let start = "\(line.name): \(text(first)) in \(LineChart.place(first.place, axis))"
        guard last.place > first.place else { return start + "." }
        return "\(start), \(text(last)) in \(LineChart.place(last.place, axis))."
    }
}
