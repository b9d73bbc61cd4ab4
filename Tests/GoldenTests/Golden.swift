import Foundation
import Testing

/// A committed output that a test compares with; `HITL_UPDATE_GOLDEN=1` rewrites it instead.
struct Golden {
    let path: String

    /// - Parameter path: of the committed file, relative to the package's root.
    init(_ path: String) {
        self.path = Self.root.appendingPathComponent(path).path
    }

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static var isUpdating: Bool { ProcessInfo.processInfo.environment["HITL_UPDATE_GOLDEN"] == "1" }

    /// Compares, or rewrites the file.
    func check(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
        if Self.isUpdating {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            return
        }
        let expected = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        let actual = String(decoding: bytes, as: UTF8.self)
        guard expected != actual else { return }
        let pairs = zip(expected.split(separator: "\n"), actual.split(separator: "\n"))
        let first = pairs.first { $0 != $1 }
        Issue.record(
            """
            \(path) differs, first in
              expected: \(first?.0 ?? "(one of them ends early)")
              actual:   \(first?.1 ?? "")
            If the change is meant, rewrite it with HITL_UPDATE_GOLDEN=1 and say why in the commit.
            """, sourceLocation: sourceLocation)
    }
}
