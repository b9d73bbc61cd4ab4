import Files
import Foundation
import Yams

/// A YAML file with its overrides, and everything found wrong with it so far. A class, because the sections of a
/// document report to one place while it is decoded.
final class ScenarioDocument {
    let file: String
    private(set) var root: Node
    private(set) var problems = Problems()
    /// The same, to know at once what is known already.
    private var known: Set<Problem> = []
    /// Remedies that take a search, by the place of their problem: they are looked for where they are told.
    private var remedies: [Int: () -> String] = [:]
    /// What is asked for; nil where nobody wants to know.
    var log: KeyLog?
    private let source: YAMLText
    /// What `--set` replaced, by dotted path.
    private let overrides: [String: String]
    /// Members that `--set` made by setting something in them, and the member that was probably meant.
    private var strangers: [String: String] = [:]
    /// Path nodes that were resolved, to be written as absolute paths into a manifest.
    private var resolvedPaths: [String: String] = [:]

    /// Reads a file and applies overrides.
    ///
    /// - Parameters:
    ///   - source: its YAML, and what relative paths in it are relative to.
    ///   - overrides: `dotted.path=value` each; the value `null` takes the key away.
    /// - Throws: `Problems` when it is not YAML at all.
    convenience init(_ source: YAMLText, overrides: [String]) throws {
        do {
            try self.init(source, root: try source.root(), overrides: overrides)
        } catch let problem as Problem {
            throw Problems([problem])
        }
    }

    /// The same for YAML that has been parsed.
    init(_ source: YAMLText, root parsed: Node, overrides: [String]) throws {
        self.source = source
        file = source.file
        root = parsed
        var found = Problems()
        var applied: [String: String] = [:]
        for override in overrides {
            let equals = override.firstIndex(of: "=") ?? override.endIndex
            let path = override[..<equals].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            let value = override[equals...].dropFirst().trimmingCharacters(in: .whitespacesAndNewlines)
            guard !value.isEmpty, !path.contains("") else {
                found.append(Self.incomplete(override, String(override[..<equals]), isPath: !path.contains("")))
                continue
            }
            applied[path.joined(separator: ".")] = override
            if let stranger = Self.stranger(path, in: root) { strangers[stranger.path] = stranger.near }
            do {
                let node = try YAMLText(value, file: "").root()
                if node.isTakenAway, let problem = Self.nothingToTake(path, in: root, override) {
                    found.append(problem)
                    continue
                }
                // What is null is as if it had never been written.
                let taken = Node("null", .implicit, .plain)
                root = Self.replacing(root, path[...], with: node.null == nil ? node : taken)
            } catch {
                found.append(
                    Problem(file: "--set \(override)", message: "the value is not YAML", remedy: "put it in quotes"))
            }
        }
        self.overrides = applied
        problems = found
        known = Set(found.problems)
    }

    /// What is wrong with an override that lacks its path or its value: an empty one is a slip (a variable of the shell
    /// that is not set), so a key is taken away only where that is said.
    private static func incomplete(_ override: String, _ path: String, isPath: Bool) -> Problem {
        let isSet = override.contains("=")
        return Problem(
            file: "--set \(override)", message: isPath || !isSet ? "there is no value" : "there is no such path",
            remedy: isPath
                ? "write --set \(path)=VALUE; to take the key away write \(path)=null"
                : "write --set dotted.path=value")
    }

    /// Notes a problem at a node, once.
    ///
    /// - Parameter remedy: worked out only where the problem is told: a file may have a hundred thousand.
    func report(_ path: String, _ node: Node?, _ message: String, lazily remedy: @escaping () -> String) {
        guard problems.problems.count >= Problems.mostTold, override(of: path, isNew: node?.mark == nil) == nil else {
            return report(path, node, message, remedy())
        }
        let before = problems.problems.count
        report(path, node, message, "")
        if problems.problems.count > before { remedies[before] = remedy }
    }

    /// Notes a problem at a node, once.
    func report(_ path: String, _ node: Node?, _ message: String, _ remedy: String) {
        let isNew = node?.mark == nil
        let stranger = isNew ? strangers.first { path == $0.key || path.hasPrefix($0.key + ".") } : nil
        if let stranger, let override = override(of: stranger.key, isNew: true) {
            take([
                Problem(
                    file: "--set \(override)", message: "there is no '\(stranger.key)', and this alone makes none",
                    remedy: "did you mean '\(stranger.value)'?")
            ])
        } else if let override = override(of: path, isNew: isNew) ?? (isNew ? self.override(above: path) : nil) {
            take([Problem(file: "--set \(override)", message: "\(path): \(message)", remedy: remedy)])
        } else {
            take([source.problem(node?.mark?.line ?? 1, node?.mark?.column ?? 1, message, remedy)])
        }
    }

    /// Takes over problems found in another file that this one names; those known already are left.
    func take(_ others: [Problem]) {
        for problem in others where known.insert(problem).inserted { problems.append(problem) }
    }

    /// Everything found wrong: first what the command line says, then the file from top to bottom, then other files.
    func throwProblems() throws {
        func rank(_ problem: Problem) -> (Int, Int, Int) {
            problem.file == file ? (1, problem.line, problem.column) : (problem.line == 0 ? 0 : 2, 0, 0)
        }
        let sorted = problems.problems.enumerated().sorted {
            let first = rank($0.element)
            let second = rank($1.element)
            return first == second ? $0.offset < $1.offset : first < second
        }
        let told = sorted.enumerated().map { place, found -> Problem in
            guard place < Problems.mostTold, let remedy = remedies[found.offset] else { return found.element }
            var problem = found.element
            problem.remedy = remedy()
            return problem
        }
        try Problems(told).throwIfAny()
    }

