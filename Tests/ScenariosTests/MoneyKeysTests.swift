import Files
import Scenarios
import Simulation
import Testing

/// What things cost, as scenarios say it.
@Suite struct MoneyKeysTests {
    private func costs(_ sets: String...) throws -> Costs {
        try Scenario.decode(Samples.small, file: "s.yaml", overrides: sets).specification.costs
    }

    @Test func amountsByIntent() throws {
        let found = try costs(
            "costs={wrong_answer: {refund: 8 EUR, rest: 2 EUR}, wrong_case: 3 EUR, unhandled: {out_of_scope: 4 EUR}}")
        // Intents are refund, order, late and out_of_scope.
        #expect((0..<4).map { found.wrongAnswer.amount($0) } == [8, 2, 2, 2])
        #expect((0..<4).map { found.wrongCase.amount($0) } == [3, 3, 3, 3])
        #expect((0..<4).map { found.unhandled.amount($0) } == [0, 0, 0, 4])
        #expect(found.lostCustomer == 0 && found.fixed.isEmpty && found.vendor == nil && found.aiPerQuery == 0)
    }

    @Test func whatIsPaidEveryMonth() throws {
        let found = try costs("costs={fixed: {platform: 4000 EUR per month, seats: '1,200.50 EUR per month'}}")
        #expect(
            found.fixed == [
                FixedCost(name: "platform", perMonth: 4000), FixedCost(name: "seats", perMonth: 1200.5),
            ])
        #expect(try costs("costs.fixed={a: 1 EUR per month}", "costs.fixed.a=null").fixed.isEmpty)
    }

    @Test func aVendorsPrice() throws {
        let plain = try costs("costs.ai={per_query: 0.02 EUR, per_resolution: 0.99 EUR}")
        #expect(plain.aiPerQuery == 0.02)
        // Without a time of its own the vendor's is the customers' reopen window.
        #expect(plain.vendor == VendorPrice(perResolution: 0.99, reopenedWithinSeconds: 12 * 3600))
        let full = try costs(
            "costs.ai={tiers: [[50, 0.95 EUR], ['1,000', 0.9 EUR], [rest, 0.85 EUR]], reopened_within: 72 h, "
                + "included: 500 per month, minimum: 1500 EUR per month}")
        #expect(
            full.vendor
                == VendorPrice(
                    tiers: [
                        .init(count: 50, each: 0.95), .init(count: 1000, each: 0.9),
                        .init(count: .infinity, each: 0.85),
                    ], reopenedWithinSeconds: 72 * 3600, includedPerMonth: 500, minimumPerMonth: 1500))
        let least = try costs("costs.ai={per_resolution: 1 EUR, included: 50, minimum: 500 EUR}")
        #expect(least.vendor?.bill(resolutions: 9) == 500)
    }

    @Test func whatIsPaidIsNotWhatIsEarned() throws {
        let it = try Scenario.decode(Samples.small, file: "s.yaml", overrides: ["costs=null"]).specification
        #expect(it.costs == Costs() && it.prices.aiResolution == 1 && it.prices.humanResolution == 6)
    }

    @Test func thePolicyTakesItsPricesFromCosts() throws {
        let it = try Scenario.decode(
            Samples.small, file: "s.yaml",
            overrides: [
                "policy.rule=expected_cost",
                "costs={wrong_answer: 1 EUR, wrong_case: 8 EUR, lost_customer: 40 EUR, unhandled: 2 EUR, "
                    + "ai: {tiers: [[50, 2 EUR], [rest, 0.5 EUR]]}}",
            ]
        ).specification
        guard case .expectedCost(let cost) = it.policy.rule else {
            Issue.record("not the rule")
            return
        }
        // 80% notice, 70% of them come back: 44% end wrong, and 24% leave.
        #expect(abs((cost.wrongHandling ?? 0) - (0.44 * 8 + 0.24 * 40)) < 1e-9)
        #expect(abs(cost.wrongAnswer - (1 + 0.44 * 8 + 0.24 * 40)) < 1e-9)
        #expect(cost.lostCustomer == 42 && cost.answer == 0.5 && cost.wrongAnswerByIntent.isEmpty)
        #expect(it.policy.pricesHumans)
    }

    @Test func fraudReadAsLegitimateIsWhatCosts() throws {
        let it = try Scenario.decode(
            Samples.small, file: "s.yaml",
            overrides: ["policy.rule=expected_cost", "costs={wrong_answer: {refund: 300 EUR, rest: 2 EUR}}"]
        ).specification
        guard case .expectedCost(let cost) = it.policy.rule else {
            Issue.record("not the rule")
            return
        }
        #expect(cost.wrongAnswerByIntent["refund"] == 2)
        #expect(try #require(cost.wrongAnswerByIntent["order"]) > 100)
    }

    @Test(arguments: [
        ("costs.wrong_case=-1 EUR", "costs.wrong_case: '-1 EUR' is below 0", "write it like 25 EUR"),
        ("costs.unhandled={refund: -1 EUR}", "costs.unhandled.refund: '-1 EUR' is below 0", "write it like 25 EUR"),
        ("costs.wrong_case=8", "costs.wrong_case: '8' has no unit", "write it like 25 EUR"),
        (
            "costs.wrong_answer={refnd: 1 EUR}", "costs.wrong_answer.refnd: there is no intent 'refnd'",
            "did you mean 'refund'?"
        ),
        (
            "costs.fixed={platform: 4000 EUR}", "costs.fixed.platform: '4000 EUR' cannot be understood here",
            "write it like 25 EUR per month"
        ),
        (
            "costs.fixed={platform: -1 EUR per month}", "costs.fixed.platform: '-1 EUR per month' is below 0",
            "write it like 25 EUR per month"
        ),
        (
            "costs.ai={included: 50 per month}", "costs.ai.included: there is no price that these are included in",
            "write per_resolution: 0.99 EUR, or tiers"
        ),
        (
            "costs.ai={minimum: 500 EUR per month}",
            "costs.ai.minimum: there is no price that this is the minimum of",
            "write per_resolution: 0.99 EUR, or costs.fixed for what is paid whatever happens"
        ),
        (
            "costs.ai={reopened_within: 24 h}", "costs.ai.reopened_within: there is no charge that a return takes back",
            "write per_resolution: 0.99 EUR"
        ),
        (
            "costs.ai={per_resolution: 1 EUR, tiers: [[rest, 1 EUR]]}",
            "costs.ai.tiers: there is per_resolution as well", "keep one of the two"
        ),
        (
            "costs.ai={per_resolution: 1 EUR, included: -50 per month}",
            "costs.ai.included: '-50 per month' is not a whole number within range", "write it like 50 per month"
        ),
        (
            "costs.ai.tiers=[[rest, 0.9 EUR], [50, 0.95 EUR]]",
            "costs.ai.tiers: the rest is not the last tier, so those after it are never reached",
            "put it at the end: [[50, 0.95 EUR], [rest, 0.90 EUR]]"
        ),
        (
            "costs.ai.tiers=[[50, 0.95 EUR]]",
            "costs.ai.tiers: nothing says what a resolution beyond the last tier costs",
            "end with the rest: [[50, 0.95 EUR], [rest, 0.90 EUR]]"
        ),
        (
            "costs.ai.tiers=[[0, 0.95 EUR], [rest, 0.9 EUR]]", "costs.ai.tiers: 0 is out of range",
            "write [[50, 0.95 EUR], [rest, 0.90 EUR]]"
        ),
        (
            "costs.ai.tiers=[[50, -1 EUR], [rest, 0.9 EUR]]", "costs.ai.tiers: '-1 EUR' is below 0",
            "write [[50, 0.95 EUR], [rest, 0.90 EUR]]"
        ),
        (
            "costs.wrong_resolution=9 EUR", "costs.wrong_resolution: 'wrong_resolution' is no longer a key",
            "write wrong_case: 9 EUR for each case that ends wrong, or wrong_answer: 9 EUR for each wrong answer of the "
                + "AI, noticed or not"
        ),
        (
            "costs.ai_per_query=0.2 EUR", "costs.ai_per_query: 'ai_per_query' is no longer a key",
            "write costs: {ai: {per_query: 0.2 EUR}}"
        ),
    ])
    func whatCannotBeUsed(set: String, message: String, remedy: String) throws {
        let found = try problems(Samples.small, set: [set])
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.message == message && found.first?.remedy == remedy, "\(found)")
    }

    @Test func oldKeysOfAFileAreAllReportedWithTheirPlaces() throws {
        let text = Samples.small.replacingOccurrences(
            of: "costs: {ai: {per_query: 0.1 EUR}, wrong_answer: 5 EUR}",
            with: "costs: {ai_per_query: 0.1 EUR, wrong_resolution: 5 EUR}")
        let found = try problems(text)
        #expect(found.count == 2 && found.allSatisfy { $0.file == "s.yaml" && $0.line > 50 && $0.column > 1 })
        #expect(found.contains { $0.remedy.hasPrefix("write costs: {ai: {per_query: 0.1 EUR}}") }, "\(found)")
        #expect(found.contains { $0.remedy.hasPrefix("write wrong_case: 5 EUR for each case") }, "\(found)")
        // A key that is gone is not offered as one that is known.
        let misspelled = try problems(Samples.small, set: ["costs.xyzzy=1 EUR"])
        #expect(misspelled.first?.remedy.contains("wrong_resolution") == false, "\(misspelled)")
        #expect(ScenarioKeys.closest(to: "costs.ai_per_query") == "costs.ai.per_query")
        #expect(ScenarioKeys.closest(to: "policy.expected_cost.lost_customer") == "costs.lost_customer")
    }
}
