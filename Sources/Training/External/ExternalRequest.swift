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
            let names = intents.map { Self.quoted($0) }.joined(separator: Array(",".utf8))
            before = Array("{\"intents\":[".utf8) + names + Array("],\"text\":".utf8)
            after = Array("}".utf8)
        case .chat(_, let model, let prompt, _):
            let told = Self.replace("{intents}", in: prompt, by: intents.joined(separator: ", "))
            before =
                Array("{\"model\":".utf8) + Self.quoted(model)
                + Array(",\"temperature\":0,\"messages\":[{\"role\":\"system\",\"content\":".utf8)
                + Self.quoted(told) + Array("},{\"role\":\"user\",\"content\":".utf8)
            after = Array("}]}".utf8)
        }
    }

    /// The request about a text, UTF-8.
    func bytes(_ text: [UInt8]) -> [UInt8] {
        var bytes = before
        bytes.reserveCapacity(before.count + text.count + after.count + 16)
        // Bytes that are not UTF-8 become the replacement character.
        JSONQuote.add(String(decoding: text, as: UTF8.self), to: &bytes, hidden: .kept)
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

    private static func quoted(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONQuote.add(text, to: &bytes, hidden: .kept)
        return bytes
    }
}
