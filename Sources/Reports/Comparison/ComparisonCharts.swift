import Experiments
import Simulation

/// The charts of a comparison: one measure each, a line for every variant.
enum ComparisonCharts {
    private static let learned = "What the AI learned"
    private static let byWeek: [(section: String, measure: Measure, title: String, quantity: String, zero: Bool)] = [
        ("How the work moves", .humanShare, "Handled by a human, by week", "Share of the queries", true),
        ("How the work moves", .aiCoverage, "Answered by the AI alone, by week", "Share of the queries", true),
        (learned, .modelAccuracy, "Model accuracy, by week", "Share right", false),
        (learned, .aiSelectiveRisk, "Wrong among AI answers, by week", "Share wrong", true),
        ("How long customers wait", .humanWaitMean, "Mean wait, by week", "Wait", true),
        ("How long customers wait", .humanAbandonment, "Gave up waiting, by week", "Share who queued", true),
        ("Staffing", .humanOccupancy, "Occupancy, by week", "Busy / staffed time", false),
        ("What it costs", .costTotal, "Total cost, by week", "Cost a week", false),
        ("What it costs", .costPerQuery, "Cost per query, by week", "Cost per query", false),
        ("What it costs", .costErrors, "Cost of errors, by week", "Cost a week", true),
    ]
    private static let byHour: [(section: String, measure: Measure, title: String, quantity: String)] = [
        ("How long customers wait", .humanWaitMean, "Mean wait, by hour of the week", "Wait"),
        ("Staffing", .humanBusy, "Agents at work, by hour of the week", "Agents"),
    ]

    /// The charts that the timelines have values for; the first variants where there are more than have colours.
    static func all(_ result: VariantComparison) -> [ReportChart] {
        let learns = result.variants.contains { $0.forecast[.trainingLabels] != nil }
        let drawn = result.variants.prefix(VegaLite.mostLines)
        let timelines = drawn.map { Timeline(forecast: $0.forecast) }
        func chart(
            _ section: String, _ axis: Timeline.Axis, _ measure: Measure, _ title: String, _ quantity: String,
            zero: Bool
        ) -> ReportChart? {
            let lines = zip(drawn, timelines).compactMap { variant, timeline in
                timeline.series(axis, measure).map { LineChart.Line(name: variant.name, series: $0) }
            }
            guard let chart = LineChart(axis, lines, quantity: quantity, zero: zero) else { return nil }
            var caption = lines.map { TimelineCaption.sentence($0, axis) }.joined(separator: " ")
            if drawn.count < result.variants.count { caption += " Drawn are the first \(drawn.count) variants." }
            let forecast = result.baseline.forecast
            return ReportChart(
                section: section == learned && !learns ? "How good the AI is" : section, title: title, caption: caption,
                reading: chart.hasIntervals
                    ? "Bands: \(ForecastPhrases.interval(forecast))s of each variant."
                    : "There is \(ForecastPhrases.noInterval(forecast.replications)).",
                key: chart.key, isWide: axis == .hour,
                specification: chart.specification(
                    description: title + ". " + caption, height: axis == .hour ? 220 : 240),
                tables: TimelineTable.tables(axis, lines))
        }
        let weeks = byWeek.map {
            (chart($0.section, .week, $0.measure, $0.title, $0.quantity, zero: $0.zero), $0.section)
        }
        let hours = byHour.map { (chart($0.section, .hour, $0.measure, $0.title, $0.quantity, zero: true), $0.section) }
        // Charts of one section stand together, in the order in which the weeks name them.
        var sections: [String] = []
        for (_, section) in weeks where !sections.contains(section) { sections.append(section) }
        return sections.flatMap { section in
            (weeks + hours).filter { $0.1 == section }.compactMap(\.0)
        }
    }
}
