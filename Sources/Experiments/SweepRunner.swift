import Foundation
import Routing
import Scenarios
import Simulation

/// Runs tasks of a sweep: tasks on several threads at once, the replications of a task one after the other.
public struct SweepRunner: Sendable {
    /// The plan.
    public let plan: SweepPlan
    /// Threads to use.
    public let threads: Int
    /// Points that have been decoded, by index; others are decoded when they are run.
    private let decoded: [Scenario]
    private let timing = SweepTiming()

    /// Seconds of wall-clock and of processor time that replications took, of all threads together.
    public var seconds: (wall: Double, processor: Double) { (timing.wallSeconds, timing.processorSeconds) }

    /// How far a run is.
    public struct Advance: Sendable {
        /// Tasks done in this run.
        public var done: Int
        /// Tasks of this run.
        public var count: Int
        /// Replications done in this run, those under way by their share.
        public var replications: Double
        /// Replications of this run.
        public var replicationCount: Int
    }

    /// Prepares a run.
    ///
    /// - Parameter decoded: the scenario of each point in order, where they are known; empty otherwise.
    public init(_ plan: SweepPlan, threads: Int, decoded: [Scenario] = []) {
        self.plan = plan
        self.decoded = decoded.count == plan.points.count ? decoded : []
        self.threads = max(1, threads)
    }

    /// Tasks of a range of numbers whose results are not there yet.
    public func missing(_ range: ClosedRange<Int>, in store: some SweepStore) -> [SweepPlan.Entry] {
        var seen: Set<String> = []
        return plan.tasks[(range.lowerBound - 1)...(range.upperBound - 1)]
            .filter { seen.insert($0.hash).inserted && !store.has($0.hash) }
    }

