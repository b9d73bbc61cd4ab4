import Files
import Scenarios
import Testing

@Suite struct TurnScenarioTests {
    private static let turns = [
        "ai.latency=null", "ai.turns={count: {geometric: 3}, seconds: 20 s}", "policy.handoff={above: 40%}",
    ]

    @Test func turnsAreRead() throws {
        let scenario = try Scenario.decode(Samples.small, file: "s.yaml", overrides: Self.turns)
        let turns = try #require(scenario.specification.ai?.turns)
        #expect(turns.count == .geometric(mean: 3) && turns.seconds == .constant(20) && turns.handoffAbove == 0.4)
        let fixed = try Scenario.decode(
            Samples.small, file: "s.yaml",
            overrides: ["ai.latency=null", "ai.turns={count: 4, seconds: 5 s, fails: 30%, upset_when_wrong: 1%}"])
        #expect(fixed.specification.ai?.turns?.count == .fixed(4))
        #expect(fixed.specification.ai?.turns?.fails == 0.3)
        #expect(fixed.specification.ai?.turns?.handoffAbove == nil)
    }

    @Test func theBenefitIsTheCostOfAHumanOverThatOfAnError() throws {
        let scenario = try Scenario.decode(
            Samples.small, file: "s.yaml", overrides: ["policy.benefit={human_cost: 2 EUR}", "policy.threshold=null"])
        let rules = scenario.specification.policy
        #expect(rules.triggers.last?.name == "benefit")
        #expect(rules.triggers.last?.condition.benefitAbove == 0.4)
        #expect(rules.threshold == 0)
    }

    @Test(arguments: [
        (["policy.handoff={above: 40%}"], "no conversations"),
        (
            ["ai.latency=null", "ai.turns={seconds: 20 s}", "policy.handoff={above: 40%}", "training=null"],
            "learned at each"
        ),
        (["ai.latency=null", "ai.turns={seconds: 20 s}", "policy.handoff={}"], "'above' is missing"),
        (["ai.turns={seconds: 20 s}"], "say already what time"),
        (["ai.latency=null", "ai.turns={count: 0, seconds: 20 s}"], "out of range"),
        (["ai.latency=null", "ai.turns={count: 2}"], "'seconds' is missing"),
        (["ai.latency=null", "ai.turns={seconds: 20 s, fail: 3%}"], "unknown key"),
        (["policy.benefit={human_cost: 6 EUR}"], "can never hold"),
        (["policy.benefit={}"], "'human_cost' is missing"),
        (["policy.triggers.upset.when.benefit_above=2"], "has no unit"),
    ])
    func mistakesAreTold(overrides: [String], message: String) throws {
        let found = try problems(Samples.small, set: overrides)
        #expect(found.contains { $0.message.contains(message) }, "\(found)")
    }
}
