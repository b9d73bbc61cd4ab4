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

    /// Reads a file with a column of texts and one of intents.
    init(_ path: String, textColumn: String?, intentColumn: String?) throws {
        let bytes = try InputFile.read(path)
        corpus = try Corpus(bytes: bytes, file: path, textColumn: textColumn, intentColumn: intentColumn)
        digest = SHA256Digest.hex(of: bytes)
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
                text: text, intent: known[corpus.intentOfText[number]], order: number, featuriser: &featuriser)
        }
    }
}
