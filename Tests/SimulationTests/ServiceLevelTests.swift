import Experiments
import Reports
import Routing
import Simulation
import Stochastics
import Testing
import Traffic
import Workforce

/// A promise counts everybody it was made to, by one of four published definitions.
@Suite("Service levels")
struct ServiceLevelTests {
    private static func level(
        _ rule: AbandonmentRule, short: Double? = nil, target: Double? = nil
    ) -> ServiceLevelDefinition {
        ServiceLevelDefinition(
            name: rule.rawValue + (short == nil ? "" : "_short"), queues: [0], withinSeconds: 20, target: target,
            abandoned: rule, shortSeconds: short)
    }

    @Test("The published example", arguments: zip(AbandonmentRule.allCases, [0.8113, 0.8302, 0.86, 0.8269]))
    func published(rule: AbandonmentRule, share: Double) throws {
        let tally = ServiceLevelTally(offered: 1060, answered: 1000, good: 860, abandoned: 20)
        #expect(abs(try #require(tally.share(Self.level(rule))) - share) < 5e-5)
    }

    @Test("short takes out who gives up so early, and only where that changes anything")
    func short() {
        let tally = ServiceLevelTally(offered: 1060, answered: 1000, good: 860, abandoned: 20, short: 5)
        #expect(tally.share(Self.level(.missed, short: 5)) == 860.0 / 1055)
        #expect(tally.share(Self.level(.metIfEarly, short: 5)) == 875.0 / 1055)
        #expect(tally.share(Self.level(.ignored, short: 5)) == 860.0 / 1000)
        #expect(tally.share(Self.level(.excusedIfEarly, short: 5)) == 860.0 / 1040)
        #expect(tally.share(Self.level(.missed)) == 860.0 / 1060)
        #expect(ServiceLevelTally().share(Self.level(.missed)) == nil)
    }

