import Foundation

/// What the threads of a run share, behind one lock.
final class SweepBoard: @unchecked Sendable {
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
