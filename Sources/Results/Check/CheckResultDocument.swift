import Experiments
import Files
import Scenarios

/// The members of a check's result.
struct CheckResultDocument: Codable {
    var schema = 1
    var scenario: String
    var seed: UInt64
    var replications: Int
    var level: Double
    @OnOneLine var looks: [Int]
    var verdict: CheckVerdict
    var checks: [CheckDocument]
    var changes: [Change]
    var notes: [String]
    var findings: [FindingDocument]

    /// A setting that differs from the baseline's.
    struct Change: Codable {
        var setting: String
        @OrNull var before: String?
        @OrNull var now: String?
        @OrNull var remark: String?
    }

    init(_ result: CheckResult, words: StoredWords) {
        scenario = result.scenario
        seed = result.seed
        replications = result.replications
        level = result.schedule.level
        looks = result.schedule.looks
        verdict = result.verdict
        checks = result.outcomes.map { CheckDocument($0, currency: result.currency, words: words) }
        changes = result.changes.map { Change(setting: $0.path, before: $0.before, now: $0.now, remark: $0.remark) }
        notes = FindingDocument.sentences(result.notes, words: words)
        findings = FindingDocument.all(result.notes, .note, words: words)
    }
}
