import Foundation
import Routing
import Testing

/// The rules that set the threshold: expected cost with its shadow price, running share, random, and the drift margin.
@Suite struct DecisionRuleTests {
    private static func policy(_ rule: DecisionRule, _ change: (inout PolicyRules) -> Void = { _ in })
        -> EscalationPolicy
    {
        var rules = PolicyRules(defaultQueue: "general", queueByIntent: ["loan": "loans"])
        rules.rule = rule
        change(&rules)
        return EscalationPolicy(rules, catalog: .bank)
    }

    private static func state(_ queue: QueueState, backlog: Int = 0) -> OperationState {
        OperationState(
            backlog: [Int](repeating: backlog, count: 4), queues: [QueueState](repeating: queue, count: 4))
    }

    private func threshold(_ cost: ExpectedCost, _ state: OperationState = OperationState()) -> Double {
        Self.policy(.expectedCost(cost)).basis(Query(id: 1), prediction: .of(), state: state).threshold
    }

    /// Chow's rule: (1 - c) L + a against H + e L.
    @Test func withoutCongestionTheThresholdIsChows() {
        let cost = ExpectedCost(
            wrongAnswer: 8, answer: 0.25, human: ["general": 2, "loans": 4], humanError: ["general": 0.0625])
        let policy = Self.policy(.expectedCost(cost))
        let basis = policy.basis(Query(id: 1), prediction: .of(), state: OperationState())
        #expect(basis == DecisionBasis(threshold: 1 - (2.5 - 0.25) / 8, humanPrice: 2.5))
        let loans = policy.basis(Query(id: 1), prediction: .of(2), state: OperationState())
        #expect(loans == DecisionBasis(threshold: 1 - (4 - 0.25) / 8, humanPrice: 4))
        #expect(policy.decision(Query(id: 1), .of(confidence: basis.threshold)).action == .answer)
        #expect(policy.decision(Query(id: 1), .of(confidence: basis.threshold.nextDown)).reasons == .doubt)
        #expect(policy.decision(Query(id: 1), .of(confidence: .nan)).action == .escalate)
        // A human dearer than any error is never asked; one cheaper than the answer always is.
        #expect(threshold(ExpectedCost(wrongAnswer: 8, human: ["general": 20])) < 0)
        #expect(threshold(ExpectedCost(wrongAnswer: 8, answer: 1)) > 1)
    }

