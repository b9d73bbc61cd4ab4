/// Measures of how cases end.
enum OutcomeMeasures {
    /// What customers got in the end.
    static let resolution: [MeasureDefinition] = [
        MeasureDefinition(
            .resolutionTimeMean, .seconds, .ratio, .lower, in: .resolution, label: "Mean time to resolution",
            "Mean time from the first contact to the final resolution.",
            formula: "time from first contact to resolution / resolved cases",
            pitfall: "Lost customers are not in it: losing the slow ones makes it look better.",
            by: [.channel, .segment, .week]
        ) { $0.ratio(.resolutionSeconds, .resolved) },
        percentile(.resolutionTimeP50, "Median time to resolution", 0.5),
        percentile(.resolutionTimeP90, "90% resolved within", 0.9),
        percentile(.resolutionTimeP99, "99% resolved within", 0.99),
        percentile(.resolutionTimeP999, "99.9% resolved within", 0.999, "99.9"),
        MeasureDefinition(
            .resolutionFirstContact, .share, .ratio, .higher, in: .resolution, label: "Resolved at first contact",
            "Share of cases resolved at the first contact.",
            formula: "resolved without a repeat / cases", pitfall: "A wrong answer nobody noticed counts as resolved.",
            by: [.channel, .segment, .intent, .week, .reason]
        ) { $0.ratio(.resolvedFirst, .cases) },
        MeasureDefinition(
            .resolutionRight, .share, .ratio, .higher, in: .resolution, label: "Resolved rightly",
            "Share of cases resolved rightly.",
            formula: "resolved with what the customer needed / cases",
            pitfall: "Only a simulator knows it; an operation estimates it by audits.",
            by: [.channel, .segment, .intent, .week, .reason]
        ) { $0.ratio(.resolvedRight, .cases) },
        MeasureDefinition(
            .resolutionWrong, .share, .ratio, .lower, in: .resolution, label: "Ended wrong",
            "Share of cases that ended with a wrong resolution, noticed or not.",
            formula: "cases whose last resolution was wrong / cases",
            pitfall: "An error that a later contact put right is not in it.",
            by: [.channel, .segment, .intent, .week]
        ) { $0.ratio(.endedWrong, .cases) },
        MeasureDefinition(
            .resolutionLost, .share, .ratio, .lower, in: .resolution, label: "Lost",
            "Share of cases that ended unresolved.",
            formula: "customers who gave up, were turned away or left over an error / cases",
            pitfall: "Cheap only where \(Measure.costLost) prices them: read it beside every cost.",
            by: [.channel, .segment, .intent, .week]
        ) { $0.ratio(.lost, .cases) },
        MeasureDefinition(
            .resolutionUnhandled, .share, .ratio, .lower, in: .resolution, label: "Nobody looked in time",
            "Share of cases that ended because nobody looked at them in time.",
            formula: "customers who gave up waiting or were turned away / cases",
            pitfall: "They are lost too, and counted in \(Measure.resolutionLost).",
            by: [.channel, .segment, .intent, .week], when: .canMiss
        ) { $0.ratio(.unhandled, .cases) },
    ]

    private static func percentile(
        _ measure: Measure, _ label: String, _ p: Double, _ percent: String? = nil
    ) -> MeasureDefinition {
        MeasureDefinition(
            measure, .seconds, .quantile, .lower, in: .resolution, label: label,
            "Time from first contact to resolution that \(percent ?? String(Int(p * 100)))% of the resolved cases did not exceed.",
            formula: "percentile of a replication, averaged over replications",
            pitfall: "Repeats dominate the tail: their delay is the customer's, not the operation's."
        ) { part in part.ledger.resolutionTimes.quantile(p).map { .value($0) } }
    }
}
