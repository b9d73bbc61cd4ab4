import Experiments
import Foundation
import Routing
import Simulation
import Stochastics
import Testing
import Traffic
import Workforce

/// Keeps when a human's price was asked, and what it was.
private struct PriceSink: AuditSink {
    var prices: [(seconds: Double, price: Double, threshold: Double)] = []

    mutating func record(_ event: AuditEvent, at seconds: Double, policy: EscalationPolicy, catalog: Catalog) {
        if case .decision(let triage) = event {
            prices.append((seconds, triage.basis.humanPrice, triage.basis.threshold))
        }
    }
}

/// The state of the queues as the policy is told it, and what the moving threshold does to an operation.
@Suite("Congestion pricing")
struct CongestionPricingTests {
    private static let price = 0.001

    /// Everything goes to humans: the AI is never sure, and a wrong answer costs a fortune.
    private func operation(_ times: [Double], shifts: [Shift] = [.always(agents: 1)]) throws -> OperationSpecification {
        var operation = try Operations.arrivals(times)
        operation.horizonSeconds = 86_400
        operation.catalog = Catalog(intents: ["one", "other"], queues: ["general"])
        operation.traffic.channels = [ChannelSpecification()]
        operation.ai = AISpecification()
        operation.ai?.assumed = .levels([.init(share: 1, confidence: 0)])
        operation.teams[0].shifts = shifts
        operation.policy = PolicyRules(defaultQueue: "general")
        operation.policy.rule = .expectedCost(
            ExpectedCost(wrongAnswer: 1e6, human: ["general": 1], waitingPerSecond: Self.price))
        return operation
    }

    private func prices(_ operation: OperationSpecification) throws -> [(seconds: Double, price: Double)] {
        var run = try SupportOperation(operation, seed: 1, replication: 0, sink: PriceSink())
        try run.run()
        return (run.auditSink as? PriceSink)?.prices.map { ($0.seconds, $0.price) } ?? []
    }

    /// Work that arrives a second for one agent of handle time 100 s, given the arrivals before.
    private func load(_ times: [Double], at now: Double, handle: Double = 100) -> Double {
        times.reduce(0) { $0 + Foundation.exp(($1 - now) / 1800) / 1800 } * handle
    }

    /// What the router's kept chains say of one agent or more; `before` is a mean handle time that they were solved for.
    private func expected(
        waiting: Int, idle: Int = 0, agents: Int = 1, load: Double, left: Double, handle: Double = 100,
        before: Double? = nil
    ) -> Double {
        let catalog = Catalog(intents: ["one", "other"], queues: ["general"])
        let cost = CompiledCost(
            ExpectedCost(wrongAnswer: 1e6, human: ["general": 1], waitingPerSecond: Self.price), catalog: catalog)
        let kept = HumanPrices(cost, catalog: catalog)
        func price(_ handle: Double) -> Double {
            let queue = QueueState(
                agents: agents, idleAgents: idle, meanHandleSeconds: handle, load: load, secondsLeft: left)
            let line = ShadowPrice.Line(
                waiting: waiting, queue: queue, patienceSeconds: .infinity, usualHandleSeconds: handle)
            return 1 + kept.price(line, queue: 0, channel: 0)
        }
        if let before { _ = price(before) }
        return price(handle)
    }

