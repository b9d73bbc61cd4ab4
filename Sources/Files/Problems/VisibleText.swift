/// Text made safe to be shown: what would drive a terminal, hide, or turn text around is written as its number.
///
/// Every text that leaves the program for a terminal or a log passes here. A number is written as in JSON (`\u001B`, two
/// of them beyond U+FFFF), so that a JSON document that passes here still says the same.
public enum VisibleText {
    /// The text with every scalar that acts or hides as its number; line feeds stay.
    public static func escape(_ text: String) -> String { mapped(text) { $0 == "\n" ? nil : escaped($0) } }

    /// The text for one line: as `escape`, and line feeds are numbers too.
    public static func line(_ text: String) -> String { mapped(text, escaped) }

    /// Text as it leaves for a terminal or a log: as `escape`, and no line of it is a command for a CI server that reads
    /// logs (GitHub Actions, Azure Pipelines, TeamCity).
    ///
    /// - Parameter colours: whether the program's own colours stay: bold, faint, bold red, green and yellow, and their end.
    public static func page(_ text: String, colours: Bool = false) -> String {
        var page = text
        if colours, text.utf8.contains(0x1B) {
            // The pieces between the program's own colours.
            var rest = text[...]
            page = ""
            while let found = rest.firstMatch(of: /\u{1B}\[(?:0|1|2|1;3[123])m/) {
                page += escape(String(rest[..<found.range.lowerBound])) + found.output
                rest = rest[found.range.upperBound...]
            }
            page += escape(String(rest))
        } else {
            page = escape(text)
        }
        return withoutCommands(page)
    }

    /// Whether a scalar acts on a terminal, hides, or turns text around, where it stands.
    ///
    /// Joiners and variation selectors are letters' and emoji's own means, and stay behind those.
    ///
    /// - Parameter previous: the scalar before it; nil at the beginning.
    public static func isDeceiving(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Bool {
        let value = scalar.value
        if value < 0x7F { return value < 0x20 }
        if value < 0xA0 { return true }
        if value == 0x2028 || value == 0x2029 || (0xFFF9...0xFFFB).contains(value) { return true }
        guard scalar.properties.isDefaultIgnorableCodePoint else { return false }
        guard let previous else { return true }
        let isVariant = (0xFE00...0xFE0F).contains(value) || (0xE0100...0xE01EF).contains(value)
        let isMongolian = (0x180B...0x180D).contains(value) || value == 0x180F
        guard value == 0x200C || value == 0x200D || isVariant || isMongolian else { return true }
        // An emoji of several: its variation selector stands before the joiner. A keycap: behind a digit, # or *.
        if value == 0x200D, previous.value == 0xFE0F { return false }
        if value == 0xFE0F, "0123456789#*".unicodeScalars.contains(previous) { return false }
        return previous.value < 0xA0 || previous.properties.isDefaultIgnorableCodePoint
    }

    /// The text with its deceiving scalars replaced.
    ///
    /// - Parameter replacement: of a scalar; nil keeps it.
    package static func mapped(_ text: String, _ replacement: (Unicode.Scalar) -> String?) -> String {
        // Most text is ASCII without control characters.
        guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
        var mapped = ""
        mapped.reserveCapacity(text.utf8.count)
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if isDeceiving(scalar, after: previous), let other = replacement(scalar) {
                mapped += other
            } else {
                mapped.unicodeScalars.append(scalar)
            }
            previous = scalar
        }
        return mapped
    }

    /// The scalar's number as JSON writes it.
    package static func escaped(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16, uppercase: true)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    /// The text with the first character of what a CI server would obey as its number: `::` where a line begins, `##[` and
    /// `##word` anywhere.
    private static func withoutCommands(_ text: String) -> String {
        guard text.utf8.contains(pair: UInt8(ascii: ":")) || text.utf8.contains(pair: UInt8(ascii: "#")) else {
            return text
        }
        let scalars = Array(text.unicodeScalars)
        var harmless = ""
        var isStart = true
        for (place, scalar) in scalars.enumerated() {
            let isPair = place + 1 < scalars.count && scalars[place + 1] == scalar
            let beyond = place + 2 < scalars.count ? scalars[place + 2] : " "
            let isHash = scalar == "#" && isPair && (beyond == "[" || beyond.isASCII && beyond.properties.isAlphabetic)
            if isHash || isStart && isPair && scalar == ":" {
                harmless += escaped(scalar)
            } else {
                harmless.unicodeScalars.append(scalar)
            }
            isStart = scalar == "\n" || isStart && scalar.properties.isWhitespace
        }
        return harmless
    }
}

extension String.UTF8View {
    /// Whether a byte comes twice in a row.
    fileprivate func contains(pair byte: UInt8) -> Bool {
        var before: UInt8?
        for next in self {
            if next == byte, before == byte { return true }
            before = next
        }
        return false
    }
}
