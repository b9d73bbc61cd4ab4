import Foundation
import Stochastics
import TestSupport
import Testing

/// Functions against exact values, and limits known by hand.
@Suite("Functions of output analysis and staffing")
struct TruthFunctionTests {
    private func near(_ value: Double, _ expected: Double?, _ tolerance: Double = 1e-11) -> Bool {
        guard let expected else { return false }
        return abs(value - expected) <= tolerance * max(1, abs(expected))
    }

    @Test("Minimum staffing by Erlang C and A")
    func staffing() throws {
        let cases = try TheoryTable.cases(of: "minimum_staffing")
        #expect(cases.count == 3)
        for item in cases {
            let (arrival, service) = (item.parameters["arrival_rate"] ?? 0, 1 / (item.parameters["service_rate"] ?? 0))
            let (target, time) = (item.parameters["sl_target"] ?? 0, item.parameters["sl_threshold"] ?? 0)
            let plain = try ErlangStaffing(
                arrivalPerSecond: arrival, meanServiceSeconds: service, target: target, withinSeconds: time)
            #expect(Double(plain.agents) == item.expected["erlang_c_agents"], "\(item.id)")
            #expect(near(plain.serviceLevel, item.expected["erlang_c_sl"]), "\(item.id)")
            #expect(near(plain.squareRootExcess, item.expected["square_root_beta"]), "\(item.id)")
            let fewer = try ErlangFormulas.erlangC(
                servers: plain.agents - 1, arrivalPerSecond: arrival, meanServiceSeconds: service)
            #expect(near(fewer.serviceLevel(withinSeconds: time), item.expected["erlang_c_sl_one_fewer"]), "\(item.id)")
            let patient = try ErlangStaffing(
                arrivalPerSecond: arrival, meanServiceSeconds: service,
                meanPatienceSeconds: 1 / (item.parameters["erlang_a_patience_rate"] ?? 0), target: target,
                withinSeconds: time)
            #expect(Double(patient.agents) == item.expected["erlang_a_agents"], "\(item.id)")
            #expect(near(patient.serviceLevel, item.expected["erlang_a_sl"], 1e-10), "\(item.id)")
        }
        #expect(throws: StochasticsError.self) {
            try ErlangStaffing(arrivalPerSecond: 1, meanServiceSeconds: 1, target: 1, withinSeconds: 0)
        }
        #expect(throws: StochasticsError.self) {
            try ErlangStaffing(
                arrivalPerSecond: 1, meanServiceSeconds: 50, target: 0.9999, withinSeconds: 0, most: 51)
        }
    }

    @Test("Constants of ranking and selection")
    func selection() throws {
        let cases = try TheoryTable.cases(of: "ranking_selection_constants")
        #expect(cases.count == 2)
        for item in cases {
            let constants = try SelectionConstants(
                systems: Int(item.parameters["systems"] ?? 0), firstStage: Int(item.parameters["first_stage"] ?? 0),
                alpha: item.parameters["alpha"] ?? 0)
            #expect(near(constants.sequentialEta, item.expected["kn_eta"]), "\(item.id)")
            #expect(near(constants.sequentialHSquared, item.expected["kn_h2"]), "\(item.id)")
            #expect(near(constants.rinott, item.expected["rinott_h"], 1e-8), "\(item.id): \(constants.rinott)")
            #expect(
                near(constants.dudewiczDalal, item.expected["dudewicz_dalal_h"], 1e-8),
                "\(item.id): \(constants.dudewiczDalal)")
        }
        #expect(throws: StochasticsError.self) { try SelectionConstants(systems: 1, firstStage: 10, alpha: 0.05) }
        #expect(throws: StochasticsError.self) { try SelectionConstants(systems: 2, firstStage: 10, alpha: 0.5) }
    }

    @Test("Asymptotic variances of M/M/1")
    func singleServer() throws {
        let cases = try TheoryTable.cases(of: "mm1_asymptotic_variance")
        #expect(cases.count == 2)
        for item in cases {
            let found = try SingleServerPrecision(
                occupancy: (item.parameters["arrival_rate"] ?? 0) / (item.parameters["service_rate"] ?? 0))
            #expect(near(found.numberVariance, item.expected["tavc_number_in_system"]), "\(item.id)")
            #expect(near(found.waitVariance, item.expected["asymptotic_variance_wait_sequence"]), "\(item.id)")
            #expect(near(found.meanWait, item.expected["mean_wait"]), "\(item.id)")
            #expect(near(found.meanNumber, item.expected["mean_number"]), "\(item.id)")
            #expect(
                near(
                    found.customers(relativeHalfWidth: 0.05), item.expected["customers_for_5pct_halfwidth_at_95"]),
                "\(item.id)")
        }
        #expect(throws: StochasticsError.self) { try SingleServerPrecision(occupancy: 1) }
    }

    @Test("Budget allocation")
    func budget() throws {
        let found = try BudgetAllocation(
            means: [1, 1.5, 2, 2.5], deviations: [1, 1.2, 0.8, 1.5], minimise: true)
        let lists = try TheoryTable.lists(of: "ocba_allocation")
        let expected = try #require(lists.expected["fractions"])
        #expect(lists.parameters["means"] == [1, 1.5, 2, 2.5] && lists.parameters["sds"] == [1, 1.2, 0.8, 1.5])
        #expect(found.best == 0 && found.shares.count == expected.count)
        for (share, value) in zip(found.shares, expected) { #expect(near(share, value)) }
        // The same when the largest is the best and all signs are turned.
        let turned = try BudgetAllocation(
            means: [-1, -1.5, -2, -2.5], deviations: [1, 1.2, 0.8, 1.5], minimise: false)
        #expect(turned == found)
        #expect(throws: StochasticsError.self) {
            try BudgetAllocation(means: [1, 1], deviations: [1, 1], minimise: true)
        }
    }

    @Test("Sines and arcs in turns")
    func angles() {
        for step in -4000...4000 {
            let turns = Double(step) / 997
            #expect(abs(PortableMath.sineOfTurn(turns) - sin(2 * .pi * turns)) < 1e-14)
            #expect(abs(PortableMath.turnOfArcTangent(turns) - atan(turns) / (2 * .pi)) < 2e-16)
        }
        #expect(PortableMath.sineOfTurn(0.5) == 0 && abs(PortableMath.sineOfTurn(0.25) - 1) < 1e-15)
        #expect(PortableMath.turnOfArcTangent(.infinity) == 0.25 && PortableMath.sineOfTurn(.infinity).isNaN)
    }
}
