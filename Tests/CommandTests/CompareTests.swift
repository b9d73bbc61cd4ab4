import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct CompareTests {
    private func hitl(_ arguments: String..., in folder: TemporaryFolder) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(arguments, in: folder)
    }

    /// Whether a file has a text, without the text in the message.
    private func isSame(_ name: String, _ text: String, in folder: TemporaryFolder) throws -> Bool {
        try folder.text(name) == text
    }

    private static let two = "two by day: teams.desk.shifts.day.agents=2"
    private static let bold = "bold: policy.threshold=50%; policy.audit.share=5%"

    @Test func aComparisonIsCompleteRepeatableAndTheSameForAnyThreads() throws {
        let folder = try FastScenario.folder()
        let run = try hitl(
            "compare", "fast.yaml", "--variant", Self.two, "--variant", Self.bold, "--replications", "3", "--threads",
            "1", "--set", "horizon=3 days", in: folder)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("two by day costs") && run.output.contains("CHEAPEST"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 } && !run.output.contains("\u{1B}"))
        #expect(run.errors.contains("report: results/comparison-fast/report.html"))
        let names = [
            "comparison.json", "differences.csv", "manifest.json", "replications.csv", "report.html", "timeline.csv",
        ]
        #expect(try folder.names(in: "results/comparison-fast") == names)
        let again = try hitl(
            "compare", "results/comparison-fast/manifest.json", "--threads", "2", "--quiet", "--out", "again",
            in: folder)
        #expect(again.code == 0 && again.errors == "", "\(again.errors)")
        for name in names where !["manifest.json", "report.html"].contains(name) {
            let isSame = try folder.text("again/" + name) == folder.text("results/comparison-fast/" + name)
            #expect(isSame, "\(name)")
        }
        let document = try JSONSerialization.jsonObject(with: Data(folder.text("again/comparison.json").utf8))
        let found = try #require(document as? [String: Any])
        #expect(found["correction"] as? String == "bonferroni" && found["difference_confidence"] as? Double == 0.975)
        #expect((found["baseline_sha256"] as? String)?.count == 64)
        // Tidy: a row for each variant, replication and measure.
        let rows = try table(folder.path + "/again/replications.csv")
        #expect(Set(rows.map { $0["variant"] ?? "" }) == ["fast", "two by day", "bold"])
        let differences = try table(folder.path + "/again/differences.csv")
        let cost = try #require(differences.first { $0["variant"] == "bold" && $0["measure"] == "cost.total" })
        let value = try ["value", "baseline", "difference"].map { try #require(Double(cost[$0] ?? "")) }
        #expect(abs(value[0] - value[1] - value[2]) < 1e-6 * value[0] && cost["n"] == "3")
    }

    @Test func namesComeFromTheCommand() throws {
        let folder = try FastScenario.folder()
        let run = try hitl(
            "compare", "today: fast.yaml", "twice the people: fast.yaml", "--replications", "2", "--set",
            "horizon=3 days", "--quiet", in: folder)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("twice the people against today"), "\(run.output)")
        #expect(run.output.contains("twice the people changes nothing"))
    }

    @Test func aScenarioAgainstItselfDiffersInNothing() throws {
        let folder = try FastScenario.folder()
        let run = try hitl(
            "compare", "fast.yaml", "fast.yaml", "--replications", "2", "--set", "horizon=3 days", "--json", "--quiet",
            in: folder)
        #expect(run.code == 0 && run.errors == "" && !folder.exists("results"))
        let differences = try #require(try run.json()["differences"] as? [[String: Any]])
        let measures = try #require(differences.first?["measures"] as? [String: [String: Any]])
        #expect(measures.count > 100)
        for (name, measure) in measures {
            #expect(
                ["difference", "low", "high"].allSatisfy { measure[$0] as? Double == 0 }
                    || measure["low"] is NSNull
                        && measure["difference"] as? Double == 0,
                "\(name)")
        }
        #expect(
            (differences.first?["verdict"] as? [String])?.first
                == "fast (2) changes nothing: with its settings the scenario is that of the baseline.")
    }

    @Test func reportsAreDrawnAgainToTheByte() throws {
        let folder = try FastScenario.folder()
        let short = ["--replications", "2", "--set", "horizon=3 days", "--quiet"]
        #expect(try BuiltProgram.run(["simulate", "fast.yaml", "--out", "a"] + short, in: folder).code == 0)
        #expect(
            try BuiltProgram.run(["compare", "fast.yaml", "--variant", Self.two, "--out", "b"] + short, in: folder).code
                == 0)
        #expect(
            try BuiltProgram.run(
                ["sweep", "fast.yaml", "--vary", "policy.threshold=60%,80%", "--out", "c"] + short, in: folder
            ).code == 0)
        for result in ["a", "b", "c"] {
            let page = try folder.text("\(result)/report.html")
            #expect(page.contains("</html>"))
            let elsewhere = try hitl("report", result, "--out", "\(result).html", in: folder)
            #expect(elsewhere.code == 0 && elsewhere.output == "", "\(elsewhere.errors)")
            #expect(try isSame("\(result).html", page, in: folder))
            // A page that is there is kept, unless --force.
            try folder.write("\(result)/report.html", "mine")
            #expect(try hitl("report", result, in: folder).code == 73)
            #expect(try folder.text("\(result)/report.html") == "mine")
            #expect(try hitl("report", result + "/", "--force", in: folder).code == 0)
            #expect(try isSame("\(result)/report.html", page, in: folder))
        }
        // What is damaged or missing is said with its place, and nothing is written.
        let cases = [
            ("a", "summary.json", "{\n  \"schema\": 1,\n  oops\n}", "a/summary.json:3:3: "),
            ("a", "timeline.csv", "interval,measure,mean,low,high\nweek 01,x,one,,\n", "a/timeline.csv:2"),
            ("b", "comparison.json", "{\"schema\": 1}", "\"variants\" is missing"),
            ("b", "manifest.json", "[]", "b/manifest.json"), ("b", "manifest.json", nil, "b: this is no result folder"),
            (
                "a", "timeline.csv", "interval,measure,mean,low,high\nweek 01,cost.totl,1,,\n",
                "a/timeline.csv:2: there is no measure"
            ),
            ("a", "manifest.json", "{\"kind\": \"poem\", \"version\": \"1\"}", "kind \"poem\""),
        ]
        for (result, name, text, message) in cases {
            let path = "\(folder.path)/\(result)/\(name)"
            let old = try folder.text("\(result)/\(name)")
            if let text { try folder.write("\(result)/\(name)", text) } else { unlink(path) }
            let run = try hitl("report", result, "--out", "new.html", in: folder)
            #expect(run.code == 65 && !run.wasKilled && run.errors.contains(message), "\(message): \(run.errors)")
            #expect(!folder.exists("new.html"))
            try folder.write("\(result)/\(name)", old)
        }
        #expect(try hitl("report", "gone", in: folder).code == 65)
        #expect(try hitl("report", "fast.yaml", in: folder).errors.contains("this is a file"))
        // A manifest goes where it belongs.
        let wrong = try hitl("simulate", "b/manifest.json", "--json", in: folder)
        #expect(wrong.code == 65 && wrong.errors.contains("manifest of a comparison"), "\(wrong.errors)")
        // A result of simulate can be a baseline.
        let mixed = try hitl(
            "compare", "a/manifest.json", "fast.yaml", "--json", "--quiet", "--set", "horizon=2 days",
            in: folder)
        #expect(mixed.code == 0 && mixed.output.contains("\"replications\": 2"), "\(mixed.errors)")
    }

    @Test(arguments: [
        (["fast.yaml"], 64, "nothing to compare"), ([], 64, "scenario"),
        (["fast.yaml", "--variant", "teams"], 64, "no value"),
        (["fast.yaml", "--variant", ": a=1"], 64, "name before"),
        (["fast.yaml", "--variant", "x:"], 64, "nothing is changed"),
        (["fast.yaml", "--variant", "x: seed=1", "--variant", "x: seed=2"], 64, "two variants"),
        (["fast.yaml", "fast.yaml", "--precision", "2"], 64, "unit is missing"),
        (["fast.yaml", "fast.yaml", "--max-replications", "30"], 64, "needs --precision"),
        (["fast.yaml", "--variant", "x: policy.threshold=60%, policy.audit.share=5%"], 64, "separated by ';'"),
        (["fast.yaml", "--variant", "fast: policy.threshold=60%"], 64, "name of the baseline already"),
        (["fast.yaml", "--variant", "x: seed=2"], 65, "--variant 'x': seed=2: seed changes nothing"),
        (["fast.yaml", "--variant", "x: name=Other; about=more"], 65, "about changes nothing"),
        (
            ["fast.yaml", "--variant", "x: policy.threshold="], 65,
            "--variant 'x': policy.threshold=: there is no value"
        ),
        (
            [
                "fast.yaml", "--variant", "x: service_levels=null", "--precision", "9%", "--precision-of",
                "service_level.chat",
            ], 65, "--precision-of service_level.chat: x has no such measure"
        ),
        (["fast.yaml", "gone.yaml"], 65, "gone.yaml: there is no such file"),
        (["fast.yaml", "--variant", "x: teams.desk.shift=1"], 65, "--variant 'x': teams.desk.shift=1"),
        (["fast.yaml", "--variant", "x: teams.desk.wage=1 EUR per hour"], 65, "--variant 'x'"),
        (["fast.yaml", "--variant", "x: horizon=2 weeks; warm_up=1 day"], 65, "x: the horizon is"),
        (
            ["fast.yaml", "fast.yaml", "--precision", "2%", "--precision-of", "cost.totl"], 65,
            "did you mean 'cost.total'"
        ),
        (["broken.json", "fast.yaml"], 65, "broken.json"),
        (["fast.yaml", "fast.yaml", "--out", "fast.yaml"], 73, "exists"),
    ])
    func badInputIsExplained(arguments: [String], code: Int32, message: String) throws {
        let folder = try FastScenario.folder()
        try folder.write("broken.json", "{\"kind\": \"comparison\", \"version\": \"1\"}")
        let run = try BuiltProgram.run(["compare"] + arguments, in: folder)
        #expect(run.code == code && run.output == "" && run.errors.contains(message), "\(run.code): \(run.errors)")
        #expect(try folder.names() == ["broken.json", "fast.yaml"])
    }

    @Test func allMistakesOfAllFilesComeAtOnce() throws {
        let folder = try FastScenario.folder()
        try folder.write("bad.yaml", "name: Bad\nhorizont: 1 week\n")
        let run = try hitl(
            "compare", "bad.yaml", "gone.yaml", "--variant", "x: teams.desk.nights=1", in: folder)
        #expect(run.code == 65)
        for message in ["bad.yaml:2:1", "gone.yaml: there is no", "--variant 'x': teams.desk.nights=1"] {
            #expect(run.errors.contains(message), "\(message) in \(run.errors)")
        }
    }
}
