import Routing
import Testing

/// Says what it is told.
private final class Told: Classifier {
    let intents = Catalog.bank.intents
    let modelVersion = 1
    var prediction = Prediction()
    func classify(_ query: Query, into prediction: inout Prediction) { prediction = self.prediction }
}

/// Keeps the triages.
private struct Triages: AuditSink {
    var all: [AuditEvent.Triage] = []
    mutating func record(_ event: AuditEvent, at seconds: Double, policy: EscalationPolicy, catalog: Catalog) {
        if case .decision(let triage) = event { all.append(triage) }
    }
}

@Suite struct PolicyConsistencyTests {
    /// The same query, prediction, state and randomness give the same decision on the same grounds, whatever a router
    /// decided before; but for the rule `share`, whose threshold depends on the confidences it has met, and on nothing
    /// else.
    @Test func decisionsDoNotDependOnThoseBefore() {
        var random = TestBits(seed: 2027)
        for _ in 0..<300 {
            let rules = RandomPolicies.rules(&random)
            let classifier = Told()
            func fresh() -> Router {
                Router(
                    catalog: .bank, policy: EscalationPolicy(rules, catalog: .bank), classifier: classifier,
                    sink: Triages())
            }
            var used = fresh()
            var isShare = false
            if case .share = rules.rule { isShare = true }
            var quantile = RunningQuantile(start: rules.threshold)
            for _ in 0..<30 {
                let query = RandomPolicies.query(&random)
                let state = RandomPolicies.state(&random)
                classifier.prediction = RandomPolicies.prediction(&random)
                let seed = random.next()
                var (one, other) = (TestBits(seed: seed), TestBits(seed: seed))
                var new = fresh()
                let decision = used.triage(query, state: state, now: 0, using: &one)
                let again = new.triage(query, state: state, now: 0, using: &other)
                #expect(one.draws <= 2)
                if !isShare {
                    #expect(decision == again && one == other)
                    #expect(Self.same(used.basis, new.basis))
                } else if rules.usesAI {
                    let margin = state.driftDetected ? rules.driftMargin : 0
                    #expect(used.basis.threshold == quantile.value + margin)
                    if case .share(let share) = rules.rule {
                        quantile.note(classifier.prediction.confidence, share: share)
                    }
                }
                #expect(rules.usesAI || decision.action == .escalate)
                #expect((decision.action == .answer) == decision.reasons.contains(.confident))
                #expect(Catalog.bank.queues.indices.contains(decision.queue))
            }
        }
    }

    private static func same(_ one: DecisionBasis, _ other: DecisionBasis) -> Bool {
        func bits(_ basis: DecisionBasis) -> [UInt64] { [basis.threshold.bitPattern, basis.humanPrice.bitPattern] }
        return bits(one) == bits(other)
    }

    /// Where one condition is said to imply another, it never holds alone; and enough of them do imply one another.
    @Test func implicationIsTrue() {
        var random = TestBits(seed: 5)
        var found = 0
        for _ in 0..<20_000 {
            let (one, other) = (RandomPolicies.condition(&random), RandomPolicies.condition(&random))
            #expect(one.implies(one))
            guard one.implies(other), one != other else { continue }
            found += 1
            var rules = PolicyRules(threshold: 0, defaultQueue: "general")
            rules.triggers = [
                Trigger(name: "one", condition: one, effect: .suggest),
                Trigger(name: "other", condition: other, effect: .approve),
            ]
            let policy = EscalationPolicy(rules, catalog: .bank)
            for _ in 0..<20 {
                var bits = ConstantBits(value: 0)
                let reasons = policy.decide(
                    RandomPolicies.query(&random), prediction: RandomPolicies.prediction(&random),
                    state: RandomPolicies.state(&random), using: &bits
                ).reasons
                #expect(!reasons.contains(.trigger(0)) || reasons.contains(.trigger(1)), "\(one) \(other)")
            }
        }
        #expect(found > 500)
        let earlier = TriggerCondition(earlierContactsAtLeast: 2)
        #expect(TriggerCondition(failedAttemptsAtLeast: 2).implies(earlier))
        #expect(!earlier.implies(TriggerCondition(failedAttemptsAtLeast: 2)))
        #expect(TriggerCondition(confidenceBelow: 0.3).implies(TriggerCondition(marginBelow: 0.3)))
        let crowded = TriggerCondition(backlogAbove: 5)
        #expect(crowded.implies(TriggerCondition(backlogAbove: 4)))
        #expect(!crowded.implies(TriggerCondition(backlogAbove: 4), sameQueue: false))
    }

    @Test func newConditionsOfTriggers() {
        func holds(
            _ condition: TriggerCondition, _ change: (inout Query, inout Prediction, inout OperationState) -> Void
        )
            -> Bool
        {
            var rules = PolicyRules(threshold: 0, defaultQueue: "general")
            rules.triggers = [Trigger(name: "rule", condition: condition, effect: .approve, queue: "cards")]
            var (query, prediction, state) = (Query(id: 1), Prediction.of(), OperationState())
            change(&query, &prediction, &state)
            var bits = ConstantBits(value: .max)
            return EscalationPolicy(rules, catalog: .bank).decide(
                query, prediction: prediction, state: state, using: &bits
            ).action == .approve
        }
        let failed = TriggerCondition(failedAttemptsAtLeast: 2)
        #expect(holds(failed) { query, _, _ in query.failedAttempts = 2 })
        #expect(!holds(failed) { query, _, _ in (query.failedAttempts, query.earlierContacts) = (1, 5) })
        let strange = TriggerCondition(outOfScopeAbove: 0.6)
        #expect(holds(strange) { _, prediction, _ in prediction.outOfScope = 0.6.nextUp })
        #expect(!holds(strange) { _, prediction, _ in prediction.outOfScope = 0.6 })
        #expect(holds(strange) { _, prediction, _ in prediction.outOfScope = .nan })
        let crowded = TriggerCondition(backlogAbove: 3)
        #expect(holds(crowded) { _, _, state in state.backlog = [0, 4, 0, 0] })
        #expect(!holds(crowded) { _, _, state in state.backlog = [9, 3, 9, 9] })
        #expect(!holds(crowded) { _, _, _ in })
    }
}