    @Test("One agent round the clock: idle, busy, with one waiting, and idle again")
    func oneAgent() throws {
        let times = [10.0, 20, 50, 2000]
        let found = try prices(operation(times))
        #expect(found.map(\.seconds) == times)
        let wanted = [
            1.0,
            expected(waiting: 0, load: load([10], at: 20), left: 86_400),
            expected(waiting: 1, load: load([10, 20], at: 50), left: 86_400),
            expected(waiting: 0, idle: 1, load: load([10, 20, 50], at: 2000), left: 86_400),
        ]
        // Longer lines cost more, and an idle agent less than a wait; each own wait is a part of it.
        #expect(found[1].price > 1.1 && found[2].price > found[1].price + 0.1 && found[3].price < found[1].price)
        for (price, wanted) in zip(found.map(\.price), wanted) { #expect(abs(price - wanted) < 1e-9) }
    }

    @Test("A shift: the time it has left bounds what others wait; before it the time until it begins counts")
    func shifts() throws {
        let times: [Double] = [3600, 10 * 3600, 10 * 3600 + 1, 16 * 3600 - 40, 16 * 3600 - 30]
        let shift = Shift(
            days: Array(repeating: true, count: 7), fromSeconds: 8 * 3600, toSeconds: 16 * 3600, agents: 2)
        let found = try prices(operation(times, shifts: [shift])).map(\.price)
        // Nobody there: no agents to share the load, and as long as it takes until they come.
        #expect(abs(found[0] - (1 + Self.price * (100 + 7 * 3600))) < 1e-9)
        // Two agents: half the load each, 50 s a completion; the first call leaves one idle.
        let second = load(Array(times[..<1]), at: times[1]) / 2
        #expect(abs(found[1] - expected(waiting: 0, idle: 2, agents: 2, load: second, left: 6 * 3600)) < 1e-9)
        let last = load(Array(times[..<4]), at: times[4]) / 2
        #expect(abs(found[4] - expected(waiting: 0, idle: 1, agents: 2, load: last, left: 30)) < 1e-9)
        #expect(found[4] <= 1 + Self.price * 30, "no more than 30 s of those who come in them")
    }

    @Test("The mean handle time is the one observed; the plan counts for 20 contacts")
    func handleTimes() throws {
        var operation = try operation([0, 1000, 1001])
        operation.teams[0].handleTime = .empirical([100, 300])
        operation.teams[0].speedVariation = 0
        let path = try Operations.log(operation, columns: ["handle_s"])
        let first = try #require(Double(path[0][0]))
        let mean = 200 + (first - 200) / 21
        let found = try prices(operation).map(\.price)
        // A chain that was solved for 200 s stays while the mean is within 5% of it.
        let wanted = expected(
            waiting: 0, load: load([0, 1000], at: 1001, handle: mean), left: 86_400, handle: mean, before: 200)
        #expect(abs(found[2] - wanted) < 1e-5)
    }

    @Test("Work of other queues counts where the same agents serve them, audits do not")
    func sharedAgents() throws {
        var operation = try operation([0, 10, 20, 30])
        operation.catalog.queues = ["general", "mail"]
        operation.queues = [QueueSpecification(name: "general"), QueueSpecification(name: "mail")]
        operation.teams[0].queues = [0, 1]
        operation.catalog.channels = ["chat", "mail"]
        // Everybody writes mail: it waits before the agents that chat would ask for.
        operation.traffic.channels = [ChannelSpecification(share: 0), ChannelSpecification(share: 1)]
        operation.policy.queueByChannel = ["mail": "mail"]
        operation.policy.rule = .expectedCost(
            ExpectedCost(wrongAnswer: 1e6, human: ["mail": 1], waitingPerSecond: Self.price))
        let mail = try prices(operation).map(\.price)
        for (place, waiting) in [0, 1, 2].enumerated() {
            let wanted = expected(
                waiting: waiting, load: load([0, 10, 20].dropLast(2 - place), at: [10, 20, 30][place]),
                left: 86_400)
            #expect(abs(mail[place + 1] - wanted) < 1e-9)
        }
    }

    @Test("Without waiting prices it is a fixed threshold, contact by contact")
    func withoutCongestion() throws {
        var fixed = try Operations.learning(weeks: 1, perDay: 300)
        fixed.policy.threshold = 0.75
        var priced = fixed
        priced.policy.rule = .expectedCost(
            ExpectedCost(
                wrongAnswer: 8, human: Dictionary(uniqueKeysWithValues: fixed.catalog.queues.map { ($0, 2.0) })))
        let columns = ["number", "attempt", "decision", "queue", "reasons", "wait_s", "handle_s", "label", "outcome"]
        #expect(try Operations.log(fixed, columns: columns) == Operations.log(priced, columns: columns))
    }

    @Test(
        "A threshold that moves costs less in errors and lost customers than a fixed one, on the same customers")
    func headline() throws {
        var fixed = Operations.humansOnly(
            agents: 3, handleTime: .exponential(mean: 300), patience: .exponential(mean: 300),
            arrivals: try ArrivalRate(
                perWeek: 60 * 168, hourlyWeights: (0..<168).map { $0 % 12 < 6 ? 1 : 2.5 }), horizonSeconds: 7 * 86_400)
        fixed.catalog = Catalog(intents: ["one", "other"], queues: ["general"])
        fixed.ai = AISpecification()
        fixed.ai?.assumed = .beta(accuracy: 0.75, concentration: 3)
        fixed.costs = Costs(wrongAnswer: 8)
        fixed.serviceLevels = [ServiceLevelDefinition(name: "chat", queues: [0], withinSeconds: 60)]
        fixed.policy = PolicyRules(threshold: 0.65, defaultQueue: "general")
        var moving = fixed
        moving.policy.rule = .expectedCost(
            ExpectedCost(
                wrongAnswer: 8, waitingPerSecond: 0.1 / 60, lostCustomer: 2, patienceSeconds: ["chat": 300]))
        let one = try Operations.forecast(fixed, replications: 3)
        let other = try Operations.forecast(moving, replications: 3)
        let wrong = Measure.costWrongAnswers.name
        #expect(try Operations.value(other, wrong) < 0.95 * Operations.value(one, wrong))
        // What it weighs: 2 for each who gives up.
        func weighed(_ forecast: Forecast) throws -> Double {
            let lost = try Operations.value(forecast, "human.sent") * Operations.value(forecast, "human.abandonment")
            return try Operations.value(forecast, wrong) + 2 * lost
        }
        #expect(try weighed(other) < 0.97 * weighed(one))
        #expect(try Operations.value(one, "queries.offered") == Operations.value(other, "queries.offered"))
        let mean = try Operations.value(other, "ai.threshold.mean")
        #expect(mean > 0.5 && mean < 1)
        #expect(one["ai.threshold.mean"] == nil)
    }

    @Test("The rule optimal on the same customers: no dearer than a fixed threshold, and its state has all who come")
    func optimal() throws {
        var fixed = Operations.humansOnly(
            agents: 3, handleTime: .exponential(mean: 300), patience: .exponential(mean: 300),
            arrivals: try .constant(perSecond: 1 / 60.0), horizonSeconds: 7 * 86_400)
        fixed.catalog = Catalog(intents: ["one", "other"], queues: ["general"])
        fixed.ai = AISpecification()
        fixed.ai?.assumed = .beta(accuracy: 0.75, concentration: 3)
        fixed.costs = Costs(wrongAnswer: 8, lostCustomer: 2)
        fixed.policy = PolicyRules(threshold: 0.65, defaultQueue: "general")
        let prices = ExpectedCost(wrongAnswer: 8, lostCustomer: 2, patienceSeconds: ["chat": 300])
        func weighed(_ rule: DecisionRule) throws -> Double {
            var operation = fixed
            operation.policy.rule = rule
            let forecast = try Operations.forecast(operation, replications: 3)
            return try Operations.value(forecast, Measure.policyObjective.name)
        }
        let (usual, best) = (try weighed(.expectedCost(prices)), try weighed(.optimal(prices)))
        #expect(best < 1.03 * usual)
        let one = try Operations.forecast(fixed, replications: 3)
        let costs = [Measure.costWrongAnswers, .costLost].map(\.name)
        #expect(best < 0.97 * (try costs.reduce(0) { $0 + (try Operations.value(one, $1)) }))
    }

    @Test("The rule share answers its share, random too, with the errors of its mean")
    func baselines() throws {
        var operation = Operations.humansOnly(
            agents: 20, handleTime: .constant(10), patience: nil, arrivals: try .constant(perSecond: 0.05),
            horizonSeconds: 4 * 86_400)
        operation.catalog = Catalog(intents: ["one", "other"], queues: ["general"])
        operation.ai = AISpecification()
        operation.ai?.assumed = .beta(accuracy: 0.75, concentration: 3)
        operation.policy = PolicyRules(defaultQueue: "general")
        operation.policy.rule = .share(0.6)
        let share = try Operations.forecast(operation)
        #expect(abs(try Operations.value(share, "ai.coverage") - 0.6) < 0.01)
        operation.policy.rule = .random(0.6)
        let random = try Operations.forecast(operation)
        #expect(abs(try Operations.value(random, "ai.coverage") - 0.6) < 0.01)
        #expect(abs(try Operations.value(random, "ai.selective_risk") - 0.25) < 0.02)
        #expect(try Operations.value(share, "ai.selective_risk") < 0.12)
    }
}
