/// Texts in JSON's quotes: the one place that knows what is escaped, and how.
package enum JSONQuote {
    /// What becomes of characters that act on a terminal, hide, or turn text around.
    package enum Hidden: Sendable {
        /// They stand as they are: for bytes that a program reads back, or whose digest names something.
        case kept
        /// They are written as their numbers: for what somebody may look at.
        case numbered
    }

    /// A text in quotes.
    package static func text(_ text: String, hidden: Hidden = .numbered) -> String {
        var bytes: [UInt8] = []
        add(text, to: &bytes, hidden: hidden)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Adds a text in quotes.
    package static func add(_ text: String, to bytes: inout [UInt8], hidden: Hidden = .numbered) {
        bytes.append(quote)
        if hidden == .kept || !text.utf8.contains(where: { $0 >= 0x7F }) {
            for byte in text.utf8 { add(byte, to: &bytes) }
        } else {
            addVisible(text, to: &bytes)
        }
        bytes.append(quote)
    }

    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")
    private static let digits = Array("0123456789abcdef".utf8)

    private static func add(_ byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case quote, backslash: bytes += [backslash, byte]
        case UInt8(ascii: "\n"): bytes += [backslash, UInt8(ascii: "n")]
        case UInt8(ascii: "\r"): bytes += [backslash, UInt8(ascii: "r")]
        case UInt8(ascii: "\t"): bytes += [backslash, UInt8(ascii: "t")]
        case ..<0x20: number(byte, to: &bytes)
        default: bytes.append(byte)
        }
    }

    private static func number(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    private static func addVisible(_ text: String, to bytes: inout [UInt8]) {
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            if scalar.value < 0x7F {
                add(UInt8(scalar.value), to: &bytes)
            } else if scalar.value == 0x7F {
                number(0x7F, to: &bytes)
            } else if VisibleText.isDeceiving(scalar, after: previous) {
                bytes += Array(VisibleText.escaped(scalar).utf8)
            } else {
                bytes += Array(String(scalar).utf8)
            }
            previous = scalar
        }
    }
}
