import Quantities
import Routing
import Simulation
import Workforce

/// Prices of the rules `expected_cost` and `optimal`.
struct ExpectedCostReader: SectionReader {
    static let title = "Expected cost"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "policy.expected_cost", .mapping, .without("its keys have their defaults"),
            "Prices of the rules expected_cost and optimal beside those of costs, which say what errors and lost "
                + "customers cost."
        ),
        ScenarioKey(
            "policy.expected_cost.answer", .money,
            .without("what costs.ai says that the vendor charges for one, or 0 USD"),
            "What an answer costs, on top of reading."),
        ScenarioKey(
            "policy.expected_cost.human", .money, .without("wage x handle time of the queue's teams"),
            "What a human costs."),
        ScenarioKey(
            "policy.expected_cost.human_error", .share, .without("label_error of the queue's teams"),
            "How often humans are wrong."),
        ScenarioKey(
            "policy.expected_cost.waiting", .moneyPerTime, .without("waiting has no price"),
            "What it costs that a customer waits, such as 0.10 USD per min."),
        ScenarioKey(
            "policy.expected_cost.patience", .duration(above: true), .without("that of the channel"), "Mean patience."),
    ]

    let reading: Reading

    /// Prices as given; what is not given is 0, and found by `priced`.
    func read(_ section: Section) -> ExpectedCost {
        defer { section.finish() }
        RetiredKey.refuse(in: section, currency: currency)
        var cost = ExpectedCost(wrongAnswer: 0)
        cost.answer = section.money("answer", currency: currency) ?? 0
        let human = section.money("human", currency: currency)
        let error = section.share("human_error")
        let patience = section.seconds("patience", above: true)
        cost.human = given(human, for: catalog.queues)
        cost.humanError = given(error, for: catalog.queues)
        cost.patienceSeconds = given(patience, for: catalog.channels)
        cost.waitingPerSecond = pricePerSecond(section, "waiting") ?? 0
        return cost
    }

    private func given(_ value: Double?, for names: [String]) -> [String: Double] {
        guard let value else { return [:] }
        return Dictionary(names.map { ($0, value) }, uniquingKeysWith: { first, _ in first })
    }

    /// An amount for a time, such as `0.30 USD per min`.
    private func pricePerSecond(_ section: Section, _ key: String) -> Double? {
        guard let text = section.text(key, as: .moneyPerTime) else { return nil }
        let prefix = currency + " per "
        guard let (amount, unit) = Quantity.split(text), unit.hasPrefix(prefix),
            let seconds = Quantity.secondsByUnit[String(unit.dropFirst(prefix.count))]
        else {
            section.report(key, "'\(text)' cannot be understood here", "write it like 0.30 \(currency) per min")
            return nil
        }
        guard amount >= 0, amount <= 1e12 else {
            section.report(key, "'\(text)' is out of range", "write it like 0.30 \(currency) per min")
            return nil
        }
        return amount / seconds
    }

    /// Adds to the prices of a rule what the rest of the scenario tells: what errors and lost customers cost, what the
    /// AI's vendor charges, wages, handle times and errors of the teams of each queue, and the patience on each channel.
    func priced(
        _ rules: PolicyRules?, teams: [Team], costs: Costs, expected: ExpectedPrices, traffic: TrafficSpecification?
    ) -> PolicyRules? {
        guard var rules, var cost = rules.rule.prices else { return rules }
        let section = root.section("policy")
        cost.wrongAnswer = expected.wrongAnswer
        cost.wrongHandling = expected.humanError
        cost.lostCustomer = expected.gaveUp
        for (intent, price) in zip(catalog.intents, expected.wrongAnswerReadAs) where price != expected.wrongAnswer {
            cost.wrongAnswerByIntent[intent] = price
        }
        if section?.section("expected_cost")?.has("answer") != true, let vendor = costs.vendor {
            cost.answer = vendor.tiers.last?.each ?? 0
        }
        if cost.wrongAnswer <= 0 {
            section?.report(
                "rule", "where a wrong answer costs nothing the AI answers everything",
                "write what one costs: costs: {wrong_answer: 8 \(currency)}, or costs: {wrong_case: 8 \(currency)}")
        }
        for (queue, name) in catalog.queues.enumerated() {
            cost.handleSeconds[name] = teams.plannedHandleSeconds(queue: queue)
            cost.human[name] = cost.human[name] ?? teams.plannedHandleCost(queue: queue)
            cost.humanError[name] = cost.humanError[name] ?? teams.plannedHumanError(queue: queue)
        }
        for (channel, name) in catalog.channels.enumerated() where cost.patienceSeconds[name] == nil {
            guard let traffic, traffic.channels.indices.contains(channel) else { continue }
            cost.patienceSeconds[name] = traffic.channels[channel].patience?.mean
        }
        rules.rule = rules.rule.priced(cost)
        checkThatItSettles(rules, section)
        return rules
    }

    /// Reports a rule `optimal` whose chain has nothing to find: the best limits are those without a queue where waiting
    /// has no price, and none are best where nobody ever gives up a queue that cannot be worked off.
    private func checkThatItSettles(_ rules: PolicyRules, _ section: Section?) {
        guard case .optimal(let cost) = rules.rule else { return }
        guard rules.pricesHumans else {
            section?.report(
                "rule", "waiting and lost customers cost nothing, so that no limit by state is better than another",
                "write costs: {lost_customer: 2 \(currency)}, or expected_cost: {waiting: 0.10 \(currency) per min}, or "
                    + "rule: expected_cost")
            return
        }
        let patience = catalog.channels.map { cost.patienceSeconds[$0] ?? .infinity }
        if cost.waitingPerSecond <= 0, patience.allSatisfy({ $0 == .infinity }) {
            section?.report(
                "rule",
                "customers wait for ever and that costs nothing, so that rates never settle: every queue may grow",
                "write expected_cost: {waiting: 0.10 \(currency) per min}, or the patience of customers")
        }
    }
}
