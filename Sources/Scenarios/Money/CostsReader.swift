import Simulation
import Yams

/// What the operation pays beside wages, and what its failures cost it.
struct CostsReader: SectionReader {
    static let title = "Costs"
    static let keys: [ScenarioKey] =
        [
            ScenarioKey(
                "costs", .mapping, .without("nothing"),
                "What the operation pays beside wages, and what its failures cost it.")
        ]
        + outcome("wrong_answer", "Cost of each wrong answer that the AI gave alone, noticed or not.")
        + outcome("wrong_case", "Cost of each case that ends wrong, the AI's or a human's.")
        + outcome("lost_customer", "Cost of each case that ends unresolved: gave up, turned away, or left.")
        + outcome("unhandled", "Cost of each case that nobody looked at in time: gave up or turned away.")
        + [
            ScenarioKey("costs.fixed", .members, .without("nothing"), "What is paid whatever happens, by name."),
            ScenarioKey("costs.fixed.*", .moneyPerMonth, .member, "Amount a month."),
        ]

    private static func outcome(_ name: String, _ summary: String) -> [ScenarioKey] {
        [
            ScenarioKey(
                "costs.\(name)", [.money, .members], .standard("0 USD"),
                summary + " By intent: {refund: 8 USD, rest: 2 USD}."),
            ScenarioKey(
                "costs.\(name).*", .money, .member, "Amount for this intent; rest is for all that are not named."),
        ]
    }

    let reading: Reading

    /// What is paid beside wages, and what failures cost.
    ///
    /// - Parameters:
    ///   - customers: their reopen window is the vendor's, where it says none of its own.
    ///   - costPerCall: what a call of an external AI costs.
    func read(customers: CustomerBehaviour, costPerCall: Double) -> Costs {
        var costs = Costs()
        costs.aiPerQuery = costPerCall
        guard let section = root.section("costs") else { return costs }
        defer { section.finish() }
        RetiredKey.refuse(in: section, currency: currency)
        costs.wrongAnswer = readOutcome("wrong_answer", section)
        costs.wrongCase = readOutcome("wrong_case", section)
        costs.lostCustomer = readOutcome("lost_customer", section)
        costs.unhandled = readOutcome("unhandled", section)
        if let fixed = section.section("fixed") {
            for (name, _) in fixed.members() where fixed.has(name) {
                let amount = fixed.money(name, currency: currency, per: "per month", as: .moneyPerMonth)
                costs.fixed.append(FixedCost(name: name, perMonth: amount ?? 0))
            }
            fixed.finish()
        }
        if let ai = section.section("ai") {
            costs.aiPerQuery += ai.money("per_query", currency: currency) ?? 0
            costs.vendor = VendorReader(reading: reading).read(ai, customers: customers)
            ai.finish()
        }
        return costs
    }

    /// Name, in a price by intent, of all the intents that have none of their own.
    private static let restName = "rest"

    /// An amount, or amounts by intent.
    private func readOutcome(_ key: String, _ section: Section) -> PriceByIntent {
        guard section.value(key)?.mapping != nil else {
            return PriceByIntent(section.money(key, currency: currency) ?? 0)
        }
        guard let details = section.section(key) else { return 0 }
        defer { details.finish() }
        var price = PriceByIntent(0)
        for (name, _) in details.members() where details.has(name) {
            let amount = details.money(name, currency: currency) ?? 0
            if let intent = catalog.intents.firstIndex(of: name) {
                price.own[intent] = amount
            } else if name == Self.restName {
                price.rest = amount
            } else if !catalog.intents.isEmpty {
                _ = index(of: name, in: catalog.intents + [Self.restName], what: "intent", at: details, name)
            }
        }
        return price
    }
}
