import Files
import Foundation
import Routing
import Traffic
import Training

/// A CSV of texts and intents as the trainer takes them.
struct LabelledTexts {
    let corpus: Corpus
    /// Digest of the file, kept in the model.
    let digest: String
    /// Whether the customer was upset, text by text; nil when no column says so.
    let upset: [Bool]?

    /// Reads a file with a column of texts, one of intents and, when named, one of yes or no for upset customers.
    init(_ path: String, textColumn: String?, intentColumn: String?, upsetColumn: String? = nil) throws {
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

    /// Distinct texts (as the model sees them: by their features) that occur under more than one intent, and the number
    /// of the first text of the first such pair, from 0.
    static func conflicts(among examples: [LabelledText]) -> (count: Int, example: Int)? {
        var intentOfText: [[UInt32]: Int] = [:]
        var conflicting: Set<[UInt32]> = []
        var first: Int?
        for (number, example) in examples.enumerated() {
            let key = example.features.entries.sorted()
            if let intent = intentOfText[key] {
                guard intent != example.intent else { continue }
                conflicting.insert(key)
                if first == nil { first = number }
            } else {
                intentOfText[key] = example.intent
            }
        }
        return first.map { (conflicting.count, $0) }
    }

    /// Features and labels, with intents numbered as in `intents`; texts of other intents get -1.
    func examples(intents: [String], features: FeatureOptions) -> [LabelledText] {
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
}
