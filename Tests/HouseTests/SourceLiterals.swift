/// The string literals of Swift source with the calls that they stand in.
struct SourceLiterals {
    /// A call that is open at a place, with the label of the argument there.
    struct Call: Equatable {
        /// Name before the parenthesis; empty for a group.
        var name: String
        /// Label of the argument; empty without one.
        var label = ""
    }

    /// A literal.
    struct Literal: Equatable {
        /// Its text, each interpolation as "#".
        var text: String
        /// The code of its interpolations.
        var code: [String] = []
        /// Line at which it begins.
        var line: Int
        /// Calls around it, the outermost first.
        var calls: [Call]
        /// Whether it belongs to what a statement throws.
        var isThrown: Bool
    }

    private let characters: [Character]
    private var position = 0
    private var line = 1
    private var calls: [Call] = []
    private var word = ""
    /// Depths of parentheses at which something is thrown.
    private var thrown: [Int] = []
    private var found: [Literal] = []

    /// The literals of a source, those inside interpolations included.
    static func of(_ text: String) -> [Literal] {
        var scan = SourceLiterals(characters: Array(text))
        while scan.position < scan.characters.count { scan.step() }
        return scan.found
    }

    private init(characters: [Character]) { self.characters = characters }

    private func starts(_ text: String) -> Bool { characters[position...].starts(with: text) }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < characters.count {
            if characters[position].isNewline { line += 1 }
            position += 1
        }
    }

    /// Reads one word, mark, comment or literal of code.
    private mutating func step() {
        let character = characters[position]
        if starts("//") {
            while position < characters.count, !characters[position].isNewline { position += 1 }
            return
        }
        if character == "\"" || starts("#\"") { return literal() }
        if character.isLetter || character.isNumber || character == "_" {
            let start = position
            while position < characters.count,
                characters[position].isLetter || characters[position].isNumber
                    || characters[position] == "_"
            {
                position += 1
            }
            word = String(characters[start..<position])
            if word == "throw" { thrown.append(calls.count) }
            return
        }
        switch character {
        case "(": calls.append(Call(name: word))
        case ")": _ = calls.popLast()
        case ",": calls.indices.last.map { calls[$0].label = "" }
        case ":": calls.indices.last.map { calls[$0].label = word }
        default: break
        }
        // A thrown expression ends with its block, or where a line ends outside its parentheses.
        if character == "}" || character.isNewline && !continues { thrown.removeAll { $0 >= calls.count } }
        if !character.isWhitespace { word = "" }
        advance()
    }

    /// Whether the next line goes on with an expression.
    private var continues: Bool {
        let next = characters[position...].first { !$0.isWhitespace }
        return next.map { "+?:.".contains($0) } ?? false
    }

    private mutating func literal() {
        let hashes = starts("#") ? "#" : ""
        advance(hashes.count)
        let quotes = starts("\"\"\"") ? "\"\"\"" : "\""
        var own = Literal(text: "", line: line, calls: calls, isThrown: !thrown.isEmpty)
        advance(quotes.count)
        while position < characters.count, !starts(quotes + hashes) {
            if starts("\\\(hashes)(") {
                own.text += "#"
                advance(1 + hashes.count)
                let start = position
                let depth = calls.count
                word = ""
                repeat { step() } while calls.count > depth && position < characters.count
                own.code.append(String(characters[start..<position]))
            } else {
                let count = starts("\\") && hashes.isEmpty ? 2 : 1
                own.text += String(characters[position..<min(position + count, characters.count)])
                advance(count)
            }
        }
        advance(quotes.count + hashes.count)
        word = ""
        found.append(own)
    }
}
