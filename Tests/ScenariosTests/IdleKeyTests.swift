import Experiments
import Files
import Routing
import Scenarios
import Simulation
import Testing

/// Keys that a scenario gives and that change nothing: named, with why, and only where it is true.
@Suite struct IdleKeyTests {
    private func scenario(_ sets: [String]) throws -> Scenario {
        try Scenario.decode(Samples.small, file: "s.yaml", overrides: sets)
    }

    private func idle(_ sets: String...) throws -> [String] { try scenario(sets).idleKeys.map(\.path) }

    @Test func everyKeyOfTheSampleHasAnEffect() throws {
        #expect(try idle() == [])
    }

    @Test func whatTheRuleDoesNotLookAt() throws {
        #expect(try idle("policy.share=60%") == ["policy.share"])
        #expect(try idle("policy.expected_cost={human: 3 EUR}") == ["policy.expected_cost"])
        #expect(try idle("policy.rule=expected_cost") == ["policy.threshold"])
        #expect(try idle("policy.rule=expected_cost", "policy.threshold=null") == [])
        let waiting = "policy.expected_cost.waiting=1 EUR per h"
        #expect(try idle("policy.rule=optimal", waiting, "policy.share=1%") == ["policy.threshold", "policy.share"])
        #expect(
            try idle("policy.rule=expected_cost", "policy.share=1%", "policy.expected_cost.patience=1 min") == [
                "policy.threshold", "policy.share", "policy.expected_cost.patience",
            ])
        // The quantile of a share starts at the threshold.
        #expect(try idle("policy.rule=share", "policy.share=60%") == [])
        #expect(try idle("policy.rule=share", "policy.share=100%") == ["policy.threshold", "policy.below_threshold"])
        #expect(try idle("policy.rule=share", "policy.share=0%") == ["policy.threshold", "policy.audit"])
        #expect(try idle("policy.rule=random", "policy.share=60%") == ["policy.threshold"])
        #expect(
            try idle("policy.rule=random", "policy.share=60%", "policy.drift_margin=5%") == [
                "policy.threshold", "policy.drift_margin",
            ])
        #expect(try idle("policy.drift_margin=5%") == ["policy.drift_margin"])
        #expect(try idle("policy.drift_margin=5%", "monitors={drift: {}}") == [])
        #expect(try idle("policy.threshold=always") == ["policy.audit"])
        #expect(try idle("policy.threshold=0%") == ["policy.below_threshold"])
        #expect(try idle("policy.human_request_phrases=[a human]") == ["policy.human_request_phrases"])
    }

    @Test func otherKeys() throws {
        #expect(try idle("customers.notice_wrong=0%") == ["customers.return"])
        #expect(
            try idle("customers.notice_wrong=0%", "customers.return_when_right=0%", "policy.triggers.again=null") == [
                "customers.return", "customers.return_after", "customers.reopen_window", "customers.upset_on_return",
            ])
        #expect(try idle("customers.notice_wrong=0%", "customers.upset={notice_wrong: 50%}") == [])
        #expect(try idle("customers.rephrase_after=1 min") == ["customers.rephrase_after"])
        #expect(try idle("policy.below_threshold=escalate", "policy.triggers.close=null") == ["ai.suggestion_saves"])
        let approvals = try idle("policy.triggers.large=null")
        #expect(approvals.allSatisfy { $0.hasSuffix(".approval_time") }, "\(approvals)")
    }

    @Test func sentences() throws {
        let key = try #require(try scenario(["policy.rule=expected_cost"]).idleKeys.first)
        #expect(
            key.sentence
                == "policy.threshold has no effect: policy.rule is expected_cost; write rule: threshold, or remove it.")
        #expect(key.holds("policy.threshold") && !key.holds("policy.threshold_of") && !key.holds("policy"))
    }

    /// What is said to have no effect has none: every measure is the same with another value.
    @Test(arguments: [
        (["policy.rule=expected_cost"], "policy.threshold=5%"),
        (["policy.rule=random", "policy.share=60%"], "policy.threshold=5%"),
        (["policy.rule=share", "policy.share=100%"], "policy.threshold=5%"),
        (["policy.rule=share", "policy.share=0%"], "policy.threshold=95%"),
        ([], "policy.share=5%"),
        ([], "policy.drift_margin=30%"),
        (["policy.rule=random", "policy.share=60%"], "policy.drift_margin=30%"),
        (["policy.threshold=0%"], "policy.below_threshold=escalate"),
        (["policy.threshold=always"], "policy.audit.share=90%"),
        ([], "policy.human_request_phrases=[the]"),
        (["customers.notice_wrong=0%"], "customers.return=1%"),
        ([], "customers.rephrase_after=2 h"),
        (["policy.rule=expected_cost"], "policy.expected_cost.patience=1 s"),
    ])
    func theyChangeNothing(_ sets: [String], _ change: String) throws {
        func values(_ sets: [String]) throws -> [MeasureValue?] {
            let operation = try scenario(sets).specification
            return try Replications(operation, seed: 5, count: 1, threads: 1).run()[0].values
        }
        let path = String(change.prefix { $0 != "=" })
        let changed = try scenario(sets + [change])
        #expect(changed.idleKeys.contains { $0.holds(path) }, "\(path)")
        // A drift margin makes the mean threshold a measure.
        let names = changed.specification.measures().map(\.name)
        let usual = Dictionary(
            uniqueKeysWithValues: zip(try scenario(sets).specification.measures().map(\.name), try values(sets)))
        for (name, value) in zip(names, try values(sets + [change])) where usual[name] != nil {
            #expect(usual[name] == .some(value), "\(name)")
        }
    }

    @Test func alwaysIsAThreshold() throws {
        #expect(try scenario(["policy.threshold=always"]).specification.policy.threshold == PolicyRules.alwaysHuman)
        let wrong = #expect(throws: Problems.self) { try scenario(["policy.threshold=allways"]) }
        #expect(wrong?.problems.first?.message.contains("'allways' cannot be understood here") == true)
        #expect(ScenarioKeys.plain("always", at: "policy.threshold") == "100%")
        #expect(ScenarioKeys.plain("null", at: "policy.threshold") == "80%")
        #expect(ScenarioKeys.plain("'95%'", at: "policy.threshold") == "95%")
        #expect(ScenarioKeys.plain("yes", at: "queues.chat.interruptible") == "true")
        #expect(ScenarioKeys.plain("always", at: "policy.version") == "always")
    }
}
