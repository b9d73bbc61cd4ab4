import Experiments
import Foundation
import Reports
import Results
import Scenarios
import TestSupport
import Testing
import Verification

/// Scenarios that reduce to theory, simulated whole and compared with exact results.
///
/// Half-widths are 15% here, and a right simulator fails any of a test's comparisons once in a thousand seeds; seeds are
/// fixed.
@Suite("Verification against theory")
struct VerificationTests {
    @Test("Built-in cases agree with the exact formulas")
    func builtIn() throws {
        let result = verify(try TheoryCase.builtIn())
        #expect(result.failed == 0, "\(VerificationText(result).text)")
        #expect(result.comparisons.count > 30)
        #expect(result.primaryScores.count == 8)
    }

    @Test(
        "Cases of theory agree: one of each kind",
        arguments: [
            ["erlangB_a10_c10", "erlangC_l6_m3_c3", "erlangA_l9_m1_t1_c10", "mmnG_balk_l50_c48"],
            ["mmcK_l2_m1_c1_K5_t0", "mmcK_l40_m1_c30_K40_t0.5", "prio_np_c1_k2_l0.8", "prio_mg1_k2"],
            ["mg1_deterministic_0.8", "gim1_D_0.8", "mxm1_constant", "mdc_l4_c5", "prio_abandon_c10"],
            ["threshold_beta_5_2_0.7", "ai_human_l300_p0.7_c14", "ai_human_l1000_p0.82_c33"],
            ["jackson_l100_c12", "poisson_gamma_a10", "nhpp_linear_4", "mtminf_sin_100"],
            [
                "mtmc_day_const_staff", "mtginf_deterministic_100", "prio_pr_c1_l0.7", "ai_learning_B1_l40",
                "ai_learning_B100_l40",
            ],
        ])
    func theory(ids: [String]) throws {
        let cases = try TheoryTable.theoryCases(ids)
        #expect(cases.count == ids.count)
        let result = verify(cases)
        #expect(result.failed == 0, "\(VerificationText(result).text)")
        #expect(result.runs.count == ids.count)
    }

    @Test("A day of a call centre, simulated by others, agents by the hour")
    func callCentreDay() throws {
        let result = verify(try TheoryTable.theoryCases(["sim_ssj_callcenter_a10"], file: "simulated.json"))
        #expect(result.failed == 0, "\(VerificationText(result).text)")
        #expect(result.comparisons.count == 9)
        #expect(result.unsupported.allSatisfy { $0.reason.contains("plus1agent") })
    }

    @Test(
        "Every shared case is compared or listed with its reason (skipped without ../shared)",
        .enabled(if: SharedData.hasCases))
    func nothingOfOthersIsPassedOver() throws {
        for file in ["public.json", "simulated.json", "operation.json"] {
            try comparedOrListed(TheoryCase.read(SharedData.cases(file)), file: file)
        }
    }

    @Test("Every case is compared or listed with its reason")
    func nothingIsPassedOver() throws {
        for file in TheoryTable.files { try comparedOrListed(TheoryTable.theoryCases(file: file), file: file) }
    }

    private func comparedOrListed(_ cases: [TheoryCase], file: String) throws {
        let outcomes = Reduction.all(cases, precision: 0.01, file: file)
        #expect(outcomes.map(\.theoryCase.id) == cases.map(\.id))
        for (theoryCase, outcome) in outcomes {
            switch outcome {
            case .scenario(let reduction):
                #expect(throws: Never.self, "\(theoryCase.id)") { try reduction.scenario() }
                let names = theoryCase.expected.map(\.quantity)
                #expect(names.contains(reduction.primary), "\(theoryCase.id): \(reduction.primary)")
            case .unsupported(let reason):
                #expect(!reason.isEmpty, "\(theoryCase.id)")
            case .invalid(let problems):
                Issue.record("\(theoryCase.id): \(problems)")
            }
        }
    }

    @Test("Models that are due are all simulated")
    func allThatIsDue() throws {
        let due: Set = [
            "erlang_b", "erlang_c", "erlang_a", "mmn_g", "mmck", "mmck_abandon", "mmc_priority_nonpreemptive",
            "mmc_priority_nonpreemptive_abandon", "mmc_priority_preemptive_resume", "mg1",
            "mg1_priority_nonpreemptive", "mdc", "gi_m_1", "batch_arrivals_mx_m_1", "mt_m_inf_periodic",
            "mt_g_inf_periodic", "mm1_transient_nth_wait", "tandem_mmc_thinned_mmc", "ai_thinning_to_human",
            "ai_confidence_threshold", "ai_retrain_pure_birth", "jackson_repeat_contacts",
            "poisson_gamma_day_factor", "nhpp_piecewise_linear", "mt_m_c_abandon_transient",
        ]
        var seen: Set<String> = []
        for (theoryCase, outcome) in Reduction.all(
            try TheoryTable.theoryCases(), precision: 0.1, file: "exact.json")
        {
            guard due.contains(theoryCase.model) else { continue }
            seen.insert(theoryCase.model)
            if case .unsupported(let reason) = outcome { Issue.record("\(theoryCase.id): \(reason)") }
        }
        #expect(seen == due)
    }

    @Test("The mean wait of the n-th customer from an empty start")
    func transient() throws {
        // The case follows 1,000 customers; the first twenty are enough here.
        let whole = try #require(try TheoryTable.theoryCases(["mm1_transient_wait_0.9"]).first)
        let expected = whole.expected.filter { $0.quantity.hasSuffix("[0]") || $0.quantity.hasSuffix("[4]") }
        let values = Dictionary(
            uniqueKeysWithValues: expected.map { ($0.quantity.replacingOccurrences(of: "[4]", with: "[1]"), $0.value) })
        #expect(values.count == 4 && values["n[1]"] == 10)
        let result = verify([
            TheoryCase(
                id: "short", model: whole.model, unitSeconds: 60, parameters: whole.parameters, expected: values)
        ])
        #expect(result.failed == 0, "\(VerificationText(result).text)")
        #expect(result.comparisons.map(\.quantity) == ["mean_wait_nth[0]", "mean_wait_nth[1]"])
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
        let folder = try TemporaryFolder()
        try folder.write("case.yaml", reduction.yaml)
        #expect(try summary(inside) == summary(Scenario.load(folder.file("case.yaml"))))
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
        let result = verify(cases)
        #expect(result.comparisons.allSatisfy { result.verdict($0) == .fail })
        #expect(!result.isMeanSquareInside)
        #expect(result.failed == 3)
        #expect(VerificationJSON.text(result).hasSuffix("\"failed\": 3\n}\n"))
    }

    private func verify(_ cases: [TheoryCase]) -> VerificationResult {
        VerificationRun(
            cases, file: "test", precision: VerificationPrecision(relative: 0.15), maximumReplications: 1000, threads: 2
        ).run()
    }

    private func summary(_ scenario: Scenario) throws -> [UInt8] {
        let records = try Replications(scenario.specification, seed: scenario.seed, count: 3, threads: 1).run()
        let title = Forecast.Title(scenario: scenario.name, about: scenario.about, currency: scenario.currency)
        return ForecastJSON.data(
            forecast: Forecast(title, specification: scenario.specification, seed: scenario.seed, records: records))
    }
}