    /// Without impatience and load: the price of waiting times (W + 1) h / n; with load what the busy period adds.
    @Test func theWaitIsPriced() {
        let cost = ExpectedCost(wrongAnswer: 100, handleSeconds: ["general": 240], waitingPerSecond: 0.01)
        func price(_ queue: QueueState, backlog: Int) -> Double {
            Self.policy(.expectedCost(cost)).basis(
                Query(id: 1), prediction: .of(), state: Self.state(queue, backlog: backlog)
            ).humanPrice
        }
        #expect(price(QueueState(agents: 4, idleAgents: 1), backlog: 0) == 0)
        #expect(abs(price(QueueState(agents: 4), backlog: 0) - 0.01 * 60) < 1e-12)
        #expect(abs(price(QueueState(agents: 4), backlog: 9) - 0.01 * 600) < 1e-12)
        #expect(abs(price(QueueState(agents: 4, meanHandleSeconds: 480), backlog: 9) - 0.01 * 1200) < 1e-12)
        #expect(abs(price(QueueState(agents: 4, otherWorkSeconds: 50), backlog: 9) - 0.01 * 650) < 1e-12)
        // With load others wait as well, fewer than if all came whatever the line: their busy period would be 4 x as long.
        let loaded = price(QueueState(agents: 4, load: 0.75), backlog: 9)
        #expect(loaded > 0.01 * 900 && loaded < 0.01 * 2400)
        // It ends with the turns of duty: at a load of 3/4 others lose 3/4 of the 100 s left.
        #expect(abs(price(QueueState(agents: 4, load: 0.75, secondsLeft: 100), backlog: 9) - 0.01 * 675) < 1e-9)
        // No load counts for more than 95%.
        #expect(
            price(QueueState(agents: 4, load: 7), backlog: 9) == price(QueueState(agents: 4, load: 0.95), backlog: 9))
        // The last idle agent is missed by those who come while it is busy, the others less and less.
        let idle = (1...3).map { price(QueueState(agents: 4, idleAgents: $0, load: 0.5), backlog: 0) }
        #expect(idle[0] > idle[1] && idle[1] > idle[2] && idle[2] > 0)
        #expect(price(QueueState(agents: 4, load: 0.5), backlog: 0) > idle[0])
        // Nobody on duty: an hour until somebody comes, who takes them one by one.
        #expect(abs(price(QueueState(secondsLeft: 0, secondsToDuty: 3600), backlog: 1) - 0.01 * 4080) < 1e-9)
    }

    @Test func whoGivesUpIsPricedAsALostCustomer() {
        let cost = ExpectedCost(
            wrongAnswer: 100, handleSeconds: ["general": 240], waitingPerSecond: 0.01, lostCustomer: 6,
            patienceSeconds: ["voice": 300])
        // Nobody else comes: Q = W + 1 wait, one is served each 60 s or gives up, Q a patience: k Q / (1 / 60 + Q / 300).
        for backlog in [0, 3, 20] {
            let q = Double(backlog + 1)
            let expected = (0.01 + 6 / 300.0) * q / (1 / 60.0 + q / 300)
            let price = Self.policy(.expectedCost(cost)).basis(
                Query(id: 1), prediction: .of(), state: Self.state(QueueState(agents: 4), backlog: backlog)
            ).humanPrice
            #expect(abs(price - expected) <= 1e-9 * expected, "\(price) for \(expected)")
        }
        // At any length and load a slot costs no more than a customer who is lost and his wait.
        for load in [0, 0.5, 0.9, 2] {
            let price = Self.policy(.expectedCost(cost)).basis(
                Query(id: 1), prediction: .of(), state: Self.state(QueueState(agents: 4, load: load), backlog: 100)
            ).humanPrice
            #expect(price > 7 && price <= 9.1, "\(price)")
        }
    }

    /// More waiting, fewer agents, longer handling, more load, more time left: never a cheaper human. Patient customers
    /// only: those who give up relieve the queue they join.
    @Test func thePriceRisesWithCongestion() {
        var random = TestBits(seed: 90)
        let cost = ExpectedCost(wrongAnswer: 8, human: ["general": 1], waitingPerSecond: 0.004)
        let policy = Self.policy(.expectedCost(cost))
        func price(_ queue: QueueState, _ backlog: Int) -> Double {
            policy.basis(Query(id: 1), prediction: .of(), state: Self.state(queue, backlog: backlog)).humanPrice
        }
        for _ in 0..<200 {
            let agents = 1 + random.below(20)
            let backlog = random.below(30)
            let idle = backlog > 0 ? 0 : random.below(agents)
            let queue = QueueState(
                agents: agents, idleAgents: idle, meanHandleSeconds: 10 + random.uniform() * 600,
                load: random.uniform() * 1.2, otherWorkSeconds: random.uniform() * 100,
                secondsLeft: random.uniform() * 20_000)
            let now = price(queue, backlog)
            #expect(now >= 1)
            #expect(idle > 0 || price(queue, backlog + 1) > now)
            var worse = queue
            worse.meanHandleSeconds *= 1.5
            #expect(price(worse, backlog) >= now)
            worse = queue
            worse.load += 0.1
            #expect(price(worse, backlog) >= now)
            worse = queue
            worse.secondsLeft += 1000
            #expect(price(worse, backlog) >= now)
            worse = queue
            worse.agents += 1
            worse.idleAgents += 1
            #expect(price(worse, backlog) <= now, "one more agent, idle, of \(queue)")
        }
    }

    @Test func driftRaisesTheThreshold() {
        var drifting = OperationState()
        drifting.driftDetected = true
        let cost = ExpectedCost(wrongAnswer: 8, human: ["general": 2])
        for (rule, plain) in [(DecisionRule.threshold, 0.8), (.expectedCost(cost), 0.75), (.share(0.3), 0.8)] {
            let policy = Self.policy(rule) { $0.driftMargin = 0.125 }
            #expect(policy.basis(Query(id: 1), prediction: .of(), state: OperationState()).threshold == plain)
            #expect(policy.basis(Query(id: 1), prediction: .of(), state: drifting).threshold == plain + 0.125)
            #expect(policy.rules.movesThreshold)
        }
        // The same as an error that is likelier by the margin.
        var bits = ConstantBits(value: .max)
        let policy = Self.policy(.threshold) { $0.driftMargin = 0.125 }
        let sure = Prediction.of(confidence: 0.9)
        #expect(policy.decide(Query(id: 1), prediction: sure, state: OperationState(), using: &bits).action == .answer)
        let decision = policy.decide(Query(id: 1), prediction: sure, state: drifting, using: &bits)
        #expect(decision.action == .escalate && decision.reasons == .doubt)
        #expect(!Self.policy(.threshold).rules.movesThreshold)
    }

    @Test func randomAnswersAShareWhateverTheConfidence() {
        let policy = Self.policy(.random(0.3)) { $0.auditShare = 0.5 }
        var bits = TestBits(seed: 8)
        var (answered, audited) = (0, 0)
        for number in 0..<20_000 {
            let decision = policy.decide(
                Query(id: number), prediction: .of(confidence: Double(number % 100) / 100), using: &bits)
            if decision.action == .answer {
                answered += 1
                if decision.audited { audited += 1 }
            } else {
                #expect(policy.reasons(of: decision.reasons) == ["random"])
            }
        }
        #expect(binomialTail(answered, of: 20_000, p: 0.3) > 0.0005, "\(answered) of 20,000")
        #expect(binomialTail(audited, of: answered, p: 0.5) > 0.0005)
        // A larger share answers all that a smaller one does.
        for number in 0..<500 {
            var (one, other) = (TestBits(seed: UInt64(number)), TestBits(seed: UInt64(number)))
            let few = policy.decide(Query(id: 1), prediction: .of(), using: &one)
            let many = Self.policy(.random(0.6)).decide(Query(id: 1), prediction: .of(), using: &other)
            #expect(few.action != .answer || many.action == .answer)
        }
        #expect(policy.decision(Query(id: 1), .of(confidence: .nan)).action == .escalate)
    }

    /// Whatever comes, even from one who knows the value, the share is within the bound of Gibbs and Candès.
    @Test func theRunningQuantileHoldsItsShare() {
        for share in [0.1, 0.5, 0.93] {
            for kind in 0..<4 {
                var quantile = RunningQuantile(start: 0.5)
                var random = TestBits(seed: UInt64(kind))
                var reached = 0
                let n = 20_000
                for number in 0..<n {
                    let confidence =
                        switch kind {
                        case 0: random.uniform()
                        case 1: random.below(3) == 0 ? 0.3 : 0.9
                        case 2: number < n / 2 ? random.uniform() * 0.5 : 0.5 + random.uniform() * 0.5
                        default: quantile.value.nextDown
                        }
                    if confidence >= quantile.value { reached += 1 }
                    quantile.note(kind == 3 ? min(max(confidence, 0), 1) : confidence, share: share)
                }
                guard kind < 3 else { continue }
                #expect(abs(Double(reached) / Double(n) - share) < 0.02, "kind \(kind), \(reached) of \(n)")
                if kind == 0 { #expect(abs(quantile.value - (1 - share)) < 0.1) }
            }
        }
        var quantile = RunningQuantile(start: 0.5)
        quantile.note(.nan, share: 0.5)
        #expect(quantile == RunningQuantile(start: 0.5))
    }
}
