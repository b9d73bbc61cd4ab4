import Experiments
import Foundation
import Reports
import Scenarios
import Testing

/// Scenarios that reduce to theory, simulated whole and compared with exact results.
///
/// Half-widths are 15% here, and a right simulator fails any of a test's comparisons once in a thousand seeds; seeds are
/// fixed.
@Suite("Verification against theory")
struct VerificationTests {
    @Test("Built-in cases agree with the exact formulas")
    func builtIn() throws {
        let result = try verify(TheoryCase.builtIn())
        #expect(result.failed == 0, "\(VerificationText(result).text)")
        #expect(result.comparisons.count > 30)
        #expect(result.primaryScores.count == 8)
    }

    @Test(
        "Shared cases agree: one of each kind (skipped without ../shared)", .enabled(if: Truth.isThere),
        arguments: [
            ["erlangB_a10_c10", "erlangC_l6_m3_c3", "erlangA_l9_m1_t1_c10", "mmnG_balk_l50_c48"],
            ["mmcK_l2_m1_c1_K5_t0", "mmcK_l40_m1_c30_K40_t0.5", "prio_np_c1_k2_l0.8", "prio_mg1_k2"],
            ["mg1_deterministic_0.8", "gim1_D_0.8", "mxm1_constant", "mdc_l4_c5", "prio_abandon_c10"],
            ["threshold_beta_5_2_0.7", "ai_human_l300_p0.7_c14", "ai_human_l1000_p0.82_c33"],
            ["jackson_l100_c12", "poisson_gamma_a10"],
        ])
    func shared(ids: [String]) throws {
        let cases = try Truth.cases(ids)
        #expect(cases.count == ids.count)
        let result = try verify(cases)
        #expect(result.failed == 0, "\(VerificationText(result).text)")
        #expect(result.runs.count == ids.count)
    }

    @Test(
        "Every shared case is compared or listed with its reason (skipped without ../shared)",
        .enabled(if: Truth.isThere))
    func nothingIsPassedOver() throws {
        for file in ["public.json", "simulated.json"] {
            let cases = try Truth.cases(file: file)
            let outcomes = try Reduction.all(cases, precision: 0.01, file: file)
            #expect(outcomes.map(\.theoryCase.id) == cases.map(\.id))
            for (theoryCase, outcome) in outcomes {
                switch outcome {
                case .scenario(let reduction):
                    #expect(throws: Never.self, "\(theoryCase.id)") { try reduction.scenario() }
                    let names = theoryCase.expected.map(\.quantity)
                    #expect(names.contains(reduction.primary), "\(theoryCase.id): \(reduction.primary)")
                case .unsupported(let reason):
                    #expect(!reason.isEmpty, "\(theoryCase.id)")
                }
            }
        }
    }

    @Test("The emitted scenario gives the bytes of the run inside")
    func emitted() throws {
        let theoryCase = try #require(TheoryCase.builtIn().first { $0.id == "erlang_a_c10" })
        let outcome = try #require(Reduction.all([theoryCase], precision: 0.15, file: "x").first)
        guard case .scenario(let reduction) = outcome.outcome else {
            Issue.record("no scenario")
            return
        }
        let inside = try reduction.scenario()
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: path) }
        try Data(reduction.yaml.utf8).write(to: path)
        #expect(try summary(inside) == summary(Scenario.load(path.path)))
    }

    @Test("A wrong expectation fails, and so does the mean of squares")
    func wrongExpectation() throws {
        var cases: [TheoryCase] = []
        for theoryCase in try TheoryCase.builtIn().prefix(2) {
            cases.append(
                TheoryCase(
                    id: theoryCase.id, model: theoryCase.model, unitSeconds: 60, parameters: theoryCase.parameters,
                    expected: ["p_wait": 0.1]))
        }
        let result = try verify(cases)
        #expect(result.comparisons.allSatisfy { result.verdict($0) == .fail })
        #expect(!result.isMeanSquareInside)
        #expect(result.failed == 3)
        #expect(VerificationJSON.text(result).hasSuffix("\"failed\": 3\n}\n"))
    }

    private func verify(_ cases: [TheoryCase]) throws -> VerificationResult {
        try Verification(
            cases, file: "test", precision: VerificationPrecision(relative: 0.15), maximumReplications: 1000, threads: 2
        ).run()
    }

    private func summary(_ scenario: Scenario) throws -> [UInt8] {
        let records = try Replications(scenario.specification, seed: scenario.seed, count: 3, threads: 1).run()
        let title = Forecast.Title(scenario: scenario.name, about: scenario.about, currency: scenario.currency)
        return SummaryJSON.data(
            forecast: Forecast(title, specification: scenario.specification, seed: scenario.seed, records: records))
    }
}
