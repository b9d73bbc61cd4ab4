import Foundation

/// A JSON document to be written: sorted keys and rounded numbers, so that the same values always give the same bytes.
package enum JSONTree: Sendable, Equatable {
    case null
    case bool(Bool)
    /// Written with at most 10 significant digits; `null` when not finite.
    case number(Double)
    /// Written with as many digits as tell it from every other number; `null` when not finite.
    case exact(Double)
    /// Written with all its digits.
    case whole(UInt64)
    case string(String)
    case array([JSONTree])
    /// An array that stays on one line.
    case line([JSONTree])
    case object([String: JSONTree])

    /// A number, or `null` for nil and for what JSON cannot express.
    package static func optional(_ value: Double?) -> JSONTree {
        value.map(JSONTree.number) ?? .null
    }

    /// The document on one line, with no spaces.
    package var compact: String {
        var text = ""
        write(to: &text, indent: nil)
        return text
    }

    /// The document with one member a line, indented by two spaces, and a line end.
    package var pretty: String {
        var text = ""
        write(to: &text, indent: 0)
        return text + "\n"
    }

    private func write(to text: inout String, indent: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .number(let value): text += RoundedNumber.text(value) ?? "null"
        case .exact(let value):
            let digits = value.description
            text += value.isFinite ? (digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits) : "null"
        case .whole(let value): text += String(value)
        case .string(let value): text += JSONTree.quoted(value)
        case .array(let items):
            JSONTree.writeMembers(items, open: "[", close: "]", to: &text, indent: indent) { item, text, inner in
                item.write(to: &text, indent: inner)
            }
        case .line(let items): text += "[" + items.map(\.compact).joined(separator: ", ") + "]"
        case .object(let members):
            let sorted = members.sorted { $0.key < $1.key }
            JSONTree.writeMembers(sorted, open: "{", close: "}", to: &text, indent: indent) { member, text, inner in
                text += JSONTree.quoted(member.key) + (indent == nil ? ":" : ": ")
                member.value.write(to: &text, indent: inner)
            }
        }
    }

    private static func writeMembers<Member>(
        _ members: [Member], open: String, close: String, to text: inout String, indent: Int?,
        each: (Member, inout String, Int?) -> Void
    ) {
        text += open
        for (index, member) in members.enumerated() {
            if index > 0 { text += "," }
            if let indent { text += "\n" + String(repeating: "  ", count: indent + 1) }
            each(member, &text, indent.map { $0 + 1 })
        }
        if let indent, !members.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
        text += close
    }

    /// A text in quotes, with what JSON wants escaped, and what would act on a terminal or hide there.
    package static func quoted(_ value: String) -> String {
        var text = "\""
        var previous: Unicode.Scalar?
        for scalar in value.unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            case _ where VisibleText.isDeceiving(scalar, after: previous): text += VisibleText.escaped(scalar)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

extension JSONTree: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(floatLiteral value: Double) { self = .number(value) }
    package init(integerLiteral value: Int) { self = .number(Double(value)) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONTree...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONTree)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}
