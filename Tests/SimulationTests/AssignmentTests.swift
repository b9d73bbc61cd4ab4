import Experiments
import Foundation
import Routing
import Simulation
import Stochastics
import Testing
import Traffic
import Workforce

/// Operations whose scenario names strategies of assignment.
@Suite("Assignment")
struct AssignmentTests {
    private func check(
        _ operation: OperationSpecification, seed: UInt64, replications: Int, expected: [String: Double]
    ) throws {
        let records = try Replications(operation, seed: seed, count: replications, threads: 2).run()
        let forecast = Forecast(
            Forecast.Title(scenario: "theory", about: "", currency: "USD"), specification: operation, seed: seed,
            records: records, estimator: ReplicationEstimator(confidence: 0.9999))
        for (name, exact) in expected.sorted(by: { $0.key < $1.key }) {
            let estimate = try #require(forecast[name], "\(name)")
            let (low, high) = (try #require(estimate.low), try #require(estimate.high))
            #expect(low <= exact && exact <= high, "\(name): \(exact) outside \(low)...\(high), seed \(seed)")
            #expect((high - low) / exact < 0.2, "\(name): the interval is too wide to say anything")
        }
    }

    private func markov(agents: Int, load: Double, hours: Double = 24 * 14) throws -> OperationSpecification {
        Operations.humansOnly(
            agents: agents, handleTime: .exponential(mean: 300), patience: .exponential(mean: 240),
            arrivals: try .constant(perSecond: load / 300), horizonSeconds: hours * 3600, warmUpSeconds: 43_200)
    }

    @Test("Agents with k contacts at once and no slowing down are M/M/(ck)+M", arguments: [1, 2] as [UInt64])
    func concurrency(seed: UInt64) throws {
        var operation = try markov(agents: 4, load: 11)
        operation.assignment = AssignmentSpecification(rules: AssignmentRules(agents: .leastLoaded, capacities: [3]))
        let exact = try ErlangFormulas.erlangA(
            servers: 12, arrivalPerSecond: 11.0 / 300, meanServiceSeconds: 300, meanPatienceSeconds: 240)
        try check(
            operation, seed: seed, replications: 20,
            expected: [
                "human.wait.mean_s": exact.meanWaitSeconds, "human.wait.probability": exact.waitProbability,
                "human.abandonment": exact.abandonment, "human.occupancy": exact.occupancy,
                "human.handle.mean_s": 300,
            ])
    }

    @Test("A contact that takes all of an agent leaves M/M/c+M")
    func wholeAgents() throws {
        var operation = try markov(agents: 10, load: 11)
        operation.assignment = AssignmentSpecification(rules: AssignmentRules(capacities: [3]), channelUnits: [3])
        let exact = try ErlangFormulas.erlangA(
            servers: 10, arrivalPerSecond: 11.0 / 300, meanServiceSeconds: 300, meanPatienceSeconds: 240)
        try check(
            operation, seed: 3, replications: 20,
            expected: [
                "human.wait.mean_s": exact.meanWaitSeconds, "human.abandonment": exact.abandonment,
                "human.occupancy": exact.occupancy,
            ])
        let once = try Operations.value(try Operations.forecast(operation, seed: 3), "human.concurrency")
        #expect(abs(once - 1) < 1e-12)
    }

    @Test("One agent whose contacts share its attention evenly is M/M/1 processor sharing: M/M/1 in number")
    func processorSharing() throws {
        // With k contacts each takes k times as long: all together are served at the single contact's rate.
        var operation = Operations.humansOnly(
            agents: 1, handleTime: .exponential(mean: 60), patience: nil,
            arrivals: try .constant(perSecond: 0.5 / 60), horizonSeconds: 40 * 86_400, warmUpSeconds: 86_400)
        operation.assignment = AssignmentSpecification(
            rules: AssignmentRules(capacities: [64]), stretch: (1...64).map(Double.init))
        try check(
            operation, seed: 4, replications: 20,
            // Kleinrock, "Queueing Systems" volume 2, section 4.4: mean time in the system E[S] / (1 - load).
            expected: ["human.handle.mean_s": 120, "resolution.time.mean_s": 120])
    }

    @Test("Proficiency divides handle time, whatever the strategy")
    func proficiency() throws {
        var operation = try markov(agents: 10, load: 11)
        operation.teams[0].handleTime = .exponential(mean: 450)
        operation.teams[0].proficiency = [0: 1.5]
        let plain = try Operations.forecast(try markov(agents: 10, load: 11), seed: 5)
        let proficient = try Operations.forecast(operation, seed: 5)
        // Not the same to the last bit: 450 / 1.5 is rounded after the sample.
        for name in ["human.handle.mean_s", "human.wait.mean_s"] {
            let (one, other) = (try Operations.value(plain, name), try Operations.value(proficient, name))
            #expect(abs(one - other) < 1e-6 * one, "\(name)")
        }
    }

    @Test(
        "The default named is the default, also where a contact takes all of larger agents: same contacts, same results",
        arguments: [1, 3], [false, true])
    func namedDefault(units: Int, priced: Bool) throws {
        var operation = try Operations.learning(weeks: 1)
        operation.customers = CustomerBehaviour(noticesWrong: 0.9, returns: 0.9)
        // With prices the policy looks at who is busy, and how much work waits.
        if priced {
            operation.policy.rule = .expectedCost(
                ExpectedCost(wrongAnswer: 8, human: ["general": 2], waitingPerSecond: 0.005))
        }
        let plain = try Operations.forecast(operation, seed: 6, replications: 1)
        operation.assignment = AssignmentSpecification(
            rules: AssignmentRules(capacities: units > 1 ? [units, units] : []), channelUnits: [units, units])
        let named = try Operations.forecast(operation, seed: 6, replications: 1)
        for measure in plain.measures {
            #expect(named[measure.name]?.mean == measure.estimate.mean, "\(measure.name)")
        }
    }

    @Test("Repeat contacts go to the same agent where they may wait for it, and more of them the longer they may")
    func sticky() throws {
        var operation = try Operations.learning(weeks: 1)
        operation.customers = CustomerBehaviour(
            noticesWrong: 0.9, returns: 0.9, returnsWhenRight: 0.3, returnDelay: .constant(120))
        var shares: [Double] = []
        for seconds in [0, 120, 3600.0] {
            operation.assignment = AssignmentSpecification(
                rules: AssignmentRules(stickySeconds: seconds), isSticky: true)
            let forecast = try Operations.forecast(operation, seed: 7)
            shares.append(try Operations.value(forecast, "human.same_agent"))
        }
        #expect(shares[0] < shares[1] - 0.05 && shares[1] < shares[2] - 0.02, "\(shares)")
    }

    @Test("Best outcome sends contacts to the proficient, which shortens handling")
    func bestOutcome() throws {
        var operation = try markov(agents: 12, load: 6)
        let slow = operation.teams[0]
        operation.teams = [slow, slow]
        operation.teams[1].name = "proficient"
        operation.teams[1].proficiency = [0: 2]
        var times: [AssignmentRules.AgentOrder: Double] = [:]
        for order in AssignmentRules.AgentOrder.allCases {
            var rules = AssignmentRules(agents: order)
            rules.expectedCosts = AssignmentSpecification.expectedCosts(
                teams: operation.teams, queues: 1, errorPrice: 0)
            operation.assignment = AssignmentSpecification(rules: rules)
            times[order] = try Operations.value(
                try Operations.forecast(operation, seed: 8), "human.handle.mean_s")
        }
        // Twelve proficient agents take a load of three: hardly anything is left to the others.
        #expect(abs((times[.bestOutcome] ?? 0) - 150) < 8, "\(times)")
        #expect((times[.longestIdle] ?? 0) > 200, "\(times)")
    }
}
