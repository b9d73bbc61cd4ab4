import Experiments
import Quantities
import Results
import Stochastics

/// What a sweep found, in sentences that can be read aloud.
package enum SweepPhrases {
    /// A summary with the sentences that its files hold.
    package static func told(_ summary: SweepSummary) -> SweepSummary {
        var told = summary
        told.sentences = sentences(summary)
        return told
    }

    /// "1 week, 180 points (grid), 10 replications each, common random numbers, seed 1, 95% intervals".
    package static func run(_ summary: SweepSummary) -> String {
        let counts = summary.points.map(\.replications)
        let low = counts.min() ?? 0
        let high = counts.max() ?? 0
        let each =
            low == high ? BriefUnits.count(low, "replication") + " each" : "\(low) to \(high) replications each"
        let interval = HumanUnits.target(summary.confidence) + " intervals"
        let asked = summary.pointsAsked.map {
            "; \(HumanUnits.number(Double($0))) were asked for, the others are the same"
        }
        let period = summary.period.map {
            ForecastPhrases.period(horizonSeconds: $0.horizonSeconds, warmUpSeconds: $0.warmUpSeconds) + ", "
        }
        return (period ?? "") + "\(BriefUnits.count(summary.points.count, "point")) (\(summary.design.rawValue)"
            + "\(asked ?? "")), \(each), "
            + "common random numbers, seed \(summary.seed), \(high > 1 ? interval : "no intervals")"
    }

    /// A point as its values: "policy.threshold 80%, teams.desk.agents 7".
    package static func label(_ summary: SweepSummary, _ point: SweepSummary.Point) -> String {
        zip(summary.factors, point.values).map { "\($0.path) \($1)" }.joined(separator: ", ")
    }

    /// The name of a response with what is wanted of it.
    package static func name(_ response: SweepSummary.Response) -> String {
        MeasureGuide.label(response.measure)
    }

    /// An estimate with its interval: "2.91 USD (2.85 to 2.97)".
    package static func value(_ estimate: Estimate?, _ unit: String) -> String {
        guard let estimate else { return "no value" }
        let mean = HumanUnits.mean(estimate, unit: unit)
        return HumanUnits.interval(estimate, unit: unit).map { "\(mean) (\($0))" } ?? mean
    }

    /// A difference with its interval, shares in points: "13.8 points (12.1 to 15.2 points)".
    package static func difference(_ estimate: Estimate, _ unit: String) -> String {
        let size = differenceSize(estimate, unit)
        return differenceInterval(estimate, unit).map { "\(size) (\($0))" } ?? size
    }

    private static func differenceSize(_ estimate: Estimate, _ unit: String) -> String {
        var half: Double?
        if let low = estimate.low, let high = estimate.high { half = (high - low) / 2 }
        return DifferenceText.size(estimate.mean, unit: unit, resolution: half)
    }

    private static func differenceInterval(_ estimate: Estimate, _ unit: String) -> String? {
        (estimate.low ?? 0) >= 0
            ? DifferenceText.sizes(estimate, unit: unit) : DifferenceText.interval(estimate, unit: unit)
    }

    /// The sentences of a sweep.
    package static func sentences(_ summary: SweepSummary) -> [String] {
        [summary.cost, summary.service].compactMap { $0 }.compactMap { mainEffect(summary, $0) }
            + pareto(summary) + target(summary) + choice(summary)
    }

    private static func mainEffect(_ summary: SweepSummary, _ response: SweepSummary.Response) -> String? {
        let effects = summary.effects.filter { $0.measure == response.measure }
        guard let first = effects.first else { return nil }
        if first.range.mean == 0, first.range.halfWidth == 0 {
            return
                "Nothing that is varied moves \(lowered(name(response))): it is the same at all points in every replication."
        }
        let size = differenceSize(first.range, response.unit)
        let interval = differenceInterval(first.range, response.unit)
        let sure = first.range.low.map { $0 > 0 } ?? false
        let others = effects.count > 1 ? " most" : ""
        var text =
            "\(first.factor) moves \(lowered(name(response)))\(others): it is \(size) higher at \(first.highest) "
            + "than at \(first.lowest)"
        if let interval { text += " (\(interval))" }
        if effects.count > 1 { text += ", the other factors averaged" }
        let counts = Set(summary.points.map(\.replications))
        if counts.count > 1 {
            text += ", over the \(BriefUnits.count(first.range.n, "replication")) that all points have"
        }
        text += sure ? "." : ", which is within what chance could do."
        return text
    }

    private static func pareto(_ summary: SweepSummary) -> [String] {
        guard let cost = summary.cost, let service = summary.service, !summary.front.isEmpty else { return [] }
        let judged = summary.points.compactMap(\.status)
        let efficient = judged.count { $0 == .efficient }
        let dominated = judged.count { $0 == .dominated }
        let undecided = judged.count { $0 == .undecided }
        var text =
            "Of \(BriefUnits.count(judged.count, "point")), \(dominated) \(dominated == 1 ? "is" : "are") "
            + "beaten by another in both \(lowered(name(cost))) and \(lowered(name(service))), \(efficient) "
            + "\(efficient == 1 ? "is" : "are") beaten by none"
        text +=
            undecided > 0
            ? ", and \(undecided) \(undecided == 1 ? "is" : "are") UNDECIDED: more replications would tell." : "."
        return [text]
    }

    /// The cheapest point that reaches the target, all points judged together.
    private static func target(_ summary: SweepSummary) -> [String] {
        guard let cost = summary.cost, let service = summary.service, let target = service.target else { return [] }
        let wanted = "\(lowered(name(service))) of \(HumanUnits.target(target))"
        let reaching = Set(summary.reaching ?? [])
        let met = summary.points.filter { reaching.contains($0.point) }
        guard let best = met.min(by: { ($0.cost?.mean ?? .infinity) < ($1.cost?.mean ?? .infinity) }) else {
            let open = summary.points.count { point in
                guard let service = point.service else { return false }
                return (service.high ?? service.mean) >= target
            }
            let rest =
                open == 0
                ? "and none could."
                : open == 1
                    ? "but one could: more replications would tell."
                    : "but \(open) could: more replications would tell."
            return ["No point surely reaches the \(wanted), \(rest)"]
        }
        return [
            "The cheapest point that surely reaches the \(wanted), all points judged together, is point \(best.point) "
                + "(\(label(summary, best))): "
                + "\(lowered(name(cost))) \(value(best.cost, cost.unit)), "
                + "\(lowered(name(service))) \(value(best.service, service.unit))."
        ]
    }

    private static func choice(_ summary: SweepSummary) -> [String] {
        guard let choice = summary.choice, let allocation = summary.allocation else { return [] }
        let wanted = allocation.subjectTo.isEmpty ? "" : " with \(allocation.subjectTo.joined(separator: " and "))"
        guard let number = choice.point, let point = summary.points.first(where: { $0.point == number }) else {
            return ["By its means no point meets \(allocation.subjectTo.joined(separator: " and "))."]
        }
        var text =
            "The best point\(wanted) is point \(number) (\(label(summary, point))): "
            + "\(lowered(MeasureGuide.label(choice.measure))) \(value(choice.objective, choice.unit))"
        if choice.rivals.isEmpty {
            text += "; no other point could be better, with \(HumanUnits.target(summary.confidence)) confidence"
        } else {
            let count = choice.rivals.count
            text +=
                "; \(BriefUnits.count(count, "other point")) could still be better "
                + "(\(choice.rivals.prefix(5).map(String.init).joined(separator: ", "))\(count > 5 ? ", ..." : ""))"
        }
        if let open = choice.openRequirements {
            text +=
                ". Whether it keeps to \(open.joined(separator: " and to ")) is UNDECIDED: "
                + "\(open.count == 1 ? "its interval holds the limit" : "its intervals hold the limits"), or has no ends"
        }
        return [text + ".", spent(summary, allocation)]
    }

    /// Where the replications of an allocation went.
    private static func spent(_ summary: SweepSummary, _ allocation: SweepPlan.Allocation) -> String {
        let spent = summary.replications
        guard spent < allocation.budget else {
            return "\(BriefUnits.count(spent, "replication")) were put where they helped most: \(allocation.rule)."
        }
        let rest = BriefUnits.count(allocation.budget - spent, "replication")
        let first =
            allocation.rounds == 1
            ? "This is the first round, the same at every point" : "This is round \(allocation.rounds)"
        return "\(first): \(rest) of the budget of \(HumanUnits.number(Double(allocation.budget))) are not spent; "
            + "hitl sweep-plan --after plans the next round."
    }

    static func lowered(_ text: String) -> String {
        let second = text.dropFirst().first
        return second?.isUppercase ?? true ? text : text.prefix(1).lowercased() + text.dropFirst()
    }
}
