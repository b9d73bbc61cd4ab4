import Routing

/// Policies, queries and states of every kind, for properties that hold for all.
enum RandomPolicies {
    static func condition(_ random: inout TestBits) -> TriggerCondition {
        var condition = TriggerCondition()
        if random.below(3) == 0 { condition.confidenceBelow = Double(random.below(11)) / 10 }
        if random.below(3) == 0 { condition.marginBelow = Double(random.below(11)) / 10 }
        if random.below(4) == 0 { condition.emotionAbove = Double(random.below(11)) / 10 }
        if random.below(4) == 0 { condition.outOfScopeAbove = Double(random.below(11)) / 10 }
        if random.below(5) == 0 { condition.benefitAbove = Double(random.below(11)) / 10 }
        if random.below(4) == 0 { condition.amountAbove = Double(random.below(4)) * 50 }
        if random.below(4) == 0 { condition.earlierContactsAtLeast = random.below(4) }
        if random.below(4) == 0 { condition.failedAttemptsAtLeast = random.below(3) }
        if random.below(4) == 0 { condition.explicitRequest = random.below(2) == 0 }
        if random.below(5) == 0 { condition.backlogAbove = random.below(10) }
        if random.below(4) == 0 { condition.intents = some(of: Catalog.bank.intents, &random) }
        if random.below(5) == 0 { condition.actions = some(of: Catalog.bank.actions, &random) }
        if random.below(5) == 0 { condition.segments = some(of: Catalog.bank.segments, &random) }
        return condition
    }

    private static func some(of names: [String], _ random: inout TestBits) -> [String] {
        names.filter { _ in random.below(2) == 0 }
    }

    static func rule(_ random: inout TestBits) -> DecisionRule {
        switch random.below(4) {
        case 0: return .threshold
        case 1: return .share(random.uniform())
        case 2: return .random(random.uniform())
        default:
            let cost = ExpectedCost(
                wrongAnswer: 1 + random.uniform() * 20, answer: random.uniform(),
                human: ["general": random.uniform() * 5], humanError: ["cards": random.uniform() * 0.2],
                waitingPerSecond: random.below(2) == 0 ? 0 : random.uniform() / 100,
                lostCustomer: random.below(2) == 0 ? 0 : random.uniform() * 10,
                patienceSeconds: ["chat": 1 + random.uniform() * 600])
            return random.below(2) == 0 ? .expectedCost(cost) : .optimal(cost)
        }
    }

    static func rules(_ random: inout TestBits) -> PolicyRules {
        let effects: [Decision.Action] = [.suggest, .approve, .escalate, .confirm]
        let queues = Catalog.bank.queues + ["nowhere"]
        let triggers = (0..<random.below(6)).map { number in
            Trigger(
                name: "rule\(number)", condition: condition(&random), effect: effects[random.below(4)],
                queue: random.below(2) == 0 ? queues[random.below(5)] : nil,
                priority: random.below(2) == 0 ? random.below(10) : nil)
        }
        var rules = PolicyRules(
            usesAI: random.below(20) > 0, threshold: random.uniform(), belowThreshold: effects[random.below(4)],
            triggers: triggers, defaultQueue: queues[random.below(5)],
            queueByIntent: ["loan": queues[random.below(5)]], queueByChannel: ["chat": queues[random.below(5)]],
            priorityBySegment: ["business": random.below(10)], auditShare: random.uniform() * 0.2)
        rules.rule = rule(&random)
        rules.driftMargin = random.below(2) == 0 ? 0 : random.uniform() * 0.2
        return rules
    }

    static func query(_ random: inout TestBits) -> Query {
        var query = Query(
            id: random.below(1000), channel: random.below(2), segment: random.below(2),
            action: random.below(3) == 0 ? nil : random.below(2), amount: Double(random.below(5)) * 50,
            earlierContacts: random.below(4),
            text: Array((random.below(3) == 0 ? "can i talk to a human" : "where is my card").utf8))
        query.failedAttempts = random.below(query.earlierContacts + 1)
        query.isConfirmed = random.below(4) == 0
        return query
    }

    static func prediction(_ random: inout TestBits) -> Prediction {
        let confidence = Double(random.below(21)) / 20
        var prediction = Prediction.of(
            random.below(3), confidence: confidence, margin: confidence * Double(random.below(11)) / 10,
            emotion: Double(random.below(11)) / 10)
        prediction.outOfScope = Double(random.below(11)) / 10
        prediction.benefit = Double(random.below(21)) / 10 - 1
        return prediction
    }

    static func state(_ random: inout TestBits) -> OperationState {
        OperationState(
            backlog: (0..<4).map { _ in random.below(12) }, driftDetected: random.below(3) == 0,
            queues: random.below(4) == 0
                ? []
                : (0..<4).map { _ in
                    QueueState(
                        agents: random.below(6), idleAgents: random.below(3), meanHandleSeconds: random.uniform() * 900,
                        load: random.uniform() * 1.5, otherWorkSeconds: random.uniform() * 100,
                        secondsLeft: random.uniform() * 30_000, secondsToDuty: random.uniform() * 30_000)
                })
    }
}
