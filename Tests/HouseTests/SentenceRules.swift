/// The rule that no sentence about a result is made in `Experiments` or below: results are findings with numbers there, and
/// `Reports` makes the sentences.
///
/// A literal is taken for a sentence where it has three words at least and formats a number for people, or ends with a full
/// stop. Texts of errors are left where they are: what stands in an argument such as `message:` or in a call such as
/// `DataError(...)`, or behind `throw`.
enum SentenceRules {
    /// Targets without sentences. `Scenarios` is none of them: it has the help of keys, and texts of errors.
    static let targets: Set = [
        "Stochastics", "EventEngine", "Routing", "Training", "Traffic", "Workforce", "Simulation", "Experiments",
        "Verification",
    ]
    /// What the measures mean: the glossary, which no result changes.
    static let glossary = "Sources/Simulation/Measures/"
    /// Files that may hold sentences, with the reason. None may be added.
    static let exceptions = [
        "Sources/Training/Promotion/PromotionGate.swift": "the reason of the gate, which stands in an operation's log",
        "Sources/Verification/Reductions/ReductionDraft.swift": "what a scenario that is made up says of itself",
    ]
    private static let errorLabels: Set = ["message", "remedy", "reason", "requirement"]
    private static let errorCalls: Set = [
        "report", "refuse", "problem", "defect", "broken", "wrong", "unsupported", "precondition", "fatalError",
        "require",
        "check",
    ]
    private static let formatters = ["BriefUnits.", "HumanUnits.", "FixedDigits."]

    /// Sentences in a source, as "path:line: what".
    static func findings(path: String, text: String) -> [String] {
        let target = path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        guard targets.contains(target), !path.hasPrefix(glossary), exceptions[path] == nil else { return [] }
        return SourceLiterals.of(text).filter(isSentence).map {
            "\(path):\($0.line): a sentence about a result; make it a Finding, and its words in Reports"
        }
    }

    private static func isSentence(_ literal: SourceLiterals.Literal) -> Bool {
        guard !literal.isThrown, !literal.calls.contains(where: isError), words(literal.text) >= 3 else { return false }
        let ends =
            literal.text.hasSuffix(".")
            && literal.text.dropLast().last.map { $0.isLetter || "%)#".contains($0) }
                ?? false
        return ends || literal.code.contains { code in formatters.contains { code.contains($0) } }
    }

    private static func isError(_ call: SourceLiterals.Call) -> Bool {
        errorCalls.contains(call.name) || errorLabels.contains(call.label)
            || ["Error", "Problem", "Fault"].contains { call.name.hasSuffix($0) }
    }

    /// Plain words in small letters: no paths, keys or code.
    private static func words(_ text: String) -> Int {
        text.split { " ,;:()'\"".contains($0) }.count { word in
            word.count > 1 && word.drop { $0.isLowercase }.allSatisfy { $0 == "." } && word.first?.isLowercase == true
        }
    }
}
