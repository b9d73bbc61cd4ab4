import Files
import Scenarios
import Simulation
import Stochastics

/// Puts the results of tasks together, point by point, in whatever order they were made.
public struct SweepMerge: Sendable {
    /// The plan.
    public let plan: SweepPlan
    /// Confidence of intervals.
    public let confidence: Double
    private let currency: String
    private let tasks: [[SweepPlan.Entry]]

    /// One point.
    public struct Point: Sendable {
        /// Number, from 1.
        public let number: Int
        /// Values of the factors.
        public let values: [String]
        /// The values of the replications.
        public let table: ReplicationTable
        /// Estimates of the measures, with their units; those without a value are left out.
        public let measures: [MeasureEstimate]
        /// Estimates by week.
        public let weeks: [TimelinePoint]
    }

    /// Prepares a merge.
    ///
    /// - Parameter currency: of the scenario.
    public init(_ plan: SweepPlan, currency: String, confidence: Double = 0.95) {
        self.plan = plan
        self.currency = currency
        self.confidence = confidence
        var tasks = [[SweepPlan.Entry]](repeating: [], count: plan.points.count)
        for task in plan.tasks { tasks[task.point - 1].append(task) }
        self.tasks = tasks.map { $0.sorted { $0.first < $1.first } }
    }

    /// Numbers of the tasks whose results are not there.
    public func missing(in store: some SweepStore) -> [Int] {
        plan.tasks.filter { !store.has($0.hash) }.map(\.task)
    }

    /// The replications of a point.
    ///
    /// - Throws: `Problem` for a result that is not there, or does not go with the others.
    public func table(_ point: Int, from store: some SweepStore) throws -> ReplicationTable {
        var table: ReplicationTable?
        for task in tasks[point] {
            guard let found = try store.result(task.hash)?.table, found.first == task.first,
                found.rows.count == task.count, let next = table.map({ $0.appending(found) }) ?? found
            else { throw Self.missingProblem([task.task], of: plan, in: store, file: "sweep") }
            table = next
        }
        return table ?? ReplicationTable(first: 0, columns: [], rows: [])
    }

    /// Estimates everything at a point.
    ///
    /// - Parameter point: from 0.
    /// - Throws: as `table`.
    public func point(_ point: Int, from store: some SweepStore) throws -> Point {
        let table = try table(point, from: store)
        let estimator = ReplicationEstimator(confidence: confidence)
        var measures: [MeasureEstimate] = []
        var weeks: [TimelinePoint] = []
        for (place, column) in table.columns.enumerated() {
            let values = table.rows.map { $0[place] }
            guard let estimate = estimator.outcome(values, of: column.form)?.estimate else { continue }
            if let (interval, measure) = SweepMeasures.week(column.name) {
                weeks.append(
                    TimelinePoint(
                        interval: interval, measure: measure, mean: estimate.mean, low: estimate.low,
                        high: estimate.high))
            } else {
                measures.append(
                    MeasureEstimate(
                        name: column.name, estimate: estimate,
                        unit: Forecast.unit(column.form.unit, currency: currency), kind: column.form.kind.rawValue))
            }
        }
        return Point(
            number: point + 1, values: plan.points[point], table: table, measures: measures, weeks: weeks)
    }

    /// An empty response of a measure, to be filled point by point.
    public func response(_ measure: String) -> SweepResponse {
        SweepResponse(
            measure: measure, unit: "", isLowerBetter: plan.header.direction(of: measure) != .higher,
            confidence: confidence, samples: [SweepSample?](repeating: nil, count: plan.points.count))
    }

    /// Enters a point into a response.
    public func enter(_ table: ReplicationTable, at point: Int, into response: inout SweepResponse) {
        guard let column = table.columns.first(where: { $0.name == response.measure }),
            let values = table.values(of: response.measure),
            let found = SweepSample(values, of: column.form)
        else { return }
        response.unit = Forecast.unit(column.form.unit, currency: currency)
        response.range = column.form.range
        response.samples[point] = found
    }

    /// The problem of missing results, in ranges of numbers, and of files that are none.
    public static func missingProblem(
        _ missing: [Int], of plan: SweepPlan, in store: some SweepStore, file: String
    ) -> Problem {
        let damaged = missing.compactMap { store.damaged(plan.tasks[$0 - 1].hash) }
        var ranges: [(Int, Int)] = []
        for task in missing.sorted() {
            if let last = ranges.last, last.1 == task - 1 {
                ranges[ranges.count - 1].1 = task
            } else {
                ranges.append((task, task))
            }
        }
        let told = ranges.prefix(20).map { $0.0 == $0.1 ? "\($0.0)" : "\($0.0)-\($0.1)" }.joined(separator: ", ")
        let (low, high) = ranges.first ?? (1, 1)
        return Problem(
            file: file,
            message:
                "\(missing.count) of \(plan.tasks.count) tasks have no result: \(told)\(ranges.count > 20 ? ", ..." : "")"
                + (damaged.first.map { first in
                    damaged.count == 1
                        ? "; the file of one of them is damaged: \(first)"
                        : "; the files of \(damaged.count) of them are damaged, such as \(first)"
                } ?? ""),
            remedy: "run them, such as with --range \(low):\(high), and name all folders of results")
    }
}
