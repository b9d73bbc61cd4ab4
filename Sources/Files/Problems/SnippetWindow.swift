/// The part of a source line that an error message shows, and where the caret stands under it.
struct SnippetWindow {
    /// Most scalars of the line that are shown.
    static let widest = 100

    private(set) var text = ""
    /// Terminal columns before the caret; nil when the column is unknown or beyond the line's end plus one.
    private(set) var caretIndent: Int?

    /// Cuts `line` around `column` (Unicode scalars from 1; 0 = unknown).
    init(line: String, column: Int) {
        let scalars = line.unicodeScalars
        let first = scalars.startIndex
        let end = scalars.endIndex
        // The whole line where it fits, else a window with the column in its middle. Nothing walks a line of megabytes.
        let tooLong = scalars.index(first, offsetBy: Self.widest + 1, limitedBy: end) != nil
        var skipped = tooLong ? max(0, column - 1 - Self.widest / 2) : 0
        var position = first
        if let start = scalars.index(first, offsetBy: skipped, limitedBy: end) {
            position = start
        } else {
            skipped = 0
        }
        var width = 0
        if skipped > 0 {
            text = "..."
            width = 3
        }
        var number = skipped + 1
        var previous: Unicode.Scalar?
        while position < end, number <= skipped + Self.widest {
            if number == column { caretIndent = width }
            let shown = Self.visible(scalars[position], after: previous)
            previous = scalars[position]
            text.unicodeScalars.append(shown)
            width += Self.terminalWidth(shown)
            position = scalars.index(after: position)
            number += 1
        }
        if number == column, !text.isEmpty { caretIndent = width }
        if position < end { text += "..." }
    }

    /// The scalar itself, or a picture of it where a terminal would obey or hide it.
    private static func visible(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Unicode.Scalar {
        switch scalar.value {
        case 0..<0x20: return Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        case 0x7F: return "\u{2421}"
        default: return VisibleText.isDeceiving(scalar, after: previous) ? "\u{FFFD}" : scalar
        }
    }

    /// Columns a terminal gives the scalar: 0 for combining marks, 2 for East Asian wide forms and emoji (UAX 11).
    private static func terminalWidth(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
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
