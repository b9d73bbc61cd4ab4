import Simulation

/// What clients pay the operation.
struct PricesReader: SectionReader {
    static let title = "Prices"
    static let keys: [ScenarioKey] = [
        ScenarioKey("prices", .mapping, .without("nothing is sold"), "What clients pay; what is paid is in costs."),
        ScenarioKey(
            "prices.ai_resolution", .money, .without("these are not sold"),
            "What a client pays for a resolution by the AI alone."),
        ScenarioKey(
            "prices.human_resolution", .money, .without("these are not sold"),
            "What a client pays for a resolution with a human."),
    ]

    let reading: Reading

    /// The prices.
    func read() -> Prices {
        guard let section = root.section("prices") else { return Prices() }
        defer { section.finish() }
        return Prices(
            aiResolution: section.money("ai_resolution", currency: currency),
            humanResolution: section.money("human_resolution", currency: currency))
    }
}
