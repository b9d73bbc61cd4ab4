import Files
import Foundation

/// Writes requests to an external AI; the same text always gives the same bytes, whose digest names the answer.
struct ExternalRequest: Sendable {
    private let before: [UInt8]
    private let after: [UInt8]

    /// Prepares the parts that do not depend on the text.
    init(_ endpoint: ExternalOptions.Endpoint, intents: [String]) {
        switch endpoint {
        case .command:
            let names = intents.map { Self.quoted(Array($0.utf8)) }.joined(separator: Array(",".utf8))
            before = Array("{\"intents\":[".utf8) + names + Array("],\"text\":".utf8)
            after = Array("}".utf8)
        case .chat(_, let model, let prompt, _):
            let told = Self.replace("{intents}", in: prompt, by: intents.joined(separator: ", "))
            before =
                Array("{\"model\":".utf8) + Self.quoted(Array(model.utf8))
                + Array(",\"temperature\":0,\"messages\":[{\"role\":\"system\",\"content\":".utf8)
                + Self.quoted(Array(told.utf8)) + Array("},{\"role\":\"user\",\"content\":".utf8)
            after = Array("}]}".utf8)
        }
    }

    /// The request about a text, UTF-8.
    func bytes(_ text: [UInt8]) -> [UInt8] {
        var bytes = before
        bytes.reserveCapacity(before.count + text.count + after.count + 16)
        Self.quote(text, into: &bytes)
        bytes += after
        return bytes
    }

    /// The name of a request in a record: its SHA-256.
    static func key(_ request: [UInt8]) -> String { SHA256Digest.hex(of: request) }

    private static func replace(_ part: String, in text: String, by other: String) -> String {
        var result = ""
        var rest = text[...]
        while let range = rest.range(of: part) {
            result += rest[..<range.lowerBound] + other
            rest = rest[range.upperBound...]
        }
        return result + rest
    }

    private static func quoted(_ text: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        quote(text, into: &bytes)
        return bytes
    }

    /// Adds a text as a JSON string; bytes that are not UTF-8 become the replacement character.
    private static func quote(_ text: [UInt8], into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        let start = bytes.count
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 10: bytes += Array("\\n".utf8)
            case 13: bytes += Array("\\r".utf8)
            case 9: bytes += Array("\\t".utf8)
            case ..<32:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        if bytes[start...].contains(where: { $0 >= 128 }) {
            let repaired = Array(String(decoding: bytes[start...], as: UTF8.self).utf8)
            bytes.removeSubrange(start...)
            bytes += repaired
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
