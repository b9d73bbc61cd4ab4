import Files
import Yams

/// A mapping of a scenario, read key by key; keys nobody asked for are reported by `finish`.
///
/// Every reader reports what is wrong at its place and returns nil or the default, so that one pass finds all errors.
/// A class, because reading a key marks it as known.
final class Section {
    let path: String
    let node: Node
    let document: ScenarioDocument
    private let entries: [(key: String, keyNode: Node, value: Node)]
    private var known: [String] = []
    private var refused: Set<String> = []

    /// A section of a document; a node that is no mapping is reported and read as empty.
    init(_ node: Node, path: String, document: ScenarioDocument) {
        self.node = node
        self.path = path
        self.document = document
        if case .mapping(let mapping) = node {
            entries = mapping.map { ($0.key.string ?? "", $0.key, $0.value) }
        } else {
            entries = []
            let isEmpty = node.string?.isEmpty ?? false || node.null != nil
            if !isEmpty { document.report(path, node, "this should be a mapping", "write keys and values below it") }
        }
    }

    /// Reports keys that were never asked for.
    func finish() {
        document.log?.ask(path, .mapping)
        for entry in entries where !known.contains(entry.key) && !refused.contains(entry.key) {
            let path = join(entry.key)
            document.report(path, entry.keyNode, "unknown key '\(Self.shown(entry.key))'") { [known] in
                let near =
                    Spelling.closest(to: entry.key, among: known)
                    ?? ScenarioKeys.elsewhere(path).map { $0.replacing("*", with: "NAME") }
                return near.map { "did you mean '\($0)'?" }
                    ?? "known keys here: \(known.sorted().joined(separator: ", "))"
            }
        }
    }

    /// Reports a key that earlier versions had, with what to write now.
    func refuse(_ key: String, _ remedy: String) {
        guard let entry = entries.first(where: { $0.key == key }) else { return }
        refused.insert(key)
        document.report(join(key), entry.keyNode, "'\(key)' is no longer a key", remedy)
    }

    /// A name of the file as a message shows it: cut.
    static func shown(_ name: String) -> String {
        name.utf8.count > 100 ? String(name.unicodeScalars.prefix(100)) + "..." : name
    }

    /// Full path of a key.
    func join(_ key: String) -> String { path.isEmpty ? key : path + "." + key }

    /// Reports a problem at a key, or at the section when the key is not there.
    func report(_ key: String, _ message: String, _ remedy: String) {
        document.report(join(key), value(key) ?? node, message, remedy)
    }

    /// Whether a key is there.
    func has(_ key: String) -> Bool { value(key) != nil }

    /// The node of a key, which is known from now on.
    func value(_ key: String) -> Node? {
        if !known.contains(key) { known.append(key) }
        document.log?.ask(join(key))
        guard let found = entries.first(where: { $0.key == key })?.value, !Self.isNull(found) else { return nil }
        return found
    }

    private static func isNull(_ node: Node) -> Bool { node.isTakenAway || node.isPlain("") }

    /// The entries of a mapping from names, without those that `null` takes away; an empty one is a name all the same.
    private var named: [(key: String, keyNode: Node, value: Node)] { entries.filter { !$0.value.isTakenAway } }

    /// Notes what may be written at a key, where no reader below says it.
    func ask(_ key: String, _ kind: ScenarioKey.Kind, isRequired: Bool = false) {
        guard let log = document.log else { return }
        log.ask(join(key), kind)
        if isRequired { log.require(join(key)) }
    }

    /// A section below this one; nil when it is not there.
    func section(_ key: String) -> Section? {
        value(key).map { Section($0, path: join(key), document: document) }
    }

