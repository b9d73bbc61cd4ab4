import Files
import Foundation
import Yams

/// A YAML file with its overrides, and everything found wrong with it so far. A class, because the sections of a
/// document report to one place while it is decoded.
final class ScenarioDocument {
    let file: String
    private(set) var root: Node
    private(set) var problems = Problems()
    private let lines: [String]
    /// What `--set` replaced, by dotted path.
    private let overrides: [String: String]
    /// Path nodes that were resolved, to be written as absolute paths into a manifest.
    private var resolvedPaths: [String: String] = [:]

    /// Reads a file and applies overrides.
    ///
    /// - Parameters:
    ///   - text: its YAML.
    ///   - file: its name in messages, and what relative paths in it are relative to.
    ///   - overrides: `dotted.path=value` each.
    /// - Throws: `Problems` when it is not YAML at all.
    init(text: String, file: String, overrides: [String]) throws {
        self.file = file
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.hasSuffix("\r") ? String($0.dropLast()) : String($0)
        }
        var found = Problems()
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw Problem(
                    file: file, line: 1, column: 1, message: "the file is empty", remedy: "write a scenario into it",
                    snippet: "")
            }
            root = node
        } catch let error as YamlError {
            throw Problems([Self.problem(error, file: file, lines: lines)])
        } catch let problem as Problem {
            throw Problems([problem])
        }
        var applied: [String: String] = [:]
        for override in overrides {
            guard let equals = override.firstIndex(of: "="), equals != override.startIndex else {
                found.append(
                    Problem(
                        file: "--set \(override)", line: 0, column: 0, message: "there is no value",
                        remedy: "write --set dotted.path=value", snippet: ""))
                continue
            }
            let path = String(override[..<equals])
            let value = String(override[override.index(after: equals)...])
            applied[path] = override
            do {
                let node = try Yams.compose(yaml: value) ?? Node("")
                root = Self.replacing(root, ArraySlice(path.split(separator: ".").map(String.init)), with: node)
            } catch {
                found.append(
                    Problem(
                        file: "--set \(override)", line: 0, column: 0, message: "the value is not YAML",
                        remedy: "put it in quotes", snippet: ""))
            }
        }
        self.overrides = applied
        problems = found
    }

    /// Notes a problem at a node.
    func report(_ path: String, _ node: Node?, _ message: String, _ remedy: String) {
        if let override = override(of: path) {
            problems.append(
                Problem(
                    file: "--set \(override)", line: 0, column: 0, message: "\(path): \(message)", remedy: remedy,
                    snippet: ""))
            return
        }
        let line = node?.mark?.line ?? 1
        problems.append(
            Problem(
                file: file, line: line, column: node?.mark?.column ?? 1, message: message, remedy: remedy,
                snippet: lines.indices.contains(line - 1) ? lines[line - 1] : ""))
    }

    /// Takes over problems found in another file that this one names.
    func take(_ others: [Problem]) {
        for problem in others { problems.append(problem) }
    }

    /// A path of the scenario as one the program can open: relative to the file, or to the current folder where
    /// `--set` gave it.
    func resolve(_ value: String, at path: String) -> String {
        guard !value.hasPrefix("/") else { return value }
        let folder = override(of: path) == nil ? (file as NSString).deletingLastPathComponent : ""
        let resolved = folder.isEmpty ? value : (folder as NSString).appendingPathComponent(value)
        let absolute =
            resolved.hasPrefix("/")
            ? resolved : (FileManager.default.currentDirectoryPath as NSString).appendingPathComponent(resolved)
        resolvedPaths[path] = (absolute as NSString).standardizingPath
        return resolved
    }

    /// The document with overrides applied and paths made absolute, as YAML that decodes to the same scenario.
    func resolvedYAML() throws -> String {
        var node = root
        for (path, absolute) in resolvedPaths.sorted(by: { $0.key < $1.key }) {
            node = Self.replacing(
                node, ArraySlice(path.split(separator: ".").map(String.init)), with: Node(absolute))
        }
        return try Yams.serialize(node: node)
    }

    private func override(of path: String) -> String? {
        overrides.filter { path == $0.key || path.hasPrefix($0.key + ".") }.max { $0.key.count < $1.key.count }?.value
    }

    private static func replacing(_ node: Node, _ path: ArraySlice<String>, with value: Node) -> Node {
        guard let key = path.first else { return value }
        guard case .mapping(let mapping) = node else {
            return Node([(Node(key), replacing(Node(""), path.dropFirst(), with: value))])
        }
        var pairs: [(Node, Node)] = []
        var isThere = false
        for (name, old) in mapping {
            if name.string == key {
                isThere = true
                pairs.append((name, replacing(old, path.dropFirst(), with: value)))
            } else {
                pairs.append((name, old))
            }
        }
        if !isThere {
            let empty = Node([(Node, Node)]())
            pairs.append((Node(key), path.count > 1 ? replacing(empty, path.dropFirst(), with: value) : value))
        }
        return .mapping(Node.Mapping(pairs, mapping.tag, mapping.style, mapping.mark))
    }

    private static func problem(_ error: YamlError, file: String, lines: [String]) -> Problem {
        func at(_ mark: Mark, _ message: String) -> Problem {
            Problem(
                file: file, line: mark.line, column: mark.column, message: "this is not YAML: \(message)",
                remedy: "check indentation, colons and quotes here or in the line before",
                snippet: lines.indices.contains(mark.line - 1) ? lines[mark.line - 1] : "")
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return at(mark, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.joined(separator: ", ")
            return Problem(
                file: file, line: context.mark.line, column: context.mark.column,
                message: "a key is written twice: \(names)", remedy: "keep one of them",
                snippet: lines.indices.contains(context.mark.line - 1) ? lines[context.mark.line - 1] : "")
        default:
            return Problem(
                file: file, line: 1, column: 1, message: "this is not YAML: \(error)",
                remedy: "write a scenario as YAML",
                snippet: "")
        }
    }
}
