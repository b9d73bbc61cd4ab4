import Experiments
import Files
import Quantities
import Results
import Simulation

/// The charts that a forecast has the values for, in the order of the report.
package struct ForecastCharts {
    let forecast: Forecast
    let timeline: Timeline

    /// The charts of a forecast; a measure that its timeline lacks makes no chart and no gap.
    package static func all(_ forecast: Forecast) -> [ReportChart] {
        let charts = ForecastCharts(forecast: forecast, timeline: Timeline(forecast: forecast))
        let made =
            charts.work + charts.learning + charts.waits + charts.queues + charts.cost + [charts.riskCoverage]
        return made.compactMap { $0 }
    }

    private var work: [ReportChart?] {
        [
            chart(
                "How the work moves", "Share of the work, by week", .week,
                [(.humanShare, "Handled by a human"), (.aiCoverage, "Answered by the AI alone")],
                quantity: "Share of the queries"),
            chart(
                "How the work moves", "Queries offered, by week", .week, [(.queriesOffered, "Queries offered")],
                quantity: "Queries"),
        ]
    }

    /// An AI without training learns nothing.
    private var aiSection: String { forecast[.trainingLabels] == nil ? "How good the AI is" : "What the AI learned" }

    private var learning: [ReportChart?] {
        [
            chart(
                aiSection, "Model accuracy, by week", .week, [(.modelAccuracy, "Model in use")],
                quantity: "Share right", zero: false),
            chart(
                aiSection, "Calibration and errors of the AI's own answers, by week", .week,
                [
                    (.aiCalibrationError, "Expected calibration error"),
                    (.aiSelectiveRisk, "Wrong among AI answers"),
                ], quantity: "Error"),
            chart(
                aiSection, "Human labels gathered, by week", .week,
                [(.trainingLabels, "Labels, cumulative")], quantity: "Labels"),
        ]
    }

    private var waits: [ReportChart?] {
        let waits: [(Measure, String)] = [(.humanWaitMean, "Mean wait"), (.humanWaitP90, "90% waited under")]
        return [
            chart("How long customers wait", "Waits, by week", .week, waits, quantity: "Wait"),
            chart(
                "How long customers wait", "Gave up waiting, by week", .week,
                [(.humanAbandonment, "Gave up waiting")], quantity: "Share of those who queued"),
            chart(
                "How long customers wait", "Waits, by hour of the week", .hour, waits, quantity: "Wait", wide: true),
            parts(
                "How long customers wait", "Mean wait of each queue, by hour of the week", .humanWaitMean,
                quantity: "Mean wait"),
        ]
    }

    private var queues: [ReportChart?] {
        let section = "Queues and staffing"
        let length = Measure.humanQueueMeanLength
        let title = "Queries waiting, by hour of the week"
        let byQueue = parts(section, title, length, quantity: "Queries waiting")
        return [
            chart(
                section, "Queries offered, by hour of the week", .hour, [(.queriesOffered, "Queries offered")],
                quantity: "Queries an hour", wide: true),
            byQueue
                ?? chart(section, title, .hour, [(length, "All queues")], quantity: "Queries waiting", wide: true),
            chart(
                section, "Agents on shift and busy, by hour of the week", .hour,
                [(.humanStaffed, "On shift"), (.humanBusy, "Busy")], quantity: "Agents", wide: true),
            chart(
                section, "Occupancy, by week", .week, [(.humanOccupancy, "Occupancy")],
                quantity: "Busy / staffed time", zero: false),
        ]
    }

    private var cost: [ReportChart?] {
        [
            CostCharts.stacked(self),
            chart(
                "What it costs", "Cost per query, by week", .week, [(.costPerQuery, "Cost per query")],
                quantity: "Cost per query"),
            AmountChart.dots(
                self, title: "Cost per query and per resolution", measures: [.costPerQuery, .costPerResolution]),
            AmountChart.dots(
                self, title: "Totals",
                measures: [.costHuman, .costAI, .costErrors, .costTotal, .revenueTotal, .marginTotal]),
        ]
    }

    private var riskCoverage: ReportChart? {
        let name = "Wrong among answers"
        guard let series = timeline.series(.coverage, .aiSelectiveRisk),
            let line = LineChart(.coverage, [.init(name: name, series: series)], quantity: "Share wrong")
        else { return nil }
        var caption = "Error of the AI if it answered only the queries it is surest of, by how many those are."
        var extra: [JSONTree] = []
        if let coverage = forecast[.aiCoverage], let risk = forecast[.aiSelectiveRisk] {
            extra = LineChart.cross(x: coverage, y: risk)
            caption += " The diamond is where the operation ran: \(HumanUnits.mean(coverage, unit: "share")) answered, "
            caption += "\(HumanUnits.mean(risk, unit: "share")) of them wrong."
        }
        return ReportChart(
            section: "Risk and coverage", title: "Risk-coverage curve", caption: caption, reading: intervals(line),
            key: [], isWide: false,
            specification: line.specification(description: caption, extra: extra),
            tables: TimelineTable.tables(.coverage, [.init(name: name, series: series)]))
    }

    func chart(
        _ section: String, _ title: String, _ axis: Timeline.Axis, _ measures: [(Measure, String)], quantity: String,
        zero: Bool = true, wide: Bool = false
    ) -> ReportChart? {
        let lines = measures.compactMap { measure, name in
            timeline.series(axis, measure).map { LineChart.Line(name: name, series: $0) }
        }
        return chart(section, title, axis, lines, quantity: quantity, zero: zero, wide: wide)
    }

    private func parts(_ section: String, _ title: String, _ base: Measure, quantity: String) -> ReportChart? {
        let lines = timeline.parts(.hour, base.name, by: "queue").map {
            LineChart.Line(name: MeasureName($0.measure).part ?? $0.measure, series: $0)
        }
        return chart(section, title, .hour, lines, quantity: quantity, zero: true, wide: true)
    }

    private func chart(
        _ section: String, _ title: String, _ axis: Timeline.Axis, _ lines: [LineChart.Line], quantity: String,
        zero: Bool, wide: Bool
    ) -> ReportChart? {
        guard let chart = LineChart(axis, lines, quantity: quantity, zero: zero) else { return nil }
        var caption = lines.map { TimelineCaption.sentence($0, axis) }.joined(separator: " ")
        if chart.names.count < lines.count {
            caption = "Drawn are the \(chart.names.count) largest of \(lines.count); the table has them all."
        }
        return ReportChart(
            section: section, title: title, caption: caption, reading: intervals(chart), key: chart.key,
            isWide: wide,
            specification: chart.specification(description: title + ". " + caption, height: wide ? 220 : 240),
            tables: TimelineTable.tables(axis, lines))
    }

    private func intervals(_ chart: LineChart) -> String {
        chart.hasIntervals
            ? "Bands: \(ForecastPhrases.interval(forecast))s."
            : "There is \(ForecastPhrases.noInterval(forecast.replications))."
    }
}