    /// Exact values by numerical integration. Six comparisons in all: each at 99.99%, so that a correct simulator fails
    /// one of them about once in 1,700 seeds; the seed is fixed.
    @Test("M/M/10+M, 100 an hour, 6 min, patience 2 min: the exact value of each definition")
    func exact() throws {
        var operation = Operations.humansOnly(
            agents: 10, handleTime: .exponential(mean: 360), patience: .exponential(mean: 120),
            arrivals: try .constant(perSecond: 100 / 3600), horizonSeconds: 21 * Operations.day,
            warmUpSeconds: Operations.day / 2)
        operation.serviceLevels = AbandonmentRule.allCases.map { Self.level($0) } + [Self.level(.missed, short: 5)]
        let records = try Replications(operation, seed: 7, count: 30, threads: 2).run()
        let forecast = Forecast(
            Forecast.Title(scenario: "levels", about: "", currency: "USD"), specification: operation, seed: 7,
            records: records, estimator: ReplicationEstimator(confidence: 0.9999))
        for (name, exact) in [
            ("service_level.missed", 0.6560631), ("service_level.met_if_early", 0.7145817),
            ("service_level.ignored", 0.7787348), ("service_level.excused_if_early", 0.6968413),
            ("service_level.missed_short", 0.6672983), ("human.abandonment", 0.1575269),
        ] {
            let estimate = try #require(forecast[name])
            let (low, high) = (try #require(estimate.low), try #require(estimate.high))
            #expect(low <= exact && exact <= high, "\(name): \(exact) outside \(low)...\(high)")
            #expect(high - low < 0.012, "\(name): the interval is too wide to tell the definitions apart")
        }
    }

    private static func loss(agents: Int, rule: AbandonmentRule = .missed) throws -> OperationSpecification {
        var operation = Operations.humansOnly(
            agents: agents, handleTime: .exponential(mean: 60), patience: nil,
            arrivals: try .constant(perSecond: 4 / 60), horizonSeconds: Operations.week)
        operation.queues[0].capacity = 0
        operation.serviceLevels = [level(rule, target: 0.8)]
        return operation
    }

    /// 4 erlangs without a waiting room: served / offered is 1 - B (Erlang B). Five comparisons at 99.99%.
    @Test(
        "Callers turned away count against a promise",
        arguments: zip(1...5, [0.2, 0.384_615, 0.549_296, 0.689_320, 0.800_933]))
    func turnedAway(agents: Int, exact: Double) throws {
        let operation = try Self.loss(agents: agents)
        let records = try Replications(operation, seed: 3, count: 20, threads: 2).run()
        let forecast = Forecast(
            Forecast.Title(scenario: "loss", about: "", currency: "USD"), specification: operation, seed: 3,
            records: records, estimator: ReplicationEstimator(confidence: 0.9999))
        let estimate = try #require(forecast["service_level.missed"])
        let (low, high) = (try #require(estimate.low), try #require(estimate.high))
        #expect(low <= exact && exact <= high, "\(exact) outside \(low)...\(high)")
        #expect(high - low < 0.02)
        #expect(forecast["human.speed_of_answer.mean_s"]?.mean == 0)
    }

    @Test("A queue that turns people away binds, and says so")
    func binds() throws {
        let broken = ForecastPhrases.diagnosis(try Operations.forecast(Self.loss(agents: 1)))[0]
        #expect(broken.hasPrefix("Queue general binds: ") && broken.contains("are turned away"), "\(broken)")
        #expect(broken.contains("(abandoned: missed), where 80% is promised"), "\(broken)")
        // A promise that leaves them out is kept, and the queue binds all the same.
        let ignored = try Operations.forecast(Self.loss(agents: 1, rule: .ignored))
        #expect(ignored["service_level.ignored"]?.mean == 1 && ignored.serviceLevels[0].outcome == .met)
        #expect(ForecastPhrases.diagnosis(ignored)[0].hasPrefix("Queue general binds: "), "\(ignored.diagnosis)")
        let none = ForecastPhrases.diagnosis(try Operations.forecast(Self.loss(agents: 30)))[0]
        #expect(none.hasPrefix("No queue binds"), "\(none)")
        let few = ForecastPhrases.diagnosis(try Operations.forecast(Self.loss(agents: 8)))[0]
        #expect(few.hasPrefix("No queue breaks its promise") && few.contains("turned away"), "\(few)")
    }

    @Test("All who come are answered, give up, or are turned away, and the definitions are ordered")
    func conservation() throws {
        var operation = try Operations.learning(weeks: 1, perDay: 2000)
        operation.serviceLevels = AbandonmentRule.allCases.map { Self.level($0) } + [Self.level(.missed, short: 5)]
        var run = try SupportOperation(operation, seed: 5, replication: 0, sink: CountingAuditSink())
        try run.run()
        let ledger = run.ledger
        let queue = ledger.slices.slice(.queue, 0)
        for level in ledger.serviceLevels {
            #expect(level.offered == ledger[.sentToHumans, slice: queue])
            #expect(level.offered == level.answered + ledger[.abandoned, slice: queue] + ledger[.blocked, slice: queue])
            #expect(level.answered == ledger[.handled, slice: queue])
        }
        #expect(ledger[.blocked, slice: queue] > 0 && ledger.serviceLevels[4].short > 0)
        let shares = try (0..<5).map { place -> Double in
            let (kept, all) = ledger.promise(level: place)
            try #require(all > 0)
            return kept / all
        }
        #expect(shares[0] < shares[1] && shares[0] < shares[3] && shares[3] < shares[2] && shares[0] < shares[4])
        // Speed of answer: the waits of those answered alone.
        let answered = ledger[.answerSeconds, slice: SliceMap.whole]
        let all = ledger[.waitSeconds, slice: SliceMap.whole]
        #expect(abs(answered + ledger.abandonedWaitSeconds - all) < 1e-6 * all && answered < all)
    }

    @Test("A comparison of two definitions is none")
    func comparison() throws {
        let meaning = Self.level(.missed).meaning(queues: ["general"])
        #expect(meaning == "abandoned: missed, within 20.0 s, queues general")
        let ignored = Self.level(.ignored).meaning(queues: ["general"])
        #expect(Self.level(.ignored, short: 5).meaning(queues: ["general"]) == ignored && ignored != meaning)
        #expect(Self.level(.missed, short: 5).meaning(queues: ["general"]) != meaning)
    }
}
