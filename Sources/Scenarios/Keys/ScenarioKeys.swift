import Files

/// The catalogue of every key of a scenario. The JSON Schema, the suggestions for misspelled keys and what editors show
/// come from it, and so does docs/reference/keys.md; a test holds it to what the readers ask for, both ways.
public enum ScenarioKeys {
    /// Every key, in the order of the reference; each is declared beside the reader of its section.
    public static let all: [ScenarioKey] = ScenarioReader.sections.flatMap { $0.keys }

    /// Whether a dotted path, with names and places in it, leads to something that a scenario can have.
    public static func isKnown(_ path: String) -> Bool { place(of: segments(path)) != nil }

    /// The key at a dotted path with names and places in it; nil where there is none, and inside distributions.
    public static func key(at path: String) -> ScenarioKey? {
        guard case .tree(let node)? = place(of: segments(path)) else { return nil }
        return node.key
    }

    /// What was probably meant by a dotted path that is not known: each part corrected in its place, or the only place
    /// that has a key of this name. nil where nothing is near, and where the path is known.
    public static func closest(to path: String) -> String? {
        let parts = segments(path)
        guard !parts.isEmpty, place(of: parts) == nil else { return nil }
        if let retired = RetiredKey.at(path) { return retired.successor }
        return corrected(parts[...], in: root).map { $0.joined(separator: ".") } ?? elsewhere(path)
    }

    /// The place of a key that was written in a wrong one, as a pattern; nil where there is none, or several are equally
    /// near. Parts that both paths have in common make a place nearer.
    static func elsewhere(_ path: String) -> String? {
        let parts = segments(path)
        guard let name = parts.last else { return nil }
        let names = Set(all.map(\.name)).subtracting(["*", "#"]).sorted()
        guard let near = Spelling.closest(to: name, among: names) else { return nil }
        let places = all.filter { $0.name == near }.map(\.path)
        let common = places.map { place in Set(segments(place)).intersection(parts).count }
        // A misspelled name alone says too little of where it belongs.
        guard let most = common.max(), near == name || most > 0 else { return nil }
        let best = zip(places, common).filter { $0.1 == most }.map(\.0)
        return best.count == 1 ? filled(best[0], from: parts) : nil
    }

    /// A pattern with the names of a path in the places of its stars, where the parts before them are the same.
    private static func filled(_ pattern: String, from parts: [String]) -> String {
        var isSame = true
        return segments(pattern).enumerated().map { place, part in
            let own = parts.indices.contains(place) && place < parts.count - 1 ? parts[place] : nil
            isSame = isSame && (own == part || part == "*" && own != nil)
            return isSame ? own ?? part : part
        }.joined(separator: ".")
    }

    private static func corrected(_ parts: ArraySlice<String>, in node: KeyTree) -> [String]? {
        guard let part = parts.first else { return [] }
        if node.isDistribution, node.children.isEmpty || DistributionForm.hasKey(part) {
            return DistributionForm.hasKey(parts.last ?? "") ? Array(parts) : nil
        }
        if let child = node.child(part) { return corrected(parts.dropFirst(), in: child).map { [part] + $0 } }
        guard let near = Spelling.closest(to: part, among: node.children.keys.sorted()),
            let child = node.children[near]
        else { return nil }
        return corrected(parts.dropFirst(), in: child).map { [near] + $0 }
    }

    /// The pattern of a concrete path; nil where there is none, and inside distributions.
    package static func pattern(of path: String) -> String? {
        guard case .tree(let node)? = place(of: segments(path)) else { return nil }
        return node.path
    }

    /// Whether a path leads inside a distribution.
    package static func isInDistribution(_ path: String) -> Bool {
        if case .distribution? = place(of: segments(path)) { true } else { false }
    }

    private enum Place {
        case tree(KeyTree)
        case distribution
    }

    private static let root = KeyTree.scenario

    private static func segments(_ path: String) -> [String] { path.split(separator: ".").map(String.init) }

    private static func place(of parts: [String]) -> Place? {
        var node = root
        for (index, part) in parts.enumerated() {
            if node.isDistribution, node.children.isEmpty || DistributionForm.hasKey(part) {
                return parts[index...].allSatisfy { Int($0) != nil || DistributionForm.hasKey($0) }
                    ? .distribution : nil
            }
            guard let child = node.child(part) else { return nil }
            node = child
        }
        return parts.isEmpty ? nil : .tree(node)
    }
}

/// The keys as a tree; a node without a key of its own is a member of a mapping or list.
public struct KeyTree: Sendable {
    /// Path of this node.
    public let path: String
    /// The key here; nil for the root, and for members that are mappings.
    public let key: ScenarioKey?
    /// What is below, by name; `*` stands for names of the user's, `#` for places in a list.
    public let children: [String: KeyTree]

    /// The tree of all keys.
    public static let scenario = KeyTree(ScenarioKeys.all)

    /// Builds a tree.
    ///
    /// - Parameter keys: keys whose paths begin below this node.
    init(_ keys: [ScenarioKey]) { self.init("", nil, keys.map { ($0.path.split(separator: ".")[...], $0) }) }

    private init(_ path: String, _ key: ScenarioKey?, _ below: [(parts: ArraySlice<Substring>, key: ScenarioKey)]) {
        self.path = path
        self.key = key
        var groups: [String: [(ArraySlice<Substring>, ScenarioKey)]] = [:]
        for (parts, key) in below {
            if let first = parts.first { groups[String(first), default: []].append((parts.dropFirst(), key)) }
        }
        var children: [String: KeyTree] = [:]
        for (name, group) in groups {
            children[name] = KeyTree(
                path.isEmpty ? name : path + "." + name, group.first { $0.0.isEmpty }?.1,
                group.filter { !$0.0.isEmpty })
        }
        self.children = children
    }

    /// Whether a distribution can be written here.
    var isDistribution: Bool { key.map { $0.kinds.contains(.times) || $0.kinds.contains(.amounts) } ?? false }

    /// What is below under a name as users write it.
    func child(_ name: String) -> KeyTree? {
        children[name] ?? children["*"] ?? (Int(name) == nil ? nil : children["#"])
    }
}
