import Experiments
import Foundation
import Quantities
import Scenarios
import Stochastics

/// What became of checks, in words that the terminal, JUnit, Markdown and annotations share.
package enum CheckPhrases {
    /// "PASS", "FAIL" or "UNDECIDED".
    package static func word(_ verdict: CheckVerdict) -> String { verdict.rawValue.uppercased() }

    /// The measure's value, with the decimals its interval calls for; "-" without one.
    package static func value(_ outcome: CheckOutcome, currency: String) -> String {
        outcome.estimate.map { HumanUnits.mean($0, unit: unit(outcome, currency)) } ?? "-"
    }

    /// "82.1% to 86.3%"; nil without an interval.
    package static func interval(_ outcome: CheckOutcome, currency: String) -> String? {
        outcome.estimate.flatMap { HumanUnits.interval($0, unit: unit(outcome, currency)) }
    }

    /// The limit with its sign: ">= 80%".
    package static func limit(_ outcome: CheckOutcome, currency: String) -> String {
        let requirement = outcome.check.requirement
        guard let limit = outcome.limit else {
            return String(requirement.text.drop { !"<>".contains($0) })
        }
        return requirement.comparison.rawValue + " " + amount(limit, outcome, currency)
    }

    /// "ai.selective_risk 3.4% (2.8% to 4.0%, n 20), wanted < 7%".
    package static func details(_ outcome: CheckOutcome, currency: String) -> String {
        let requirement = outcome.check.requirement
        guard let estimate = outcome.estimate else { return "wanted: \(requirement.text)" }
        let bounds = interval(outcome, currency: currency).map { "\($0), " } ?? ""
        let source = requirement.needsBaseline ? " (\(requirement.text.drop { $0 != "b" }))" : ""
        return "\(requirement.measure) \(value(outcome, currency: currency)) (\(bounds)n \(estimate.n)), wanted "
            + limit(outcome, currency: currency) + source
    }

    /// One sentence or two that can be read aloud.
    package static func sentence(_ outcome: CheckOutcome, currency: String) -> String {
        let requirement = outcome.check.requirement
        let name = "The check '\(outcome.check.name)'"
        guard let estimate = outcome.estimate, let limit = outcome.limit else {
            let reason =
                switch outcome.lack ?? (requirement.needsBaseline ? .baseline : .values) {
                case .baseline: "it is compared with a baseline: hitl check --baseline FILE"
                case .baselineValues:
                    "the baseline has a value of \(requirement.measure) in too few replications to compare with"
                case .values: "\(requirement.measure) had a value in too few replications"
                }
            return "\(name) is undecided: \(reason)."
        }
        let unit = unit(outcome, currency)
        let value = HumanUnits.mean(estimate, unit: unit)
        var must = "it must be \(words(requirement.comparison)) \(amount(limit, outcome, currency))"
        if let reference = outcome.reference, case .baseline(let factor, let offset) = requirement.limit {
            must += source(reference, factor: factor, offset: offset, outcome, currency)
        }
        if outcome.isConstant {
            let same = constant(outcome, value: value, estimate: estimate, currency)
            switch outcome.verdict {
            case .pass: return "\(name) holds: \(same); \(must)."
            case .fail: return "\(name) fails: \(same); \(must)."
            case .undecided:
                guard estimate.n >= CheckPlan.fewestReplications else {
                    return "\(name) is undecided: \(same), and so few say nothing of others "
                        + "(\(CheckPlan.fewestReplications) would); \(must)."
                }
                return "\(name) is undecided: \(same), which is exactly its limit; write "
                    + "\(requirement.comparison.rawValue)= if that is good enough."
            }
        }
        let bounds = HumanUnits.interval(estimate, unit: unit) ?? "no interval"
        let count = BriefUnits.count(estimate.n, "replication")
        switch outcome.verdict {
        case .pass: return "\(name) holds: \(requirement.measure) is \(value) (\(bounds), \(count)); \(must)."
        case .fail: return "\(name) fails: \(requirement.measure) is \(value) (\(bounds), \(count)); \(must)."
        case .undecided:
            let advice =
                switch (outcome.needed, outcome.needsLargerBaseline) {
                case (let count?, let isLarger):
                    "; about \(HumanUnits.number(Double(max(count, estimate.n + 1)))) would decide"
                        + (isLarger ? ", of the baseline as well" : "")
                case (nil, true):
                    "; more replications cannot decide, since the baseline's own interval holds it: make the baseline "
                        + "with more"
                case (nil, false): "; it lies at its limit, as far as can be told"
                }
            return "\(name) is undecided: \(requirement.measure) is \(value), and its interval (\(bounds), \(count)) "
                + "holds the limit: \(must)\(advice)."
        }
    }

    /// "2 of 3 checks hold, 1 fails."
    package static func summary(_ result: CheckResult) -> String {
        let total = result.outcomes.count
        let (passed, failed, open) = (result.count(.pass), result.count(.fail), result.count(.undecided))
        if passed == total { return total == 1 ? "The check holds." : "All \(total) checks hold." }
        var parts: [String] = []
        if failed > 0 { parts.append("\(failed) \(failed == 1 ? "fails" : "fail")") }
        if open > 0 { parts.append("\(open) \(open == 1 ? "is" : "are") undecided") }
        if passed > 0 { parts.append("\(passed) \(passed == 1 ? "holds" : "hold")") }
        return "Of \(BriefUnits.count(total, "check")) " + parts.joined(separator: ", ") + "."
    }

    /// What the verdicts are worth.
    package static func method(_ result: CheckResult) -> String {
        let looks = result.schedule.looks.map { HumanUnits.number(Double($0)) }
        let when =
            looks.count == 1
            ? "one look at \(looks[0]) replications" : "looks at \(looks.joined(separator: ", ")) replications"
        return "Seed \(result.seed), \(BriefUnits.count(result.replications, "replication")); \(when). The "
            + "probability that any check fails though all hold is at most \(level(result.schedule.level)), and that of "
            + "a check passing that is violated about as small, unless a few large values make up its measure; "
            + "intervals allow for the looks and the number of checks."
    }

    /// "since the baseline: policy.threshold: 50%, was 80%"; empty when nothing changed.
    package static func changes(_ result: CheckResult, most: Int = 8) -> [String] {
        let shown = result.changes.prefix(most).map(\.sentence)
        let more = result.changes.count - shown.count
        return more > 0 ? shown + ["and \(more) more"] : shown
    }

    /// What was the same in all replications: the value, or how far it lies from the baseline's.
    private static func constant(
        _ outcome: CheckOutcome, value: String, estimate: Estimate, _ currency: String
    ) -> String {
        let measure = outcome.check.requirement.measure
        let always = "in all \(estimate.n) replications"
        guard let reference = outcome.reference else { return "\(measure) is \(value) \(always)" }
        let difference = estimate.mean - reference.value
        guard difference.magnitude > 1e-9 * max(estimate.mean.magnitude, reference.value.magnitude) else {
            return "\(measure) is \(value) as in the baseline \(always)"
        }
        let distance = HumanUnits.text(difference.magnitude, unit: unit(outcome, currency))
        return "\(measure) is \(value), \(distance) \(difference > 0 ? "more" : "less") than in the baseline, \(always)"
    }

    /// A small probability with two digits at least: "5%", "0.1%", "0.0001%".
    package static func level(_ share: Double) -> String {
        let percent = share * 100
        guard percent < 0.1, percent > 0 else { return HumanUnits.target(share) }
        var (decimals, scaled) = (2, percent * 100)
        while decimals < 15, scaled < 10 { (decimals, scaled) = (decimals + 1, scaled * 10) }
        var text = FixedDigits.decimals(percent, decimals)
        while text.hasSuffix("0") { text.removeLast() }
        return text + "%"
    }

    private static func words(_ comparison: Requirement.Comparison) -> String {
        switch comparison {
        case .atLeast: "at least"
        case .atMost: "at most"
        case .above: "above"
        case .below: "below"
        }
    }

    private static func source(
        _ reference: CheckOutcome.Reference, factor: Double, offset: Double, _ outcome: CheckOutcome,
        _ currency: String
    ) -> String {
        var text = ", the baseline's \(amount(reference.value, outcome, currency))"
        if factor != 1 { text += " times \(HumanUnits.number(factor))" }
        if offset != 0 { text += " \(offset < 0 ? "-" : "+") \(amount(offset.magnitude, outcome, currency))" }
        return text + " (\(reference.isPaired ? "the same customers" : "other customers"))"
    }

    private static func amount(_ value: Double, _ outcome: CheckOutcome, _ currency: String) -> String {
        let unit = unit(outcome, currency)
        let width = outcome.estimate.flatMap { found in found.low.flatMap { low in found.high.map { ($0 - low) / 2 } } }
        return HumanUnits.text(value, unit: unit, resolution: width)
    }

    private static func unit(_ outcome: CheckOutcome, _ currency: String) -> String {
        Forecast.unit(outcome.check.requirement.form.unit, currency: currency)
    }
}
