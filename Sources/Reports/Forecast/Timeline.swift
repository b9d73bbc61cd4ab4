import Experiments
import Results
import Simulation

/// The points of a forecast's timeline, found by kind of interval and by measure.
package struct Timeline: Sendable {
    /// What a chart's horizontal axis counts.
    package enum Axis: String, Sendable {
        case week
        case hour
        case coverage
    }

    /// One measure along one axis.
    package struct Series: Sendable {
        /// Full name of the measure.
        package var measure: String
        /// Unit of the values, as `HumanUnits` reads it.
        package var unit: String
        /// Place on the axis (week number from 1, hour from 0, coverage in 0...1) with the estimate, in order.
        package var points: [Point]
    }

    /// One estimate at its place.
    package struct Point: Sendable {
        package var place: Double
        package var mean: Double
        package var low: Double?
        package var high: Double?
    }

    private let series: [Axis: [String: Series]]

    /// Sorts a forecast's points; those whose interval or mean cannot be read are left out.
    package init(forecast: Forecast) {
        let units = Dictionary(forecast.measures.map { ($0.name, $0.unit) }, uniquingKeysWith: { first, _ in first })
        var found: [Axis: [String: Series]] = [:]
        for point in forecast.timeline {
            let words = point.interval.split(separator: " ")
            guard words.count == 2, let axis = Axis(rawValue: String(words[0])), let place = Double(words[1]),
                place.isFinite, point.mean.isFinite
            else { continue }
            let unit = units[point.measure] ?? Self.unit(point.measure, currency: forecast.currency)
            found[axis, default: [:]][
                point.measure, default: Series(measure: point.measure, unit: unit, points: [])
            ].points.append(Point(place: place, mean: point.mean, low: point.low, high: point.high))
        }
        series = found.mapValues { axis in
            axis.mapValues { series in
                var series = series
                series.points.sort { $0.place < $1.place }
                return series
            }
        }
    }

    /// A measure along an axis; nil when the timeline lacks it.
    package func series(_ axis: Axis, _ measure: Measure) -> Series? {
        series[axis]?[measure.name]
    }

    /// The parts of a broken-down measure along an axis, sorted by name.
    package func parts(_ axis: Axis, _ base: String, by key: String) -> [Series] {
        (series[axis] ?? [:]).values
            .filter { MeasureName($0.measure).base == base && MeasureName($0.measure).key == key }
            .sorted { $0.measure < $1.measure }
    }

    /// The unit of a measure that has no estimate of its own, by its name.
    private static func unit(_ measure: String, currency: String) -> String {
        let base = MeasureName(measure).base
        if base.hasSuffix("_s") { return "seconds" }
        if ["cost.", "revenue.", "margin."].contains(where: base.hasPrefix) {
            return currency.isEmpty ? "amount" : currency
        }
        let shares = [
            Measure.humanShare, .humanOccupancy, .humanAbandonment, .humanBlocked, .humanApprovalShare,
            .humanOverrideShare, .humanWaitProbability, .modelAccuracy, .resolutionFirstContact, .resolutionRight,
        ].map(\.name)
        let families = ["ai.", "fairness.", Measure.serviceLevelPrefix]
        return (shares + families).contains(where: base.hasPrefix) ? "share" : "count"
    }
}
