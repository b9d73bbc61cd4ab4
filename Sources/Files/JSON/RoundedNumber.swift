import Foundation

/// How results write a number: at most 10 significant digits, the shortest text that says them.
package enum RoundedNumber {
    /// The number as JSON and CSV write it; nil when it is not finite.
    package static func text(_ value: Double) -> String? {
        guard value.isFinite else { return nil }
        guard value != 0 else { return "0" }
        let rounded = Double(String(format: "%.9e", value)) ?? value
        let text = rounded.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
