import Foundation
import TestSupport
import Testing

/// `hitl verify` as scripts use it.
@Suite(.serialized) struct VerifyTests {
    private static let cases = TheoryTable.path("exact.json")

    private func verify(_ arguments: [String], in folder: TemporaryFolder) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(["verify", "--quiet"] + arguments, in: folder)
    }

    /// Runs a case inside `verify` and its emitted scenario by `simulate`, and compares the numbers of both.
    private func compare(
        _ id: String, cases: [String] = [], _ pairs: [(quantity: String, measure: String, scale: Double)]
    ) throws {
        let folder = try TemporaryFolder()
        let options = cases + ["--precision", "20%"]
        let inside = try verify(options + ["--ids", id, "--json"], in: folder)
        #expect(inside.code == 0, "\(id): \(inside.errors)")
        let result = try inside.json()
        let runs = try #require(result["runs"] as? [[String: Any]])
        let replications = try #require(runs.first?["replications"] as? Int)
        let emitted = try verify(options + ["--emit", id], in: folder)
        #expect(emitted.code == 0, "\(id): \(emitted.errors)")
        let written = try verify(options + ["--emit", id, "--out", "case.yaml"], in: folder)
        #expect(written.code == 0 && written.output == "")
        #expect(try folder.text("case.yaml") == emitted.output)
        let run = try BuiltProgram.run(
            ["simulate", "case.yaml", "--replications", "\(replications)", "--json", "--quiet"], in: folder)
        #expect(run.code == 0, "\(id): \(run.errors)")
        let comparisons = try #require(result["comparisons"] as? [[String: Any]])
        for (quantity, measure, scale) in pairs {
            let found = comparisons.first { $0["quantity"] as? String == quantity }
            let simulated = try #require(found?["simulated"] as? Double, "\(id): \(quantity)")
            let mean = try #require(try run.mean(measure), "\(id): \(measure)") * scale
            // summary.json has ten digits.
            #expect(
                abs(mean - simulated) <= 1e-9 * abs(simulated), "\(id): \(quantity) \(simulated), \(measure) \(mean)")
        }
    }

    @Test func anEmittedScenarioGivesTheNumbersOfTheRunInside() throws {
        let delays = [
            ("p_wait", "human.wait.probability", 1.0), ("mean_wait", "human.wait.mean_s", 1.0 / 60),
            ("lq", "human.queue.mean_length", 1), ("occupancy", "human.occupancy", 1),
            ("sl_0.25", "service_level.level_1", 1),
        ]
        try compare("erlang_c_c10", delays)
        try compare("erlang_a_c10", delays + [("p_abandon", "human.abandonment", 1)])
        try compare("erlang_b_c5", [("p_block", "human.blocked", 1), ("carried", "human.busy", 1)])
    }

    @Test func soDoThoseOfAFileOfCases() throws {
        let file = ["--cases", Self.cases]
        try compare("ai_learning_B100_l40", cases: file, [("mean_queries", "queries.offered", 1)])
        try compare(
            "threshold_beta_5_2_0.7", cases: file,
            [("automation_fraction", "ai.coverage", 1)])
    }

    @Test func theQuickRunOfAFileOfCasesFailsNowhere() throws {
        let folder = try TemporaryFolder()
        let ids = "erlangA_l9_m1_t1_c10,prio_pr_c1_l0.7,mg1_deterministic_0.8,ai_learning_B1_l40,mser5_seed12345"
        let run = try verify(["--cases", Self.cases, "--quick", "--json", "--ids", ids], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        let result = try run.json()
        #expect(result["failed"] as? Int == 0)
        #expect((result["runs"] as? [Any])?.count == 4)
        let left = try #require(result["unsupported"] as? [[String: String]])
        #expect(left.contains { $0["id"] == "mser5_seed12345" && $0["reason"]?.contains("function") == true })
        #expect(left.allSatisfy { !($0["reason"] ?? "").isEmpty })
    }

    @Test func casesThatMakeNoSenseEndWith65AndTheirPlace() throws {
        let folder = try TemporaryFolder()
        func refused(_ model: String, _ parameters: String, _ place: String, _ message: String) throws {
            let text =
                "{\"cases\": [\n {\"id\": \"x\",\n  \"model\": \"\(model)\",\n  \"params\": {\(parameters)},\n  \"expected\": {}}]}"
            try folder.write("cases.json", text)
            let run = try verify(["--cases", "cases.json", "--json"], in: folder)
            #expect(run.code == 65, "\(model): \(run.code)")
            #expect(run.errors.contains("cases.json:\(place): case 'x': \(message)"), "\(run.errors)")
            let left = try #require(run.json()["unsupported"] as? [[String: Any]])
            #expect(left.count == 1 && left[0]["bad_input"] as? Bool == true, "\(left)")
            #expect((left[0]["reason"] as? String)?.contains(message) == true, "\(left)")
        }
        try refused("erlang_d", "", "4:13", "parameter 'arrival_rate' is missing")
        try refused("erlang_c", "\"arrival_rate\": 2, \"service_rate\": 1", "4:13", "parameter 'servers' is missing")
        try refused(
            "erlang_c", "\"arrival_rate\": 2.5, \"service_rate\": 1, \"servers\": 2", "4:13",
            "the queue is unstable: an offered load of 2.5 erlangs for 2 servers, and nobody abandons")
        try refused(
            "erlang_b", "\"servers\": 0, \"arrival_rate\": 2, \"service_rate\": 1", "4:25",
            "parameter 'servers' is 0: with no servers nobody is ever served")
        let good =
            #"{"id": "good", "params": {"arrival_rate": 4, "service_rate": 1, "servers": 8, "patience_rate": 1}, "#
            + #""expected": {"p_wait": 0.05113}}"#
        try folder.write("cases.json", #"{"cases": [\#(good), {"id": "bad"}]}"#)
        let mixed = try verify(["--cases", "cases.json", "--json", "--precision", "20%"], in: folder)
        #expect(mixed.code == 65 && mixed.errors.contains("case 'bad': 'params' is missing"), "\(mixed.errors)")
        #expect((try mixed.json()["comparisons"] as? [Any])?.count == 1, "\(mixed.output)")
        let emitted = try verify(["--cases", "cases.json", "--emit", "bad"], in: folder)
        #expect(emitted.code == 65 && emitted.output == "")
        try folder.write("cases.json", "{\"cases\": [\n 1 2]}")
        let broken = try verify(["--cases", "cases.json"], in: folder)
        #expect(broken.code == 65 && broken.errors.contains("cases.json:2:4: "), "\(broken.errors)")
        let missing = try verify(["--cases", "none.json"], in: folder)
        #expect(missing.code == 65 && missing.errors.contains("none.json"))
        let unknown = try verify(["--ids", "erlang_c_c11"], in: folder)
        #expect(unknown.code == 65 && unknown.errors.contains("did you mean 'erlang_"))
    }
}
