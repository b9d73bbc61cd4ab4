import Experiments
import Files
import Scenarios
import Simulation
import Stochastics

/// Checks as JSON: the result of `hitl check`, and the `checks` of summary.json.
public enum CheckJSON {
    /// The result of a run on one page, keys sorted: schema 1.
    ///
    /// - Parameter words: the sentences that stand beside the numbers.
    package static func text(_ result: CheckResult, words: StoredWords) -> String {
        let root: JSONTree = [
            "schema": 1, "scenario": .string(result.scenario), "seed": .whole(result.seed),
            "replications": .number(Double(result.replications)), "level": .number(result.schedule.level),
            "looks": .line(result.schedule.looks.map { .number(Double($0)) }),
            "verdict": .string(result.verdict.rawValue),
            "checks": .array(result.outcomes.map { tree($0, currency: result.currency, words: words) }),
            "changes": .array(
                result.changes.map { change in
                    [
                        "setting": .string(change.path), "before": change.before.map(JSONTree.string) ?? .null,
                        "now": change.now.map(JSONTree.string) ?? .null,
                        "remark": change.remark.map(JSONTree.string) ?? .null,
                    ]
                }),
            "notes": .array(FindingDocument.sentences(result.notes, words: words).map(JSONTree.string)),
            "findings": .array(FindingDocument.all(result.notes, .note, words: words).map(\.tree)),
        ]
        return root.pretty
    }

    /// One check.
    static func tree(_ outcome: CheckOutcome, currency: String, words: StoredWords) -> JSONTree {
        let requirement = outcome.check.requirement
        var members: [String: JSONTree] = [
            "name": .string(outcome.check.name), "requirement": .string(requirement.text),
            "measure": .string(requirement.measure), "comparison": .string(requirement.comparison.rawValue),
            "kind": .string(requirement.form.kind.rawValue),
            "unit": .string(Forecast.unit(requirement.form.unit, currency: currency)),
            "verdict": .string(outcome.verdict.rawValue), "limit": .optional(outcome.limit),
            "constant": .bool(outcome.isConstant),
            "sentence": .string(words.check(outcome, currency)),
            "mean": .optional(outcome.estimate?.mean), "low": .optional(outcome.estimate?.low),
            "high": .optional(outcome.estimate?.high), "half_width": .optional(outcome.estimate?.halfWidth),
            "confidence": .optional(outcome.estimate?.confidence),
            "n": .number(Double(outcome.estimate?.n ?? 0)),
            "replications_needed": .optional(outcome.needed.map(Double.init)),
            "needs_larger_baseline": .bool(outcome.needsLargerBaseline),
            "lack": outcome.lack.map { .string($0.rawValue) } ?? .null,
            "rows": .optional(outcome.rows.map(Double.init)),
            "rows_needed": .optional(outcome.neededRows.map(Double.init)),
        ]
        if let line = outcome.check.line { members["line"] = .number(Double(line)) }
        if case .baseline(let factor, let offset) = requirement.limit {
            var baseline: [String: JSONTree] = ["factor": .number(factor), "offset": .number(offset)]
            if let reference = outcome.reference {
                baseline["mean"] = .number(reference.value)
                baseline["replications"] = .number(Double(reference.replications))
                baseline["paired"] = .bool(reference.isPaired)
            }
            members["baseline"] = .object(baseline)
        }
        return .object(members)
    }
}

/// One check of a summary as it is read.
struct CheckDocument: Decodable {
    var name: String
    var requirement: String
    var measure: String
    var comparison: String
    var kind: EstimatorKind
    var unit: String
    var verdict: CheckVerdict
    var limit: Double?
    var constant: Bool?
    var mean: Double?
    var low: Double?
    var high: Double?
    var halfWidth: Double?
    var confidence: Double?
    var n: Int
    var line: Int?
    var needed: Int?
    var needsLargerBaseline: Bool?
    var lack: CheckOutcome.Lack?
    var rows: Int?
    var neededRows: Int?
    var baseline: Reference?

    private enum CodingKeys: String, CodingKey {
        case name, requirement, measure, comparison, kind, unit, verdict, limit, constant, mean, low, high, confidence
        case n, line, baseline, lack, rows
        case neededRows = "rows_needed"
        case halfWidth = "half_width"
        case needed = "replications_needed"
        case needsLargerBaseline = "needs_larger_baseline"
    }

    /// The baseline's side.
    struct Reference: Decodable {
        var factor: Double
        var offset: Double
        var mean: Double?
        var replications: Int?
        var paired: Bool?
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
