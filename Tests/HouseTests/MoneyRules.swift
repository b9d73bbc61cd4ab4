/// The rule that time becomes wages, and parts of a cost become a whole, in one place each.
enum MoneyRules {
    static let wages = "Sources/Workforce/Wages.swift"
    static let total = "Sources/Simulation/Ledger/CostPart.swift"

    /// Lines of a source that break the rule, as "path:line: what".
    static func findings(path: String, text: String) -> [String] {
        var found: [String] = []
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard !line.drop(while: { $0 == " " }).hasPrefix("///") else { continue }
            func add(_ what: String) { found.append("\(path):\(number + 1): \(what)") }
            if path != wages, line.contains(/[*\/]\s*[\w.$?()]*wagePerHour|wagePerHour\)?\s*[*\/]/) {
                add("wages are worked out in \(wages)")
            }
            if path != total, line.contains(/\.\w+Cost(, slice: [^\]]*)?\]\s*[-+](?!=)|[-+]\s*[\w$]+\[\.\w+Cost\b/) {
                add("costs are added up in \(total)")
            }
        }
        return found
    }
}
