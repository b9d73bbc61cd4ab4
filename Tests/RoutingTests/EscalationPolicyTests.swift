import Routing
import Testing

/// What the policy decides, where it sends it and what it records.
@Suite struct EscalationPolicyTests {
    private static let triggers = [
        Trigger(name: "upset", condition: TriggerCondition(emotionAbove: 0.5), effect: .escalate, queue: "complaints"),
        Trigger(name: "large", condition: TriggerCondition(amountAbove: 100), effect: .approve, priority: 1),
        Trigger(name: "again", condition: TriggerCondition(earlierContactsAtLeast: 1), effect: .suggest, priority: 8),
    ]

    private func policy(_ change: (inout PolicyRules) -> Void = { _ in }) -> EscalationPolicy {
        var rules = PolicyRules(triggers: Self.triggers, defaultQueue: "general")
        change(&rules)
        return EscalationPolicy(rules, catalog: .bank)
    }

    /// All 16 combinations of three triggers and doubt: the first decides, all are recorded.
    @Test func firstThatHoldsDecidesAndAllAreRecorded() {
        let policy = policy()
        for mask in 0..<16 {
            let held = (0..<4).filter { mask >> $0 & 1 == 1 }
            let query = Query(id: 1, amount: held.contains(1) ? 101 : 0, earlierContacts: held.contains(2) ? 1 : 0)
            let prediction = Prediction.of(
                confidence: held.contains(3) ? 0.5 : 0.9, emotion: held.contains(0) ? 0.6 : 0.4)
            let decision = policy.decision(query, prediction)
            let actions: [Decision.Action] = [.escalate, .approve, .suggest, .escalate]
            #expect(decision.action == held.first.map { actions[$0] } ?? .answer)
            let names = held.map { ["upset", "large", "again", "doubt"][$0] }
            #expect(policy.reasons(of: decision.reasons) == (names.isEmpty ? ["confident"] : names))
            #expect(decision.queue == (held.first == 0 ? 3 : 0))
            #expect(!decision.audited)
        }
    }

    @Test func orderIsThePolicys() {
        let query = Query(id: 1, amount: 200, earlierContacts: 3)
        let forward = policy()
        let backward = policy { $0.triggers.reverse() }
        #expect(forward.decision(query).action == .approve)
        #expect(backward.decision(query).action == .suggest)
        #expect(forward.reasons(of: forward.decision(query).reasons) == ["large", "again"])
        #expect(backward.reasons(of: backward.decision(query).reasons) == ["again", "large"])
    }

    @Test func thresholdIsAnswered() {
        let policy = policy { $0.belowThreshold = .suggest }
        let sure = policy.decision(Query(id: 1), .of(confidence: 0.8))
        let unsure = policy.decision(Query(id: 1), .of(confidence: 0.8.nextDown))
        #expect(sure.action == .answer && sure.reasons == .confident)
        #expect(unsure.action == .suggest && unsure.reasons == .doubt)
        let lenient = self.policy { $0.threshold = 0 }
        #expect(lenient.decision(Query(id: 1), .of(confidence: 0)).action == .answer)
        // 100% sends everything to humans, also what a classifier is sure of.
        let strict = self.policy { $0.threshold = 1 }
        #expect(strict.decision(Query(id: 1), .of(confidence: 1)).action == .escalate)
        let nearly = self.policy { $0.threshold = 1.0.nextDown }
        #expect(nearly.decision(Query(id: 1), .of(confidence: 1)).action == .answer)
    }

    @Test func confidenceThatIsNoNumberIsDoubt() {
        for threshold in [0, 0.8] {
            let decision = policy { $0.threshold = threshold }.decision(Query(id: 1), .of(confidence: .nan))
            #expect(decision.action == .escalate && decision.reasons == .doubt)
        }
    }

    @Test func withoutAIAHumanDoesEverything() {
        let policy = policy {
            $0.usesAI = false
            $0.auditShare = 1
            $0.queueByIntent = ["balance": "cards"]
            $0.queueByChannel = ["chat": "loans"]
            $0.priorityBySegment = ["business": 2]
        }
        var bits = TestBits(seed: 1)
        let query = Query(id: 1, channel: 1, segment: 1, amount: 500, earlierContacts: 4)
        let decision = policy.decide(query, prediction: .of(confidence: 1, emotion: 1), using: &bits)
        #expect(decision == Decision(action: .escalate, queue: 2, priority: 2, reasons: .aiOff))
        #expect(policy.reasons(of: decision.reasons) == ["ai_off"])
        #expect(bits.draws == 0)
        #expect(policy.decideWithoutAI(query) == decision)
    }

