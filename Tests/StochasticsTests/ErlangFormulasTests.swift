import Foundation
import Stochastics
import TestSupport
import Testing

@Suite("Exact queueing formulas")
struct ErlangFormulasTests {
    private func check(_ value: Double, _ expected: Double?, _ what: String, tolerance: Double = 1e-11) throws {
        let expected = try #require(expected, "\(what) is missing")
        #expect(abs(value - expected) <= tolerance * max(abs(expected), 1e-300), "\(what): \(value), not \(expected)")
    }

    @Test("Erlang B against the exact cases")
    func erlangB() throws {
        let cases = try TheoryTable.cases(of: "erlang_b")
        #expect(!cases.isEmpty)
        for item in cases {
            let p = item.parameters
            let servers = Int(try #require(p["servers"]))
            let load = try #require(p["arrival_rate"]) / #require(p["service_rate"])
            let blocked = try ErlangFormulas.erlangB(servers: servers, offeredLoad: load)
            try check(blocked, item.expected["p_block"], item.id)
            try check(load * (1 - blocked), item.expected["carried"], item.id)
        }
    }

    @Test("Erlang C against the exact cases")
    func erlangC() throws {
        let cases = try TheoryTable.cases(of: "erlang_c")
        #expect(!cases.isEmpty)
        for item in cases {
            let p = item.parameters
            let queue = try ErlangFormulas.erlangC(
                servers: Int(try #require(p["servers"])), arrivalPerSecond: try #require(p["arrival_rate"]),
                meanServiceSeconds: 1 / (try #require(p["service_rate"])))
            try check(queue.waitProbability, item.expected["p_wait"], item.id)
            try check(queue.meanWaitSeconds, item.expected["asa"], item.id)
            try check(queue.meanQueueLength, item.expected["lq"], item.id)
            try check(queue.occupancy, item.expected["occupancy"], item.id)
            let level = item.expected.first { $0.key.hasPrefix("sl_") }?.value
            try check(queue.serviceLevel(withinSeconds: try #require(p["sl_threshold"])), level, item.id)
        }
    }

    @Test("Erlang A against the exact cases")
    func erlangA() throws {
        let cases = try TheoryTable.cases(of: "erlang_a")
        #expect(!cases.isEmpty)
        for item in cases {
            let p = item.parameters
            let queue = try ErlangFormulas.erlangA(
                servers: Int(try #require(p["servers"])), arrivalPerSecond: try #require(p["arrival_rate"]),
                meanServiceSeconds: 1 / (try #require(p["service_rate"])),
                meanPatienceSeconds: 1 / (try #require(p["patience_rate"])))
            try check(queue.waitProbability, item.expected["p_wait"], item.id)
            try check(queue.abandonment, item.expected["p_abandon"], item.id)
            try check(queue.meanWaitSeconds, item.expected["mean_wait"], item.id)
            try check(queue.meanQueueLength, item.expected["lq"], item.id)
            try check(queue.occupancy, item.expected["occupancy"], item.id)
            let level = item.expected.first { $0.key.hasPrefix("sl_offered") }?.value
            try check(queue.serviceLevel(withinSeconds: try #require(p["sl_threshold"])), level, item.id)
        }
    }

    @Test("Pollaczek-Khinchine against the exact cases")
    func pollaczekKhinchine() throws {
        let cases = try TheoryTable.cases(of: "mg1")
        #expect(!cases.isEmpty)
        for item in cases {
            let wait = try ErlangFormulas.meanWaitSeconds(
                arrivalPerSecond: try #require(item.parameters["arrival_rate"]), meanServiceSeconds: item.moments[0],
                serviceVariance: item.moments[1] - item.moments[0] * item.moments[0])
            try check(wait, item.expected["wait"], item.id)
        }
    }

    @Test("Values of textbooks")
    func textbooks() throws {
        // Gross and Harris, "Fundamentals of queueing theory": M/M/3, lambda 6, mu 3 an hour.
        let clinic = try ErlangFormulas.erlangC(servers: 3, arrivalPerSecond: 6, meanServiceSeconds: 1.0 / 3)
        try check(clinic.waitProbability, 4.0 / 9, "P(wait)")
        try check(clinic.meanQueueLength, 8.0 / 9, "Lq")
        try check(clinic.meanWaitSeconds, 4.0 / 27, "Wq")
        // B(c = 10, a = 5) from the tables of the Erlang loss formula: .018385.
        #expect(abs(try ErlangFormulas.erlangB(servers: 10, offeredLoad: 5) - 0.018385) < 5e-7)
        // Patience and service of the same mean: the number in system is Poisson(a), at any number of servers.
        let queue = try ErlangFormulas.erlangA(
            servers: 2, arrivalPerSecond: 3, meanServiceSeconds: 1, meanPatienceSeconds: 1)
        let none = Foundation.exp(-3.0)
        try check(queue.waitProbability, 1 - none * 4, "P(wait), Poisson")
        try check(queue.meanQueueLength, 3 - 2 + none * (2 + 3), "Lq, Poisson")
        let single = try ErlangFormulas.meanWaitSeconds(
            arrivalPerSecond: 0.5, meanServiceSeconds: 1, serviceVariance: 0)
        try check(single, 0.5, "M/D/1")
    }

    @Test("Erlang A meets its limits: no waiting time, ever, far beyond capacity, almost no abandonment")
    func limits() throws {
        let forever = try ErlangFormulas.erlangA(
            servers: 10, arrivalPerSecond: 9, meanServiceSeconds: 1, meanPatienceSeconds: 1e9)
        let patient = try ErlangFormulas.erlangC(servers: 10, arrivalPerSecond: 9, meanServiceSeconds: 1)
        try check(forever.waitProbability, patient.waitProbability, "P(wait)", tolerance: 1e-6)
        try check(
            forever.serviceLevel(withinSeconds: 0.3), patient.serviceLevel(withinSeconds: 0.3), "service level",
            tolerance: 1e-6)
        let flooded = try ErlangFormulas.erlangA(
            servers: 1000, arrivalPerSecond: 5000, meanServiceSeconds: 1, meanPatienceSeconds: 100)
        try check(flooded.abandonment, 0.8, "abandonment", tolerance: 1e-9)
        #expect(flooded.serviceLevel(withinSeconds: 100) < 1e-12)
        let idle = try ErlangFormulas.erlangA(
            servers: 1000, arrivalPerSecond: 10, meanServiceSeconds: 1, meanPatienceSeconds: 1)
        #expect(idle.waitProbability >= 0 && idle.waitProbability < 1e-300)
        #expect(idle.serviceLevel(withinSeconds: 0) == 1)
        for item in [forever, flooded, idle] {
            var previous = 0.0
            for step in 0...40 {
                let level = item.serviceLevel(withinSeconds: Double(step) * 10)
                #expect(level >= previous - 1e-12 && level <= 1)
                previous = level
            }
            #expect(abs(previous - (1 - item.abandonment)) < 1e-8)
        }
        let empty = try ErlangFormulas.erlangA(
            servers: 3, arrivalPerSecond: 0, meanServiceSeconds: 1, meanPatienceSeconds: 1)
        #expect(empty.waitProbability == 0 && empty.meanWaitSeconds == 0 && empty.occupancy == 0)
    }

    @Test("Bad arguments are errors")
    func errors() {
        #expect(throws: StochasticsError.self) { try ErlangFormulas.erlangB(servers: -1, offeredLoad: 1) }
        #expect(throws: StochasticsError.self) { try ErlangFormulas.erlangB(servers: 1, offeredLoad: .nan) }
        #expect(throws: StochasticsError.unstable(offeredLoad: 2, servers: 2)) {
            try ErlangFormulas.erlangC(servers: 2, offeredLoad: 2)
        }
        #expect(throws: StochasticsError.self) {
            try ErlangFormulas.erlangA(
                servers: 1, arrivalPerSecond: 1, meanServiceSeconds: 1, meanPatienceSeconds: 0)
        }
        // Patience of a century and work of a millisecond: 10^8 states would have to be summed up.
        #expect(throws: StochasticsError.notComputed(function: "Erlang A")) {
            try ErlangFormulas.erlangA(
                servers: 3, arrivalPerSecond: 3000, meanServiceSeconds: 0.001, meanPatienceSeconds: 3e9)
        }
        #expect(throws: StochasticsError.self) {
            try ErlangFormulas.meanWaitSeconds(arrivalPerSecond: 1, meanServiceSeconds: 1, serviceVariance: 1)
        }
    }
}
