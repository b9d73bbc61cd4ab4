import Experiments
import Quantities
import Results
import Simulation

/// What a saving does not tell: customers who are served worse, another demand, other promises.
extension ComparisonPhrases {
    /// What gets clearly worse for customers in a variant, "gave up waiting, 4.1% instead of 2.0%; ..."; nil for nothing.
    func losses(_ index: Int) -> String? { changes(CustomerEffects(result, variant: index).worse, index) }

    /// What customers get: what is clearly better and what is clearly worse, or that nothing is.
    func customers(_ index: Int) -> [String] {
        let effects = CustomerEffects(result, variant: index)
        let found = [("better", effects.better), ("worse", effects.worse)].compactMap { word, list in
            changes(list, index).map { "Clearly \(word) for customers: \($0)." }
        }
        guard found.isEmpty else { return found }
        guard effects.isKnown, result.baseline.forecast.replications > 1 else { return [] }
        return ["For customers no difference could be shown in promises, losses or waits."]
    }

    private func changes(_ list: [MeasureDifference], _ index: Int) -> String? {
        let (before, after) = (result.baseline.forecast, result.variants[index].forecast)
        let parts = list.compactMap { change -> String? in
            guard let old = before[change.name], let new = after[change.name] else { return nil }
            let texts = [new, old].map { HumanUnits.mean($0, unit: change.unit) }
            // What differs by less than can be read differs to nobody.
            guard texts[0] != texts[1] else { return nil }
            return "\(label(change.name)), \(texts[0]) instead of \(texts[1])"
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    private func label(_ name: String) -> String {
        if name == Measure.resolutionLost.name { return "customers lost" }
        if Measure.isServiceLevel(name) { return "service level " + name.dropFirst(Measure.serviceLevelPrefix.count) }
        return Self.inSentence(MeasureGuide.label(name))
    }

    /// That a variant is the baseline all over again.
    func sameness(_ index: Int) -> String {
        let replications = BriefUnits.count(result.baseline.forecast.replications, "replication")
        let name = result.variants[index].name
        if result.variants[index].digest == result.baseline.digest {
            return "\(name) changes nothing: with its settings the scenario is that of the baseline."
        }
        return "\(name) changes nothing: every measure is the same as the baseline's in "
            + (result.baseline.forecast.replications == 1 ? "the only replication." : "each of \(replications).")
    }

    /// How the demand of a variant differs, and what a query costs there; nil where both meet the same customers.
    func demand(_ index: Int, _ difference: VariantDifference) -> String? {
        guard !difference.isSameTraffic else { return nil }
        let (before, after) = (result.baseline.forecast, result.variants[index].forecast)
        let name = result.variants[index].name
        var text = "\(name) does not meet the same demand as the baseline"
        if let old = before[.queriesOffered], let new = after[.queriesOffered] {
            let counts = [new, old].map { HumanUnits.number(($0.mean * perPeriod.factor).rounded()) }
            text += ": \(counts[0]) queries \(perPeriod.words) instead of \(counts[1])"
        }
        if let old = before[.costPerQuery], let new = after[.costPerQuery] {
            let costs = [new, old].map { HumanUnits.mean($0, unit: currency) }
            text += "; a query costs \(costs[0]) instead of \(costs[1])"
        }
        return text + "."
    }

    /// Promises of the baseline that a variant does not make.
    func missingLevels(_ before: Forecast, _ after: Forecast) -> [String] {
        before.serviceLevels.filter { level in !after.serviceLevels.contains { $0.name == level.name } }.map { level in
            let share = HumanUnits.mean(level.estimate, unit: "share")
            return "Service level \(level.name): this variant has no such target; the baseline has \(share) of its "
                + "\(HumanUnits.target(level.target))."
        }
    }

    /// What to mind where the variants are not alternatives to one another.
    var caveats: String {
        let others = zip(result.variants.dropFirst(), result.differences)
        func names(_ isMeant: (VariantComparison.Variant, VariantDifference) -> Bool) -> [String] {
            others.filter { isMeant($0.0, $0.1) }.map(\.0.name)
        }
        var text = ""
        let busier = names { !$1.isSameTraffic }
        if !busier.isEmpty {
            text +=
                " Mind that \(Self.list(busier)) \(busier.count == 1 ? "does" : "do") not meet the same demand as "
                + "\(result.baseline.name): a lower total may only mean less work."
        }
        let promises = Set(result.baseline.forecast.serviceLevels.map(\.name))
        let freer = names { variant, difference in
            Set(variant.forecast.serviceLevels.map(\.name)) != promises
                || difference.incomparable.contains(where: Measure.isServiceLevel)
        }
        if !freer.isEmpty {
            text += busier.isEmpty ? " Mind that " : " Also, "
            text +=
                "\(Self.list(freer)) \(freer.count == 1 ? "does" : "do") not promise the same service levels as "
                + "\(result.baseline.name)."
        }
        return text
    }

    /// Variants that cost the same to the cent.
    func equal(_ among: String, _ cheapest: String) -> String {
        let conclusion = result.conclusion
        let same = Self.list([cheapest] + conclusion.equals)
        if let next = conclusion.next, let difference = conclusion.difference {
            let amount = DifferenceText.size(
                difference.mean * perPeriod.factor, unit: currency, resolution: scaled(difference).halfWidth)
            return "\(same) cost exactly the same and are the cheapest\(among): \(amount) less \(perPeriod.words) than "
                + "the next, \(next)."
        }
        let doubts = zip(result.variants, conclusion.standings).filter {
            $0.1 == .undecided && (conclusion.equals + [cheapest]).contains($0.0.name)
        }.map(\.0.name)
        let text = "\(same) cost exactly the same: none is cheaper\(among)."
        guard !doubts.isEmpty else { return text }
        return text
            + " Whether \(Self.list(doubts)) \(doubts.count == 1 ? "keeps its" : "keep their") targets is undecided."
    }

    /// A label inside a sentence: "Mean wait" as "mean wait", "AI" as it is.
    static func inSentence(_ label: String) -> String {
        guard let first = label.first, label.dropFirst().first?.isLowercase == true else { return label }
        return first.lowercased() + label.dropFirst()
    }
}