    /// Trigger before intent before channel before default.
    @Test func queuePrecedence() {
        let policy = policy {
            $0.queueByIntent = ["card_lost": "cards", "loan": "nowhere", "unknown": "loans"]
            $0.queueByChannel = ["chat": "loans"]
        }
        func queue(channel: Int, intent: Int, emotion: Double = 0, amount: Double = 0) -> String {
            let query = Query(id: 1, channel: channel, amount: amount)
            return Catalog.bank.queues[policy.decision(query, .of(intent, confidence: 0.5, emotion: emotion)).queue]
        }
        #expect(queue(channel: 1, intent: 1, emotion: 1) == "complaints")
        #expect(queue(channel: 1, intent: 1) == "cards")
        #expect(queue(channel: 1, intent: 0) == "loans")
        #expect(queue(channel: 0, intent: 0) == "general")
        // A trigger without a queue, and an intent's queue that does not exist, leave it to the next rule.
        #expect(queue(channel: 1, intent: 1, amount: 500) == "cards")
        #expect(queue(channel: 1, intent: 2) == "loans")
        #expect(queue(channel: 0, intent: 2) == "general")
        let lost = self.policy { $0.defaultQueue = "nowhere" }
        #expect(lost.decision(Query(id: 1), .of(confidence: 0)).queue == 0)
    }

    @Test func priorities() {
        let policy = policy { $0.priorityBySegment = ["business": 3, "unknown": 0] }
        func priority(_ segment: Int, amount: Double = 0, earlier: Int = 0) -> Int {
            policy.decision(
                Query(id: 1, segment: segment, amount: amount, earlierContacts: earlier), .of(confidence: 0)
            ).priority
        }
        #expect(priority(0) == 5)
        #expect(priority(1) == 3)
        #expect(priority(1, amount: 500) == 1)
        // A trigger never makes a contact less urgent than its customer is.
        #expect(priority(1, earlier: 1) == 3)
        #expect(priority(0, earlier: 1) == 5)
    }

    @Test func prioritiesOutsideTheScaleAreMovedToItsEnds() {
        let policy = policy {
            $0.priorityBySegment = ["retail": 99, "business": -5]
            $0.triggers[1].priority = -7
        }
        #expect(policy.decision(Query(id: 1), .of(confidence: 0)).priority == 9)
        #expect(policy.decision(Query(id: 1, segment: 1), .of(confidence: 0)).priority == 0)
        #expect(policy.decision(Query(id: 1, amount: 500)).priority == 0)
    }

    /// A model trained on other intents, or a caller's wrong index, ends in the default queue and not in a trap.
    @Test func indicesOutsideTheCatalog() {
        let policy = policy { $0.queueByIntent = ["balance": "cards"] }
        for index in [-1, 3, 1000] {
            var prediction = Prediction.of(confidence: 0.5)
            prediction.intent = index
            let query = Query(id: 1, channel: index, segment: index, action: index)
            let decision = policy.decision(query, prediction)
            let reason: ReasonSet = index < 0 ? .noPrediction : .doubt
            #expect(decision == Decision(action: .escalate, queue: 0, priority: 5, reasons: reason))
            #expect(policy.decideWithoutAI(query).queue == 0)
        }
    }

    @Test func answersAreAuditedAtTheRecordedShare() {
        let policy = policy { $0.auditShare = 0.07 }
        var bits = TestBits(seed: 11)
        var audited = 0
        for number in 0..<100_000 {
            let decision = policy.decide(Query(id: number), prediction: .of(), using: &bits)
            #expect(decision.action == .answer && decision.auditProbability == 0.07)
            if decision.audited { audited += 1 }
        }
        #expect(bits.draws == 100_000, "one draw an answer")
        #expect(binomialTail(audited, of: 100_000, p: 0.07) > 0.0005, "\(audited) audited of 100,000")
    }

