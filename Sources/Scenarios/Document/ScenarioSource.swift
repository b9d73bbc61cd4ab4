import Files
import Foundation
import Yams

/// A scenario file parsed once, to be decoded many times with different overrides, as the points of a sweep are.
///
/// For one thread at a time: another thread takes a `copy()`, which shares the texts that were loaded.
public final class ScenarioSource {
    /// Name of the file in messages; relative paths of the scenario are relative to its folder.
    public let file: String
    /// `dotted.path=value` each, applied before those of a point.
    public let overrides: [String]
    private let text: YAMLText
    private let root: Node
    private let shelf: CorpusShelf

    /// Reads a scenario file.
    ///
    /// - Throws: `Problems` when it cannot be read or is not YAML.
    public convenience init(path: String, overrides: [String] = []) throws {
        do {
            let bytes = try InputFile.read(path, as: .scenario)
            try self.init(YAMLText(bytes: bytes, file: path), overrides, CorpusShelf())
        } catch let problem as Problem {
            throw Problems([problem])
        }
    }

    /// Takes the text of a scenario, as a plan or a manifest holds it.
    ///
    /// - Throws: `Problems` when it is not YAML.
    public convenience init(text: String, file: String, overrides: [String] = []) throws {
        do {
            try self.init(YAMLText(text, file: file), overrides, CorpusShelf())
        } catch let problem as Problem {
            throw Problems([problem])
        }
    }

    private init(_ text: YAMLText, _ overrides: [String], _ shelf: CorpusShelf) throws {
        self.text = text
        self.overrides = overrides
        self.shelf = shelf
        file = text.file
        root = try text.root()
    }

    /// The same for another thread. The parsed nodes are not shared: they note what they are when they are first read.
    public func copy() throws -> ScenarioSource { try ScenarioSource(text, overrides, shelf) }

    /// Decodes the scenario.
    ///
    /// - Parameters:
    ///   - more: overrides on top of `overrides`.
    ///   - keepsYAML: whether the scenario has its `resolvedYAML`, which costs as much again.
    /// - Throws: `Problems` with every error.
    public func scenario(_ more: [String] = [], keepsYAML: Bool = false) throws -> Scenario {
        let document = try ScenarioDocument(text, root: root, overrides: overrides + more)
        return try Scenario.decode(document, corpus: .load, shelf: shelf, keepsYAML: keepsYAML)
    }

    /// Files that the scenario reads, as absolute paths by the dotted path that names each.
    ///
    /// - Throws: `Problems` with every error of the scenario.
    public func files() throws -> [(path: String, file: String)] {
        let document = try ScenarioDocument(text, root: root, overrides: overrides)
        _ = try Scenario.decode(document, corpus: .load, shelf: shelf, keepsYAML: false)
        return document.resolvedFiles
    }

    /// Where a dotted path leaves what the file says; nil when the file says something there.
    ///
    /// - Returns: the first part that is not there, the path above it, and the names that are there.
    public func gap(at path: String) -> (missing: String, above: String, known: [String])? {
        guard let document = try? ScenarioDocument(text, root: root, overrides: overrides) else { return nil }
        var node = document.root
        var above: [String] = []
        for part in path.split(separator: ".", omittingEmptySubsequences: false).map(String.init) {
            switch node {
            case .mapping(let mapping):
                guard let next = mapping.first(where: { $0.key.string == part })?.value else {
                    return (part, above.joined(separator: "."), mapping.compactMap { $0.key.string })
                }
                node = next
            case .sequence(let items):
                guard let index = Int(part), items.indices.contains(index) else {
                    return (part, above.joined(separator: "."), items.isEmpty ? [] : ["0 to \(items.count - 1)"])
                }
                node = items[index]
            default: return (part, above.joined(separator: "."), [])
            }
            above.append(part)
        }
        return nil
    }
}
