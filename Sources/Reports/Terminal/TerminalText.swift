import Files

/// Text measured, cut, padded and wrapped by the columns it takes on a terminal.
package enum TerminalText {
    /// Columns that a text takes: two for a wide character, none for a combining one.
    package static func width(_ text: String) -> Int {
        text.reduce(0) { $0 + width($1) }
    }

    /// The text with tabs and line ends as spaces, and with whatever else acts on a terminal or hides as its number.
    ///
    /// What measures, cuts, fills and wraps below does this first: a name needs it only where it is put in a line as it is.
    package static func clean(_ text: String) -> String {
        VisibleText.mapped(text) { "\t\n\r".unicodeScalars.contains($0) ? " " : VisibleText.escaped($0) }
    }

    /// The text cut to a width, an ellipsis in its last column where something is missing.
    package static func cut(_ text: String, to limit: Int) -> String {
        let text = clean(text)
        guard width(text) > limit else { return text }
        var kept = ""
        var used = 0
        for character in text {
            let next = width(character)
            if used + next > limit - 1 { break }
            kept.append(character)
            used += next
        }
        return limit > 0 ? kept + "…" : ""
    }

    /// The text cut and filled with spaces to a width, at its right or (aligned right) at its left.
    package static func pad(_ text: String, to limit: Int, right: Bool = false) -> String {
        let text = cut(text, to: limit)
        let fill = String(repeating: " ", count: max(0, limit - width(text)))
        return right ? fill + text : text + fill
    }

    /// Lines of at most `limit` columns, every one after the first indented; a longer word is broken.
    package static func wrap(_ text: String, to limit: Int, first: String = "", rest: String = "") -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in clean(text).split(whereSeparator: { $0.isWhitespace }) {
            var word = String(word)
            if !isEmpty, width(line) + 1 + width(word) > limit {
                lines.append(line)
                line = rest
                isEmpty = true
            }
            while width(line) + width(word) > limit, isEmpty, width(line) < limit - 1 {
                var piece = ""
                while let character = word.first, width(line) + width(piece) + width(character) <= limit {
                    piece.append(word.removeFirst())
                }
                lines.append(line + piece)
                line = rest
            }
            line += isEmpty ? word : " " + word
            isEmpty = false
        }
        if !isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }

    private static func width(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
