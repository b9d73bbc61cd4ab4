import Experiments
import Quantities
import Results
import Simulation

/// What is to be minded beside the verdicts of a comparison: its precision, what was not compared, and what the variants'
/// own forecasts say.
struct ComparisonNotes {
    private let result: VariantComparison

    init(_ result: VariantComparison) { self.result = result }

    /// What the intervals are, what common random numbers gained, which measures could not be compared, and the
    /// variants' own notes.
    var all: [String] {
        var notes = [intervals]
        notes += [gain, precision, fewerPairs].compactMap { $0 }
        for difference in result.differences {
            if !difference.isSameTraffic {
                notes.append(
                    "\(difference.variant) meets another number of customers than the baseline, so pairing gains less.")
            }
            notes += missing("Only the baseline has", difference.onlyInBaseline, difference)
            notes += missing("Only \(difference.variant) has", difference.onlyInVariant, difference)
            notes += missing("Not compared, since they mean different things:", difference.incomparable, difference)
        }
        return notes + shared { ForecastPhrases.notes($0) }
    }

    /// The variants' own warnings, those of all once.
    var warnings: [String] { shared { ForecastPhrases.warnings($0) } }

    /// What the intervals are.
    private var intervals: String {
        guard result.baseline.forecast.replications > 1 else {
            return "There is no interval (1 replication): nothing is decided."
        }
        let own = HumanUnits.target(result.baseline.forecast.confidence)
        guard result.differences.count > 1 else {
            return "Intervals are \(own) intervals; those of differences come from paired replications."
        }
        let level = HumanUnits.percent(result.differenceConfidence, resolution: 0.001)
        return "A variant's own intervals are \(own) intervals. Those of differences come from paired replications and "
            + "are corrected for \(result.differences.count) comparisons with the baseline (Bonferroni: "
            + "\(level) each), so that all hold together \(own) of the time for any one measure."
    }

    private var gain: String? {
        let preferred = [Measure.costTotal, .costPerQuery, .humanWaitMean, .humanShare].map(\.name)
        let levels = MeasureGuide.sorted(result.baseline.forecast.measures).map(\.name).filter {
            Measure.isServiceLevel($0) && MeasureName($0).key == nil
        }
        let parts = (levels + preferred).compactMap { name -> String? in
            let gains = result.differences.compactMap { $0[name]?.gain }
            guard let least = gains.min() else { return nil }
            return "\(name) \(ForecastPhrases.times(least))"
        }
        guard !parts.isEmpty else { return nil }
        let whom = result.differences.count > 1 ? " (the least of the variants)" : ""
        return
            "Replications that independent runs would need for the same precision of the difference, relative to those "
            + "made\(whom): \(parts.joined(separator: ", "))."
    }

    private var precision: String? {
        guard let status = result.precision else { return nil }
        let asked = HumanUnits.target(status.asked)
        let count = BriefUnits.count(status.replications, "replication")
        guard let worst = status.worst, let width = status.relativeHalfWidth else {
            return "The precision of \(asked) could not be judged: no measure of it has a difference with an interval."
        }
        let known = "the difference of \(worst) is known to \(HumanUnits.percent(width)) of the baseline's value"
        if status.isReached { return "The precision of \(asked) was reached after \(count) of each: \(known)." }
        let needed = status.needed.map { "; about \(HumanUnits.number(Double($0))) would do" } ?? ""
        return "The precision of \(asked) was not reached in \(count) of each: \(known)\(needed)."
    }

    private func missing(_ what: String, _ names: [String], _ difference: VariantDifference) -> [String] {
        guard !names.isEmpty else { return [] }
        let whole = names.filter { MeasureName($0).key == nil }
        let shown = (whole.isEmpty ? names : whole).prefix(6)
        let more = names.count - shown.count
        let whom = result.differences.count > 1 ? " (beside \(difference.variant))" : ""
        return ["\(what)\(whom) \(shown.joined(separator: ", "))" + (more > 0 ? " and \(more) more." : ".")]
    }

    /// Sentences of the variants' forecasts: once where all say the same, else with the variant's name.
    private func shared(_ sentences: (Forecast) -> [String]) -> [String] {
        let all = result.variants.map { sentences($0.forecast) }
        var said: [String] = []
        for (variant, own) in zip(result.variants, all) {
            for sentence in own {
                let isCommon = all.allSatisfy { $0.contains(sentence) }
                let text = isCommon ? sentence : "\(variant.name): \(sentence)"
                if !said.contains(text) { said.append(text) }
            }
        }
        return said
    }

    /// Which differences come from fewer replications than the values beside them.
    private var fewerPairs: String? {
        let count = result.baseline.forecast.replications
        var found: [String] = []
        var least = count
        for difference in result.differences {
            for name in ComparisonText.keyMeasures {
                guard let change = difference[name], change.kind != "ratio", change.estimate.n < count else { continue }
                least = min(least, change.estimate.n)
                let label = MeasureGuide.label(name)
                if !found.contains(label) { found.append(label) }
            }
        }
        guard !found.isEmpty else { return nil }
        return
            "Some replications have no value of: \(found.joined(separator: ", ")). Each figure is of the replications that "
            + "have one, a difference of those in which both do (\(least) of \(count) at least), so it need not be the "
            + "difference of the figures beside it."
    }
}