    /// The sections of a mapping by name, in the order of the file.
    func sections(_ key: String) -> [(name: String, section: Section)] {
        ask(key, .members)
        guard let parent = section(key) else { return [] }
        let entries = parent.named
        if entries.count > Self.mostMembers {
            report(key, "there are more than \(Self.mostMembers) entries", "write fewer")
            return []
        }
        return entries.map { entry in
            if entry.key.isEmpty {
                document.report(parent.path, entry.keyNode, "this should be a name", "write one name before the colon")
            }
            return (entry.key, Section(entry.value, path: parent.join(entry.key), document: document))
        }
    }

    /// Longest list of names.
    private static let mostNames = 10_000

    /// Most queues, intents, teams and so on: tables of results grow with their product.
    static let mostMembers = 1_000

    /// The members of this mapping by name, in the order of the file, each known from now on.
    func members() -> [(name: String, node: Node)] {
        document.log?.ask(path, .members)
        known += entries.map(\.key)
        return named.map { ($0.key, $0.value) }
    }

    /// A mapping from names to text.
    func texts(_ key: String) -> [(name: String, value: String, section: Section)] {
        ask(key, .members)
        guard let parent = section(key) else { return [] }
        return parent.named.compactMap { entry in
            parent.ask(entry.key, .text)
            guard let text = entry.value.scalar?.string else {
                parent.report(entry.key, "this should be a name", "write one name")
                return nil
            }
            return (entry.key, text, parent)
        }
    }

    /// Text of a key; `kind` says what a caller reads in it.
    func text(_ key: String, as kind: ScenarioKey.Kind = .text) -> String? {
        ask(key, kind)
        return scalar(key)
    }

    /// The text of a key, whatever is read in it.
    func scalar(_ key: String) -> String? {
        guard let node = value(key) else { return nil }
        guard let text = node.scalar?.string else {
            report(key, "this should be text", "write it on one line")
            return nil
        }
        return text
    }

    /// A list of names; a single name counts as a list of one. `kind` says what a caller reads in them.
    func names(_ key: String, as kind: ScenarioKey.Kind = .names) -> [String]? {
        ask(key, kind)
        guard let node = value(key) else { return nil }
        if let single = node.scalar?.string { return [single] }
        guard case .sequence(let items) = node else {
            report(key, "this should be a list of names", "write [one, two]")
            return nil
        }
        if items.count > Self.mostNames {
            report(key, "there are more than \(Self.mostNames) names", "write fewer")
            return nil
        }
        if items.isEmpty { report(key, "the list is empty", "write one name or more: [one, two]") }
        var names: [String] = []
        for item in items {
            guard let name = item.scalar?.string, !Self.isNull(item) else {
                document.report(join(key), item, "this should be a name", "write [one, two]")
                continue
            }
            if names.contains(name) { document.report(join(key), item, "'\(name)' is there twice", "keep one of them") }
            names.append(name)
        }
        return names
    }

    /// True or false.
    func flag(_ key: String) -> Bool? {
        ask(key, .flag)
        guard let text = scalar(key) else { return nil }
        switch text {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            report(key, "'\(text)' is neither true nor false", "write true or false")
            return nil
        }
    }

    /// One of several words.
    func choice<Value>(_ key: String, _ choices: [(String, Value)]) -> Value? {
        let names = choices.map(\.0)
        ask(key, .choice(names))
        guard let text = scalar(key) else { return nil }
        if let found = choices.first(where: { $0.0 == text }) { return found.1 }
        document.report(join(key), value(key) ?? node, "'\(Self.shown(text))' is not known here") {
            let near = Spelling.closest(to: text, among: names).map { "did you mean '\($0)'? " } ?? ""
            return near + "write one of: \(names.joined(separator: ", "))"
        }
        return nil
    }

    /// A required value: reports its absence with an example.
    func required<Value>(_ key: String, example: String, _ read: (String) -> Value?) -> Value? {
        document.log?.require(join(key))
        guard has(key) else {
            document.report(
                join(key), node, "'\(key)' is missing\(path.isEmpty ? "" : " in '\(path)'")", "write \(key): \(example)"
            )
            return nil
        }
        return read(key)
    }
}