    /// Runs tasks and keeps their results.
    ///
    /// - Parameter report: called at once, then from any thread, one call at a time.
    /// - Throws: what made the task with the lowest number impossible; results that were finished are kept.
    public func run(
        _ tasks: [SweepPlan.Entry], store: some SweepStore,
        report: @escaping @Sendable (Advance) -> Void = { _ in }
    ) throws {
        let board = SweepBoard(tasks, report: report)
        board.begin()
        let group = DispatchGroup()
        for _ in 0..<min(threads, max(1, tasks.count)) {
            group.enter()
            let thread = Thread {
                work(board, store)
                group.leave()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        group.wait()
        if let failure = board.failure { throw failure }
    }

    private func work(_ board: SweepBoard, _ store: some SweepStore) {
        var source: ScenarioSource?
        var last: (point: Int, scenario: Scenario)?
        while let (place, task) = board.next() {
            do {
                let scenario: Scenario
                if !decoded.isEmpty {
                    scenario = decoded[task.point - 1]
                } else if let last, last.point == task.point {
                    scenario = last.scenario
                } else {
                    // A source is for one thread; all parts of a thread's work share it.
                    let parsed = try source ?? ScenarioSource(text: plan.header.scenario, file: plan.header.name)
                    source = parsed
                    scenario = try parsed.scenario(plan.overrides(task.values))
                    last = (task.point, scenario)
                }
                let measures = SweepMeasures(scenario.specification, wanted: plan.header.measures)
                let table = try timing.measure {
                    try measures.run(seed: plan.header.seed, first: task.first, count: task.count) {
                        board.advance(place, to: $0)
                    }
                }
                if let table { try store.keep(SweepResult(table: table), task.hash) }
                board.finish(place)
            } catch {
                board.fail(place, error)
            }
        }
    }
}

/// The measures of a point that a sweep keeps, and how they are gathered.
public struct SweepMeasures: Sendable {
    private let specification: OperationSpecification
    private let instances: [MeasureInstance]
    private let weeks: [MeasureInstance]

    /// Chooses the measures: those of the whole operation, with those of the weeks, or the ones that are named.
    public init(_ specification: OperationSpecification, wanted: [String]?) {
        self.specification = specification
        if let wanted {
            let names = Set(wanted)
            instances = specification.measures().filter { names.contains($0.name) }
            weeks = specification.weeklyMeasures().filter { names.contains($0.name) }
        } else {
            instances = specification.wholeMeasures()
            weeks = specification.weeklyMeasures()
        }
    }

    /// The columns of a table: the measures, then those of the weeks.
    private var columns: [ReplicationTable.Column] {
        instances.map { .init(name: $0.name, form: $0.definition.form) }
            + weeks.map { .init(name: Self.weekName($0), form: $0.definition.form) }
    }

    private static func weekName(_ instance: MeasureInstance) -> String {
        let week = (instance.member?.index ?? 0) + 1
        return "week \(week < 10 ? "0" : "")\(week) \(instance.name)"
    }

    /// The week and the measure of a column; nil for a measure of the whole period.
    public static func week(_ column: String) -> (interval: String, measure: String)? {
        guard column.hasPrefix("week ") else { return nil }
        let parts = column.split(separator: " ", maxSplits: 2)
        return parts.count == 3 ? ("week \(parts[1])", String(parts[2])) : nil
    }

    /// Runs replications one after the other.
    ///
    /// - Parameter progress: called with the replications behind us, such as 1.25; answers whether to go on.
    /// - Returns: nil when it was told to stop.
    /// - Throws: what made a replication impossible.
    public func run(
        seed: UInt64, first: Int, count: Int, progress: (Double) -> Bool = { _ in true }
    ) throws -> ReplicationTable? {
        var rows: [[MeasureValue?]] = []
        for number in 0..<count {
            var operation = try SupportOperation(
                specification, seed: seed, replication: UInt32(first + number), sink: CountingAuditSink())
            var isStopped = false
            try operation.run { share in
                isStopped = !progress(Double(number) + share)
                return !isStopped
            }
            if isStopped { return nil }
            let ledger = operation.ledger
            let values = instances.map { $0.value(in: ledger, of: specification) }
            let byWeek = ReplicationRecord.cumulated(
                weeks.map { $0.value(in: ledger, of: specification) }, of: weeks)
            rows.append(values + byWeek)
        }
        return ReplicationTable(first: first, columns: columns, rows: rows)
    }
}

/// What the threads of a run share, behind one lock.
private final class SweepBoard: @unchecked Sendable {
    private let lock = NSLock()
    private let tasks: [SweepPlan.Entry]
    private let report: @Sendable (SweepRunner.Advance) -> Void
    private var started = 0
    private var shares: [Double]
    private var advance: SweepRunner.Advance
    private var failed: (place: Int, error: any Error)?

    init(_ tasks: [SweepPlan.Entry], report: @escaping @Sendable (SweepRunner.Advance) -> Void) {
        self.tasks = tasks
        self.report = report
        shares = Array(repeating: 0, count: tasks.count)
        advance = .init(
            done: 0, count: tasks.count, replications: 0, replicationCount: tasks.reduce(0) { $0 + $1.count })
    }

    var failure: (any Error)? { lock.withLock { failed?.error } }

    func begin() { lock.withLock { report(advance) } }

    func next() -> (Int, SweepPlan.Entry)? {
        lock.withLock {
            guard failed == nil, started < tasks.count else { return nil }
            started += 1
            return (started - 1, tasks[started - 1])
        }
    }

    /// Notes progress; answers whether the task is still needed: until one with a lower number has failed.
    func advance(_ place: Int, to replications: Double) -> Bool {
        lock.withLock {
            advance.replications += replications - shares[place]
            shares[place] = replications
            report(advance)
            return failed.map { place < $0.place } ?? true
        }
    }

    func finish(_ place: Int) {
        lock.withLock {
            advance.replications += Double(tasks[place].count) - shares[place]
            shares[place] = Double(tasks[place].count)
            advance.done += 1
            report(advance)
        }
    }

    func fail(_ place: Int, _ error: any Error) {
        lock.withLock {
            if failed.map({ place < $0.place }) ?? true { failed = (place, error) }
        }
    }
}
