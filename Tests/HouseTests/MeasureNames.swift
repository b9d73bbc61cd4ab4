/// The rule that a measure's name is written once, as a case of `Measure`: whoever means it says `Measure.costTotal`.
enum MeasureNames {
    /// The one file that may write the names.
    static let home = "Sources/Simulation/Measures/Measure.swift"

    /// The names that the cases of the file have.
    static func names(in text: String) -> Set<String> {
        Set(SourceTokens.literals(of: text).map(\.text).filter { $0.contains(".") && !$0.hasSuffix(".") })
    }

    /// Names of measures in the string literals of a source, as "path:line: what".
    ///
    /// A service level's name is made of a prefix and what the scenario calls it; the prefix alone is a finding, an
    /// example in a help text, such as `service_level.chat`, is none.
    static func findings(path: String, text: String, names: Set<String>) -> [String] {
        guard path != home else { return [] }
        var found: [String] = []
        for literal in SourceTokens.literals(of: text) {
            for (offset, line) in literal.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                for word in dottedWords(line) where names.contains(word) || word == "service_level." {
                    found.append("\(path):\(literal.line + offset): \"\(word)\" is a literal; use a case of Measure")
                }
            }
        }
        return found
    }

    /// The words of letters, digits, underscores and dots; a dot that ends a sentence belongs to none.
    private static func dottedWords(_ text: Substring) -> [String] {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber) || $0 == "_" || $0 == ".") }
            .map { String($0) == "service_level." ? String($0) : trimmed($0) }
    }

    private static func trimmed(_ word: Substring) -> String {
        var word = word
        while word.last == "." { word.removeLast() }
        return String(word)
    }
}
