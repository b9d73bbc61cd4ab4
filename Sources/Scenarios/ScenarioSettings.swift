import Files
import Foundation
import Yams

extension Scenario {
    /// Every setting by its dotted path as one line of text, for telling what changed between two versions of a scenario.
    ///
    /// A file is named without its folder and with the digest of what it holds, so that settings do not depend on the
    /// machine. Checks, names, the seed and the number of replications are no settings.
    public var settings: [String: String] {
        guard let root = try? Yams.compose(yaml: resolvedYAML) else { return [:] }
        var found: [String: String] = [:]
        Self.collect(root, path: "", into: &found)
        return found
    }

    /// Keys at the top that say what is required, or how often it is run, and not what is simulated.
    private static let unsimulated: Set = ["name", "about", "checks", "seed", "replications"]

    private static func collect(_ node: Node, path: String, into found: inout [String: String]) {
        switch node {
        case .mapping(let mapping) where mapping.isEmpty: found[path] = "{}"
        case .mapping(let mapping):
            for (key, value) in mapping {
                let name = key.string ?? ""
                guard !path.isEmpty || !unsimulated.contains(name) else { continue }
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
        guard let bytes = try? InputFile.read(value) else { return name }
        return "\(name) (SHA-256 \(SHA256Digest.hex(of: bytes).prefix(12)))"
    }
}
