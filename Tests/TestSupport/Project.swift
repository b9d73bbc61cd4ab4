import Foundation

/// The project's files, by their paths from its root.
package enum Project {
    /// The folder with `Package.swift`.
    package static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A file's path in full.
    package static func path(_ path: String) -> String { root.appendingPathComponent(path).path }

    /// A file's text.
    ///
    /// - Throws: where there is none, or it is no UTF-8.
    package static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Whether there is such a file or folder.
    package static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }
}