    /// The folder of the file; empty for the current one. Foundation's own traps on a name of one character.
    var folder: String {
        file.lastIndex(of: "/").map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? ""
    }

    /// A path of the scenario as one the program can open: relative to the file, or to the current folder where
    /// `--set` gave it.
    func resolve(_ value: String, at path: String) -> String {
        guard !value.hasPrefix("/") else { return value }
        let folder = override(of: path) == nil ? folder : ""
        let resolved = folder.isEmpty ? value : (folder as NSString).appendingPathComponent(value)
        let absolute =
            resolved.hasPrefix("/")
            ? resolved : (FileManager.default.currentDirectoryPath as NSString).appendingPathComponent(resolved)
        resolvedPaths[path] = (absolute as NSString).standardizingPath
        return resolved
    }

    /// Files that the document names, by the dotted path that names each; a model or a log that is kept there as well.
    var resolvedFiles: [(path: String, file: String)] {
        resolvedPaths.filter { $0.value.hasPrefix("/") }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The document with overrides applied and paths made absolute, as YAML that decodes to the same scenario.
    func resolvedYAML() throws -> String {
        var node = root
        for (path, absolute) in resolvedPaths.sorted(by: { $0.key < $1.key }) {
            node = Self.replacing(
                node, ArraySlice(path.split(separator: ".").map(String.init)), with: Node(absolute))
        }
        return try Yams.serialize(node: Self.withoutEmptyKeys(node))
    }

    /// The document without the keys that an override took back (`--set teams.desk.agents=null`).
    private static func withoutEmptyKeys(_ node: Node) -> Node {
        guard case .mapping(let mapping) = node else { return node }
        let pairs = mapping.compactMap { name, value -> (Node, Node)? in
            value.mark == nil && value.isTakenAway ? nil : (name, withoutEmptyKeys(value))
        }
        return .mapping(Node.Mapping(pairs, mapping.tag, mapping.style, mapping.mark))
    }

    /// Whether what stands at a path comes from the file rather than the command line.
    func isInFile(_ path: String, _ node: Node) -> Bool { node.mark != nil && override(of: path) == nil }

    /// The override that set a path; with `isNew` also one that made it because it set something below.
    private func override(of path: String, isNew: Bool = false) -> String? {
        overrides.filter {
            path == $0.key || path.hasPrefix($0.key + ".") || isNew && $0.key.hasPrefix(path + ".")
        }.max { ($0.key.count, $1.key) < ($1.key.count, $0.key) }?.value
    }

    /// The override that made what a path is in.
    private func override(above path: String) -> String? {
        guard let end = path.lastIndex(of: ".") else { return nil }
        return override(of: String(path[..<end]), isNew: true)
    }

    /// A member of the user's naming that is not there and in which a path sets something, with a name like it that is.
    private static func stranger(_ path: [String], in root: Node) -> (path: String, near: String)? {
        var node = root
        var tree = KeyTree.scenario
        for (place, part) in path.enumerated() {
            guard case .mapping(let mapping) = node, let below = tree.child(part) else { return nil }
            if let next = mapping.first(where: { $0.key.string == part })?.value {
                (node, tree) = (next, below)
                continue
            }
            guard place < path.count - 1, tree.children["*"] != nil,
                let near = Spelling.closest(to: part, among: mapping.compactMap { $0.key.string })
            else { return nil }
            let above = path[..<place]
            return ((above + [part]).joined(separator: "."), (above + [near]).joined(separator: "."))
        }
        return nil
    }

    /// A problem where an override takes away a member of the user's naming that is not there: a misspelled name would
    /// otherwise change nothing, and nobody would see it.
    private static func nothingToTake(_ path: [String], in root: Node, _ override: String) -> Problem? {
        var node: Node? = root
        var tree = KeyTree.scenario
        for (place, part) in path.enumerated() {
            guard let below = tree.child(part) else { return nil }
            var names: [String] = []
            var next: Node?
            if case .mapping(let mapping)? = node {
                next = mapping.first { $0.key.string == part }?.value
                names = mapping.compactMap { $0.value.isTakenAway ? nil : $0.key.string }
            }
            guard place == path.count - 1 else {
                (node, tree) = (next, below)
                continue
            }
            guard next == nil, tree.children[part] == nil, tree.children["*"] != nil else { return nil }
            let near = Spelling.closest(to: part, among: names).map { "did you mean '\($0)'?" }
            let known = names.isEmpty ? "there are no names" : "there are: \(names.prefix(12).joined(separator: ", "))"
            return Problem(
                file: "--set \(override)", message: "there is no '\(path.joined(separator: "."))' to take away",
                remedy: near ?? known)
        }
        return nil
    }

    private static func replacing(_ node: Node, _ path: ArraySlice<String>, with value: Node) -> Node {
        guard let key = path.first else { return value }
        if case .sequence(var items) = node, let index = Int(key), items.indices.contains(index) {
            items[index] = replacing(items[index], path.dropFirst(), with: value)
            return .sequence(items)
        }
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
}
