import Routing
import Testing

/// Confirm or rephrase: asked once a contact, then the others decide.
@Suite struct ConfirmationTests {
    private func policy(_ change: (inout PolicyRules) -> Void = { _ in }) -> EscalationPolicy {
        var rules = PolicyRules(belowThreshold: .suggest, defaultQueue: "general")
        rules.triggers = [
            Trigger(name: "close", condition: TriggerCondition(marginBelow: 0.2), effect: .confirm),
            Trigger(name: "loan", condition: TriggerCondition(intents: ["loan"]), effect: .escalate, queue: "loans"),
        ]
        change(&rules)
        return EscalationPolicy(rules, catalog: .bank)
    }

    private func query(confirmed: Bool) -> Query {
        var query = Query(id: 1)
        query.isConfirmed = confirmed
        return query
    }

    @Test func aTriggerAsksOnce() {
        let policy = policy()
        let close = Prediction.of(2, confidence: 0.85, margin: 0.1)
        let asked = policy.decision(query(confirmed: false), close)
        #expect(asked.action == .confirm && !asked.action.reachesHuman)
        let again = policy.decision(query(confirmed: true), close)
        #expect(again.action == .escalate && again.queue == 2, "the next trigger decides")
        #expect(policy.reasons(of: again.reasons) == ["close", "loan"], "it is recorded all the same")
        let sure = policy.decision(query(confirmed: true), .of(0, confidence: 0.85, margin: 0.1))
        #expect(sure.action == .answer && policy.reasons(of: sure.reasons) == ["close", "confident"])
    }

    @Test func belowTheThreshold() {
        let policy = policy { $0.belowThreshold = .confirm }
        #expect(policy.decision(query(confirmed: false), .of(confidence: 0.6)).action == .confirm)
        #expect(policy.decision(query(confirmed: true), .of(confidence: 0.6)).action == .escalate)
        let other = self.policy()
        #expect(other.decision(query(confirmed: true), .of(confidence: 0.6)).action == .suggest)
    }

    /// Over random rules nobody who has confirmed is asked, and a question is the only thing confirming changes.
    @Test func nobodyIsAskedTwice() {
        var random = TestBits(seed: 17)
        for _ in 0..<500 {
            let rules = RandomPolicies.rules(&random)
            let policy = EscalationPolicy(rules, catalog: .bank)
            for _ in 0..<20 {
                var query = RandomPolicies.query(&random)
                let prediction = RandomPolicies.prediction(&random)
                query.isConfirmed = false
                let first = policy.decision(query, prediction)
                query.isConfirmed = true
                let second = policy.decision(query, prediction)
                #expect(second.action != .confirm)
                #expect(first.action == .confirm || first == second)
            }
        }
    }
}
