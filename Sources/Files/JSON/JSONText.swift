import Foundation

/// Reads a JSON document that the program wrote and that somebody may have damaged, with the place of what is wrong.
public enum JSONText {
    /// Decodes a document.
    ///
    /// - Parameters:
    ///   - file: its name in messages.
    ///   - what: what it should be, such as "summary of a forecast".
    ///   - remedy: what to do about one that is none.
    ///   - isSnakeCase: whether keys are the properties' names in snake case.
    /// - Throws: `Problem` at the syntax error, or at the value that is not what it should be.
    public static func decode<Value: Decodable>(
        _ type: Value.Type, from bytes: [UInt8], file: String, what: String, remedy: String, isSnakeCase: Bool = false
    ) throws -> Value {
        let decoder = JSONDecoder()
        if isSnakeCase { decoder.keyDecodingStrategy = .convertFromSnakeCase }
        do {
            return try decoder.decode(type, from: Data(bytes))
        } catch {
            let (reason, place) = explain(error, in: bytes)
            throw Problem(
                file: file, line: place?.line ?? 0, column: place?.column ?? 0,
                message: "this is no \(what) (\(reason))",
                remedy: remedy, snippet: place?.snippet ?? "")
        }
    }

    private static func explain(_ error: any Error, in bytes: [UInt8]) -> (String, JSONPlace?) {
        if let fault = JSONSyntax.firstFault(in: bytes) {
            return ("not JSON: \(fault.message)", JSONPlace(offset: fault.offset, in: bytes))
        }
        guard let error = error as? DecodingError else { return ("unreadable", nil) }
        switch error {
        case .keyNotFound(let key, let context):
            return ("\"\(key.stringValue)\" is missing", place(context.codingPath, in: bytes))
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return (
                path.isEmpty ? "not an object" : "\"\(path)\" has an unexpected value",
                place(context.codingPath, in: bytes)
            )
        @unknown default: return ("unreadable", nil)
        }
    }

    private static func place(_ path: [any CodingKey], in bytes: [UInt8]) -> JSONPlace? {
        JSONSyntax.offset(of: path, in: bytes).map { JSONPlace(offset: $0, in: bytes) }
    }
}
