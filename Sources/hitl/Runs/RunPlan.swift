import Experiments
import Files
import Foundation
import Routing
import Scenarios
import Simulation

/// A scenario with the options it is run with, from a scenario file or from the manifest of an earlier run.
struct RunPlan {
    private(set) var scenario: Scenario
    let seed: UInt64
    /// How estimates are made.
    private(set) var estimator: ReplicationEstimator
    /// The asked precision; nil where there is none.
    private(set) var goal: PrecisionGoal?
    let replications: Int
    let threads: Int
    let sourceName: String

    /// - Parameter willRecord: whether the answers of an external AI are about to be recorded.
    init(_ path: String, options: ScenarioOptions, statistics: StatisticsOptions, willRecord: Bool = false) throws {
        let source = try NamedScenario(path, overrides: options.set, quiet: options.quiet, willRecord: willRecord)
        let manifest = source.manifest
        scenario = source.scenario
        seed = options.seed ?? manifest?.seed ?? scenario.seed
        let isAntithetic = statistics.antithetic || manifest?.antithetic ?? false
        let wanted = options.replications ?? manifest?.replications ?? scenario.replications
        // A scenario's own odd number is rounded up to whole pairs.
        replications = isAntithetic ? wanted + wanted % 2 : wanted
        threads = options.threadCount
        sourceName = source.name
        estimator = ReplicationEstimator(isAntithetic: isAntithetic)
        if statistics.controlVariates || manifest?.controlVariates ?? false {
            guard let controls = ArrivalControls(scenario.specification) else {
                throw DataError(
                    "--control-variates needs arrivals whose mean and variance are known exactly: random ones, without "
                        + "traffic.gaps; leave the option out")
            }
            estimator = ReplicationEstimator(isAntithetic: isAntithetic, controls: controls)
        }
        goal = try Self.goal(
            statistics, options: options, manifest: manifest, path: path, specification: scenario.specification,
            group: estimator.group)
    }

    /// The precision of the command line, or that of the manifest unless the command line fixes the replications.
    private static func goal(
        _ statistics: StatisticsOptions, options: ScenarioOptions, manifest: Manifest?, path: String,
        specification: OperationSpecification, group: Int
    ) throws -> PrecisionGoal? {
        let asked = try statistics.goal.relativePrecision()
        guard let relative = asked ?? (options.replications == nil ? manifest?.precision : nil) else { return nil }
        let earlier = asked == nil ? manifest : nil
        let known = specification.measures().map(\.name)
        let wanted = statistics.goal
        try wanted.checkMeasures(known: known)
        if wanted.precisionOf.isEmpty, let earlier { try earlier.checkMeasures(known: known, path: path) }
        let names = wanted.precisionOf.isEmpty ? earlier?.precisionOf : wanted.precisionOf
        let most = wanted.maxReplications ?? earlier?.maxReplications ?? PrecisionOptions.standardMaximum
        return PrecisionGoal(
            relative: relative, measures: names, minimum: options.replications ?? earlier?.minReplications ?? 0,
            maximum: most, group: group, for: specification)
    }

    /// Name of the default result folder.
    var folderName: String { sourceName }

    /// What to know of the memory before the run; nil where there is nothing to say. A pilot tells, where it is needed.
    ///
    /// - Throws: what makes the operation impossible to simulate.
    func memoryWarning() throws -> String? {
        guard BacklogOutlook.isNeeded(scenario.specification) else { return nil }
        let flows = try PilotFlows(scenario.specification, seed: seed, usesAI: true)
        return BacklogOutlook(scenario.specification, flows: flows).warning
    }

    /// Runs every replication.
    mutating func run(quiet: Bool) throws -> Forecast {
        var search: WarmUpSearch?
        var left: String?
        if scenario.findsWarmUp {
            let found = try WarmUpSearch(scenario.specification, seed: seed, threads: threads)
            scenario.specification.warmUpSeconds = found.seconds
            if estimator.controls != nil {
                // Those of the whole run are not those of the measured period.
                let controls = ArrivalControls(scenario.specification)
                estimator = ReplicationEstimator(isAntithetic: estimator.isAntithetic, controls: controls)
                if controls == nil { left = "Control variates were left out: nobody is expected after the warm-up." }
            }
            search = found
        }
        var forecast = try forecast(quiet: quiet)
        if let search {
            forecast.notes.insert(search.sentence, at: 0)
            if let warning = search.warning { forecast.warnings.append(warning) }
            if let left { forecast.warnings.append(left) }
        }
        return forecast
    }

    private func forecast(quiet: Bool) throws -> Forecast {
        let measures = scenario.specification.measures()
        let name = scenario.specification.serviceLevels.first.map { "service_level.\($0.name)" } ?? "human.wait.mean_s"
        let index = measures.firstIndex { $0.name == name }
        let (goal, estimator) = (goal, estimator)
        var status: (@Sendable ([ReplicationRecord]) -> PrecisionStatus)?
        if let goal { status = { goal.status($0, instances: measures, estimator: estimator) } }
        let reporter = ProgressReporter(
            isQuiet: quiet,
            watched: index.map {
                (name, measures[$0].definition.unit.rawValue, $0, measures[$0].definition.kind == .ratio)
            }, status: status)
        defer { reporter.finish() }
        var runs = Replications(
            scenario.specification, seed: seed, count: goal?.maximum ?? replications, threads: threads)
        runs.isAntithetic = estimator.isAntithetic
        if let goal, let status {
            runs.stop = Replications.StopRule(minimum: goal.minimum, group: estimator.group) { records in
                let judged = status(records)
                return (judged.isReached, judged.needed ?? goal.maximum)
            }
        }
        let records = try runs.run { reporter.update($0) }
        let title = Forecast.Title(scenario: scenario.name, about: scenario.about, currency: scenario.currency)
        var forecast = Forecast(
            title, specification: scenario.specification, seed: seed, records: records, estimator: estimator,
            goal: goal)
        forecast.judge(scenario.checks, records: records, instances: measures, estimator: estimator)
        return forecast
    }

    /// Runs the first replication once more and writes down all that happens in it.
    func record(trace: TraceFile?, audit: AuditFile?) throws {
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
        var operation = try SupportOperation(scenario.specification, seed: seed, replication: 0, sink: sink)
        operation.trace = trace
        try operation.run()
    }
}
