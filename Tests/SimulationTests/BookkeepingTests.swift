import Routing
import Simulation
import Testing

/// What must add up in any run.
@Suite("Bookkeeping")
struct BookkeepingTests {
    private func ledger() throws -> (Ledger, OperationSpecification) {
        let operation = try Operations.learning(weeks: 2, perDay: 2000)
        var run = try SupportOperation(operation, seed: 5, replication: 0, sink: CountingAuditSink())
        try run.run()
        return (run.ledger, operation)
    }

    @Test("Every contact is answered, handled, lost or turned away; every case is closed")
    func conservation() throws {
        let (ledger, _) = try ledger()
        func total(_ counter: Counter) -> Double { ledger[counter, slice: SliceMap.whole] }
        #expect(total(.cases) > 20_000)
        #expect(total(.cases) + total(.repeats) == total(.answered) + total(.sentToHumans))
        #expect(total(.sentToHumans) == total(.handled) + total(.abandoned) + total(.blocked))
        #expect(total(.approved) <= total(.approvals))
        #expect(total(.overridden) <= total(.reviewed))
        #expect(total(.resolved) <= total(.cases))
        #expect(total(.contained) <= total(.resolvedFirst))
        #expect(ledger.casesLeftOpen == 0)
        #expect(total(.cases) == total(.resolved) + total(.lost))
        for counter in [Counter.repeats, .abandoned, .blocked, .audited, .overridden, .approved, .answeredWrong] {
            #expect(total(counter) > 0, Comment(rawValue: "\(counter) never happens, so the test shows nothing of it"))
        }
    }

    @Test("The parts of a breakdown add up to the whole")
    func parts() throws {
        let (ledger, operation) = try ledger()
        let counters: [Counter] = [
            .cases, .repeats, .answered, .resolved, .lost, .unhandled, .waitSeconds, .wrongAnswerCost, .wrongCaseCost,
            .lostCost, .unhandledCost, .revenue,
        ]
        for (breakdown, names) in [
            (Breakdown.channel, operation.catalog.channels), (.segment, operation.catalog.segments),
            (.intent, operation.catalog.intents), (.week, ["1", "2"]),
        ] {
            for counter in counters {
                let sum = names.indices.reduce(0) { $0 + ledger[counter, slice: ledger.slices.slice(breakdown, $1)] }
                let whole = ledger[counter, slice: SliceMap.whole]
                #expect(abs(sum - whole) <= 1e-9 * max(1, abs(whole)), "\(counter) by \(breakdown)")
            }
        }
        let byQueue = operation.queues.indices.reduce(0) {
            $0 + ledger[.sentToHumans, slice: ledger.slices.slice(.queue, $1)]
        }
        #expect(byQueue == ledger[.sentToHumans, slice: SliceMap.whole])
    }

    @Test("Wages are the rostered hours of the measured period")
    func wages() throws {
        let (ledger, _) = try ledger()
        let hours = 2 * 7 * 24.0
        #expect(abs(ledger[.humanCost, slice: SliceMap.whole] - hours * (5 * 20 + 2 * 25)) < 1e-6)
        #expect(abs(ledger[.staffedSeconds, slice: SliceMap.whole] - hours * 3600 * 7) < 1e-3)
    }

    @Test("The same seed gives the same run; threads and other replications change nothing")
    func determinism() throws {
        let operation = try Operations.learning(weeks: 1)
        let first = try Operations.forecast(operation, seed: 3, replications: 3)
        let second = try Operations.forecast(operation, seed: 3, replications: 3)
        let other = try Operations.forecast(operation, seed: 4, replications: 3)
        #expect(first == second)
        #expect(first.raw != other.raw)
    }

    @Test("A warm-up leaves out what came before it")
    func warmUp() throws {
        var operation = try Operations.learning(weeks: 2)
        operation.warmUpSeconds = Operations.week
        let late = try Operations.forecast(operation)
        operation.warmUpSeconds = 0
        let all = try Operations.forecast(operation)
        let ratio = try Operations.value(late, "queries.offered") / Operations.value(all, "queries.offered")
        #expect(ratio > 0.46 && ratio < 0.52)
        #expect(late["model.accuracy.first_week"] == late["model.accuracy.last_week"])
    }
}
