import Foundation
import Simulation
import Stochastics
import Workforce

/// What one replication shows of a staffing.
struct StaffingSample: Sendable {
    /// What reached the humans by interval.
    var tally: IntervalTally
    /// Contacts that the AI answered alone, and all contacts of the measured period.
    var answered: Double
    var contacts: Double
}

/// Runs an operation with the sized teams at given numbers of agents by interval.
struct StaffingRuns: Sendable {
    let specification: OperationSpecification
    let grid: StaffingGrid
    let seed: UInt64
    let threads: Int
    /// Called with a word on what is run, replications that are over, and how many there are.
    let report: @Sendable (String, Int, Int) -> Void

    /// The operation with curves in place of shifts.
    func staffed(_ curves: [Int: [Int]]) -> OperationSpecification {
        var staffed = specification
        for (team, agents) in curves {
            staffed.teams[team].shifts = []
            staffed.teams[team].curve = StaffingCurve(intervalSeconds: grid.intervalSeconds, agents: agents)
        }
        return staffed
    }

    /// Runs replications.
    ///
    /// - Parameters:
    ///   - curves: agents at work by team and interval; empty for the roster as it is.
    ///   - what: a word on it for the progress line.
    func run(_ curves: [Int: [Int]], _ what: String, first: Int, count: Int) throws -> [StaffingSample] {
        var runs = Replications(staffed(curves), seed: seed, first: first, count: count, threads: threads)
        runs.intervals = (grid.intervalSeconds, grid.count)
        let box = Box(count: count)
        report(what, 0, count)
        try runs.visit { number, operation in
            guard let tally = operation.ledger.intervals else { return }
            let ledger = operation.ledger
            let sample = StaffingSample(
                tally: tally, answered: ledger[.answered, slice: SliceMap.whole],
                contacts: ledger[.cases, slice: SliceMap.whole] + ledger[.repeats, slice: SliceMap.whole])
            report(what, box.set(number, sample), count)
        }
        return box.samples
    }

    private final class Box: @unchecked Sendable {
        private let lock = NSLock()
        private var found: [StaffingSample?]

        init(count: Int) { found = Array(repeating: nil, count: count) }

        func set(_ number: Int, _ sample: StaffingSample) -> Int {
            lock.withLock {
                found[number] = sample
                return found.count { $0 != nil }
            }
        }

        var samples: [StaffingSample] { lock.withLock { found.compactMap { $0 } } }
    }
}

extension [StaffingSample] {
    /// The measure of a goal in one interval, or over all of them; nil where nobody came.
    func observations(_ goal: StaffingGoal, interval: Int? = nil) -> Observations? {
        let sums = map { sample -> (numerator: Double, denominator: Double) in
            if let interval { return goal.sums(sample.tally, interval: interval) }
            var total = (numerator: 0.0, denominator: 0.0)
            for place in 0..<sample.tally.count {
                let part = goal.sums(sample.tally, interval: place)
                total = (total.numerator + part.numerator, total.denominator + part.denominator)
            }
            return total
        }
        return Observations.ratio(numerators: sums.map(\.numerator), denominators: sums.map(\.denominator))
    }

    /// A service level over all intervals, by its place in the operation; nil where it is about nobody.
    func observations(level: Int) -> Observations? {
        let sums = map { sample in
            (0..<sample.tally.count).reduce(into: (kept: 0.0, all: 0.0)) { total, interval in
                let part = sample.tally.promise(level: level, interval: interval)
                total = (total.kept + part.kept, total.all + part.all)
            }
        }
        return Observations.ratio(numerators: sums.map(\.kept), denominators: sums.map(\.all))
    }

    /// Contacts of a goal in one interval over all samples.
    func contacts(_ goal: StaffingGoal, interval: Int) -> Double {
        reduce(0) { $0 + goal.sums($1.tally, interval: interval).denominator }
    }

    /// The share of all contacts that the AI answered alone.
    var coverage: Estimate? { answeredShare?.estimate() }

    /// That share less the one of other replications, independent of these: Welch's interval.
    func coverageChange(from others: [StaffingSample]) -> Estimate? {
        guard let now = answeredShare, let before = others.answeredShare,
            let change = Evidence(now, less: before, times: 1), change.standardError > 0,
            let t = try? StudentT.quantile(0.975, degreesOfFreedom: change.degreesOfFreedom)
        else { return nil }
        let half = t * change.standardError
        return Estimate(
            mean: change.center, low: change.center - half, high: change.center + half, halfWidth: half,
            confidence: 0.95, n: change.count)
    }

    private var answeredShare: Observations? {
        Observations.ratio(numerators: map(\.answered), denominators: map(\.contacts))
    }
}
