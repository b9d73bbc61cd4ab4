import Foundation
import Routing
import Simulation

/// Runs independent replications of an operation on several threads.
///
/// Replication r of a seed is the same whatever the number of threads and whoever runs it, and results are kept in the
/// order of r, so nothing depends on the scheduling.
public struct Replications: Sendable {
    /// The operation.
    public let specification: OperationSpecification
    /// Seed of all randomness.
    public let seed: UInt64
    /// Number of replications, 1 or more.
    public let count: Int
    /// Threads to use, 1 or more.
    public let threads: Int
    /// Number of the first replication: a run can go on where an earlier one ended.
    public let first: Int

    /// How far a run is.
    public struct Advance: Sendable {
        /// Records of the replications that are finished, in order of their numbers.
        public let finished: [ReplicationRecord]
        /// Replications there will be.
        public let count: Int
        /// Replications' worth of simulated time behind us, in 0...count.
        public let done: Double
    }

    /// Plans replications.
    public init(_ specification: OperationSpecification, seed: UInt64, first: Int = 0, count: Int, threads: Int) {
        self.specification = specification
        self.seed = seed
        self.first = max(0, first)
        self.count = max(1, count)
        self.threads = max(1, min(threads, count))
    }

    /// Runs them all.
    ///
    /// - Parameters:
    ///   - report: called at once, then from any thread, one call at a time, as simulated time passes.
    ///   - inspect: called with the place of a replication in this run, from 0, and its operation when it is over, from
    ///     any thread.
    /// - Returns: the records, in order.
    /// - Throws: what made the replication with the lowest number impossible.
    public func run(
        report: @escaping @Sendable (Advance) -> Void = { _ in },
        inspect: @escaping @Sendable (Int, borrowing SupportOperation) -> Void = { _, _ in }
    ) throws -> [ReplicationRecord] {
        let measures = specification.measures()
        let timeline = specification.timelineMeasures()
        let board = Board(count: count, report: report)
        board.begin()
        let worker: @Sendable () -> Void = {
            while let number = board.next() {
                do {
                    var operation = try SupportOperation(
                        specification, seed: seed, replication: UInt32(first + number), sink: CountingAuditSink())
                    try operation.run { share in
                        board.advance(number, to: share)
                        return board.isNeeded(number)
                    }
                    inspect(number, operation)
                    let record = ReplicationRecord(
                        operation.ledger, specification: specification, measures: measures,
                        timelineMeasures: timeline)
                    board.finish(number, record)
                } catch {
                    board.fail(number, error)
                }
            }
        }
        let group = DispatchGroup()
        for _ in 0..<threads {
            group.enter()
            let thread = Thread {
                worker()
                group.leave()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        group.wait()
        return try board.records()
    }
}

/// What the threads of a run share, behind one lock.
private final class Board: @unchecked Sendable {
    private let lock = NSLock()
    private let report: @Sendable (Replications.Advance) -> Void
    private var started = 0
    private var shares: [Double]
    private var finished: [ReplicationRecord?]
    private var failures: [Int: any Error] = [:]

    init(count: Int, report: @escaping @Sendable (Replications.Advance) -> Void) {
        self.report = report
        shares = Array(repeating: 0, count: count)
        finished = Array(repeating: nil, count: count)
    }

    func begin() {
        lock.withLock { tell() }
    }

    /// Whether a replication is worth finishing: until one with a lower number has failed, whose failure is the result.
    func isNeeded(_ number: Int) -> Bool {
        lock.withLock { failures.keys.allSatisfy { $0 > number } }
    }

    /// The next replication to run, or nil when there is none left or one has failed.
    func next() -> Int? {
        lock.withLock {
            guard failures.isEmpty, started < shares.count else { return nil }
            started += 1
            return started - 1
        }
    }

    func advance(_ number: Int, to share: Double) {
        lock.withLock {
            shares[number] = share
            tell()
        }
    }

    func finish(_ number: Int, _ record: ReplicationRecord) {
        lock.withLock {
            shares[number] = 1
            finished[number] = record
            tell()
        }
    }

    func fail(_ number: Int, _ error: any Error) {
        lock.withLock { failures[number] = error }
    }

    func records() throws -> [ReplicationRecord] {
        try lock.withLock {
            if let first = failures.min(by: { $0.key < $1.key }) { throw first.value }
            return finished.compactMap { $0 }
        }
    }

    private func tell() {
        report(
            Replications.Advance(
                finished: finished.compactMap { $0 }, count: shares.count, done: shares.reduce(0, +)))
    }
}
