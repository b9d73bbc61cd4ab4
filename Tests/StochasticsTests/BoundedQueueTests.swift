import Foundation
import Stochastics
import TestSupport
import Testing

/// Queues with a waiting room of limited size, and what becomes of those who come.
@Suite struct BoundedQueueTests {
    /// Erlang B: 4 erlangs without a waiting room.
    @Test(arguments: zip(1...5, [0.2, 0.384_615, 0.549_296, 0.689_320, 0.800_933]))
    func aLossSystemServesWhatErlangBSays(servers: Int, served: Double) throws {
        let queue = try BoundedQueue(
            servers: servers, arrivalPerSecond: 4 / 60, meanServiceSeconds: 60, places: 0)
        #expect(abs(queue.served - served) < 1e-6)
        #expect(queue.meanWaitSeconds == 0 && queue.abandoned == 0)
        for seconds in [0.0, 20, 1e6] {
            let shares = queue.shares(withinSeconds: seconds)
            #expect(abs(shares.served - queue.served) < 1e-12 && shares.abandoned == 0)
        }
    }

    /// 100 an hour, 6 min, 10 agents, patience of 2 min, exact values by numerical integration: a waiting room that is
    /// large enough, and the formula without one.
    @Test func theFourDefinitionsOfAServiceLevel() throws {
        let open = try ErlangFormulas.erlangA(
            servers: 10, arrivalPerSecond: 100 / 3600, meanServiceSeconds: 360, meanPatienceSeconds: 120)
        let room = try BoundedQueue(
            servers: 10, arrivalPerSecond: 100 / 3600, meanServiceSeconds: 360, meanPatienceSeconds: 120, places: 300)
        #expect(abs(open.abandonment - 0.1575269) < 1e-7 && abs(room.abandoned - 0.1575269) < 1e-7)
        for (within, short, lost) in [
            (open.shares(withinSeconds: 20), open.shares(withinSeconds: 5), open.abandonment),
            (room.shares(withinSeconds: 20), room.shares(withinSeconds: 5), room.abandoned),
        ] {
            #expect(abs(within.served - 0.6560631) < 1e-7)
            #expect(abs(within.served + within.abandoned - 0.7145817) < 1e-7)
            #expect(abs(within.served / (1 - lost) - 0.7787348) < 1e-7)
            #expect(abs(within.served / (1 - within.abandoned) - 0.6968413) < 1e-7)
            #expect(abs(within.served / (1 - short.abandoned) - 0.6672983) < 1e-7)
        }
    }

    @Test func aLargeRoomIsNoLimit() throws {
        let delay = try ErlangFormulas.erlangC(servers: 3, arrivalPerSecond: 0.04, meanServiceSeconds: 60)
        let room = try BoundedQueue(servers: 3, arrivalPerSecond: 0.04, meanServiceSeconds: 60, places: 500)
        #expect(room.turnedAway < 1e-40 && abs(room.meanWaitSeconds - delay.meanWaitSeconds) < 1e-8)
        for seconds in [0.0, 5, 20, 300] {
            let share = room.shares(withinSeconds: seconds).served
            #expect(abs(share - delay.serviceLevel(withinSeconds: seconds)) < 1e-10)
        }
    }

    @Test("Against the exact cases")
    func cases() throws {
        let cases = try TheoryTable.cases(of: "mmck") + TheoryTable.cases(of: "mmck_abandon")
        #expect(cases.count > 3)
        for item in cases {
            let p = item.parameters
            let servers = Int(try #require(p["servers"]))
            let theta = p["patience_rate"] ?? 0
            let queue = try BoundedQueue(
                servers: servers, arrivalPerSecond: try #require(p["arrival_rate"]),
                meanServiceSeconds: 1 / (try #require(p["service_rate"])),
                meanPatienceSeconds: theta > 0 ? 1 / theta : nil,
                places: Int(try #require(p["system_capacity"])) - servers)
            func check(_ value: Double, _ names: String...) throws {
                for name in names {
                    guard let exact = item.expected[name] else { continue }
                    #expect(abs(value - exact) <= 1e-9 * max(1e-3, exact), "\(item.id) \(name): \(value), not \(exact)")
                }
            }
            try check(queue.turnedAway, "p_block")
            try check(queue.served, "p_served")
            try check(queue.abandoned, "p_abandon", "p_abandon_offered")
            try check(queue.meanWaitSeconds, "wait_accepted")
            if let time = p["sl_threshold"] {
                let level = item.expected.first { $0.key.hasPrefix("sl_offered") }?.value
                let share = queue.shares(withinSeconds: time).served
                if let level { #expect(abs(share - level) < 1e-9, "\(item.id): \(share), not \(level)") }
            }
        }
    }

    @Test func hugeLoadsNeitherTrapNorOverflow() throws {
        let flooded = try BoundedQueue(servers: 2, arrivalPerSecond: 1e6, meanServiceSeconds: 60, places: 1000)
        #expect(abs(flooded.served * 1e6 * 60 - 2) < 1e-3)
        let patient = try BoundedQueue(
            servers: 1000, arrivalPerSecond: 100, meanServiceSeconds: 60, meanPatienceSeconds: 1e7, places: 50_000)
        #expect(patient.served > 0.16 && patient.served < 0.17)
        #expect(patient.shares(withinSeconds: 1e9).served <= 1)
        #expect(throws: StochasticsError.self) {
            try BoundedQueue(servers: 1, arrivalPerSecond: 1, meanServiceSeconds: 1, places: -1)
        }
        #expect(throws: StochasticsError.self) {
            try BoundedQueue(servers: 1, arrivalPerSecond: 1, meanServiceSeconds: 1, places: 1_000_000_000)
        }
    }
}
