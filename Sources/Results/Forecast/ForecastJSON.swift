import Experiments
import Files
import Stochastics

/// `summary.json` of a result folder: schema 1 of the contract with scripts.
///
/// Keys are sorted, numbers have at most 10 significant digits, and the same forecast always gives the same bytes.
/// Bounds are `null` for a single replication; a measure whose value is not finite is left out.
public enum ForecastJSON {
    /// The file's bytes.
    ///
    /// - Parameter words: the sentences that stand beside the numbers.
    package static func data(forecast: Forecast, words: StoredWords) -> [UInt8] {
        Array(tree(forecast, words: words).pretty.utf8)
    }

    /// The document of a forecast.
    static func tree(_ forecast: Forecast, words: StoredWords) -> JSONTree {
        func strings(_ findings: [Finding]) -> JSONTree {
            .array(FindingDocument.sentences(findings, words: words).map(JSONTree.string))
        }
        var measures: [String: JSONTree] = [:]
        for measure in forecast.measures where measure.estimate.mean.isFinite {
            var members = estimate(measure.estimate)
            members["unit"] = .string(measure.unit)
            members["kind"] = .string(measure.kind)
            if let gain = measure.gain { members["gain"] = .number(gain) }
            if let basis = measure.basis { members["basis"] = .string(basis) }
            measures[measure.name] = .object(members)
        }
        var members: [String: JSONTree] = [
            "schema": 1,
            "scenario": .string(forecast.scenario),
            "about": .string(forecast.about),
            "seed": .whole(forecast.seed),
            "replications": .number(Double(forecast.replications)),
            "horizon_s": .number(forecast.horizonSeconds),
            "warm_up_s": .number(forecast.warmUpSeconds),
            "confidence": .number(forecast.confidence),
            "currency": .string(forecast.currency),
            "precision_reached": .bool(forecast.precisionReached),
            "measures": .object(measures),
            "checks": .array(forecast.checks.map { CheckJSON.tree($0, currency: forecast.currency, words: words) }),
            "service_levels": .array(forecast.serviceLevels.map { verdict($0, words: words) }),
            "diagnosis": strings(forecast.diagnosis), "notes": strings(forecast.notes),
            "warnings": strings(forecast.warnings),
            "findings": .array(findings(forecast, words: words).map(\.tree)),
        ]
        if !forecast.varianceReduction.isEmpty {
            members["variance_reduction"] = .array(forecast.varianceReduction.map(JSONTree.string))
        }
        if forecast.loadWarnings > 0 { members["load_warnings"] = .number(Double(forecast.loadWarnings)) }
        if let status = forecast.precision { members["precision"] = precision(status) }
        return .object(members)
    }

    private static func findings(_ forecast: Forecast, words: StoredWords) -> [FindingDocument] {
        FindingDocument.all(forecast.diagnosis, .diagnosis, words: words)
            + FindingDocument.all(forecast.warnings, .warning, words: words)
            + FindingDocument.all(forecast.notes, .note, words: words)
            + forecast.serviceLevels.map {
                FindingDocument($0.definition, .serviceLevel, serviceLevel: $0.name, words: words)
            }
    }

    static func precision(_ status: PrecisionStatus) -> JSONTree {
        [
            "asked": .number(status.asked), "measures": .array(status.measures.map(JSONTree.string)),
            "worst": status.worst.map(JSONTree.string) ?? .null,
            "relative_half_width": .optional(status.relativeHalfWidth),
            "replications_needed": .optional(status.needed.map(Double.init)),
        ]
    }

    /// The forecast that a summary holds: without its timeline and the values of single replications.
    ///
    /// - Parameters:
    ///   - bytes: what `data(forecast:)` gave.
    ///   - file: name of the file, for messages.
    /// - Throws: `Problem` when the bytes are no summary of schema 1.
    public static func read(_ bytes: [UInt8], file: String = "summary.json") throws -> Forecast {
        let document = try JSONText.decode(
            ForecastDocument.self, from: bytes, file: file, what: "summary of a forecast", remedy: remedy)
        guard document.schema == 1 else {
            throw problem(file, "schema \(document.schema) is unknown; this program reads schema 1")
        }
        return document.forecast
    }

    /// The members that every estimate has.
    static func estimate(_ estimate: Estimate) -> [String: JSONTree] {
        [
            "mean": .number(estimate.mean), "low": .optional(estimate.low), "high": .optional(estimate.high),
            "half_width": .optional(estimate.halfWidth), "confidence": .number(estimate.confidence),
            "n": .number(Double(estimate.n)),
        ]
    }

    private static func verdict(_ level: ServiceLevelVerdict, words: StoredWords) -> JSONTree {
        var members = estimate(level.estimate)
        members["name"] = .string(level.name)
        members["definition"] = .string(words.finding(level.definition))
        members["abandoned"] = .string(level.abandoned.rawValue)
        members["target"] = .number(level.target)
        members["verdict"] = .string(level.outcome.rawValue)
        return .object(members)
    }

    private static let remedy = "give a result folder that `hitl simulate --out` wrote"

    private static func problem(_ file: String, _ message: String) -> Problem {
        Problem(file: file, line: 0, column: 0, message: message, remedy: remedy, snippet: "")
    }
}
