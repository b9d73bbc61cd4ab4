/// A word or a punctuation mark of Swift source, with its line.
struct SourceToken: Equatable {
    var text: String
    var line: Int
}

/// Splits Swift source into words and marks, leaving out comments and the text (not the code) in string literals.
struct SourceTokens {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var tokens: [SourceToken] = []
    private var literals: [SourceToken] = []

    static func of(_ text: String) -> [SourceToken] { scanned(text).tokens }

    /// The texts of string literals, as they are written; an interpolation ends one and begins the next.
    static func literals(of text: String) -> [SourceToken] { scanned(text).literals }

    private static func scanned(_ text: String) -> SourceTokens {
        var scan = SourceTokens(bytes: [UInt8](text.utf8))
        scan.code(untilParenthesis: false)
        return scan
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private func starts(_ text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] == 10 { line += 1 }
            position += 1
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
            return true
        default: return false
        }
    }

    /// Reads code to its end, or to the parenthesis that closes an interpolation.
    private mutating func code(untilParenthesis: Bool) {
        var depth = 0
        while position < bytes.count {
            if starts("//") {
                while position < bytes.count, bytes[position] != 10 { position += 1 }
            } else if starts("/*") {
                blockComment()
            } else if starts("\"") || starts("#\"") || starts("##\"") {
                string()
            } else if Self.isWord(bytes[position]) {
                let start = position
                while position < bytes.count, Self.isWord(bytes[position]) { position += 1 }
                add(start)
            } else {
                let byte = bytes[position]
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") {
                    if depth == 0, untilParenthesis { return advance() }
                    depth -= 1
                }
                if byte != 32, byte != 10, byte != 9, byte != 13 {
                    tokens.append(SourceToken(text: String(Character(Unicode.Scalar(byte))), line: line))
                }
                advance()
            }
        }
    }

    private mutating func add(_ start: Int) {
        tokens.append(SourceToken(text: String(decoding: bytes[start..<position], as: UTF8.self), line: line))
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                advance(2)
            } else if starts("*/") {
                depth -= 1
                advance(2)
            } else {
                advance()
            }
        } while depth > 0 && position < bytes.count
    }

    private mutating func string() {
        var hashes = ""
        while starts("#") {
            hashes += "#"
            advance()
        }
        let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
        advance(quotes.count)
        var (start, startLine) = (position, line)
        func addLiteral(_ scan: inout SourceTokens) {
            let text = String(decoding: scan.bytes[start..<scan.position], as: UTF8.self)
            scan.literals.append(SourceToken(text: text, line: startLine))
        }
        while position < bytes.count, !starts(quotes + hashes) {
            if starts("\\\(hashes)(") {
                addLiteral(&self)
                advance(2 + hashes.count)
                code(untilParenthesis: true)
                (start, startLine) = (position, line)
            } else {
                advance(starts("\\") && hashes.isEmpty ? 2 : 1)
            }
        }
        addLiteral(&self)
        advance(quotes.count + hashes.count)
    }
}
