/// Keeps spreadsheets from running a text of a CSV file as a formula.
///
/// A text that begins with `=`, `+`, `-` or `@`, after blanks or at once, or with a tab or a carriage return, gets an
/// apostrophe in front, which spreadsheets take for "this is text". Numbers such as `-1.5` and `-5%` stay numbers. A text
/// that begins with apostrophes before such a sign gets one more, so that a reader can always take the first one away.
public enum CSVGuard {
    private static let apostrophe = UInt8(ascii: "'")

    /// The text as it is written: with an apostrophe in front where a spreadsheet could run it.
    public static func guarded(_ field: String) -> String {
        // Almost every field begins with a letter or a digit.
        guard let first = field.utf8.first, !isPlain(first), isFormula(afterApostrophes(field)) else { return field }
        return isNumber(field) ? field : "'" + field
    }

    /// The text as it was before it was written.
    public static func unguarded(_ field: String) -> String {
        guard field.utf8.first == apostrophe, isFormula(afterApostrophes(field)) else { return field }
        // A scalar, not a character: the apostrophe may have a mark behind it.
        return String(field.unicodeScalars.dropFirst())
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func afterApostrophes(_ field: String) -> Substring.UnicodeScalarView {
        field[...].unicodeScalars.drop { $0 == "'" }
    }

    /// Whether a spreadsheet may take the text for a formula, full-width signs included.
    private static func isFormula(_ text: Substring.UnicodeScalarView) -> Bool {
        guard let first = text.first else { return false }
        if first == "\t" || first == "\r" { return true }
        let sign = text.first { !$0.properties.isWhitespace && !VisibleText.isDeceiving($0, after: nil) }
        return sign.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
    }

    /// Whether the text is a sign, digits with or without a point, an exponent or none, and a percent sign or none.
    private static func isNumber(_ field: String) -> Bool {
        field.wholeMatch(of: /[+\-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+\-]?[0-9]+)?%?/) != nil
    }
}
