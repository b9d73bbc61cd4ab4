import Routing
import Testing

/// Says the same of every query, and counts how often it was asked.
private final class CountingClassifier: Classifier {
    let intents = Catalog.bank.intents
    let modelVersion = 7
    var prediction: Prediction
    var calls = 0

    init(_ prediction: Prediction) { self.prediction = prediction }

    func classify(_ query: Query, into prediction: inout Prediction) {
        calls += 1
        prediction = self.prediction
    }
}

/// Keeps what it is given.
private struct KeepingSink: AuditSink {
    var events: [(event: AuditEvent, seconds: Double, policy: String, catalog: Catalog)] = []

    mutating func record(_ event: AuditEvent, at seconds: Double, policy: EscalationPolicy, catalog: Catalog) {
        events.append((event, seconds, policy.rules.version, catalog))
    }

    var triages: [AuditEvent.Triage] {
        events.compactMap { if case .decision(let triage) = $0.event { triage } else { nil } }
    }
}

extension Router {
    /// What its sink kept; empty for another kind of sink.
    fileprivate var kept: KeepingSink { sink as? KeepingSink ?? KeepingSink() }
}

/// Triage from the outside: one classification, one decision, one record.
@Suite struct RouterTests {
    private func router(_ classifier: CountingClassifier?, usesAI: Bool = true) -> Router {
        let rules = PolicyRules(
            version: "2026-11", usesAI: usesAI, threshold: 0.6,
            triggers: [
                Trigger(
                    name: "upset", condition: TriggerCondition(emotionAbove: 0.9), effect: .escalate,
                    queue: "complaints", priority: 1)
            ], defaultQueue: "general", auditShare: 0.25)
        return Router(
            catalog: .bank, policy: EscalationPolicy(rules, catalog: .bank), classifier: classifier,
            sink: KeepingSink())
    }

    @Test func aRecordForEveryTriage() throws {
        let classifier = CountingClassifier(.of(1, confidence: 0.75, emotion: 0.25))
        var router = router(classifier)
        var bits = TestBits(seed: 5)
        let state = OperationState(backlog: [4, 3, 2, 1])
        var decisions: [Decision] = []
        for number in 0..<20 {
            if number == 10 { classifier.prediction = .of(2, confidence: 0.5, emotion: 0.95) }
            decisions.append(router.triage(Query(id: 100 + number), state: state, now: Double(number), using: &bits))
        }
        #expect(classifier.calls == 20)
        #expect(bits.draws == 10, "one an answer")
        let triages = router.kept.triages
        #expect(triages.map(\.query) == Array(100..<120))
        #expect(triages.map(\.decision) == decisions)
        #expect(router.kept.events.map(\.seconds) == (0..<20).map(Double.init))
        #expect(router.kept.events.allSatisfy { $0.policy == "2026-11" && $0.catalog == .bank })
        #expect(triages.allSatisfy { $0.modelVersion == 7 })
        let (answer, escalation) = (triages[0], triages[19])
        #expect(answer.decision.action == .answer && answer.decision.auditProbability == 0.25)
        #expect((answer.intent, answer.confidence, answer.emotion, answer.backlog) == (1, 0.75, 0.25, 4))
        #expect(
            escalation.decision
                == Decision(
                    action: .escalate, queue: 3, priority: 1, reasons: [.trigger(0), .doubt]))
        #expect((escalation.intent, escalation.confidence, escalation.emotion) == (2, 0.5, 0.95))
        #expect(escalation.backlog == 1)
        #expect(router.prediction.intent == 2 && router.prediction.confidence == 0.5)
    }

    @Test func withTheAIOffTheClassifierIsNotAsked() {
        let classifier = CountingClassifier(.of(1, confidence: 1))
        var router = router(classifier, usesAI: false)
        var bits = TestBits(seed: 5)
        for number in 0..<100 {
            let decision = router.triage(Query(id: number), state: OperationState(), now: 0, using: &bits)
            #expect(decision == Decision(action: .escalate, queue: 0, priority: 5, reasons: .aiOff))
        }
        #expect(classifier.calls == 0 && bits.draws == 0)
        #expect(router.kept.triages.count == 100)
        #expect(router.kept.triages.allSatisfy { $0.confidence == 0 && $0.emotion == 0 && $0.backlog == 0 })
    }

    /// A model is taken out of service at once and completely: nothing of its last prediction stays.
    @Test func switchingOffForgetsTheLastPrediction() {
        let classifier = CountingClassifier(.of(2, confidence: 0.9))
        var router = router(classifier)
        var bits = TestBits(seed: 5)
        _ = router.triage(Query(id: 1), state: OperationState(), now: 0, using: &bits)
        #expect(router.prediction.intent == 2)
        router.policy = EscalationPolicy(PolicyRules(usesAI: false, defaultQueue: "general"), catalog: .bank)
        _ = router.triage(Query(id: 2), state: OperationState(), now: 0, using: &bits)
        #expect(router.prediction.probabilities.isEmpty && router.prediction.confidence == 0)
        #expect(classifier.calls == 1)
    }

    /// Even a policy that answers from a confidence of 0 on answers nothing without a model.
    @Test func withoutAClassifierAHumanDoesEverything() {
        let rules = PolicyRules(threshold: 0, belowThreshold: .suggest, defaultQueue: "cards", auditShare: 1)
        var router = Router(
            catalog: .bank, policy: EscalationPolicy(rules, catalog: .bank), classifier: nil, sink: KeepingSink())
        var bits = TestBits(seed: 5)
        let decision = router.triage(Query(id: 1), state: OperationState(), now: 0, using: &bits)
        #expect(decision == Decision(action: .escalate, queue: 1, priority: 5, reasons: .aiOff))
        #expect(router.kept.triages.map(\.modelVersion) == [0])
    }

    @Test func countingSinkCounts() {
        var sink = CountingAuditSink()
        let policy = router(nil).policy
        var counted = Router(catalog: .bank, policy: policy, classifier: nil, sink: sink)
        var bits = TestBits(seed: 5)
        for number in 0..<3 {
            _ = counted.triage(Query(id: number), state: OperationState(), now: 0, using: &bits)
        }
        let counts = counted.sink as? CountingAuditSink
        #expect(counts?.decisions == 3 && counts?.reviews == 0 && counts?.promotions == 0)
        let review = AuditEvent.Review(query: 1, agent: 2, intent: 0, overrides: false, isAudit: true)
        sink.record(.review(review), at: 0, policy: policy, catalog: .bank)
        let promotion = AuditEvent.Promotion(version: 2, promoted: true, labels: 10, accuracy: 0.5)
        sink.record(.model(promotion), at: 0, policy: policy, catalog: .bank)
        #expect((sink.decisions, sink.reviews, sink.promotions) == (0, 1, 1))
        // Larger ones live in a box that every event asks whether it is shared.
        #expect(MemoryLayout<CountingAuditSink>.size <= 3 * MemoryLayout<Int>.size)
    }
}
