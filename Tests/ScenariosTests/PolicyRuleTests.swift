import Files
import Routing
import Scenarios
import Testing

/// Rules of the policy in a scenario: what is taken from elsewhere, and what cannot be used.
@Suite struct PolicyRuleTests {
    private func rules(_ sets: String...) throws -> PolicyRules {
        try Scenario.decode(Samples.small, file: "s.yaml", overrides: sets).specification.policy
    }

    @Test func pricesComeFromTheRestOfTheScenario() throws {
        guard case .expectedCost(let cost) = try rules("policy.rule=expected_cost").rule else {
            Issue.record("not the rule")
            return
        }
        #expect(cost.wrongAnswer == 5 && cost.answer == 0 && cost.waitingPerSecond == 0 && cost.lostCustomer == 0)
        // One team serves chat: lognormal of median 4 min and sigma 0.8 at 20 EUR an hour, with 4% of errors.
        let handle = try #require(cost.handleSeconds["chat"])
        #expect(abs(handle - 240 * 1.377_127_764_335_957) < 1e-6)
        #expect(abs(try #require(cost.human["chat"]) - handle * 20 / 3600) < 1e-9)
        #expect(cost.humanError["chat"] == 0.04 && cost.humanError["care"] == 0)
        #expect(abs(try #require(cost.patienceSeconds["chat"]) - 300) < 1e-6 && cost.patienceSeconds["mail"] == nil)
        #expect(try rules().rule == .threshold)
    }

    @Test func pricesThatAreGiven() throws {
        let given =
            "policy.expected_cost={answer: 0.02 EUR, human: 3 EUR, human_error: 2%, waiting: 0.30 EUR per min, "
            + "patience: 4 min}"
        guard case .expectedCost(let cost) = try rules("policy.rule=expected_cost", given).rule else {
            Issue.record("not the rule")
            return
        }
        #expect(cost.wrongAnswer == 5 && cost.answer == 0.02 && cost.lostCustomer == 0)
        #expect(abs(cost.waitingPerSecond - 0.005) < 1e-15)
        #expect(Set(cost.human.values) == [3] && cost.human.count == 4 && Set(cost.humanError.values) == [0.02])
        #expect(cost.patienceSeconds == ["chat": 240, "mail": 240])
        // Kept, and not used, where the rule is another: one file serves several.
        #expect(try rules(given).rule == .threshold)
        #expect(try rules("policy.rule=share", "policy.share=60%").rule == .share(0.6))
        #expect(try rules("policy.rule=random", "policy.share=60%").rule == .random(0.6))
        let margin = try rules("policy.drift_margin=5%")
        #expect(margin.driftMargin == 0.05 && margin.movesThreshold)
        #expect(try rules("policy.human_request_phrases=[ein mensch]").humanRequestPhrases == ["ein mensch"])
    }

    @Test(arguments: [
        (
            "policy.rule=expected-cost", "policy.rule: 'expected-cost' is not known here",
            "did you mean 'expected_cost'? write one of: threshold, expected_cost, optimal, share, random"
        ),
        ("policy.rule=share", "'share' is missing in 'policy'", "write share: 60%"),
        ("policy.rule=random", "'share' is missing in 'policy'", "write share: 60%"),
        (
            "policy.expected_cost.waiting=0.3 EUR", "policy.expected_cost.waiting: '0.3 EUR' cannot be understood here",
            "write it like 0.30 EUR per min"
        ),
        (
            "policy.expected_cost.waiting=-1 EUR per h", "policy.expected_cost.waiting: '-1 EUR per h' is out of range",
            "write it like 0.30 EUR per min"
        ),
        (
            "policy.expected_cost.wrong_answer=7 EUR",
            "policy.expected_cost.wrong_answer: 'wrong_answer' is no longer a key",
            "write costs: {wrong_answer: 7 EUR}, which the policy weighs and reports count"
        ),
        (
            "policy.expected_cost.lost_customer=2 EUR",
            "policy.expected_cost.lost_customer: 'lost_customer' is no longer a key",
            "write costs: {lost_customer: 2 EUR}, which the policy weighs and reports count"
        ),
        (
            "policy.human_request_phrases=['?!']",
            "policy.human_request_phrases: the phrase '?!' has no letter or digit",
            "write phrases such as 'talk to a human'"
        ),
    ])
    func whatCannotBeUsed(set: String, message: String, remedy: String) throws {
        let found = try problems(Samples.small, set: [set])
        #expect(found.count == 1 && found[0].remedy == remedy, "\(found)")
        #expect(found.first?.message == message || "policy: " + (found.first?.message ?? "") == message, "\(found)")
    }

    @Test func theOptimalRuleTakesThePricesOfTheOther() throws {
        let given = "policy.expected_cost={human: 3 EUR, waiting: 0.30 EUR per min}"
        guard case .expectedCost(let usual) = try rules("policy.rule=expected_cost", given).rule else {
            Issue.record("not the rule")
            return
        }
        let rules = try rules("policy.rule=optimal", given)
        #expect(rules.rule == .optimal(usual) && rules.movesThreshold && rules.pricesHumans)
        #expect(rules.rule.weighsCosts && rules.rule.name == "optimal")
    }

    /// Rates that never settle: no price of waiting at all, and customers who wait for ever at no price.
    @Test func anOptimalRuleThatHasNothingToFindIsAnError() throws {
        let idle = try problems(Samples.small.replacingOccurrences(of: "threshold: 60%", with: "rule: optimal"))
        #expect(idle.count == 1 && idle[0].line > 0, "\(idle)")
        #expect(
            idle.first?.message
                == "waiting and lost customers cost nothing, so that no limit by state is better than another",
            "\(idle)")
        #expect(idle.first?.remedy.hasSuffix("or rule: expected_cost") == true)
        let patient = Samples.small.replacingOccurrences(
            of: "wrong_answer: 5 EUR", with: "wrong_answer: 5 EUR, lost_customer: 2 EUR")
        #expect(try problems(patient, set: ["policy.rule=optimal"]).isEmpty)
        let never = try problems(patient, set: ["policy.rule=optimal", "traffic.channels.chat.patience=null"])
        #expect(never.count == 1 && never[0].message.contains("rates never settle"), "\(never)")
    }

    @Test func aRuleWithoutThePriceOfAnErrorSaysWhereItIsWritten() throws {
        let text = Samples.small.replacingOccurrences(of: "threshold: 60%", with: "rule: expected_cost")
            .replacingOccurrences(of: ", wrong_answer: 5 EUR", with: "")
        let found = try problems(text)
        #expect(
            found.map { $0.description.split(separator: "\n")[0] } == [
                "s.yaml:41:9: where a wrong answer costs nothing the AI answers everything; write what one costs: costs: "
                    + "{wrong_answer: 8 EUR}, or costs: {wrong_case: 8 EUR}"
            ])
    }
}