    @Test func auditBoundsAndDraws() {
        for (share, bits, audited) in [
            (0.0, UInt64.min, false), (1, .max, true), (0.5, (1 << 63) - 1, true), (0.5, 1 << 63, false),
        ] {
            var generator = ConstantBits(value: bits)
            let decision = policy { $0.auditShare = share }.decide(Query(id: 1), prediction: .of(), using: &generator)
            #expect(decision.audited == audited && decision.auditProbability == share)
        }
        var unused = TestBits(seed: 1)
        _ = policy().decide(Query(id: 1), prediction: .of(), using: &unused)
        let handled = policy { $0.auditShare = 1 }.decide(
            Query(id: 1, amount: 500), prediction: .of(), using: &unused)
        #expect(!handled.audited && handled.auditProbability == 0, "a human sees it anyway")
        #expect(unused.draws == 0)
    }

    @Test func everyTriggerHasItsOwnName() {
        let many = (0..<70).map { (number: Int) in
            Trigger(
                name: "rule\(number)", condition: TriggerCondition(earlierContactsAtLeast: number), effect: .suggest)
        }
        let policy = policy { $0.triggers = many }
        for contacts in [0, 1, 60, 69] {
            let decision = policy.decision(Query(id: 1, earlierContacts: contacts))
            let expected = many.prefix(min(contacts + 1, ReasonSet.maximumTriggers)).map(\.name)
            #expect(policy.reasons(of: decision.reasons) == expected)
        }
        #expect(policy.reasons(of: [.doubt, .aiOff, .confident]) == ["doubt", "ai_off", "confident"])
        #expect(policy.reasons(of: []).isEmpty)
    }

    /// Same query, prediction and generator state, same decision; and no decision depends on those before it.
    @Test func consistency() {
        var random = TestBits(seed: 2026)
        for _ in 0..<200 {
            let rules = Self.randomRules(&random)
            let first = EscalationPolicy(rules, catalog: .bank)
            let second = EscalationPolicy(rules, catalog: .bank)
            for number in 0..<50 {
                let query = Query(
                    id: number, channel: random.below(2), segment: random.below(2),
                    action: random.below(3) == 0 ? nil : random.below(2), amount: random.uniform() * 200,
                    earlierContacts: random.below(4))
                let prediction = Prediction.of(
                    random.below(3), confidence: random.uniform(), emotion: random.uniform())
                var (a, b) = (TestBits(seed: UInt64(number)), TestBits(seed: UInt64(number)))
                let decision = first.decide(query, prediction: prediction, using: &a)
                _ = second.decision(Query(id: 0, amount: 1e6), .of(2, confidence: 0.1, emotion: 1))
                #expect(decision == second.decide(query, prediction: prediction, using: &b))
                #expect(a == b && a.draws <= 1)
                #expect((decision.action == .answer) == (decision.reasons == .confident))
                #expect(!decision.audited || decision.auditProbability > 0)
                #expect(Catalog.bank.queues.indices.contains(decision.queue))
                #expect((0..<Dispatcher.priorities).contains(decision.priority))
            }
        }
    }

    private static func randomRules(_ random: inout TestBits) -> PolicyRules {
        let effects: [Decision.Action] = [.suggest, .approve, .escalate]
        let queues = Catalog.bank.queues + ["nowhere"]
        let triggers = (0..<random.below(6)).map { number in
            var condition = TriggerCondition()
            if random.below(2) == 0 { condition.confidenceBelow = random.uniform() }
            if random.below(2) == 0 { condition.marginBelow = random.uniform() }
            if random.below(2) == 0 { condition.emotionAbove = random.uniform() }
            if random.below(2) == 0 { condition.amountAbove = random.uniform() * 200 }
            if random.below(3) == 0 { condition.intents = [Catalog.bank.intents[random.below(3)]] }
            if random.below(3) == 0 { condition.actions = [Catalog.bank.actions[random.below(2)]] }
            return Trigger(
                name: "rule\(number)", condition: condition, effect: effects[random.below(3)],
                queue: random.below(2) == 0 ? queues[random.below(5)] : nil,
                priority: random.below(2) == 0 ? random.below(10) : nil)
        }
        return PolicyRules(
            usesAI: random.below(10) > 0, threshold: random.uniform(), belowThreshold: effects[random.below(3)],
            triggers: triggers, defaultQueue: queues[random.below(5)],
            queueByIntent: ["loan": queues[random.below(5)]], queueByChannel: ["chat": queues[random.below(5)]],
            priorityBySegment: ["business": random.below(10)], auditShare: random.uniform() * 0.2)
    }
}
