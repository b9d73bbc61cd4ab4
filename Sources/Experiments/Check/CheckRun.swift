import Scenarios
import Simulation

/// Runs replications until every check is decided, or the schedule ends.
///
/// The replications of a look are run before any of them is judged, and each replication depends on its number alone, so
/// verdicts do not depend on threads.
public struct CheckRun: Sendable {
    private let scenario: Scenario
    private let seed: UInt64
    private let schedule: CheckSchedule
    private let baseline: Baseline?
    private let threads: Int

    /// How far a run is.
    public struct Advance: Sendable {
        /// Replications finished.
        public let done: Int
        /// Replications at the look that comes next.
        public let next: Int
        /// Checks that are decided.
        public let decided: Int
    }

    /// Plans a run.
    ///
    /// - Parameters:
    ///   - scenario: with its warm-up known.
    ///   - baseline: what some of its checks are compared with.
    public init(_ scenario: Scenario, seed: UInt64, schedule: CheckSchedule, baseline: Baseline? = nil, threads: Int) {
        self.scenario = scenario
        self.seed = seed
        self.schedule = schedule
        self.baseline = baseline
        self.threads = threads
    }

    /// Runs and judges.
    ///
    /// - Parameter report: called from any thread, one call at a time, as replications are finished.
    /// - Returns: what became of the checks, and the replications made.
    /// - Throws: what made a replication impossible.
    public func run(
        report: @escaping @Sendable (Advance) -> Void = { _ in }
    ) throws -> (outcomes: [CheckOutcome], replications: Int) {
        let settings = scenario.settings
        let changes = baseline?.changes(to: settings)
        var judge = CheckJudge(
            scenario.checks.checks, schedule: schedule, baseline: baseline, seed: seed,
            isPaired: baseline?.isPaired(with: settings, seed: seed),
            isUnchanged: changes?.isEmpty ?? false,
            isOnlyAnswers: changes?.allSatisfy { $0.path.hasPrefix("ai.recorded") } ?? false,
            rowsOnly: scenario.checks.rowsOnly, sample: RowSample(scenario.specification))
        var played: [ReplicationRecord] = []
        var table: ReplicationTable?
        for number in schedule.looks.indices {
            let done = table?.rows.count ?? 0
            let (next, records) = try replications(
                from: done, to: schedule.looks[number], judge: judge, report: report)
            played += records
            judge.sample?.play(played)
            let all = table?.appending(next) ?? next
            table = all
            judge.look(number) { all.values(of: $0) ?? Array(repeating: nil, count: all.rows.count) }
            if judge.isDecided { break }
        }
        return (judge.outcomes, table?.rows.count ?? 0)
    }

    /// Runs all replications of the schedule for a baseline.
    ///
    /// - Parameter report: as in `run`.
    /// - Returns: the values of the measures that are checked, and the rows of a file that queries came from.
    /// - Throws: what made a replication impossible.
    public func measure(
        report: @escaping @Sendable (Advance) -> Void = { _ in }
    ) throws -> (table: ReplicationTable, rows: RowSample?) {
        let judge = CheckJudge(scenario.checks.checks, schedule: schedule)
        let (table, records) = try replications(from: 0, to: schedule.maximum, judge: judge, report: report)
        return (table, RowSample(scenario.specification, played: records))
    }

    private func replications(
        from first: Int, to last: Int, judge: CheckJudge, report: @escaping @Sendable (Advance) -> Void
    ) throws -> (ReplicationTable, [ReplicationRecord]) {
        let wanted = Set(scenario.checks.checks.map(\.requirement.measure))
        let decided = judge.outcomes.count { $0.verdict != .undecided }
        var runs = Replications(
            scenario.specification, seed: seed, first: first, count: last - first, threads: threads)
        runs.measures = wanted
        let records = try runs.run { advance in
            report(Advance(done: first + advance.finished.count, next: last, decided: decided))
        }
        let instances = scenario.specification.measures().filter { wanted.contains($0.name) }
        return (ReplicationTable(records, instances: instances, first: first), records)
    }
}
