import Experiments
import Reports
import Scenarios
import Stochastics
import TestSupport
import Testing
import Verification

/// The four published definitions of a service level, verified by cases.
///
/// As in `VerificationTests`, a right simulator fails one of a test's comparisons once in a thousand seeds, which are fixed.
@Suite struct ServiceLevelCaseTests {
    /// Three numbers of servers, with the exact values of the formulas for M/M/c+M.
    private static func cases() throws -> [TheoryCase] {
        try [8, 10, 13].map { servers in
            let (arrivals, service, patience, within, short) = (100.0, 0.1, 1 / 30.0, 20 / 3600.0, 5 / 3600.0)
            let queue = try ErlangFormulas.erlangA(
                servers: servers, arrivalPerSecond: arrivals, meanServiceSeconds: service,
                meanPatienceSeconds: patience)
            let (early, tiny) = (queue.shares(withinSeconds: within), queue.shares(withinSeconds: short))
            return TheoryCase(
                id: "levels_\(servers)", model: "service_level_definitions", unitSeconds: 3600,
                parameters: [
                    "arrival_rate": .number(arrivals), "service_rate": .number(1 / service),
                    "servers": .number(Double(servers)), "patience_rate": .number(1 / patience),
                    "sl_threshold": .number(within), "short": .number(short),
                ],
                expected: [
                    "missed": early.served, "met_if_early": early.served + early.abandoned,
                    "ignored": early.served / (1 - queue.abandonment),
                    "excused_if_early": early.served / (1 - early.abandoned),
                    "missed_short": early.served / (1 - tiny.abandoned),
                    "met_if_early_short": (early.served + early.abandoned - tiny.abandoned) / (1 - tiny.abandoned),
                    "p_abandon": queue.abandonment,
                ])
        }
    }

    private func verify(_ cases: [TheoryCase], _ precision: Double) throws -> VerificationResult {
        VerificationRun(
            cases, file: "test", precision: VerificationPrecision(relative: precision), maximumReplications: 400,
            threads: 2
        ).run()
    }

    @Test func eachDefinitionAgrees() throws {
        let result = try verify(Self.cases(), 0.05)
        #expect(result.comparisons.count == 21 && result.unsupported.isEmpty)
        #expect(result.failed == 0, "\(VerificationText(result).text)")
    }

    @Test("A case that others worked out agrees")
    func byOthers() throws {
        let cases = try TheoryTable.theoryCases(["levels_0"], file: "operation.json")
        #expect(cases.count == 1)
        let result = try verify(cases, 0.03)
        #expect(result.comparisons.count == 6 && result.failed == 0, "\(VerificationText(result).text)")
    }
}
