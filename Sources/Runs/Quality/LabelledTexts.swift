import Files
import Foundation
import Routing
import Traffic
import Training

/// A CSV of texts and intents as the trainer takes them.
package struct LabelledTexts {
    /// The texts with their intents.
    package let corpus: Corpus
    /// Digest of the file, kept in the model.
    package let digest: String
    /// Whether the customer was upset, text by text; nil when no column says so.
    package let upset: [Bool]?

    /// Reads a file with a column of texts, one of intents and, when named, one of yes or no for upset customers.
    ///
    /// - Throws: `Problems` with the place of each.
    package init(_ path: String, textColumn: String?, intentColumn: String?, upsetColumn: String? = nil) throws {
        let bytes = try InputFile.read(path, as: .texts)
        corpus = try Corpus(bytes: bytes, file: path, textColumn: textColumn, intentColumn: intentColumn)
        digest = SHA256Digest.hex(of: bytes)
        upset = try upsetColumn.map { try Self.flags($0, bytes: bytes, file: path) }
    }

    private static func flags(_ column: String, bytes: [UInt8], file: String) throws -> [Bool] {
        var reader = try CSVReader(bytes: bytes, file: file)
        let field = try reader.column(column)
        var flags: [Bool] = []
        var problems = Problems()
        while problems.problems.count < 20, let row = try reader.next() {
            switch row.fields[field].lowercased() {
            case "1", "true", "yes": flags.append(true)
            case "0", "false", "no": flags.append(false)
            default:
                problems.append(
                    reader.problem(
                        in: row, field: field, message: "'\(row.fields[field])' is neither yes nor no",
                        remedy: "write yes or no, true or false, 1 or 0"))
            }
        }
        try problems.throwIfAny()
        return flags
    }

    /// Features and labels, with intents numbered as in `intents`; texts of other intents get -1.
    package func examples(intents: [String], features: FeatureOptions) -> [LabelledText] {
        var featuriser = Featuriser(options: features)
        let numbers = Dictionary(uniqueKeysWithValues: intents.enumerated().map { ($0.element, $0.offset) })
        let known = corpus.intents.map { numbers[$0] ?? -1 }
        var text: [UInt8] = []
        return (0..<corpus.count).map { number in
            corpus.copyText(number, into: &text)
            return LabelledText(
                text: text, intent: known[corpus.intentOfText[number]], upset: upset?[number], order: number,
                featuriser: &featuriser)
        }
    }

    /// What is odd about the labels.
    ///
    /// - Parameter examples: the texts, as `examples(intents:features:)` gives them.
    package func census(_ examples: [LabelledText]) -> LabelCensus {
        LabelCensus(
            examples, intents: corpus.intents, intentOfExample: corpus.intentOfText, spellings: corpus.spellings)
    }
}
