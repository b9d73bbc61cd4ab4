import Files
import Yams

/// The text of a YAML file, with problems that know its lines.
struct YAMLText {
    let file: String
    let text: String
    let lines: [String]

    /// Longest text that is taken for a scenario, in bytes.
    static let longestBytes = 16 << 20
    /// Deepest nesting; a scenario needs a dozen, and the parser is recursive.
    private static let deepestNesting = 200
    private static let widestIndentation = 1_000

    /// Splits a text where YAML does: LF, CRLF, CR and the Unicode line ends.
    init(_ text: String, file: String) {
        self.file = file
        self.text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        lines = self.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    }

    /// The text of a file's bytes.
    ///
    /// - Throws: `Problem` where they are not UTF-8, or too many.
    init(bytes: [UInt8], file: String) throws {
        guard bytes.count <= Self.longestBytes else {
            throw Problem(
                file: file, message: "the file has \(bytes.count >> 20) MB: this is no scenario",
                remedy: "name a YAML file such as scenarios/support.yaml")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let repaired = YAMLText(String(decoding: bytes, as: UTF8.self), file: file)
            let line = repaired.lines.firstIndex { $0.unicodeScalars.contains("\u{FFFD}") } ?? 0
            let column = repaired.lines[line].unicodeScalars.prefix { $0 != "\u{FFFD}" }.count
            throw repaired.problem(line + 1, column + 1, "the file is not UTF-8 text", "save it as UTF-8")
        }
        self.init(text, file: file)
    }

    /// The root of the document.
    ///
    /// - Throws: `Problem` when it is not YAML.
    func root() throws -> Node {
        try checkNesting()
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw Problem(file: file, line: 1, column: 1, message: "the file is empty", remedy: "write a scenario")
            }
            return node
        } catch let error as YamlError {
            throw problem(error)
        }
    }

    /// A problem at a place, with its line.
    func problem(_ line: Int, _ column: Int, _ message: String, _ remedy: String) -> Problem {
        Problem(
            file: file, line: line, column: column, message: message, remedy: remedy,
            snippet: lines.indices.contains(line - 1) ? lines[line - 1] : "")
    }

    /// Refuses what would overflow the parser's stack: brackets within brackets, and indentation, which bounds the
    /// depth of everything else.
    private func checkNesting() throws {
        var depth = 0
        for (number, line) in lines.enumerated() {
            var isWide = line.utf8.prefix { $0 == 32 || $0 == 45 || $0 == 63 }.count > Self.widestIndentation
            for byte in line.utf8 {
                if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
                isWide = isWide || depth > Self.deepestNesting
            }
            guard !isWide else {
                throw problem(number + 1, 1, "this is nested too deeply", "compare with scenarios/support.yaml")
            }
        }
    }

    private func problem(_ error: YamlError) -> Problem {
        switch error {
        case .scanner(_, let what, let mark, _), .parser(_, let what, let mark, _), .composer(_, let what, let mark, _):
            let isTab = lines.indices.contains(mark.line - 1) && lines[mark.line - 1].contains("\t")
            return problem(
                mark.line, mark.column, "this is not YAML: \(what)",
                isTab
                    ? "indent with spaces, not tabs"
                    : "check indentation, colons and quotes here or in the line before")
        case .duplicatedKeysInMapping(let names, let context):
            let name = names.first ?? ""
            let first = context.mark
            let again = lines.indices.dropFirst(first.line).first { index in
                let words = lines[index].drop { $0 == " " || $0 == "\"" || $0 == "'" }
                return lines[index].prefix { $0 == " " }.count == first.column - 1 && words.hasPrefix(name)
                    && words.dropFirst(name.count).drop { $0 == " " || $0 == "\"" || $0 == "'" }.hasPrefix(":")
            }
            return problem(
                again.map { $0 + 1 } ?? first.line, first.column, "the key '\(name)' is written twice",
                again == nil ? "keep one of them" : "keep one of them; the other is in line \(first.line)")
        case .reader(let what, _, let value, _):
            let bad = Unicode.Scalar(UInt32(bitPattern: value))
            let line = bad.flatMap { bad in lines.firstIndex { $0.unicodeScalars.contains(bad) } } ?? 0
            let column = lines.isEmpty ? 0 : lines[line].unicodeScalars.prefix { $0 != bad }.count
            return problem(line + 1, column + 1, "this is not YAML: \(what)", "remove the character")
        default:
            return problem(1, 1, "this is not YAML: \(error)", "write a scenario as YAML")
        }
    }
}
