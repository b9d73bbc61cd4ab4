import Files
import Routing

/// One pass over a scenario: the document, how it is read, and the names that readers of later sections need. A class,
/// because all readers add to it.
final class Reading {
    let document: ScenarioDocument
    /// The top of the document.
    let root: Section
    /// Whether the texts of a corpus are needed.
    let corpusUse: Scenario.CorpusUse
    /// Texts that were read before.
    let shelf: CorpusShelf
    /// Whether the record of an external AI is about to be written, and so may be missing.
    let willRecord: Bool
    /// Whether checks of measures that the scenario cannot produce are kept.
    let keepsAbsent: Bool
    /// Currency of every amount.
    var currency = "USD"
    /// Names of intents, queues, channels, segments and actions, as far as they are read.
    var catalog = Catalog(intents: [], queues: [])
    /// The intent of queries outside every other one; nil where there are none such.
    var outOfScopeIntent: Int?
    /// Name of the intent that humans give to queries outside every other one.
    static let outOfScopeName = "out_of_scope"

    init(
        document: ScenarioDocument, corpusUse: Scenario.CorpusUse, shelf: CorpusShelf, willRecord: Bool,
        keepsAbsent: Bool
    ) {
        self.document = document
        self.corpusUse = corpusUse
        self.shelf = shelf
        self.willRecord = willRecord
        self.keepsAbsent = keepsAbsent
        root = Section(document.root, path: "", document: document)
    }

    /// Names of the channels or segments, which stand in `traffic`; nil where there are none.
    func memberNames(_ key: String) -> [String]? {
        guard let traffic = root.section("traffic"), traffic.has(key) else { return nil }
        let names = traffic.sections(key).map(\.name)
        return names.isEmpty ? nil : names
    }
}
