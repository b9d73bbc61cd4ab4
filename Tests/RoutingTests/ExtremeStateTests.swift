import Routing
import Testing

/// Whatever a state says, a price is a finite number of 0 or more, and nothing traps.
@Suite struct ExtremeStateTests {
    private static let numbers = [0, -1, 1, 1e15, 1e308, .greatestFiniteMagnitude, -1e308, .infinity, .nan]
    private static let counts = [0, 1, -1, 1_000_000_000, .max, .min]

    @Test func pricesStayNumbers() throws {
        var random = TestBits(seed: 3)
        func number() -> Double { Self.numbers[random.below(Self.numbers.count)] }
        func count() -> Int { Self.counts[random.below(Self.counts.count)] }
        for round in 0..<1000 {
            let cost = ExpectedCost(
                wrongAnswer: 8, human: ["general": 1], waitingPerSecond: [0.002, 0, 1e100][round % 3],
                lostCustomer: [0, 0.5, 1e100][round % 3],
                patienceSeconds: round % 2 == 0 ? [:] : ["voice": [1e-9, 60, 1e308][round % 3]])
            var rules = PolicyRules(defaultQueue: "general")
            rules.rule = round % 4 < 2 ? .expectedCost(cost) : .optimal(cost)
            let queue = QueueState(
                agents: count(), idleAgents: count(), meanHandleSeconds: number(), load: number(),
                otherWorkSeconds: number(), secondsLeft: number(), secondsToDuty: number(),
                offeredLoad: number())
            let state = OperationState(
                backlog: [count(), 0, 0, 0], queues: [QueueState](repeating: queue, count: 4))
            let basis = EscalationPolicy(rules, catalog: .bank).basis(
                Query(id: 1), prediction: .of(), state: state, quantile: nil)
            #expect(basis.humanPrice.isFinite && basis.humanPrice >= 1, "\(queue), \(state.backlog[0])")
            #expect(!basis.threshold.isNaN)
        }
    }
}
