import Files
import Foundation

/// What the manifests of all kinds of results have in common.
struct ManifestHead: Decodable {
    /// Kind of the result, such as "comparison"; a manifest without one is a simulation's.
    var kind: String
    /// Version of the program that made it.
    var version: String
    /// The command that made it, word by word.
    var commandLine: [String]

    /// The program by its release: pages are drawn the same by every commit.
    var program: String { "hitl " + Version.release(of: version) }

    static let fileName = ResultFolder.marker

    /// The command on one line, to be copied into a shell.
    var command: String { ShellWords.line(commandLine) }

    private enum CodingKeys: String, CodingKey {
        case kind, version, commandLine
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        kind = try members.decodeIfPresent(String.self, forKey: .kind) ?? "simulation"
        version = try members.decode(String.self, forKey: .version)
        commandLine = try members.decodeIfPresent([String].self, forKey: .commandLine) ?? []
    }

    /// Reads the head of a manifest.
    ///
    /// - Throws: `Problem` when it is none.
    static func read(_ bytes: [UInt8], file: String) throws -> ManifestHead {
        try JSONText.decode(
            ManifestHead.self, from: bytes, file: file, what: "manifest of a result",
            remedy: "give a result folder that hitl wrote", isSnakeCase: true)
    }

    /// The kind that a manifest states; nil for what is no manifest.
    static func kind(of bytes: [UInt8]) -> String? { try? read(bytes, file: "").kind }
}
