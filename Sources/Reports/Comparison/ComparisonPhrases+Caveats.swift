import Experiments
import Quantities
import Results
import Simulation

/// What a saving does not tell: customers who are served worse, another demand, other promises.
extension ComparisonPhrases {
    /// What gets clearly worse for customers in a variant, "gave up waiting, 4.1% instead of 2.0%; ..."; nil for nothing.
    func losses(_ index: Int) -> String? {
        let (before, after) = (result.baseline.forecast, result.variants[index].forecast)
        let parts = result.losses(index).compactMap { change -> String? in
            guard let old = before[change.name], let new = after[change.name] else { return nil }
            let texts = [new, old].map { HumanUnits.mean($0, unit: change.unit) }
            // What is worse by less than can be read is not worse to anybody.
            guard texts[0] != texts[1] else { return nil }
            return "\(Self.inSentence(MeasureGuide.label(change.name))), \(texts[0]) instead of \(texts[1])"
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// That a variant is the baseline all over again.
    func sameness(_ index: Int) -> String {
        let replications = BriefUnits.count(result.baseline.forecast.replications, "replication")
        return "\(result.variants[index].name) changes nothing: every measure is the same as the baseline's in "
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

    /// Which differences come from fewer replications than the values beside them.
    var fewerPairs: String? {
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

    /// A label inside a sentence: "Mean wait" as "mean wait", "AI" as it is.
    static func inSentence(_ label: String) -> String {
        guard let first = label.first, label.dropFirst().first?.isLowercase == true else { return label }
        return first.lowercased() + label.dropFirst()
    }
}
