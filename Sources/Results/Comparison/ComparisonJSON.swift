import Experiments
import Files

/// `comparison.json` of a result folder, and what `hitl compare --json` prints: schema 1.
///
/// Keys are sorted, numbers have at most 10 significant digits, and the same comparison always gives the same bytes.
/// Every variant's `summary` is what its `summary.json` would be. Differences are the variant's value less the
/// baseline's; a measure that one of them lacks is listed by name and has no difference.
public enum ComparisonJSON {
    /// What is said of a comparison beside its numbers.
    package struct Words {
        var conclusion: String
        var verdicts: [[String]]
        var notes: [String]
        var warnings: [String]

        /// Takes the sentences.
        ///
        /// - Parameter verdicts: of the variants, the baseline left out.
        package init(conclusion: String, verdicts: [[String]], notes: [String], warnings: [String]) {
            self.conclusion = conclusion
            self.verdicts = verdicts
            self.notes = notes
            self.warnings = warnings
        }
    }

    /// The file's bytes.
    ///
    /// - Parameters:
    ///   - words: the sentences on the comparison.
    ///   - stored: those on its forecasts.
    package static func data(_ result: VariantComparison, words: Words, stored: StoredWords) -> [UInt8] {
        JSONTreeEncoder.bytes(of: ComparisonDocument(result, words: words, stored: stored))
    }

    /// The comparison that a document holds: without timelines and the values of single replications.
    ///
    /// - Parameters:
    ///   - bytes: what `data` gave.
    ///   - file: name of the file, for messages.
    /// - Throws: `Problem` when the bytes are no comparison of schema 1.
    public static func read(_ bytes: [UInt8], file: String = "comparison.json") throws -> VariantComparison {
        let document = try JSONText.decode(
            ComparisonDocument.self, from: bytes, file: file, what: "comparison", remedy: remedy)
        guard document.schema == 1 else {
            throw problem(file, "schema \(document.schema) is unknown; this program reads schema 1")
        }
        guard document.variants.count == document.differences.count + 1, document.differences.count > 0 else {
            throw problem(
                file, "it has \(document.variants.count) variants and \(document.differences.count) differences")
        }
        return document.result
    }

    private static let remedy = "give a result folder that `hitl compare --out` wrote"

    private static func problem(_ file: String, _ message: String) -> Problem {
        Problem(file: file, message: message, remedy: remedy)
    }
}
