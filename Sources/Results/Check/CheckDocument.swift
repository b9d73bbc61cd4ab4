import Experiments
import Files
import Scenarios
import Simulation
import Stochastics

/// One check, in the result of a check and in a summary. What an older version did not write is optional.
struct CheckDocument: Codable {
    var name: String
    var requirement: String
    var measure: String
    var comparison: String
    var kind: EstimatorKind
    var unit: String
    var verdict: CheckVerdict
    @OrNull var limit: Double?
    var constant: Bool?
    @OrNull var mean: Double?
    @OrNull var low: Double?
    @OrNull var high: Double?
    @OrNull var halfWidth: Double?
    @OrNull var confidence: Double?
    var n: Int
    var line: Int?
    @OrNull var needed: Int?
    var needsLargerBaseline: Bool?
    @OrNull var lack: CheckOutcome.Lack?
    @OrNull var rows: Int?
    @OrNull var neededRows: Int?
    var baseline: Reference?
    var sentence: String?

    private enum CodingKeys: String, CodingKey {
        case name, requirement, measure, comparison, kind, unit, verdict, limit, constant, mean, low, high, confidence
        case n, line, baseline, lack, rows, sentence
        case neededRows = "rows_needed"
        case halfWidth = "half_width"
        case needed = "replications_needed"
        case needsLargerBaseline = "needs_larger_baseline"
    }

    /// The baseline's side.
    struct Reference: Codable {
        var factor: Double
        var offset: Double
        var mean: Double?
        var replications: Int?
        var paired: Bool?
    }

    /// The members of a check that was judged.
    init(_ outcome: CheckOutcome, currency: String, words: StoredWords) {
        let requirement = outcome.check.requirement
        name = outcome.check.name
        self.requirement = requirement.text
        measure = requirement.measure
        comparison = requirement.comparison.rawValue
        kind = requirement.form.kind
        unit = Forecast.unit(requirement.form.unit, currency: currency)
        verdict = outcome.verdict
        limit = outcome.limit
        constant = outcome.isConstant
        sentence = words.check(outcome, currency)
        mean = outcome.estimate?.mean
        low = outcome.estimate?.low
        high = outcome.estimate?.high
        halfWidth = outcome.estimate?.halfWidth
        confidence = outcome.estimate?.confidence
        n = outcome.estimate?.n ?? 0
        needed = outcome.needed
        needsLargerBaseline = outcome.needsLargerBaseline
        lack = outcome.lack
        rows = outcome.rows
        neededRows = outcome.neededRows
        line = outcome.check.line
        if case .baseline(let factor, let offset) = requirement.limit {
            let reference = outcome.reference
            baseline = Reference(
                factor: factor, offset: offset, mean: reference?.value, replications: reference?.replications,
                paired: reference?.isPaired)
        }
    }

    /// The check as it was judged; nil where its comparison is none.
    var outcome: CheckOutcome? {
        guard let sign = Requirement.Comparison(rawValue: comparison) else { return nil }
        let measured =
            MeasureUnit(rawValue: unit) ?? (unit.hasSuffix(" each") ? MeasureUnit.currencyEach : .currency)
        let requirement = Requirement(
            measure: measure, form: MeasureForm(kind: kind, unit: measured), comparison: sign,
            limit: baseline.map { .baseline(factor: $0.factor, offset: $0.offset) } ?? .value(limit ?? 0),
            text: requirement)
        var found = CheckOutcome(
            check: CheckPlan.Check(name: name, requirement: requirement, line: line), verdict: verdict)
        if let mean, let confidence {
            found.estimate = Estimate(
                mean: mean, low: low, high: high, halfWidth: halfWidth, confidence: confidence, n: n)
        }
        found.limit = limit
        found.isConstant = constant ?? false
        found.needed = needed
        found.needsLargerBaseline = needsLargerBaseline ?? false
        found.lack = lack
        found.rows = rows
        found.neededRows = neededRows
        if let baseline, let value = baseline.mean, let count = baseline.replications, let isPaired = baseline.paired {
            found.reference = CheckOutcome.Reference(value: value, replications: count, isPaired: isPaired)
        }
        return found
    }
}
