extension MeasureDefinition {
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
        MeasureDefinition(
            .resolutionFirstContact, .share, .ratio, .higher, in: .resolution, label: "Resolved at first contact",
            "Share of cases resolved at the first contact.",
            formula: "resolved without a repeat / cases", pitfall: "A wrong answer nobody noticed counts as resolved.",
            by: [.channel, .segment, .intent, .week]
        ) { $0.ratio(.resolvedFirst, .cases) },
        MeasureDefinition(
            .resolutionRight, .share, .ratio, .higher, in: .resolution, label: "Resolved rightly",
            "Share of cases resolved rightly.",
            formula: "resolved with what the customer needed / cases",
            pitfall: "Only a simulator knows it; an operation estimates it by audits.",
            by: [.channel, .segment, .intent, .week]
        ) { $0.ratio(.resolvedRight, .cases) },
    ]

    /// What it costs and earns.
    static let money: [MeasureDefinition] = [
        MeasureDefinition(
            .costTotal, .currency, .mean, .lower, in: .cost, label: "Total cost", "Cost of the measured period.",
            formula: "wages + AI + wrong resolutions", pitfall: "Grows with the length of the period.", by: [.week]
        ) { .value($0[.humanCost] + $0[.aiCost] + $0[.errorCost]) },
        MeasureDefinition(
            .costPerQuery, .currencyEach, .ratio, .lower, in: .cost, label: "Cost per query", "Cost for each query.",
            formula: "\(Measure.costTotal) / offered",
            pitfall: "Repeats make it look cheaper: see \(Measure.costPerResolution).", by: [.week]
        ) { part in
            let cost = part[.humanCost] + part[.aiCost] + part[.errorCost]
            return .ratio(numerator: cost, denominator: part[.cases] + part[.repeats])
        },
        MeasureDefinition(
            .costPerResolution, .currencyEach, .ratio, .lower, in: .cost, label: "Cost per resolution",
            "Cost for each resolved case.",
            formula: "\(Measure.costTotal) / resolved cases",
            pitfall: "Resolved wrongly and unnoticed counts as resolved.",
            by: [.week]
        ) { part in
            let cost = part[.humanCost] + part[.aiCost] + part[.errorCost]
            return .ratio(numerator: cost, denominator: part[.resolved])
        },
        MeasureDefinition(
            .costHuman, .currency, .mean, .lower, in: .cost, label: "Cost of humans", "Wages.",
            formula: "rostered hours x wage, absences included",
            pitfall: "Fixed by the roster, whatever the traffic.", by: [.week]
        ) { .value($0[.humanCost]) },
        MeasureDefinition(
            .costAI, .currency, .mean, .lower, in: .cost, label: "Cost of AI", "Cost of the AI.",
            formula: "queries read x price",
            pitfall: "Also for queries it hands over.", by: [.week], when: .usesAI
        ) { .value($0[.aiCost]) },
        MeasureDefinition(
            .costErrors, .currency, .mean, .lower, in: .cost, label: "Cost of errors",
            "Cost of wrong resolutions, the AI's and the humans'.",
            formula: "wrong resolutions x price", pitfall: "The price of an error is an assumption: vary it.",
            by: [.segment, .intent, .week], when: .pricesErrors
        ) { .value($0[.errorCost]) },
        MeasureDefinition(
            .revenueTotal, .currency, .mean, .higher, in: .cost, label: "Revenue", "What clients pay for resolutions.",
            formula: "resolved cases x price: the human's where a human handled any contact of the case, else the AI's",
            pitfall: "Paid per outcome: a customer who returns within the reopen window pays nothing yet.",
            by: [.week], when: .sells
        ) { .value($0[.revenue]) },
        MeasureDefinition(
            .marginTotal, .currency, .mean, .higher, in: .cost, label: "Margin", "What is left of the revenue.",
            formula: "\(Measure.revenueTotal) - \(Measure.costTotal)",
            pitfall: "Negative while the AI learns, perhaps.", by: [.week], when: .sells
        ) { .value($0[.revenue] - $0[.humanCost] - $0[.aiCost] - $0[.errorCost]) },
    ]

    private static func percentile(_ measure: Measure, _ label: String, _ p: Double) -> MeasureDefinition {
        MeasureDefinition(
            measure, .seconds, .quantile, .lower, in: .resolution, label: label,
            "Time from first contact to resolution that \(Int(p * 100))% of the resolved cases did not exceed.",
            formula: "percentile of a replication, averaged over replications",
            pitfall: "Repeats dominate the tail: their delay is the customer's, not the operation's."
        ) { part in part.ledger.resolutionTimes.quantile(p).map { .value($0) } }
    }
}
