import Files
import Simulation

/// A key that scenarios had in earlier versions, and what to write in its place.
struct RetiredKey {
    /// Dotted path.
    let path: String
    /// Dotted path of the key that is most like it now.
    let successor: String
    /// What to write now, in words; `AMOUNT` stands for what was written.
    private let remedy: String

    /// What to write now.
    ///
    /// - Parameter written: what was written at the key; nil where that is not known.
    func remedy(for written: String?, currency: String) -> String {
        remedy.replacing("AMOUNT", with: written ?? "8 \(currency)")
    }

    /// All of them.
    static let all = [
        RetiredKey(
            path: "costs.ai_per_query", successor: "costs.ai.per_query",
            remedy: "write costs: {ai: {per_query: AMOUNT}}"),
        RetiredKey(
            path: "costs.wrong_resolution", successor: "costs.wrong_case",
            remedy: "write wrong_case: AMOUNT for each case that ends wrong, or wrong_answer: AMOUNT for each wrong "
                + "answer of the AI, noticed or not"),
        RetiredKey(
            path: "policy.expected_cost.wrong_answer", successor: "costs.wrong_answer",
            remedy: "write costs: {wrong_answer: AMOUNT}, which the policy weighs and reports count"),
        RetiredKey(
            path: "policy.expected_cost.lost_customer", successor: "costs.lost_customer",
            remedy: "write costs: {lost_customer: AMOUNT}, which the policy weighs and reports count"),
    ]

    /// The retired key at a path; nil where there is none.
    static func at(_ path: String) -> RetiredKey? { all.first { $0.path == path } }

    /// Reports the keys of earlier versions that stand in a section, each with what to write now.
    static func refuse(in section: Section, currency: String) {
        for key in all {
            guard let name = key.path.split(separator: ".").last.map(String.init), section.join(name) == key.path
            else { continue }
            section.refuse(name, key.remedy(for: written(name, in: section), currency: currency))
        }
    }

    /// What is written at a key, where it is text.
    private static func written(_ name: String, in section: Section) -> String? {
        guard case .mapping(let mapping) = section.node else { return nil }
        return mapping.first { $0.key.string == name }?.value.scalar?.string
    }
}
