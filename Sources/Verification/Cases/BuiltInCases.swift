import Stochastics

extension TheoryCase {
    /// Cases made from the exact formulas of `Stochastics`, for `hitl verify` without a file.
    ///
    /// - Throws: `StochasticsError` only if a formula were given what it refuses.
    public static func builtIn() throws -> [TheoryCase] {
        var cases: [TheoryCase] = []
        for (servers, load) in [(1, 0.8), (10, 8.5), (50, 46.0)] {
            let exact = try ErlangFormulas.erlangC(
                servers: servers, arrivalPerSecond: load / 60, meanServiceSeconds: 60)
            cases.append(
                make("erlang_c", servers: servers, load: load, patienceRate: nil, exact: exact))
        }
        for (servers, load, patience) in [(10, 11.0, 2.0), (50, 48.0, 0.5), (100, 110.0, 1.0)] {
            let exact = try ErlangFormulas.erlangA(
                servers: servers, arrivalPerSecond: load / 60, meanServiceSeconds: 60,
                meanPatienceSeconds: 60 / patience)
            cases.append(
                make("erlang_a", servers: servers, load: load, patienceRate: patience, exact: exact))
        }
        for (servers, load) in [(5, 4.0), (40, 38.0)] {
            let blocked = try ErlangFormulas.erlangB(servers: servers, offeredLoad: load)
            let carried = load * (1 - blocked)
            cases.append(
                TheoryCase(
                    id: "erlang_b_c\(servers)", model: "erlang_b", unitSeconds: 60,
                    parameters: [
                        "arrival_rate": .number(load), "service_rate": .number(1), "servers": .number(Double(servers)),
                    ],
                    expected: ["p_block": blocked, "carried": carried, "occupancy": carried / Double(servers)]))
        }
        return cases
    }

    private static func make(
        _ model: String, servers: Int, load: Double, patienceRate: Double?, exact: QueuePerformance
    ) -> TheoryCase {
        var parameters: [String: TheoryValue] = [
            "arrival_rate": .number(load), "service_rate": .number(1), "servers": .number(Double(servers)),
            "sl_threshold": .number(0.25),
        ]
        var expected = [
            "p_wait": exact.waitProbability, "mean_wait": exact.meanWaitSeconds / 60, "lq": exact.meanQueueLength,
            "occupancy": exact.occupancy, "sl_0.25": exact.serviceLevel(withinSeconds: 15),
        ]
        if let patienceRate {
            parameters["patience_rate"] = .number(patienceRate)
            expected["p_abandon"] = exact.abandonment
        }
        return TheoryCase(
            id: "\(model)_c\(servers)", model: model, unitSeconds: 60, parameters: parameters, expected: expected)
    }
}
