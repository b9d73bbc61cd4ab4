import Experiments
import Files
import Foundation
import Quantities
import Results
import Scenarios

/// A plan with what it takes to go on with it: run what is missing, merge, plan the next round.
public struct SweepSession {
    /// The plan, which grows by a round at a time.
    public private(set) var plan: SweepPlan
    /// The scenario that is varied.
    public let base: Scenario
    /// Threads to use.
    public let threads: Int
    private let requirements: [Requirement]
    /// The scenarios of the points, as far as they are known.
    private let decoded: [Scenario]

    /// Goes on with a plan.
    ///
    /// - Parameter decoded: the scenarios of the points, as far as they are known.
    /// - Throws: `Problem` for a requirement that the scenario cannot keep.
    public init(_ plan: SweepPlan, base: Scenario, threads: Int, decoded: [Scenario] = []) throws {
        self.plan = plan
        self.decoded = decoded
        self.base = base
        self.threads = threads
        guard let allocation = plan.header.allocation, let values = plan.points.first else {
            requirements = []
            return
        }
        let first = try ScenarioSource(text: plan.header.scenario, file: plan.header.name)
            .scenario(plan.overrides(values))
        let measures = first.specification.measures()
        requirements = try allocation.subjectTo.map { text in
            do {
                return try Requirement.parse(text, measures: measures, currency: base.currency)
            } catch let problem as RequirementProblem {
                throw Problem(file: "requirement '\(text)'", message: problem.message, remedy: problem.remedy)
            }
        }
    }

    /// Checks that every task has a result.
    ///
    /// - Parameter file: the plan's, for messages.
    /// - Throws: `Problem` with those that have none, and with the files of results that are damaged.
    public func checkComplete(_ store: some SweepStore, file: String) throws {
        let missing = merge.missing(in: store)
        guard missing.isEmpty else { throw SweepMerge.missingProblem(missing, of: plan, in: store, file: file) }
    }

    private var merge: SweepMerge { SweepMerge(plan, currency: base.currency) }

    /// Seconds of wall-clock and of processor time that replications took, of all threads together.
    public private(set) var seconds = (wall: 0.0, processor: 0.0)

    /// Runs tasks of a range that have no result yet.
    ///
    /// - Parameters:
    ///   - found: told how many of them were done already, before the others are run.
    ///   - report: told how far the run is, from any thread.
    /// - Returns: how many were run.
    /// - Throws: what made an operation impossible.
    public mutating func run(
        _ range: ClosedRange<Int>, store: some SweepStore, found: (_ done: Int) -> Void,
        report: @escaping @Sendable (SweepRunner.Advance) -> Void
    ) throws -> Int {
        let runner = SweepRunner(plan, threads: threads, decoded: decoded)
        let missing = runner.missing(range, in: store)
        if missing.count < range.count, !missing.isEmpty { found(range.count - missing.count) }
        if !missing.isEmpty { try runner.run(missing, store: store, report: report) }
        seconds.wall += runner.seconds.wall
        seconds.processor += runner.seconds.processor
        return missing.count
    }

    /// Plans the next round from the results so far.
    ///
    /// - Returns: false when there is none: replications are spread equally, or the budget is spent.
    public mutating func planNextRound(from store: some SweepStore) throws -> Bool {
        guard let allocation = plan.header.allocation else { return false }
        let (judge, counts) = try allocator(allocation, store)
        let next = judge.next(counts: counts, budget: allocation.budget, first: plan.header.replications)
        guard !next.isEmpty else { return false }
        plan.add(next, newRound: true)
        return true
    }

    private func allocator(
        _ allocation: SweepPlan.Allocation, _ store: some SweepStore
    ) throws -> (SweepAllocation, [Int]) {
        let gathered = try SweepCSV(merge, threads: threads).gather(
            [allocation.objective] + requirements.map(\.measure), from: store)
        return (
            SweepAllocation(
                objective: gathered.responses[0],
                requirements: zip(requirements, gathered.responses.dropFirst()).map { ($0, $1) }), gathered.counts
        )
    }

    /// Merges the results; what is said of them is left to whoever reports it.
    ///
    /// - Parameter write: takes pieces of the CSV files; nil to write none.
    /// - Throws: `Problem` for results that are missing or damaged.
    public func summary(
        from store: some SweepStore, write: ((Int, [UInt8]) throws -> Void)? = nil
    ) throws -> SweepSummary {
        let header = plan.header
        let names = [header.cost, header.service].compactMap { $0 }
        let gathered = try SweepCSV(merge, threads: threads).gather(names, from: store, write: write)
        func response(_ name: String?) -> SweepResponse? {
            name.flatMap { name in gathered.responses.first { $0.measure == name } }
        }
        var summary = SweepSummary(
            plan, scenario: (base.name, base.about, base.currency),
            period: .init(
                horizonSeconds: base.specification.horizonSeconds, warmUpSeconds: base.specification.warmUpSeconds),
            levels: base.specification.serviceLevels,
            cost: response(header.cost), service: response(header.service), counts: gathered.counts,
            confidence: merge.confidence)
        if let allocation = header.allocation {
            summary.choice = try allocator(allocation, store).0.choice(confidence: merge.confidence)
        }
        return summary
    }
}
