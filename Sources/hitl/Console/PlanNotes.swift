import Experiments
import Reports
import Runs

// What is said before something runs.

extension ForecastRun {
    /// What to know of the memory; nil where there is nothing to say.
    ///
    /// - Throws: what makes the operation impossible to simulate.
    func memoryNote() throws -> String? { try memoryWarning().map { "warning: " + FindingPhrases.sentence($0) } }
}

extension SweepPlanning {
    /// What to mind of a plan.
    var told: [String] { [note, merged.map(FindingPhrases.sentence)].compactMap { $0 } }
}
