import Foundation

/// One line of a JSON Lines file.
public struct JSONLine: Sendable, Hashable {
    /// Path of the file, for messages.
    public let file: String
    /// Number of the line, from 1.
    public let line: Int
    /// The line without its line end.
    public let bytes: [UInt8]

    /// Creates a line.
    public init(file: String, line: Int, bytes: [UInt8]) {
        self.file = file
        self.line = line
        self.bytes = bytes
    }

    /// Decodes the line as a JSON object.
    ///
    /// - Throws: `Problem` with the place of a syntax error, a missing key or a value of the wrong type.
    public func decode<Value: Decodable>(_ type: Value.Type, with decoder: JSONDecoder = JSONDecoder()) throws -> Value
    {
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch let error as DecodingError {
            if let fault = JSONSyntax.firstFault(in: bytes) {
                throw problem(at: fault.offset, message: fault.message, remedy: "write one JSON object per line")
            }
            throw problem(error)
        }
    }

    /// A problem at byte `offset` of the line.
    public func problem(at offset: Int, message: String, remedy: String) -> Problem {
        let before = bytes[..<min(max(0, offset), bytes.count)]
        return Problem(
            file: file, line: line, column: before.reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }, message: message,
            remedy: remedy, snippet: String(decoding: bytes, as: UTF8.self))
    }

    /// A problem with the value at `path`, such as a number out of range.
    public func problem(of path: [JSONPlace.Step], message: String, remedy: String) -> Problem {
        problem(at: JSONPlace.offset(of: path, in: bytes) ?? 0, message: message, remedy: remedy)
    }

    private func problem(_ error: DecodingError) -> Problem {
        func name(_ path: [any CodingKey]) -> String {
            path.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        }
        func place(_ path: [any CodingKey]) -> Int { JSONSyntax.offset(of: path, in: bytes) ?? 0 }
        switch error {
        case .keyNotFound(let key, let context):
            return problem(
                at: place(context.codingPath), message: "the key \"\(name(context.codingPath + [key]))\" is missing",
                remedy: "add it")
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            let what = context.codingPath.isEmpty ? "the line" : "\"\(name(context.codingPath))\""
            return problem(
                at: place(context.codingPath), message: "\(what) has a value of the wrong kind",
                remedy: "write \(Self.kind(of: type))")
        case .dataCorrupted(let context):
            guard !context.codingPath.isEmpty else {
                // The syntax is right, so it can only be a value: Foundation refuses numbers that no double can hold.
                return problem(
                    at: 0, message: "a number of this line is out of range", remedy: "write numbers below 1e308")
            }
            return problem(
                at: place(context.codingPath), message: "\"\(name(context.codingPath))\": \(context.debugDescription)",
                remedy: "")
        @unknown default:
            return problem(at: 0, message: "the line cannot be read", remedy: "")
        }
    }

    private static func kind(of type: Any.Type) -> String {
        switch type {
        case is String.Type: return "a text in double quotes"
        case is Bool.Type: return "true or false"
        case is any BinaryInteger.Type: return "a whole number"
        case is any BinaryFloatingPoint.Type: return "a number"
        case is any ExpressibleByDictionaryLiteral.Type: return "an object in braces"
        case is any ExpressibleByArrayLiteral.Type: return "a list in brackets"
        default: return "\(type)"
        }
    }
}
