import Foundation

/// Texts and labels as they are compared: in one Unicode form, and labels without spaces around them.
///
/// "é" can be one scalar or two. A table from a spreadsheet and one from a database may hold the same word in both forms.
package enum ComposedText {
    /// The text in Unicode normalisation form C; as it is where it is in that form already.
    package static func of(_ text: String) -> String {
        // No scalar below U+0300 changes, and those have no byte from 0xCC on.
        text.utf8.allSatisfy { $0 < 0xCC } ? text : text.precomposedStringWithCanonicalMapping
    }

    /// A label in normalisation form C without white space at its ends.
    package static func label(_ cell: String) -> String {
        of(cell).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What labels have in common that people would read as the same: case, width, Unicode form and spaces inside.
    package static func folded(_ label: String) -> String {
        label.precomposedStringWithCompatibilityMapping.lowercased()
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
