import Foundation
import Scenarios

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
        WorkerThreads.run(min(threads, max(1, tasks.count))) { work(board, store) }
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
