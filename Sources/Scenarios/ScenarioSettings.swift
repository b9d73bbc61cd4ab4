import Files
import Foundation
import Yams

extension Scenario {
    /// The setting that stands for the queries of a record, apart from what the AI said about them.
    public static let recordedQueriesPath = "traffic.recorded"

    /// Every setting by its dotted path as one line of text, for telling what changed between two versions of a scenario.
    ///
    /// A file is named without its folder and with the digest of what it holds, so that settings do not depend on the
    /// machine. Checks, names, the seed and the number of replications are no settings.
    public var settings: [String: String] {
        guard let root = try? Yams.compose(yaml: resolvedYAML) else { return [:] }
        var found: [String: String] = [:]
        Self.collect(root, path: "", into: &found)
        if let queries = Self.recordedQueries(root) { found[Self.recordedQueriesPath] = queries }
        return found
    }

    /// The queries of an AI's log apart from what it said about them, so that the logs of two versions on the same queries
    /// count as the same traffic; nil without a log.
    private static func recordedQueries(_ root: Node) -> String? {
        guard let recorded = root["ai"]?["recorded"], let path = recorded.string ?? recorded["file"]?.string,
            var reader = try? CSVReader(path: path)
        else { return nil }
        let said = Set(["predicted", "confidence", "emotion"].map { recorded["columns"]?[$0]?.string ?? $0 })
        let kept = reader.header.indices.filter { !said.contains(reader.header[$0]) }
        var digest = SHA256Digest()
        var count = 0
        while let row = try? reader.next() {
            digest.update(Array(CSVWriter.line(kept.map { row.fields[$0] }, isGuarded: false).utf8) + [10])
            count += 1
        }
        return "\(count) queries (SHA-256 \(digest.hex().prefix(12)))"
    }

    private static func collect(_ node: Node, path: String, into found: inout [String: String]) {
        switch node {
        case .mapping(let mapping) where mapping.isEmpty: found[path] = "{}"
        case .mapping(let mapping):
            for (key, value) in mapping {
                let name = key.string ?? ""
                guard !path.isEmpty || UnsimulatedKey(rawValue: name) == nil else { continue }
                collect(value, path: path.isEmpty ? name : "\(path).\(name)", into: &found)
            }
        case .sequence(let items) where items.allSatisfy({ $0.scalar != nil }):
            found[path] = "[" + items.compactMap { $0.scalar?.string }.map(text).joined(separator: ", ") + "]"
        case .sequence(let items):
            for (number, item) in items.enumerated() { collect(item, path: "\(path).\(number + 1)", into: &found) }
        case .scalar(let scalar): found[path] = text(scalar.string)
        case .alias: break
        }
    }

    private static func text(_ value: String) -> String {
        guard value.hasPrefix("/") else { return value }
        let name = (value as NSString).lastPathComponent
        guard let bytes = try? InputFile.read(value, as: .texts) else { return name }
        return "\(name) (SHA-256 \(SHA256Digest.hex(of: bytes).prefix(12)))"
    }
}
