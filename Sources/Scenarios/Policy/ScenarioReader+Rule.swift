import Files
import Quantities
import Routing
import Simulation
import Workforce

extension ScenarioReader {
    /// How it is decided whether the AI answers alone; what prices need from teams and costs is added by `priced`.
    func readRule(_ section: Section, into rules: inout PolicyRules) {
        rules.driftMargin = section.share("drift_margin") ?? 0
        let share = section.share("share")
        let kinds = ["threshold", "expected_cost", "share", "random"].map { ($0, $0) }
        let kind = section.choice("rule", kinds) ?? "threshold"
        if kind == "share" || kind == "random", share == nil {
            _ = section.required("share", example: "60%") { section.share($0) }
        }
        let cost = section.section("expected_cost").map { readCost($0) }
        switch kind {
        case "expected_cost": rules.rule = .expectedCost(cost ?? ExpectedCost(wrongAnswer: 0))
        case "share": rules.rule = .share(share ?? 0)
        case "random": rules.rule = .random(share ?? 0)
        default: rules.rule = .threshold
        }
        if let phrases = section.names("human_request_phrases") {
            rules.humanRequestPhrases = phrases
            for phrase in phrases where !phrase.utf8.contains(where: { Self.isWord($0) }) {
                section.report(
                    "human_request_phrases", "the phrase '\(phrase)' has no letter or digit",
                    "write phrases such as 'talk to a human'")
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte >= 128
    }

    /// Prices as given; what is not given is 0, and found by `priced`.
    private func readCost(_ section: Section) -> ExpectedCost {
        defer { section.finish() }
        var cost = ExpectedCost(wrongAnswer: section.money("wrong_answer", currency: currency) ?? 0)
        if section.has("wrong_answer"), cost.wrongAnswer <= 0 {
            section.report(
                "wrong_answer", "where a wrong answer costs nothing the AI answers everything",
                "write what one costs, such as 8 \(currency)")
        }
        cost.answer = section.money("answer", currency: currency) ?? 0
        let human = section.money("human", currency: currency)
        let error = section.share("human_error")
        let patience = section.seconds("patience", above: true)
        cost.human = given(human, for: catalog.queues)
        cost.humanError = given(error, for: catalog.queues)
        cost.patienceSeconds = given(patience, for: catalog.channels)
        cost.waitingPerSecond = pricePerSecond(section, "waiting") ?? 0
        cost.lostCustomer = section.money("lost_customer", currency: currency) ?? 0
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

    /// Adds to the prices of a rule what the rest of the scenario tells: the price of a wrong resolution, wages, handle
    /// times and errors of the teams of each queue, and the patience on each channel.
    func priced(_ rules: PolicyRules?, teams: [Team], prices: Prices, traffic: TrafficSpecification?) -> PolicyRules? {
        guard var rules, case .expectedCost(var cost) = rules.rule else { return rules }
        let section = root.section("policy")
        if cost.wrongAnswer <= 0 {
            cost.wrongAnswer = prices.wrongResolution
            if cost.wrongAnswer <= 0, section?.section("expected_cost")?.has("wrong_answer") != true {
                section?.report(
                    "rule", "the rule needs the cost of a wrong answer",
                    "write expected_cost: {wrong_answer: 8 \(currency)}, or costs: {wrong_resolution: 8 \(currency)}")
            }
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
        rules.rule = .expectedCost(cost)
        return rules
    }
}
