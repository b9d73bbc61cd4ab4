import Quantities
import Simulation
import Yams

extension ScenarioReader {
    /// What is paid beside wages, and what failures cost.
    ///
    /// - Parameter customers: their reopen window is the vendor's, where it says none of its own.
    func readCosts(customers: CustomerBehaviour) -> Costs {
        var costs = Costs()
        costs.aiPerQuery = externalCost
        guard let section = root.section("costs") else { return costs }
        defer { section.finish() }
        section.refuseRetired(currency: currency)
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
            costs.vendor = readVendor(ai, customers: customers)
            ai.finish()
        }
        return costs
    }

    /// What clients pay.
    func readPrices() -> Prices {
        guard let section = root.section("prices") else { return Prices() }
        defer { section.finish() }
        return Prices(
            aiResolution: section.money("ai_resolution", currency: currency),
            humanResolution: section.money("human_resolution", currency: currency))
    }

    /// Name, in a price by intent, of all the intents that have none of their own.
    static let restName = "rest"

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

    /// What the AI's vendor charges for resolutions; nil where it charges none.
    private func readVendor(_ section: Section, customers: CustomerBehaviour) -> VendorPrice? {
        let each = section.money("per_resolution", currency: currency)
        let tiers = readTiers(section)
        let within = section.seconds("reopened_within")
        let included = section.countPerMonth("included")
        let minimum = section.moneyPerMonth("minimum", currency: currency)
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
        if count == Self.restName { return VendorPrice.Tier(count: .infinity, each: amount.number) }
        guard let number = Quantity.whole(count) else {
            return refuse(parts[0], "'\(Section.shown(count))' is not a whole number")
        }
        guard (1...1_000_000_000).contains(number) else { return refuse(parts[0], "\(number) is out of range") }
        return VendorPrice.Tier(count: Double(number), each: amount.number)
    }
}

extension Section {
    /// A number of things a month: a whole number, or one such as `50 per month`.
    fileprivate func countPerMonth(_ key: String) -> Double? {
        let (most, unit) = (1_000_000_000, " per month")
        ask(key, .countPerMonth)
        guard let text = value(key)?.scalar?.string, text.hasSuffix(unit) else {
            return integer(key, in: 0...most).map { Double($0) }
        }
        if let number = Quantity.whole(String(text.dropLast(unit.count))), (0...most).contains(number) {
            return Double(number)
        }
        report(key, "'\(text)' is not a whole number within range", "write it like 50 per month")
        return nil
    }

    /// An amount a month: `500 USD per month`, or `500 USD`.
    fileprivate func moneyPerMonth(_ key: String, currency: String) -> Double? {
        let isPlain = value(key)?.scalar.map { !$0.string.contains("per month") } ?? false
        return isPlain
            ? money(key, currency: currency) : money(key, currency: currency, per: "per month", as: .moneyPerMonth)
    }
}
