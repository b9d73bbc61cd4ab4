import Files
import Routing

/// Reads one section of a scenario and declares its keys, so that both stand in one file.
///
/// A new reader is named in `ScenarioReader.sections`, for its keys, and called by `ScenarioReader.read`.
protocol SectionReader {
    /// Heading of its keys in the reference of keys.
    static var title: String { get }
    /// Its keys, in the order of the reference. A test holds them to what the reader asks for, both ways.
    static var keys: [ScenarioKey] { get }
    /// The pass that it is a part of.
    var reading: Reading { get }
}

extension SectionReader {
    var root: Section { reading.root }
    var document: ScenarioDocument { reading.document }
    var currency: String { reading.currency }
    var catalog: Catalog { reading.catalog }

    /// The index of a name, reported with a suggestion when there is none.
    func index(of name: String, in names: [String], what: String, at section: Section, _ key: String) -> Int? {
        if let found = names.firstIndex(of: name) { return found }
        let text = "there is no \(what) '\(Section.shown(name))'"
        document.report(section.join(key), section.value(key) ?? section.node, text) {
            let near = Spelling.closest(to: name, among: names)
            let known = names.count > 12 ? "" : ": \(names.joined(separator: ", "))"
            return near.map { "did you mean '\($0)'?" } ?? "write one of the \(what)s\(known)"
        }
        return nil
    }

    /// Reports intents that do not exist; nothing to check when the intents are those of a corpus that was left, or
    /// could not be read.
    func checkIntents(_ names: [String], at section: Section, _ key: String) {
        guard !catalog.intents.isEmpty else { return }
        for name in names where name != Reading.outOfScopeName || reading.outOfScopeIntent == nil {
            _ = index(of: name, in: catalog.intents, what: "intent", at: section, key)
        }
    }

    /// The name of a queue; nil when there is none such, which has then been reported.
    func queueName(_ section: Section, _ key: String, isRequired: Bool) -> String? {
        let name =
            isRequired
            ? section.required(key, example: catalog.queues.first ?? "general") { section.text($0) } : section.text(key)
        guard let name else { return nil }
        return index(of: name, in: catalog.queues, what: "queue", at: section, key) == nil ? nil : name
    }
}
