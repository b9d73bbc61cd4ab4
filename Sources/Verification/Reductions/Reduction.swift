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
        /// A case that makes no sense, with all that is wrong.
        case invalid([Problem])
    }

    /// The scenario, decoded.
    ///
    /// - Throws: `Problems` where the scenario is not valid.
    public func scenario() throws -> Scenario {
        try Scenario.decode(yaml, file: "\(theoryCase.id).yaml")
    }

    /// Reduces cases, each on its own: what is wrong with one does not keep the others from being compared.
    ///
    /// - Parameters:
    ///   - precision: relative half-width that the length of the runs is planned for, such as 0.01.
    ///   - file: name of the case file in messages.
    public static func all(
        _ cases: [TheoryCase], precision: Double, file: String
    ) -> [(theoryCase: TheoryCase, outcome: Outcome)] {
        cases.map { ($0, outcome(of: $0, precision: precision, file: file)) }
    }

    private static func outcome(of theoryCase: TheoryCase, precision: Double, file: String) -> Outcome {
        guard theoryCase.defects.isEmpty else { return .invalid(theoryCase.defects) }
        if let reason = ReductionFamilies.reason(forModel: theoryCase.model) { return .unsupported(reason) }
        var parameters = TheoryParameters(theoryCase)
        var plan = ReductionDraft(theoryCase)
        let reason = ReductionFamilies.family(of: theoryCase)(&parameters, &plan)
        if let reason { return .unsupported(reason) }
        // What nothing in the scenario says would be passed over, so the case is another one. Where a mistake ended the
        // reading, parameters that are known may not have been read yet.
        let isWhole = parameters.problems.isEmpty
        let unused = parameters.unused.filter {
            !ReductionFamilies.descriptions.contains($0) && (isWhole || !ReductionFamilies.isKnown($0))
        }
        let slips = unused.compactMap { name in misspelled(name, parameters).map { (name, $0) } }
        if let name = unused.first(where: { name in !slips.contains { $0.0 == name } }) {
            return .unsupported(ReductionFamilies.reason(forParameter: name))
        }
        var problems = slips.map { name, near in
            theoryCase.problem(
                "there is no parameter '\(name)'", "did you mean '\(near)'?", at: ["params", name], file: file)
        }
        problems += parameters.problems.map { found in
            theoryCase.problem(
                found.message, "correct the case", at: ["params"] + [found.parameter].compactMap { $0 }, file: file)
        }
        guard problems.isEmpty else { return .invalid(problems) }
        let reduction = plan.reduction(precision: precision)
        do {
            _ = try reduction.scenario()
            return .scenario(reduction)
        } catch let refused as Problems {
            let first = refused.problems.first.map { "\($0.message); \($0.remedy)" } ?? "it is not valid"
            return .unsupported("the scenario that it comes to is refused: \(first)")
        } catch {
            return .unsupported("the scenario that it comes to is refused: \(error)")
        }
    }

    /// A parameter that was asked for and is not there, and that a name was probably meant for.
    private static func misspelled(_ name: String, _ parameters: TheoryParameters) -> String? {
        guard ReductionFamilies.unsupportedParameters[name] == nil, !ReductionFamilies.isKnown(name) else { return nil }
        let known = parameters.asked.union(ReductionFamilies.queueParameters).filter { !parameters.has($0) }
        return Spelling.closest(to: name, among: known.sorted())
    }
}
