import Files
import Foundation
import Simulation

/// A scenario file, decoded and checked: what is simulated, and how often.
public struct Scenario: Sendable {
    /// Name, for reports and result folders.
    public let name: String
    /// A sentence or two on it.
    public let about: String
    /// Currency code of every amount.
    public let currency: String
    /// Seed of all randomness, unless the command line gives another.
    public let seed: UInt64
    /// Replications, unless the command line gives another number.
    public let replications: Int
    /// What is simulated.
    public var specification: OperationSpecification
    /// What its results must keep to; nothing of it reaches the simulation.
    public let checks: CheckPlan
    /// Whether the warm-up is to be found (`warm_up: auto`); until then it is 0.
    public let findsWarmUp: Bool
    /// Keys that it gives and that change nothing.
    public let idleKeys: [IdleKey]
    /// The scenario with overrides applied and paths made absolute, as YAML: what a manifest keeps.
    public let resolvedYAML: String

    /// Whether the texts of a corpus are needed.
    public enum CorpusUse: Sendable {
        /// Read them: for simulation.
        case load
        /// Leave them: for the policy alone.
        case skip
    }

    /// Reads a scenario file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - overrides: `dotted.path=value` each, as given to `--set`.
    ///   - corpus: whether to read the texts of a corpus.
    ///   - willRecord: whether the run will record the answers of an external AI; the record may then be missing. Reading a
    ///     scenario itself never runs, calls or writes anything.
    /// - Throws: `Problems` with every error of the file.
    public static func load(
        _ path: String, overrides: [String] = [], corpus: CorpusUse = .load, willRecord: Bool = false
    ) throws -> Scenario {
        do {
            let source = try YAMLText(bytes: try InputFile.read(path, as: .scenario), file: path)
            return try decode(source, overrides: overrides, corpus: corpus, willRecord: willRecord)
        } catch let problem as Problem {
            throw Problems([problem])
        }
    }

    /// Decodes the text of a scenario.
    ///
    /// - Parameters:
    ///   - text: its YAML.
    ///   - file: its name in messages; relative paths are relative to its folder.
    ///   - willRecord: as for `load`.
    /// - Throws: `Problems` with every error.
    public static func decode(
        _ text: String, file: String, overrides: [String] = [], corpus: CorpusUse = .load, willRecord: Bool = false
    ) throws -> Scenario {
        try decode(YAMLText(text, file: file), overrides: overrides, corpus: corpus, willRecord: willRecord)
    }

    /// What the readers ask a scenario for, sound or not.
    package static func asked(_ text: String, file: String, overrides: [String] = []) throws -> KeyLog {
        let document = try ScenarioDocument(YAMLText(text, file: file), overrides: overrides)
        let log = KeyLog()
        document.log = log
        _ = ScenarioReader(document: document, corpusUse: .load).read()
        return log
    }

    private static func decode(
        _ source: YAMLText, overrides: [String], corpus: CorpusUse, willRecord: Bool
    ) throws -> Scenario {
        try decode(
            ScenarioDocument(source, overrides: overrides), corpus: corpus, shelf: CorpusShelf(), keepsYAML: true,
            willRecord: willRecord)
    }

    /// Decodes a document; see `ScenarioSource.scenario`.
    static func decode(
        _ document: ScenarioDocument, corpus: CorpusUse, shelf: CorpusShelf, keepsYAML: Bool, willRecord: Bool = false
    ) throws -> Scenario {
        let reader = ScenarioReader(
            document: document, corpusUse: corpus, shelf: shelf, keepsYAML: keepsYAML, willRecord: willRecord)
        let scenario = reader.read()
        try document.throwProblems()
        guard let scenario else {
            throw Problems([
                Problem(
                    file: document.file, line: 1, column: 1, message: "the scenario is incomplete",
                    remedy: "compare it with scenarios/support.yaml", snippet: "")
            ])
        }
        return scenario
    }
}
