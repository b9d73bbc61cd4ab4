import Files
import Scenarios

/// A scenario that reduces to a model of theory, and where in its ledger the model's quantities are.
public struct Reduction: Sendable {
    /// The case it is for.
    public let theoryCase: TheoryCase
    /// The scenario file.
    public let yaml: String
    /// The quantity that stands for the case, named before anything is run.
    public let primary: String
    let vocabulary: TheoryVocabulary
    /// Whether a replication is one short day, so that many more of them may be run.
    let isOneDay: Bool
    /// Length in seconds and number of the intervals that its quantities ask the ledger to keep; nil for none.
    let intervals: (seconds: Double, count: Int)?

    /// What a case comes to.
    public enum Outcome: Sendable {
        /// A scenario.
        case scenario(Reduction)
        /// Nothing that can be simulated, and why.
        case unsupported(String)
    }

    /// The scenario, decoded.
    ///
    /// - Throws: `Problems` where the scenario is not valid.
    public func scenario() throws -> Scenario {
        try Scenario.decode(yaml, file: "\(theoryCase.id).yaml")
    }

    /// Reduces cases, all mistakes at once.
    ///
    /// - Parameters:
    ///   - precision: relative half-width that the length of the runs is planned for, such as 0.01.
    ///   - file: name of the case file in messages.
    /// - Throws: `Problems` for unknown models, missing parameters and queues without a steady state.
    public static func all(
        _ cases: [TheoryCase], precision: Double, file: String
    ) throws -> [(theoryCase: TheoryCase, outcome: Outcome)] {
        var problems = Problems()
        var outcomes: [(TheoryCase, Outcome)] = []
        for theoryCase in cases {
            if let reason = reason(forModel: theoryCase.model) {
                outcomes.append((theoryCase, .unsupported(reason)))
                continue
            }
            guard let model = model(named: theoryCase.model) else {
                let near = Spelling.closest(to: theoryCase.model, among: models.keys.sorted())
                problems.append(
                    theoryCase.problem(
                        "there is no model '\(theoryCase.model)'",
                        near.map { "did you mean '\($0)'?" }
                            ?? "models known here: \(models.keys.sorted().joined(separator: ", "))",
                        at: ["model"], file: file))
                continue
            }
            var parameters = TheoryParameters(theoryCase)
            var plan = ReductionDraft(theoryCase)
            let reason = model(&parameters, &plan)
            for found in parameters.problems {
                problems.append(
                    theoryCase.problem(
                        found.message, "correct the case", at: ["params"] + [found.parameter].compactMap { $0 },
                        file: file))
            }
            guard parameters.problems.isEmpty else { continue }
            if let reason {
                outcomes.append((theoryCase, .unsupported(reason)))
            } else {
                outcomes.append((theoryCase, .scenario(plan.reduction(precision: precision))))
            }
        }
        try problems.throwIfAny()
        return outcomes
    }
}
