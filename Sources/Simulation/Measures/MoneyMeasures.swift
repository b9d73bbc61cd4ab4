import Routing

/// Measures of money.
enum MoneyMeasures {
    /// What it costs and earns.
    static let money: [MeasureDefinition] = [
        MeasureDefinition(
            .costTotal, .currency, .mean, .lower, in: .cost, label: "Total cost", "Cost of the measured period.",
            formula: CostPart.allCases.map(\.measure.name).joined(separator: " + ") + ", those there are",
            pitfall: "What has no price is not in it: read \(Measure.resolutionLost) beside it.", by: [.week]
        ) { .value($0.totalCost) },
        MeasureDefinition(
            .costPerQuery, .currencyEach, .ratio, .lower, in: .cost, label: "Cost per query", "Cost for each query.",
            formula: "\(Measure.costTotal) / offered",
            pitfall: "Repeats make it look cheaper: see \(Measure.costPerResolution).", by: [.week]
        ) { .ratio(numerator: $0.totalCost, denominator: $0[.cases] + $0[.repeats]) },
        MeasureDefinition(
            .costPerResolution, .currencyEach, .ratio, .lower, in: .cost, label: "Cost per resolution",
            "Cost for each resolved case.",
            formula: "\(Measure.costTotal) / resolved cases",
            pitfall: "Resolved wrongly and unnoticed counts as resolved.",
            by: [.week]
        ) { .ratio(numerator: $0.totalCost, denominator: $0[.resolved]) },
        MeasureDefinition(
            .costHuman, .currency, .mean, .lower, in: .cost, label: "Cost of humans", "Wages.",
            formula: "rostered hours x wage, absences included",
            pitfall: "Fixed by the roster, whatever the traffic.", by: [.week]
        ) { $0.cost(.human) },
        MeasureDefinition(
            .costAI, .currency, .mean, .lower, in: .cost, label: "Cost of AI",
            "Cost of the queries that the AI reads.",
            formula: "queries read x price",
            pitfall: "Also for queries it hands over; a vendor's bill is \(Measure.costVendor).",
            by: [.week], when: .usesAI
        ) { $0.cost(.ai) },
        MeasureDefinition(
            .costVendor, .currency, .mean, .lower, in: .cost, label: "AI vendor's bills",
            "What the vendor of the AI charges for resolutions.",
            formula: "for each month max(minimum, tiers over resolutions - included), parts of a month in proportion; "
                + "a resolution is an answer of the AI alone after which nobody came back in time",
            pitfall: "A wrong answer that nobody noticed is charged as well.", by: [.week], when: .paysVendor
        ) { $0.cost(.vendor) },
        MeasureDefinition(
            .costFixed, .currency, .mean, .lower, in: .cost, label: "Fixed costs", "What is paid whatever happens.",
            formula: "amounts a month x months measured, of 30.4375 days each",
            pitfall: "The same in every variant: it decides nothing.", by: [.week], when: .paysFixed
        ) { $0.cost(.fixed) },
        MeasureDefinition(
            .costWrongAnswers, .currency, .mean, .lower, in: .cost, label: "Cost of wrong answers",
            "Cost of the wrong answers that the AI gave.",
            formula: "wrong answers of the AI alone x price, noticed or not",
            pitfall: "Those that a later contact put right are in it: \(Measure.costWrongCases) leaves them out.",
            by: [.segment, .intent, .week], when: .pricesWrongAnswers
        ) { $0.cost(.wrongAnswers) },
        MeasureDefinition(
            .costWrongCases, .currency, .mean, .lower, in: .cost, label: "Cost of wrong cases",
            "Cost of the cases that ended wrong, the AI's and the humans'.",
            formula: "cases whose last resolution was wrong x price",
            pitfall: "The price of an error is an assumption: vary it.",
            by: [.segment, .intent, .week], when: .pricesWrongCases
        ) { $0.cost(.wrongCases) },
        MeasureDefinition(
            .costLost, .currency, .mean, .lower, in: .cost, label: "Cost of lost customers",
            "Cost of the cases that ended unresolved.",
            formula: "cases whose customer gave up, was turned away or left x price",
            pitfall: "Who left over a wrong resolution is in \(Measure.costWrongCases) as well.",
            by: [.segment, .intent, .week], when: .pricesLost
        ) { $0.cost(.lost) },
        MeasureDefinition(
            .costUnhandled, .currency, .mean, .lower, in: .cost, label: "Cost of what was missed",
            "Cost of the cases that nobody looked at in time.",
            formula: "cases whose customer gave up waiting or was turned away x price",
            pitfall: "They are lost too: where both have a price, both are paid.",
            by: [.segment, .intent, .week], when: .pricesUnhandled
        ) { $0.cost(.unhandled) },
        MeasureDefinition(
            .revenueTotal, .currency, .mean, .higher, in: .cost, label: "Revenue", "What clients pay for resolutions.",
            formula: "resolutions that stand x price: the human's where a human handled any contact of the matter, "
                + "else the AI's; a return after the reopen window is a new matter, paid on its own",
            pitfall: "Paid per outcome: a customer who returns within the reopen window pays nothing yet.",
            by: [.week], when: .sells
        ) { .value($0[.revenue]) },
        MeasureDefinition(
            .marginTotal, .currency, .mean, .higher, in: .cost, label: "Margin", "What is left of the revenue.",
            formula: "\(Measure.revenueTotal) - \(Measure.costTotal)",
            pitfall: "Negative while the AI learns, perhaps.", by: [.week], when: .sells
        ) { .value($0[.revenue] - $0.totalCost) },
        MeasureDefinition(
            .policyObjective, .currency, .mean, .lower, in: .cost, label: "What the policy weighs",
            "What the rules expected_cost and optimal try to make small, as it turned out.",
            formula: "\(Measure.costWrongAnswers) + \(Measure.costWrongCases) + \(Measure.costLost) + "
                + "\(Measure.costUnhandled) + answer x AI answers + human x contacts handled + waiting x time waited, at "
                + "the prices of the rule",
            pitfall: "Where the rule prices humans or waiting, it is no part of \(Measure.costTotal).",
            when: .weighsCosts
        ) { $0.objective },
    ]
}

extension LedgerPart {
    fileprivate var totalCost: Double { ledger.totalCost(slice: slice) }

    fileprivate func cost(_ part: CostPart) -> MeasureValue { .value(self[part.counter]) }

    /// What the rule of expected costs weighs.
    fileprivate var objective: MeasureValue? {
        guard let prices = specification.policy.rule.prices else { return nil }
        let failures = [CostPart.wrongAnswers, .wrongCases, .lost, .unhandled].reduce(0) { $0 + self[$1.counter] }
        let handled = specification.catalog.queues.enumerated().reduce(0) { sum, queue in
            sum + (prices.human[queue.element] ?? 0)
                * ledger[.handled, slice: ledger.slices.slice(.queue, queue.offset)]
        }
        return .value(
            failures + prices.answer * self[.answered] + handled + prices.waitingPerSecond * self[.waitSeconds])
    }
}
