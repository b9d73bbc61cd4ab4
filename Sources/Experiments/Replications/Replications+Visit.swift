import Foundation
import Routing
import Simulation

extension Replications {
    /// Runs all replications and keeps nothing of them: for many thousands of short ones, where each one's measures would
    /// cost more than its simulation. Without records nothing can be judged, so all `count` are run whatever `stop` says.
    ///
    /// - Parameter inspect: called with the place of a replication in this run, from 0, and its operation when it is over,
    ///   from any thread.
    /// - Throws: what made the replication with the lowest number impossible.
    package func visit(_ inspect: @escaping @Sendable (Int, borrowing SupportOperation) -> Void) throws {
        let turns = Turns(count: count)
        WorkerThreads.run(threads) {
            while let number = turns.next() {
                do {
                    var operation = try SupportOperation(
                        specification, seed: seed, replication: streamNumber(first + number),
                        sink: CountingAuditSink())
                    if let intervals { operation.keepIntervals(of: intervals.seconds, count: intervals.count) }
                    try operation.run { _ in turns.isNeeded(number) }
                    inspect(number, operation)
                } catch {
                    turns.fail(number, error)
                }
            }
        }
        if let failure = turns.failure { throw failure }
    }
}

/// The next number for the threads of a visit, and what went wrong.
private final class Turns: @unchecked Sendable {
    private let lock = NSLock()
    private let count: Int
    private var started = 0
    private var failed: (number: Int, error: any Error)?

    init(count: Int) { self.count = count }

    var failure: (any Error)? { lock.withLock { failed?.error } }

    func next() -> Int? {
        lock.withLock {
            guard failed == nil, started < count else { return nil }
            started += 1
            return started - 1
        }
    }

    func isNeeded(_ number: Int) -> Bool { lock.withLock { failed.map { number < $0.number } ?? true } }

    func fail(_ number: Int, _ error: any Error) {
        lock.withLock {
            guard failed.map({ number < $0.number }) ?? true else { return }
            failed = (number, error)
        }
    }
}
