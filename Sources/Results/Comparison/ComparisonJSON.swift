import Experiments
import Files
import Stochastics

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
        let forecast = result.baseline.forecast
        let differences = result.differences.enumerated().map { place, difference in
            tree(difference, verdict: words.verdicts[place])
        }
        var members: [String: JSONTree] = [
            "schema": 1,
            "kind": "comparison",
            "baseline": .string(result.baseline.name),
            "baseline_sha256": .string(result.baseline.digest),
            "seed": .whole(forecast.seed),
            "replications": .number(Double(forecast.replications)),
            "horizon_s": .number(forecast.horizonSeconds),
            "warm_up_s": .number(forecast.warmUpSeconds),
            "currency": .string(forecast.currency),
            "confidence": .number(forecast.confidence),
            "difference_confidence": .number(result.differenceConfidence),
            "correction": result.differences.count > 1 ? "bonferroni" : "none",
            "comparisons": .number(Double(result.differences.count)),
            "precision_reached": .bool(result.precisionReached),
            "variants": .array(result.variants.map { tree($0, words: stored) }),
            "differences": .array(differences),
            "conclusion": tree(result.conclusion, sentence: words.conclusion),
            "notes": .array(words.notes.map(JSONTree.string)),
            "warnings": .array(words.warnings.map(JSONTree.string)),
        ]
        if let status = result.precision { members["precision"] = ForecastJSON.precision(status) }
        return Array(JSONTree.object(members).pretty.utf8)
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

    private static func tree(_ variant: VariantComparison.Variant, words: StoredWords) -> JSONTree {
        [
            "name": .string(variant.name), "source": .string(variant.source), "sha256": .string(variant.digest),
            "changes": .array(variant.changes.map(JSONTree.string)),
            "summary": ForecastJSON.tree(variant.forecast, words: words),
        ]
    }

    private static func tree(_ difference: VariantDifference, verdict: [String]) -> JSONTree {
        var measures: [String: JSONTree] = [:]
        for measure in difference.measures where measure.estimate.mean.isFinite {
            var members = ForecastJSON.estimate(measure.estimate)
            members["difference"] = members.removeValue(forKey: "mean")
            members["unit"] = .string(measure.unit)
            members["kind"] = .string(measure.kind)
            members["gain"] = .optional(measure.gain)
            if let spread = measure.spread {
                members["p10"] = .number(spread.p10)
                members["p50"] = .number(spread.p50)
                members["p90"] = .number(spread.p90)
            }
            measures[measure.name] = .object(members)
        }
        return [
            "variant": .string(difference.variant), "measures": .object(measures),
            "only_in_baseline": .array(difference.onlyInBaseline.map(JSONTree.string)),
            "only_in_variant": .array(difference.onlyInVariant.map(JSONTree.string)),
            "incomparable": .array(difference.incomparable.map(JSONTree.string)),
            "same_traffic": .bool(difference.isSameTraffic), "verdict": .array(verdict.map(JSONTree.string)),
        ]
    }

    private static func tree(_ conclusion: ComparisonConclusion, sentence: String) -> JSONTree {
        [
            "outcome": .string(conclusion.outcome.rawValue),
            "standings": .array(conclusion.standings.map { .string($0.rawValue) }),
            "cheapest": conclusion.cheapest.map(JSONTree.string) ?? .null,
            "next": conclusion.next.map(JSONTree.string) ?? .null,
            "equals": .array(conclusion.equals.map(JSONTree.string)),
            "rivals": .array(conclusion.rivals.map(JSONTree.string)),
            "difference": conclusion.difference.map { .object(ForecastJSON.estimate($0)) } ?? .null,
            "replications_needed": .optional(conclusion.needed.map(Double.init)),
            "sentence": .string(sentence),
        ]
    }

    private static let remedy = "give a result folder that `hitl compare --out` wrote"

    private static func problem(_ file: String, _ message: String) -> Problem {
        Problem(file: file, message: message, remedy: remedy)
    }
}
