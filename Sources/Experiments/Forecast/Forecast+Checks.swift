import Scenarios
import Simulation

extension Forecast {
    /// Judges a scenario's checks once, on all replications; those that need a baseline stay undecided.
    ///
    /// - Parameter instances: the measures whose values the records hold, in order.
    public mutating func judge(
        _ plan: CheckPlan, records: [ReplicationRecord], instances: [MeasureInstance], estimator: ReplicationEstimator,
        sample: RowSample? = nil
    ) {
        guard !plan.checks.isEmpty else { return }
        let schedule = CheckSchedule(level: plan.level, first: records.count, maximum: records.count, count: 1)
        var judge = CheckJudge(
            plan.checks, schedule: schedule, rowsOnly: plan.rowsOnly, sample: sample, estimator: estimator)
        judge.look(0) { name in
            guard let place = instances.firstIndex(where: { $0.name == name }) else { return [] }
            return records.map { $0.values[place] }
        }
        checks = judge.outcomes
    }
}
