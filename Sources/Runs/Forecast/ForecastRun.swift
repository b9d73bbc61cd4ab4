import Experiments
import Files
import Foundation
import Routing
import Scenarios
import Simulation
import Training

/// A forecast that is asked for: a scenario, or an earlier result, with everything decided that it is run with.
public struct ForecastRun {
    /// The scenario; its warm-up is set when it has been found.
    public private(set) var scenario: Scenario
    /// Seed, replications and threads.
    public let numbers: RunNumbers
    /// How estimates are made.
    public private(set) var estimator: ReplicationEstimator
    /// The asked precision; nil where there is none.
    public let goal: PrecisionGoal?
    /// Short name of the scenario, or of the earlier result.
    public let name: String

    /// Decides what the request leaves open.
    ///
    /// - Throws: `DataError` or `Problem` for what the scenario cannot give.
    public init(_ source: NamedScenario, request: RunRequest) throws {
        let earlier = source.earlier
        scenario = source.scenario
        name = source.name
        let isAntithetic = request.isAntithetic || earlier?.isAntithetic ?? false
        estimator = ReplicationEstimator(isAntithetic: isAntithetic)
        if request.usesControlVariates || earlier?.usesControlVariates ?? false {
            guard let controls = ArrivalControls(scenario.specification) else {
                throw DataError(
                    "--control-variates needs arrivals whose mean and variance are known exactly: random ones, without "
                        + "traffic.gaps; leave the option out")
            }
            estimator = ReplicationEstimator(isAntithetic: isAntithetic, controls: controls)
        }
        // A scenario's own odd number is rounded up to whole pairs.
        numbers = request.numbers(for: scenario, after: earlier, group: estimator.group)
        let (specification, group) = (scenario.specification, estimator.group)
        goal = try request.precision(after: earlier, known: specification.measures().map(\.name)).map {
            PrecisionGoal(
                relative: $0.relative, measures: $0.measures, minimum: $0.minimum, maximum: $0.maximum,
                group: group, for: specification)
        }
    }

    /// The measure whose interval a live line shows, with its place among the measures; nil without one.
    public var watched: (name: String, unit: String, index: Int, isRatio: Bool)? {
        let measures = scenario.specification.measures()
        let name =
            scenario.specification.serviceLevels.first.map { Measure.serviceLevel($0.name) }
            ?? Measure.humanWaitMean.name
        return measures.firstIndex { $0.name == name }.map {
            (name, measures[$0].definition.unit.rawValue, $0, measures[$0].definition.kind == .ratio)
        }
    }

    /// How near replications are to the asked precision; nil where none is asked.
    public var status: (@Sendable ([ReplicationRecord]) -> PrecisionStatus)? {
        guard let goal else { return nil }
        let (estimator, measures) = (estimator, scenario.specification.measures())
        return { goal.status($0, instances: measures, estimator: estimator) }
    }

    /// What to know of the memory before the run; nil where there is nothing to say. A pilot tells, where it is needed.
    ///
    /// - Throws: what makes the operation impossible to simulate.
    public func memoryWarning() throws -> Finding? {
        guard BacklogOutlook.isNeeded(scenario.specification) else { return nil }
        let flows = try PilotFlows(scenario.specification, seed: numbers.seed, usesAI: true)
        return BacklogOutlook(scenario.specification, flows: flows).warning
    }

    /// What the dry run warns of: overload and hours without staff, by a pilot; nil where a pilot would ask an AI outside.
    private func loadWarnings() throws -> LoadWarnings? {
        let specification = scenario.specification
        if specification.ai?.answers is ExternalAnswers { return nil }
        let flows = try PilotFlows(specification, seed: numbers.seed, usesAI: true)
        return LoadWarnings(specification, load: OfferedLoad(specification, flows: flows))
    }

    /// Runs every replication.
    ///
    /// - Parameter report: told how far the run is, from any thread.
    /// - Throws: what made the operation impossible.
    public mutating func run(report: @escaping @Sendable (Replications.Advance) -> Void) throws -> Forecast {
        let search = try scenario.findWarmUp(seed: numbers.seed, threads: numbers.threads)
        var left: Finding?
        if search != nil, estimator.controls != nil {
            // Those of the whole run are not those of the measured period.
            let controls = ArrivalControls(scenario.specification)
            estimator = ReplicationEstimator(isAntithetic: estimator.isAntithetic, controls: controls)
            if controls == nil { left = .noControls }
        }
        var forecast = try forecast(report)
        if let load = try loadWarnings() {
            forecast.warnings.insert(contentsOf: load.findings, at: 0)
            forecast.loadWarnings = load.findings.count
            forecast.diagnosis.insert(contentsOf: load.diagnosis, at: min(1, forecast.diagnosis.count))
        }
        if let search {
            forecast.notes.insert(search.finding, at: 0)
            if let warning = search.warning { forecast.warnings.append(warning) }
            if let left { forecast.warnings.append(left) }
        }
        return forecast
    }

    private func forecast(_ report: @escaping @Sendable (Replications.Advance) -> Void) throws -> Forecast {
        let measures = scenario.specification.measures()
        let (goal, status) = (goal, status)
        var runs = Replications(
            scenario.specification, seed: numbers.seed, count: goal?.maximum ?? numbers.replications,
            threads: numbers.threads)
        runs.isAntithetic = estimator.isAntithetic
        if let goal, let status {
            runs.stop = Replications.StopRule(minimum: goal.minimum, group: estimator.group) { records in
                let judged = status(records)
                return (judged.isReached, judged.needed ?? goal.maximum)
            }
        }
        let records = try runs.run(report: report)
        let title = Forecast.Title(scenario)
        var forecast = Forecast(
            title, specification: scenario.specification, seed: numbers.seed, records: records, estimator: estimator,
            goal: goal)
        forecast.judge(
            scenario.checks, records: records, instances: measures, estimator: estimator,
            sample: RowSample(scenario.specification, played: records))
        return forecast
    }

    /// Runs the first replication once more and writes down all that happens in it.
    ///
    /// - Throws: `OutputError` where a file cannot be written.
    public func record(trace: TraceFile?, audit: AuditFile?) throws {
        guard trace != nil || audit != nil else { return }
        if let audit {
            try record(trace, sink: audit)
            try audit.finish()
        } else {
            try record(trace, sink: CountingAuditSink())
        }
        try trace?.finish()
    }

    private func record(_ trace: TraceFile?, sink: some AuditSink) throws {
        var operation = try SupportOperation(scenario.specification, seed: numbers.seed, replication: 0, sink: sink)
        operation.trace = trace
        try operation.run()
    }
}
