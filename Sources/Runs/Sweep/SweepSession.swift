import Experiments
import Files
import Foundation
import Quantities
import Reports
import Results
import Scenarios

/// A plan with what it takes to go on with it: run what is missing, merge, plan the next round.
struct SweepSession {
    private(set) var plan: SweepPlan
    let base: Scenario
    let threads: Int
    private let requirements: [Requirement]
    /// The scenarios of the points, as far as they are known.
    private let decoded: [Scenario]

    init(_ plan: SweepPlan, base: Scenario, threads: Int, decoded: [Scenario] = []) throws {
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
    func checkComplete(_ store: some SweepStore, file: String) throws {
        let missing = merge.missing(in: store)
        guard missing.isEmpty else { throw SweepMerge.missingProblem(missing, of: plan, in: store, file: file) }
    }

    private var merge: SweepMerge { SweepMerge(plan, currency: base.currency) }

    /// Seconds of wall-clock and of processor time that replications took, of all threads together.
    private(set) var seconds = (wall: 0.0, processor: 0.0)

    /// Runs tasks of a range that have no result yet.
    ///
    /// - Returns: how many were run.
    mutating func run(_ range: ClosedRange<Int>, store: some SweepStore, quiet: Bool) throws -> Int {
        let runner = SweepRunner(plan, threads: threads, decoded: decoded)
        let missing = runner.missing(range, in: store)
        if !quiet, missing.count < range.count, !missing.isEmpty {
            Console.note("\(range.count - missing.count) of \(BriefUnits.count(range.count, "task")) were done already")
        }
        let progress = SweepProgress(isQuiet: quiet)
        defer { progress.finish() }
        if !missing.isEmpty { try runner.run(missing, store: store) { progress.update($0) } }
        seconds.wall += runner.seconds.wall
        seconds.processor += runner.seconds.processor
        return missing.count
    }

    /// Plans the next round from the results so far.
    ///
    /// - Returns: false when there is none: replications are spread equally, or the budget is spent.
    mutating func planNextRound(from store: some SweepStore) throws -> Bool {
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

    /// Merges the results.
    ///
    /// - Parameter write: takes pieces of the CSV files; nil to write none.
    func summary(
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
        summary.sentences = SweepPhrases.sentences(summary)
        return summary
    }
}

/// Live progress of a sweep.
struct SweepProgress: Sendable {
    private let line: LiveLine

    init(isQuiet: Bool) { line = LiveLine(isQuiet: isQuiet) }

    func update(_ advance: SweepRunner.Advance) {
        line.show { elapsed in
            let share = advance.replications / Double(max(1, advance.replicationCount))
            let text = "sweep: \(advance.done)/\(BriefUnits.count(advance.count, "task")), \(Int(share * 100))%"
            guard share > 0.01, elapsed > 1 else { return text }
            return text + ", \(BriefUnits.about(elapsed / share - elapsed)) left"
        }
    }

    /// Clears the line.
    func finish() { line.clear() }
}
