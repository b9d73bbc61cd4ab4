import Foundation

/// A folder of its own for a test, removed with it.
package final class TemporaryFolder {
    /// Where it is.
    package let path: String

    /// Creates it, empty.
    package init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("hitl-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in it.
    package func file(_ name: String) -> String { path + "/" + name }

    /// Names of all that is in it or in a folder of it, hidden ones included, sorted.
    package func names(in sub: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(sub)).sorted()
    }

    /// Whether there is such a file or folder.
    package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

    /// A file's text.
    package func text(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }

    /// A file's bytes.
    package func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: file(name))))
    }

    /// Writes a text, whole or not at all.
    package func write(_ name: String, _ text: String) throws {
        try text.write(toFile: file(name), atomically: true, encoding: .utf8)
    }

    /// Writes bytes.
    package func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    }

    /// Removes a file.
    package func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }
}
