import Experiments
import Foundation
import Quantities
import Results
import Simulation
import Stochastics

/// The words of a comparison, which the terminal, the JSON and the page share: sentences that a manager can read aloud.
package struct ComparisonPhrases {
    let result: VariantComparison

    /// Puts a comparison into words.
    package init(_ result: VariantComparison) { self.result = result }

    /// "more voice and fewer chat against support".
    package var title: String {
        Self.list(result.variants.dropFirst().map(\.name)) + " against " + result.baseline.name
    }

    /// "13 weeks, 10 replications of each on the same customers (common random numbers), seed 1".
    package var run: String {
        let forecast = result.baseline.forecast
        var text = "\(ForecastPhrases.period(forecast)), "
        text += BriefUnits.count(forecast.replications, "replication")
        text += " of each on common random numbers, seed \(forecast.seed)"
        if let basis = forecast.basis { text += ", \(basis)" }
        return text
    }

    /// What the baseline was, so that it can be told later whether it has changed.
    package var frozen: String {
        let (baseline, forecast) = (result.baseline, result.baseline.forecast)
        let count = BriefUnits.count(forecast.replications, "replication")
        return "Baseline, frozen: \(baseline.name) (\(baseline.source)), seed \(forecast.seed), "
            + (forecast.warmUpSeconds > 0 ? "warm-up \(ForecastPhrases.warmUp(forecast)), " : "no warm-up, ")
            + "\(count), SHA-256 of its resolved scenario \(baseline.digest.prefix(12))."
    }

    /// What the intervals are.
    package var intervals: String {
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

    /// The verdict on a variant: its demand where that is another, its cost, then each service level with a target, then
    /// what gets clearly worse beside them.
    package func verdict(_ index: Int) -> [String] {
        let difference = result.differences[index - 1]
        if difference.isNone { return [sameness(index)] }
        var sentences = [demand(index, difference), cost(index, difference)].compactMap { $0 }
        let (before, after) = (result.baseline.forecast, result.variants[index].forecast)
        for level in after.serviceLevels {
            let name = Measure.serviceLevel(level.name)
            let old = before.serviceLevels.first { $0.name == level.name }
            guard let change = difference[name] else {
                sentences.append(
                    "Service level \(level.name): \(value(level)), which has nothing to compare with in the baseline; "
                        + standing(level, before: nil) + ".")
                continue
            }
            sentences.append(
                "Service level \(level.name): \(moved(change, to: value(level))); \(standing(level, before: old)).")
        }
        sentences += missingLevels(before, after)
        for name in untargeted(before, after) {
            guard let change = difference[name] else { continue }
            let now = after[name].map { HumanUnits.mean($0, unit: change.unit) } ?? ""
            sentences.append("\(MeasureGuide.label(name)): \(moved(change, to: now)).")
        }
        if let losses = losses(index) { sentences.append("Clearly worse for customers: \(losses).") }
        return sentences
    }

    /// Which variant is cheapest among those that keep their targets, and what it does not tell.
    package var conclusion: String {
        var text = cheapest
        let winners = [result.conclusion.cheapest].compactMap { $0 } + result.conclusion.equals
        for (index, variant) in result.variants.enumerated().dropFirst() where winners.contains(variant.name) {
            if let losses = losses(index) { text += " But \(variant.name) is clearly worse for customers: \(losses)." }
        }
        return text + caveats
    }

    private var cheapest: String {
        let conclusion = result.conclusion
        guard let cheapest = conclusion.cheapest else {
            return result.variants.count == 2
                ? "Neither keeps all its targets." : "None of the \(result.variants.count) keeps all its targets."
        }
        let isTargeted = conclusion.standings.contains { $0 != .untargeted }
        let among = isTargeted ? " among those that keep all their targets" : ""
        let caveat = isTargeted ? "" : " No service level has a target, so only cost was judged."
        guard let place = result.variants.firstIndex(where: { $0.name == cheapest }) else { return "" }
        if !conclusion.equals.isEmpty, conclusion.rivals.isEmpty,
            conclusion.outcome == .decided || conclusion.next == nil
        {
            return equal(among, cheapest) + caveat
        }
        if conclusion.outcome == .decided {
            guard let next = conclusion.next, let difference = conclusion.difference else {
                return "Only \(cheapest) keeps all its targets"
                    + (isCheapest(cheapest) ? ", and it is the cheapest." : ".")
            }
            let amount = DifferenceText.size(
                difference.mean * perPeriod.factor, unit: currency, resolution: scaled(difference).halfWidth)
            return "\(cheapest) is the cheapest\(among): \(amount) less \(perPeriod.words) than the next, \(next)."
                + caveat
        }
        var text = "Undecided which is the cheapest\(among): "
        let doubts = zip(result.variants, conclusion.standings).filter { $0.1 == .undecided }.map(\.0.name)
        if !conclusion.rivals.isEmpty {
            let same = conclusion.equals.isEmpty ? "" : " (the same as \(Self.list(conclusion.equals)))"
            text += "the cost of \(cheapest)\(same) is not told apart from that of \(Self.list(conclusion.rivals))"
            if let needed = conclusion.needed {
                text += " (about \(HumanUnits.number(Double(needed))) replications might)"
            }
            text += "."
            if !doubts.isEmpty {
                let keep = doubts.count == 1 ? "keeps its targets" : "keep their targets"
                text += " Whether \(Self.list(doubts)) \(keep) is undecided too."
            }
            return text + caveat
        }
        if conclusion.next == nil {
            return "Undecided: \(cheapest) alone may keep all its targets, and whether it does is undecided. More "
                + "replications may decide."
        }
        text += "of these \(cheapest) costs least"
        if conclusion.standings[place] == .undecided { text += ", but whether it keeps its targets is undecided" }
        let sure = zip(result.variants, conclusion.standings).filter { $0.1 == .met }.map(\.0)
        if let best = sure.min(by: { total($0.forecast) < total($1.forecast) }) {
            text += "; of those that surely keep theirs \(best.name) costs least"
        }
        return text + ". More replications may decide."
    }

    /// What common random numbers gained, which measures could not be compared, and the variants' own notes.
    package var notes: [String] {
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
    package var warnings: [String] { shared { ForecastPhrases.warnings($0) } }

    // MARK: Parts

    /// Differences over the measured period as those of a week, or of a day where it is shorter; never of a longer time
    /// than was measured.
    var perPeriod: (factor: Double, words: String) {
        let seconds = result.baseline.forecast.horizonSeconds - result.baseline.forecast.warmUpSeconds
        if seconds >= Seconds.perWeek { return (Seconds.perWeek / seconds, "a week") }
        return seconds >= Seconds.perDay ? (Seconds.perDay / seconds, "a day") : (1, "in \(measured)")
    }

    /// The measured period without its warm-up, which amounts and counts are totals of: "4 weeks".
    package var measured: String {
        let forecast = result.baseline.forecast
        return HumanUnits.span(seconds: forecast.horizonSeconds - forecast.warmUpSeconds)
    }

    var currency: String { result.baseline.forecast.currency }

    func scaled(_ estimate: Estimate) -> Estimate {
        let factor = perPeriod.factor
        return Estimate(
            mean: estimate.mean * factor, low: estimate.low.map { $0 * factor },
            high: estimate.high.map { $0 * factor }, halfWidth: estimate.halfWidth.map { $0 * factor },
            confidence: estimate.confidence, n: estimate.n)
    }

    private func cost(_ index: Int, _ difference: VariantDifference) -> String? {
        guard let change = difference[.costTotal] else { return nil }
        let name = result.variants[index].name
        let estimate = scaled(change.estimate)
        if change.isNone { return "\(name) costs the same." }
        let period = perPeriod.words
        let amount = DifferenceText.size(estimate.mean, unit: currency, resolution: estimate.halfWidth)
        let direction = estimate.mean < 0 ? "less" : "more"
        guard let sizes = DifferenceText.sizes(estimate, unit: currency), let low = estimate.low,
            let high = estimate.high
        else { return "\(name) costs \(amount) \(direction) \(period), with no interval." }
        guard change.isDecided else {
            let bounds = [low, high].map {
                DifferenceText.size($0, unit: currency, resolution: estimate.halfWidth)
            }
            return "\(name): no difference in cost could be shown (\(bounds[0]) less to \(bounds[1]) more "
                + "\(period))."
        }
        return "\(name) costs \(amount) \(direction) \(period) (\(sizes))."
    }

    private func moved(_ change: MeasureDifference, to value: String) -> String {
        if change.isNone { return "the same, \(value)" }
        guard let sizes = DifferenceText.sizes(change.estimate, unit: change.unit),
            let most = DifferenceText.most(change.estimate, unit: change.unit)
        else {
            return DifferenceText.signed(change.estimate.mean, unit: change.unit) + " with no interval, \(value)"
        }
        guard change.isDecided else {
            // "The same" is said of what is known to two points; of what is not, the interval is the answer.
            let isNarrow = change.unit == "share" && max(-(change.estimate.low ?? 1), change.estimate.high ?? 1) <= 0.02
            let range = DifferenceText.interval(change.estimate, unit: change.unit) ?? most
            return (isNarrow ? "the same within ±\(most)" : "no difference could be shown (\(range))") + ", \(value)"
        }
        let size = DifferenceText.size(change.estimate.mean, unit: change.unit, resolution: change.estimate.halfWidth)
        return "\(size) \(change.estimate.mean < 0 ? "less" : "more") (\(sizes)), \(value)"
    }

    private func standing(_ level: ServiceLevelVerdict, before: ServiceLevelVerdict?) -> String {
        let target = "its target of \(HumanUnits.target(level.target))"
        switch (level.outcome, before?.outcome) {
        case (.met, .met?): return "it still meets \(target)"
        case (.met, .missed?): return "it meets \(target), which the baseline misses"
        case (.met, .undecided?): return "it meets \(target), which the baseline may miss"
        case (.met, nil): return "it meets \(target)"
        case (.missed, .met?): return "it falls below \(target), which the baseline meets"
        case (.missed, .missed?): return "it still misses \(target)"
        case (.missed, _): return "it falls below \(target)"
        case (.undecided, _):
            let range = HumanUnits.interval(level.estimate, unit: "share").map { " (\($0))" } ?? ""
            return "whether it meets \(target) is undecided\(range)"
        }
    }

    private func value(_ level: ServiceLevelVerdict) -> String { HumanUnits.mean(level.estimate, unit: "share") }

    /// What stands for the service where no level has a target: levels without one, else the mean wait.
    private func untargeted(_ before: Forecast, _ after: Forecast) -> [String] {
        guard before.serviceLevels.isEmpty, after.serviceLevels.isEmpty else { return [] }
        let levels = MeasureGuide.sorted(after.measures).map(\.name).filter(Measure.isServiceLevel)
        return levels.isEmpty ? [Measure.humanWaitMean.name] : levels
    }

    private func total(_ forecast: Forecast) -> Double { forecast[.costTotal]?.mean ?? .infinity }

    private func isCheapest(_ name: String) -> Bool {
        result.variants.min { total($0.forecast) < total($1.forecast) }?.name == name
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

    static func list(_ names: [String]) -> String {
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
