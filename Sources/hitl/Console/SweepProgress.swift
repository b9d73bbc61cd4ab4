import Experiments
import Quantities
import Runs

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

    /// Runs tasks that have no result yet, with a live line and a note on those that have; how many were run.
    static func run(
        _ session: inout SweepSession, _ range: ClosedRange<Int>, _ store: some SweepStore, quiet: Bool
    ) throws -> Int {
        let progress = SweepProgress(isQuiet: quiet)
        defer { progress.finish() }
        return try session.run(range, store: store) { done in
            guard !quiet else { return }
            Console.note("\(done) of \(BriefUnits.count(range.count, "task")) were done already")
        } report: {
            progress.update($0)
        }
    }

    /// Clears the line.
    func finish() { line.clear() }
}
