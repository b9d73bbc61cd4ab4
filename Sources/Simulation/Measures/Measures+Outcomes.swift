extension MeasureDefinition {
    /// What customers got in the end.
    static let resolution: [MeasureDefinition] = [
        MeasureDefinition(
            "resolution.time.mean_s", .seconds, .ratio, .lower,
            "Mean time from the first contact to the final resolution.",
            formula: "time from first contact to resolution / resolved cases",
            pitfall: "Lost customers are not in it: losing the slow ones makes it look better.",
            by: [.channel, .segment, .week]
        ) { $0.ratio(.resolutionSeconds, .resolved) },
        percentile("resolution.time.p50_s", 0.5), percentile("resolution.time.p90_s", 0.9),
        percentile("resolution.time.p99_s", 0.99),
        MeasureDefinition(
            "resolution.first_contact", .share, .ratio, .higher, "Share of cases resolved at the first contact.",
            formula: "resolved without a repeat / cases", pitfall: "A wrong answer nobody noticed counts as resolved.",
            by: [.channel, .segment, .intent, .week]
        ) { $0.ratio(.resolvedFirst, .cases) },
        MeasureDefinition(
            "resolution.right", .share, .ratio, .higher, "Share of cases resolved rightly.",
            formula: "resolved with what the customer needed / cases",
            pitfall: "Only a simulator knows it; an operation estimates it by audits.",
            by: [.channel, .segment, .intent, .week]
        ) { $0.ratio(.resolvedRight, .cases) },
    ]

    /// What it costs and earns.
    static let money: [MeasureDefinition] = [
        MeasureDefinition(
            "cost.total", .currency, .mean, .lower, "Cost of the measured period.",
            formula: "wages + AI + wrong resolutions", pitfall: "Grows with the length of the period.", by: [.week]
        ) { .value($0[.humanCost] + $0[.aiCost] + $0[.errorCost]) },
        MeasureDefinition(
            "cost.per_query", .currencyEach, .ratio, .lower, "Cost for each query.", formula: "cost.total / offered",
            pitfall: "Repeats make it look cheaper: see cost.per_resolution.", by: [.week]
        ) { part in
            let cost = part[.humanCost] + part[.aiCost] + part[.errorCost]
            return .ratio(numerator: cost, denominator: part[.cases] + part[.repeats])
        },
        MeasureDefinition(
            "cost.per_resolution", .currencyEach, .ratio, .lower, "Cost for each resolved case.",
            formula: "cost.total / resolved cases", pitfall: "Resolved wrongly and unnoticed counts as resolved.",
            by: [.week]
        ) { part in
            let cost = part[.humanCost] + part[.aiCost] + part[.errorCost]
            return .ratio(numerator: cost, denominator: part[.resolved])
        },
        MeasureDefinition(
            "cost.human", .currency, .mean, .lower, "Wages.", formula: "rostered hours x wage, absences included",
            pitfall: "Fixed by the roster, whatever the traffic.", by: [.week]
        ) { .value($0[.humanCost]) },
        MeasureDefinition(
            "cost.ai", .currency, .mean, .lower, "Cost of the AI.", formula: "queries read x price",
            pitfall: "Also for queries it hands over.", by: [.week], when: .usesAI
        ) { .value($0[.aiCost]) },
        MeasureDefinition(
            "cost.errors", .currency, .mean, .lower, "Cost of wrong resolutions, the AI's and the humans'.",
            formula: "wrong resolutions x price", pitfall: "The price of an error is an assumption: vary it.",
            by: [.segment, .intent, .week], when: .pricesErrors
        ) { .value($0[.errorCost]) },
        MeasureDefinition(
            "revenue.total", .currency, .mean, .higher, "What clients pay for resolutions.",
            formula: "resolved cases x price: the human's where a human handled any contact of the case, else the AI's",
            pitfall: "Paid per outcome: a customer who returns within the reopen window pays nothing yet.",
            by: [.week], when: .sells
        ) { .value($0[.revenue]) },
        MeasureDefinition(
            "margin.total", .currency, .mean, .higher, "What is left of the revenue.",
            formula: "revenue.total - cost.total",
            pitfall: "Negative while the AI learns, perhaps.", by: [.week], when: .sells
        ) { .value($0[.revenue] - $0[.humanCost] - $0[.aiCost] - $0[.errorCost]) },
    ]

    private static func percentile(_ name: String, _ p: Double) -> MeasureDefinition {
        MeasureDefinition(
            name, .seconds, .quantile, .lower,
            "Time from first contact to resolution that \(Int(p * 100))% of the resolved cases did not exceed.",
            formula: "percentile of a replication, averaged over replications",
            pitfall: "Repeats dominate the tail: their delay is the customer's, not the operation's."
        ) { part in part.ledger.resolutionTimes.quantile(p).map { .value($0) } }
    }
}
