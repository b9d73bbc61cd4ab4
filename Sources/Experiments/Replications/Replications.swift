import Foundation
import Routing
import Simulation
import Stochastics

/// Runs independent replications of an operation on several threads.
///
/// Replication r of a seed is the same whatever the number of threads and whoever runs it, and results are kept in the
/// order of r, so nothing depends on the scheduling.
public struct Replications: Sendable {
    /// The operation.
    public let specification: OperationSpecification
    /// Seed of all randomness.
    public let seed: UInt64
    /// Number of replications, 1 or more; the most there can be where a rule may stop earlier.
    public let count: Int
    /// Threads to use, 1 or more.
    public let threads: Int
    /// Number of the first replication: a run can go on where an earlier one ended.
    public let first: Int
    /// Whether every second replication is the antithetic twin of the one before.
    public var isAntithetic = false
    /// Names of the measures to keep; nil keeps all, and the timeline too.
    public var measures: Set<String>?
    /// Whether each operation keeps its load by hour, for `inspect`.
    public var keepsHourlyLoad = false
    /// Length in seconds and number of the intervals by which each operation keeps what reaches its humans; nil for none.
    public var intervals: (seconds: Double, count: Int)?
    /// Days of the week, from Monday, on which those intervals count; nil for all.
    package var openDays: [Bool]?
    /// When to stop before `count`; nil runs all.
    public var stop: StopRule?

    /// When replications are enough. Decided on the first replications by number, so that it does not depend on which
    /// of them happen to be finished.
    public struct StopRule: Sendable {
        /// Fewest replications.
        public var minimum: Int
        /// Replications that come together, 1 or more.
        public var group: Int
        /// Whether these replications, the first by number, are enough; and how many there will be, as far as known.
        public var judge: @Sendable ([ReplicationRecord]) -> (isEnough: Bool, expected: Int)

        /// Makes a rule; see the properties.
        public init(
            minimum: Int, group: Int = 1,
            judge: @escaping @Sendable ([ReplicationRecord]) -> (isEnough: Bool, expected: Int)
        ) {
            self.minimum = minimum
            self.group = max(1, group)
            self.judge = judge
        }

        /// The next number of replications at which to judge: every one up to 100, then 1% more.
        func next(after count: Int) -> Int {
            let step = max(1, count / 100)
            return count + (step + group - 1) / group * group
        }
    }

    /// How far a run is.
    public struct Advance: Sendable {
        /// Records of the replications that are finished as are all before them, in order of their numbers.
        public let finished: [ReplicationRecord]
        /// Replications there will be, as far as known.
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
    /// - Returns: the records, in order: `count` of them, or as many as the rule asked for.
    /// - Throws: what made the replication with the lowest number impossible.
    public func run(
        report: @escaping @Sendable (Advance) -> Void = { _ in },
        inspect: @escaping @Sendable (Int, borrowing SupportOperation) -> Void = { _, _ in }
    ) throws -> [ReplicationRecord] {
        let wanted = self.measures
        let measures = specification.measures().filter { wanted?.contains($0.name) ?? true }
        let timeline = wanted == nil ? specification.timelineMeasures() : []
        let board = Board(count: count, stop: stop, report: report)
        board.begin()
        let worker: @Sendable () -> Void = {
            while let number = board.next() {
                do {
                    var operation = try SupportOperation(
                        specification, seed: seed, replication: streamNumber(first + number),
                        sink: CountingAuditSink())
                    if keepsHourlyLoad { operation.hourlyLoad = [] }
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
        WorkerThreads.run(threads, worker)
        return try board.records()
    }

    /// The number that names the streams of a replication.
    func streamNumber(_ number: Int) -> UInt32 {
        guard isAntithetic else { return UInt32(number) }
        return UInt32(number / 2) | (number % 2 == 0 ? 0 : RandomStream.antitheticBit)
    }
}

/// What the threads of a run share, behind one lock.
private final class Board: @unchecked Sendable {
    private let lock = NSLock()
    private let stop: Replications.StopRule?
    private let report: @Sendable (Replications.Advance) -> Void
    private var started = 0
    private var shares: [Double]
    private var done = 0.0
    private var finished: [ReplicationRecord?]
    /// Records up to the first replication that is not finished.
    private var inOrder: [ReplicationRecord] = []
    private var failures: [Int: any Error] = [:]
    /// Replications there will be: known when the rule is content, expected before.
    private var count: Int
    private var isEnough = false
    private var nextJudgement: Int

    init(
        count: Int, stop: Replications.StopRule?, report: @escaping @Sendable (Replications.Advance) -> Void
    ) {
        self.stop = stop
        self.report = report
        self.count = stop.map { min(count, max($0.minimum, 1)) } ?? count
        nextJudgement = stop?.minimum ?? .max
        shares = Array(repeating: 0, count: count)
        finished = Array(repeating: nil, count: count)
    }

    func begin() {
        lock.withLock { tell() }
    }

    /// Whether a replication is worth finishing: until one with a lower number has failed, whose failure is the result,
    /// or the lower ones are enough.
    func isNeeded(_ number: Int) -> Bool {
        lock.withLock { !(isEnough && number >= count) && failures.keys.allSatisfy { $0 > number } }
    }

    /// The next replication to run, or nil when there is none left, one has failed, or there are enough.
    func next() -> Int? {
        lock.withLock {
            guard failures.isEmpty, !isEnough, started < shares.count else { return nil }
            started += 1
            return started - 1
        }
    }

    func advance(_ number: Int, to share: Double) {
        lock.withLock {
            note(number, share)
            tell()
        }
    }

    func finish(_ number: Int, _ record: ReplicationRecord) {
        lock.withLock {
            guard !isEnough else { return }
            note(number, 1)
            finished[number] = record
            while !isEnough, inOrder.count < finished.count, let next = finished[inOrder.count] {
                finished[inOrder.count] = nil
                inOrder.append(next)
                judge()
            }
            tell()
        }
    }

    func fail(_ number: Int, _ error: any Error) {
        lock.withLock { failures[number] = error }
    }

    func records() throws -> [ReplicationRecord] {
        try lock.withLock {
            if !isEnough, let first = failures.min(by: { $0.key < $1.key }) { throw first.value }
            return inOrder
        }
    }

    private func judge() {
        guard let stop, inOrder.count >= nextJudgement else { return }
        nextJudgement = stop.next(after: inOrder.count)
        let judgement = stop.judge(inOrder)
        isEnough = judgement.isEnough
        count = isEnough ? inOrder.count : min(shares.count, max(nextJudgement, judgement.expected))
    }

    private func note(_ number: Int, _ share: Double) {
        done += share - shares[number]
        shares[number] = share
    }

    private func tell() {
        report(
            Replications.Advance(finished: inOrder, count: count, done: min(Double(count), done)))
    }
}
