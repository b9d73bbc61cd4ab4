import Experiments
import Results

// The one place where sentences enter the files of results.

extension StoredWords {
    /// The sentences of this target.
    static let english = StoredWords(check: CheckPhrases.sentence)
}

extension CheckJSON {
    /// The result of a check with its sentences; see `text(_:words:)`.
    public static func text(_ result: CheckResult) -> String { text(result, words: .english) }
}

extension ForecastJSON {
    /// The bytes of `summary.json` with its sentences; see `data(forecast:words:)`.
    public static func data(forecast: Forecast) -> [UInt8] { data(forecast: forecast, words: .english) }
}

extension ComparisonJSON {
    /// The bytes of `comparison.json` with its sentences; see `data(_:words:stored:)`.
    public static func data(_ result: VariantComparison) -> [UInt8] {
        let phrases = ComparisonPhrases(result)
        let words = Words(
            conclusion: phrases.conclusion, verdicts: result.differences.indices.map { phrases.verdict($0 + 1) },
            notes: phrases.notes, warnings: phrases.warnings)
        return data(result, words: words, stored: .english)
    }
}

extension StaffingJSON {
    /// The bytes of `staffing.json` with its sentences; see `data(_:findings:method:)`.
    public static func data(_ plan: StaffingPlan) -> [UInt8] {
        let phrases = StaffingPhrases(plan)
        return data(plan, findings: phrases.findings, method: phrases.method)
    }
}

extension StaffingRoster {
    /// The rosters as YAML, with what they keep; see `text(_:targets:)`.
    public static func text(_ plan: StaffingPlan) -> String { text(plan, targets: StaffingPhrases(plan).targets) }
}
