import Files
import Foundation

/// A text model as one JSON file: names, options, temperatures, metrics, and its tables in base64.
///
/// Tables are little-endian: buckets UInt32 and inverse document frequencies Float32 one a feature, weights Float32
/// row by row (intercept first, then the features), one column an intent and one for the emotion head. What is
/// written is read back bit by bit. The first member, `contentSHA256`, is the digest of the document without it: a file
/// of which any byte was altered is refused.
public enum ModelFile {
    /// Value of the member `format`.
    public static let format = "hitl text model"
    /// Version of the schema this code writes and reads.
    public static let schemaVersion = 2

    /// Writes `model` to `path`, whole or not at all.
    ///
    /// Throws `OutputError` when the file exists and `replace` is false, or cannot be written.
    public static func write(_ model: TextModel, to path: String, replace: Bool = false) throws {
        try WholeFile.write(encode(model), to: path, replace: replace)
    }

    /// The file's content.
    public static func encode(_ model: TextModel) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let document = try encoder.encode(ModelDocument(model))
        let digest = document.withUnsafeBytes { SHA256Digest.hex(of: $0) }
        return Data((opening + digest + closing).utf8) + document.dropFirst()
    }

    /// Reads a model; throws a `Problem` for a file that is absent, broken, foreign, or of another schema version.
    public static func read(_ path: String) throws -> TextModel {
        return try decode(Data(InputFile.read(path, as: .texts)), file: path)
    }

    /// Reads a model from the content of a file; `file` names it in a `Problem`.
    public static func decode(_ data: Data, file: String) throws -> TextModel {
        func problem(_ message: String) -> Problem {
            Problem(file: file, message: message, remedy: "give a file that `hitl train` wrote, or train it again")
        }
        guard let header = try? JSONDecoder().decode(Header.self, from: data), header.format == format else {
            throw problem("this is not a text model, or it is cut short")
        }
        guard header.schemaVersion == schemaVersion else {
            throw problem(
                "the model has schema version \(header.schemaVersion), this program reads version \(schemaVersion)")
        }
        guard let content = content(of: data) else {
            throw problem("the model was altered after it had been written: its content does not fit its SHA-256")
        }
        do {
            return try JSONDecoder().decode(ModelDocument.self, from: content).model()
        } catch let fault as ModelDocument.Fault {
            throw problem("the model is damaged: \(fault.reason)")
        } catch {
            throw problem("the model is damaged: a member is missing or has the wrong type")
        }
    }

    private static let opening = "{\"contentSHA256\":\""
    private static let closing = "\","

    /// The document without its digest; nil where the two do not fit.
    private static func content(of data: Data) -> Data? {
        let prefix = Data(opening.utf8)
        let start = prefix.count + 64 + closing.utf8.count
        guard data.count > start, data.prefix(prefix.count) == prefix else { return nil }
        let content = Data("{".utf8) + data.dropFirst(start)
        let digest = content.withUnsafeBytes { SHA256Digest.hex(of: $0) }
        return data.prefix(start) == Data((opening + digest + closing).utf8) ? content : nil
    }

    private struct Header: Decodable {
        var format: String
        var schemaVersion: Int
    }
}
