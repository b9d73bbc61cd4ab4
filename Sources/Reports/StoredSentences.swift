import Experiments
import Results

// The one place where sentences enter the files of results.

extension StoredWords {
    /// The sentences of this target.
    static let english = StoredWords(
        check: CheckPhrases.sentence, finding: FindingPhrases.sentence, change: StaffingPhrases.change)
}

extension CheckJSON {
    /// The result of a check with its sentences; see `text(_:words:)`.
    public static func text(_ result: CheckResult) -> String { text(result, words: .english) }
}

extension DryRunJSON {
    /// A dry run with its sentences; see `text(_:seed:replications:words:)`.
    package static func text(_ dry: DryRun, seed: UInt64, replications: Int) -> String {
        text(dry, seed: seed, replications: replications, words: .english)
    }
}

extension ValidationJSON {
    /// Several files with their sentences; see `text(_:words:)`.
    package static func text(_ findings: [ValidationFinding]) -> String { text(findings, words: .english) }
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
    /// The bytes of `staffing.json` with its sentences; see `data(_:findings:method:words:)`.
    public static func data(_ plan: StaffingPlan) -> [UInt8] {
        let phrases = StaffingPhrases(plan)
        return data(plan, findings: phrases.findings, method: phrases.method, words: .english)
    }
}

extension StaffingRoster {
    /// The rosters as YAML, with what they keep; see `text(_:targets:)`.
    public static func text(_ plan: StaffingPlan) -> String { text(plan, targets: StaffingPhrases(plan).targets) }
}
