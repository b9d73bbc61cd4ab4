import Foundation

/// A committed output that a test compares with; `HITL_UPDATE_GOLDEN=1` rewrites all of them instead.
package struct Golden {
    /// From the package's root.
    package let path: String

    /// - Parameter path: of the committed file, relative to the package's root.
    package init(_ path: String) { self.path = path }

    /// Whether outputs are written rather than compared.
    package static var isUpdating: Bool { ProcessInfo.processInfo.environment["HITL_UPDATE_GOLDEN"] == "1" }

    /// Compares, or rewrites the file.
    ///
    /// - Throws: `GoldenDifference` where the file is another one or is missing.
    package func check(_ bytes: [UInt8]) throws {
        let url = Project.root.appendingPathComponent(path)
        if Self.isUpdating {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: url)
            return
        }
        guard let kept = try? Data(contentsOf: url) else { throw GoldenDifference(path: path, line: nil) }
        guard kept != Data(bytes) else { return }
        let pairs = zip(Self.lines(kept), Self.lines(Data(bytes)))
        let first = pairs.enumerated().first { $0.element.0 != $0.element.1 }
        throw GoldenDifference(
            path: path,
            line: first.map { ($0.offset + 1, $0.element.0, $0.element.1) } ?? (0, "(one of them ends early)", ""))
    }

    private static func lines(_ data: Data) -> [Substring] {
        String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }
}

/// An output that is not the committed one.
package struct GoldenDifference: Error, CustomStringConvertible {
    /// The committed file.
    package let path: String
    /// The first line that differs, as it is kept and as it came out; nil where nothing is kept.
    package let line: (number: Int, expected: Substring, actual: Substring)?

    init(path: String, line: (Int, Substring, Substring)?) {
        self.path = path
        self.line = line
    }

    /// What differs, and how to say that it is meant.
    package var description: String {
        let rewrite = "If the change is meant, write it with `make goldens` and say why in the commit."
        guard let line else { return "\(path) is missing. \(rewrite)" }
        return """
            \(path) differs, first in line \(line.number)
              expected: \(line.expected.prefix(300))
              actual:   \(line.actual.prefix(300))
            \(rewrite)
            """
    }
}
