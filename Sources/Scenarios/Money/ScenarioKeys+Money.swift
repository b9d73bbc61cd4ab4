import Simulation

extension ScenarioKeys {
    private static let free = ScenarioKey.Presence.standard("0 USD")

    private static func outcome(_ name: String, _ summary: String) -> [ScenarioKey] {
        [
            ScenarioKey(
                "costs.\(name)", [.money, .members], free, summary + " By intent: {refund: 8 USD, rest: 2 USD}."),
            ScenarioKey("costs.\(name).*", .money, "Amount for this intent; rest is for all that are not named."),
        ]
    }

    /// What is paid, and what is earned.
    static let ofMoney: [ScenarioKey] =
        [ScenarioKey("costs", .mapping, "What the operation pays beside wages, and what its failures cost it.")]
        + outcome("wrong_answer", "Cost of each wrong answer that the AI gave alone, noticed or not.")
        + outcome("wrong_case", "Cost of each case that ends wrong, the AI's or a human's.")
        + outcome("lost_customer", "Cost of each case that ends unresolved: gave up, turned away, or left.")
        + outcome("unhandled", "Cost of each case that nobody looked at in time: gave up or turned away.")
        + [
            ScenarioKey("costs.fixed", .members, "What is paid whatever happens, by name."),
            ScenarioKey("costs.fixed.*", .moneyPerMonth, "Amount a month."),
            ScenarioKey("costs.ai", .mapping, "What the AI costs; what clients pay is in prices."),
            ScenarioKey("costs.ai.per_query", .money, free, "Cost of a query that the AI reads."),
            ScenarioKey(
                "costs.ai.per_resolution", .money, "What the vendor charges for a query that its AI resolved alone."),
            ScenarioKey(
                "costs.ai.reopened_within", .duration,
                "Time in which a return takes the vendor's charge back; customers.reopen_window without."),
            ScenarioKey(
                "costs.ai.included", [.whole(0...1_000_000_000), .countPerMonth], .standard("0 per month"),
                "Resolutions a month that the vendor does not charge."),
            ScenarioKey(
                "costs.ai.minimum", [.money, .moneyPerMonth], .standard("0 USD per month"),
                "Least amount of the vendor's bill for a month."),
            ScenarioKey(
                "costs.ai.tiers", .tiers,
                "In place of per_resolution: prices by the number of a month, [[50, 0.95 USD], [rest, 0.90 USD]]."),
            ScenarioKey("prices", .mapping, "What clients pay; without it nothing is sold. What is paid is in costs."),
            ScenarioKey("prices.ai_resolution", .money, "What a client pays for a resolution by the AI alone."),
            ScenarioKey("prices.human_resolution", .money, "What a client pays for a resolution with a human."),
        ]
}
