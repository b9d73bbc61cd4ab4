import Routing
import Simulation
import Stochastics
import Testing
import Workforce

/// What reaches the humans by interval, and agents by interval.
@Suite struct IntervalTallyTests {
    @Test func intervalsAddUpToTheWhole() throws {
        var specification = try Operations.learning(weeks: 1)
        specification.queues[0].capacity = 1
        var operation = try SupportOperation(specification, seed: 1, replication: 0, sink: CountingAuditSink())
        operation.keepIntervals(of: 1800, count: 48)
        try operation.run()
        var plain = try SupportOperation(specification, seed: 1, replication: 0, sink: CountingAuditSink())
        try plain.run()
        let ledger = operation.ledger
        let tally = try #require(ledger.intervals)
        #expect(plain.ledger.intervals == nil)
        #expect(ledger[.waitSeconds, slice: 0] == plain.ledger[.waitSeconds, slice: 0], "nothing else changes")
        func sum(_ value: (Int) -> Double) -> Double { (0..<48).reduce(0) { $0 + value($1) } }
        #expect(sum { tally.answeredInTime(level: 0, interval: $0) } == ledger.serviceLevels[0].good)
        // A promise is about those turned away too, who are not among those that joined.
        let turnedAway = sum { tally.waited(queue: 0, interval: $0).turnedAway }
        #expect(turnedAway == ledger[.blocked, slice: 0] && turnedAway > 0)
        #expect(sum { tally.waited(queue: 0, interval: $0).all } + turnedAway == ledger.serviceLevels[0].offered)
        #expect(sum { tally.promise(level: 0, interval: $0).kept } == ledger.promise(level: 0).kept)
        #expect(sum { tally.promise(level: 0, interval: $0).all } == ledger.promise(level: 0).all)
        let queues = 0..<3
        #expect(
            queues.reduce(0) { total, queue in total + sum { tally.waited(queue: queue, interval: $0).abandoned } }
                == ledger[.abandoned, slice: 0])
        let waited = queues.reduce(0) { total, queue in
            total + sum { tally.waited(queue: queue, interval: $0).waitSeconds }
        }
        #expect(abs(waited - ledger[.waitSeconds, slice: 0]) < 1e-6 * waited)
        // The carers have queues 1 and 0; nobody else has 1.
        #expect(tally.handled(team: 0, queue: 1).count == 0)
        let carers = tally.handled(team: 1, queue: 1)
        #expect(carers.count > 0 && carers.squares > carers.seconds * carers.seconds / carers.count)
        #expect(sum { tally.arrived(queue: 1, interval: $0) } >= carers.count)
    }

    @Test func timesFallIntoTheirIntervals() throws {
        var operation = try SupportOperation(
            Operations.learning(weeks: 1), seed: 1, replication: 0, sink: CountingAuditSink())
        operation.keepIntervals(of: 900, count: 96)
        let tally = try #require(operation.ledger.intervals)
        #expect(tally.interval(at: 0) == 0)
        #expect(tally.interval(at: 899.9) == 0)
        #expect(tally.interval(at: 900) == 1)
        #expect(tally.interval(at: 86_399.9) == 95)
        #expect(tally.interval(at: 86_400) == 0)
    }

    /// The same agents at all times are the same operation, however they are written.
    @Test func aConstantCurveIsARosterRoundTheClock() throws {
        var specification = Operations.humansOnly(
            agents: 4, handleTime: .exponential(mean: 300), patience: .exponential(mean: 200),
            arrivals: try .constant(perSecond: 1 / 80), horizonSeconds: 2 * Operations.day)
        let shifts = try Operations.forecast(specification)
        specification.teams[0].shifts = []
        specification.teams[0].curve = StaffingCurve(
            intervalSeconds: 3600, agents: Array(repeating: 4, count: 24))
        let curve = try Operations.forecast(specification)
        #expect(curve.measures == shifts.measures)
    }

    /// Nobody is there at night, and the staffed time is that of the curve.
    @Test func staffedTimeIsThatOfTheCurve() throws {
        var specification = Operations.humansOnly(
            agents: 1, handleTime: .constant(1), patience: nil, arrivals: try .constant(perSecond: 1 / 500),
            horizonSeconds: 4 * Operations.day)
        specification.teams[0].shifts = []
        specification.teams[0].shrinkage = 0.5
        specification.teams[0].wagePerHour = 10
        specification.teams[0].curve = StaffingCurve(intervalSeconds: 21_600, agents: [0, 5, 3, 1])
        let forecast = try Operations.forecast(specification)
        let staffed = try Operations.value(forecast, "human.staffed")
        #expect(abs(staffed - 9.0 / 4) < 1e-4, "who goes finishes a contact of a second: \(staffed)")
        #expect(try Operations.value(forecast, "cost.human") == 10 * 2 * 9 * 6 * 4)
    }
}
