import Foundation
import Routing
import Scenarios
import Simulation
import Testing

/// Times that are one instant in exact arithmetic are one in a run: whoever finishes then makes room first.
@Suite("Rounding is no wait")
struct RoundingTests {
    private func ledger(_ lines: String, hours: Int = 10) throws -> Ledger {
        let scenario = try Scenario.decode("name: x\nhorizon: \(hours) h\npolicy: {}\n" + lines, file: "x.yaml")
        var operation = try SupportOperation(
            scenario.specification, seed: 1, replication: 0, sink: CountingAuditSink())
        try operation.run()
        return operation.ledger
    }

    /// Arrivals as often as one agent can serve: by every 10 minutes, 7 minutes and a third of a minute.
    @Test(arguments: [
        ("6 per h", "10 min"), ("1440 per week", "7 min"), ("3 per min", "20 s"), ("7 per h", "8.571428571428571 min"),
        ("0.9 per min", "66.66666666666667 s"),
    ])
    func nobodyWaits(volume: String, work: String) throws {
        for capacity in ["", "capacity: 0"] {
            let ledger = try ledger(
                """
                traffic: {volume: \(volume), gaps: 1}
                queues: {q: {\(capacity)}}
                teams: {desk: {skills: [q], agents: 1, handle_time: \(work)}}
                """, hours: 240)
            #expect(ledger[.cases, slice: 0] > 1000)
            #expect(ledger[.waited, slice: 0] == 0 && ledger[.blocked, slice: 0] == 0)
            #expect(ledger[.waitSeconds, slice: 0] == 0)
            #expect(ledger[.handled, slice: 0] == ledger[.cases, slice: 0])
        }
    }

    @Test func soItIsForSlotsOfTheAIAndThoseAfterIt() throws {
        let ledger = try ledger(
            """
            traffic: {volume: 7 per h, gaps: 1 min}
            queues: {q: {}}
            ai: {handling_time: 8.571428571428571 min, slots: 1, assumed_accuracy: {levels: {all: {share: 100%, confidence: 0%}}}}
            teams: {desk: {skills: [q], agents: 1, handle_time: 8.571428571428571 min}}
            """, hours: 100)
        #expect(ledger[.handled, slice: 0] > 600 && ledger.aiWaitSeconds == 0)
        #expect(ledger[.waited, slice: 0] == 0 && ledger[.waitSeconds, slice: 0] == 0)
    }

    /// Two come at once: the second waits for exactly one service, which is within a limit of as much.
    @Test func aWaitOfTheLimitIsWithinIt() throws {
        let ledger = try ledger(
            """
            traffic: {volume: 6 per h, gaps: 1 min, batch_size: 2}
            queues: {q: {}}
            teams: {desk: {skills: [q], agents: 1, handle_time: 10 min}}
            service_levels: {ten: {queues: [q], within: 10 min}, less: {queues: [q], within: 599 s}}
            """, hours: 100)
        let cases = ledger[.cases, slice: 0]
        #expect(cases > 590 && ledger.serviceLevels[0].good == cases)
        #expect(abs(ledger.serviceLevels[1].good - cases / 2) <= 1 && abs(ledger[.waited, slice: 0] - cases / 2) <= 1)
    }

    /// Whose patience ends at the instant at which somebody finishes is served.
    @Test func whoFinishesGoesBeforeWhoGivesUp() throws {
        let ledger = try ledger(
            """
            traffic: {volume: 6 per h, gaps: 1 min, batch_size: 2, patience: 10 min}
            queues: {q: {}}
            teams: {desk: {skills: [q], agents: 1, handle_time: 10 min}}
            """, hours: 100)
        #expect(ledger[.abandoned, slice: 0] == 0 && ledger[.handled, slice: 0] > 590)
    }

    /// A wait that is one, however short, stays one.
    @Test func aMicrosecondIsAWait() throws {
        let ledger = try ledger(
            """
            traffic: {volume: 6 per h, gaps: 1 min}
            queues: {q: {}}
            teams: {desk: {skills: [q], agents: 1, handle_time: 600.000001 s}}
            """)
        #expect(ledger[.waited, slice: 0] == ledger[.cases, slice: 0] - 1)
    }
}
