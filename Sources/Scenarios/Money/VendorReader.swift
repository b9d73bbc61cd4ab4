import Quantities
import Simulation
import Yams

/// What the AI costs: each query, and a vendor's bill for resolutions.
struct VendorReader: SectionReader {
    static let title = "Cost of the AI"
    static let keys: [ScenarioKey] = [
        ScenarioKey("costs.ai", .mapping, .without("nothing"), "What the AI costs; what clients pay is in prices."),
        ScenarioKey("costs.ai.per_query", .money, .standard("0 USD"), "Cost of a query that the AI reads."),
        ScenarioKey(
            "costs.ai.per_resolution", .money, .without("the vendor charges for no resolution"),
            "What the vendor charges for a query that its AI resolved alone."),
        ScenarioKey(
            "costs.ai.reopened_within", .duration, .without("customers.reopen_window"),
            "Time in which a return takes the vendor's charge back."),
        ScenarioKey(
            "costs.ai.included", [.whole(0...1_000_000_000), .countPerMonth], .standard("0 per month"),
            "Resolutions a month that the vendor does not charge."),
        ScenarioKey(
            "costs.ai.minimum", [.money, .moneyPerMonth], .standard("0 USD per month"),
            "Least amount of the vendor's bill for a month."),
        ScenarioKey(
            "costs.ai.tiers", .tiers, .without("per_resolution is the price of all"),
            "In place of per_resolution: prices by the number of a month, [[50, 0.95 USD], [rest, 0.90 USD]]."),
    ]

    let reading: Reading

    /// What the AI's vendor charges for resolutions; nil where it charges none.
    func read(_ section: Section, customers: CustomerBehaviour) -> VendorPrice? {
        let each = section.money("per_resolution", currency: currency)
        let tiers = readTiers(section)
        let within = section.seconds("reopened_within")
        let included = countPerMonth("included", section)
        let minimum = moneyPerMonth("minimum", section)
        if section.has("tiers"), section.has("per_resolution") {
            section.report("tiers", "there is per_resolution as well", "keep one of the two")
        }
        guard section.has("per_resolution") || section.has("tiers") else {
            let price = "write per_resolution: 0.99 \(currency)"
            if section.has("included") {
                section.report("included", "there is no price that these are included in", "\(price), or tiers")
            }
            if section.has("minimum") {
                section.report(
                    "minimum", "there is no price that this is the minimum of",
                    "\(price), or costs.fixed for what is paid whatever happens")
            }
            if section.has("reopened_within") {
                section.report("reopened_within", "there is no charge that a return takes back", price)
            }
            return nil
        }
        return VendorPrice(
            tiers: tiers ?? [VendorPrice.Tier(count: .infinity, each: each ?? 0)],
            reopenedWithinSeconds: within ?? customers.reopenWindowSeconds, includedPerMonth: included ?? 0,
            minimumPerMonth: minimum ?? 0)
    }

    /// Steps of a price: a number of resolutions and the amount for each, the last for the rest.
    private func readTiers(_ section: Section) -> [VendorPrice.Tier]? {
        section.ask("tiers", .tiers)
        guard let node = section.value("tiers") else { return nil }
        let example = "[[50, 0.95 \(currency)], [rest, 0.90 \(currency)]]"
        guard case .sequence(let items) = node, !items.isEmpty else {
            section.report("tiers", "this should be a list of tiers", "write \(example)")
            return nil
        }
        var tiers: [VendorPrice.Tier] = []
        for item in items {
            if let tier = readTier(item, at: section.join("tiers"), example) { tiers.append(tier) }
        }
        guard tiers.count == items.count else { return nil }
        for (place, tier) in tiers.enumerated().dropLast() where tier.count == .infinity {
            document.report(
                section.join("tiers"), items[place],
                "the rest is not the last tier, so those after it are never reached",
                "put it at the end: \(example)")
            return nil
        }
        if let last = tiers.last, last.count != .infinity {
            document.report(
                section.join("tiers"), items.last, "nothing says what a resolution beyond the last tier costs",
                "end with the rest: \(example)")
            return nil
        }
        return tiers
    }

    private func readTier(_ node: Node, at path: String, _ example: String) -> VendorPrice.Tier? {
        func refuse(_ at: Node, _ message: String) -> VendorPrice.Tier? {
            document.report(path, at, message, "write \(example)")
            return nil
        }
        guard case .sequence(let parts) = node, parts.count == 2, let count = parts[0].scalar?.string,
            let price = parts[1].scalar?.string
        else { return refuse(node, "this should be a number of resolutions and the price of each") }
        guard let amount = Quantity.split(price), amount.unit == currency else {
            return refuse(parts[1], "'\(Section.shown(price))' cannot be understood here")
        }
        guard (0...1e12).contains(amount.number) else {
            return refuse(parts[1], "'\(price)' is \(amount.number < 0 ? "below 0" : "out of range")")
        }
        if count == "rest" { return VendorPrice.Tier(count: .infinity, each: amount.number) }
        guard let number = Quantity.whole(count) else {
            return refuse(parts[0], "'\(Section.shown(count))' is not a whole number")
        }
        guard (1...1_000_000_000).contains(number) else { return refuse(parts[0], "\(number) is out of range") }
        return VendorPrice.Tier(count: Double(number), each: amount.number)
    }

    /// A number of things a month: a whole number, or one such as `50 per month`.
    private func countPerMonth(_ key: String, _ section: Section) -> Double? {
        let (most, unit) = (1_000_000_000, " per month")
        section.ask(key, .countPerMonth)
        guard let text = section.value(key)?.scalar?.string, text.hasSuffix(unit) else {
            return section.integer(key, in: 0...most).map { Double($0) }
        }
        if let number = Quantity.whole(String(text.dropLast(unit.count))), (0...most).contains(number) {
            return Double(number)
        }
        section.report(key, "'\(text)' is not a whole number within range", "write it like 50 per month")
        return nil
    }

    /// An amount a month: `500 USD per month`, or `500 USD`.
    private func moneyPerMonth(_ key: String, _ section: Section) -> Double? {
        let isPlain = section.value(key)?.scalar.map { !$0.string.contains("per month") } ?? false
        return isPlain
            ? section.money(key, currency: currency)
            : section.money(key, currency: currency, per: "per month", as: .moneyPerMonth)
    }
}
