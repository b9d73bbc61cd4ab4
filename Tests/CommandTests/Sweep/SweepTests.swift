import Foundation
import Testing

/// What a sweep says and leaves.
@Suite(.serialized) struct SweepTests {
    @Test func aSweepSaysWhatItFound() throws {
        let folder = try SweepDay.folder()
        let swept = try SweepDay.run(
            "sweep", "day.yaml", "--vary", "teams.people.agents=4:8:2", "--vary",
            "traffic.patience.mean=2 min,4 min", "--replications", "10", in: folder)
        #expect(swept.code == 0 && swept.output.contains("teams.people.agents moves"), "\(swept.errors)")
        #expect(swept.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(!swept.output.contains("\u{1B}"))
        let path = "results/day-sweep"
        #expect(
            try folder.names(in: path)
                == [
                    "manifest.json", "plan.jsonl", "points.csv", "replications.csv", "report.html", "sweep.json",
                    "tasks", "timeline.csv",
                ])
        // Tidy: the factors on every row, in base units.
        let points = try table(folder.path + "/" + path + "/points.csv")
        let cost = points.filter { $0["measure"] == "cost.per_query" }
        #expect(cost.map { $0["teams.people.agents"] } == ["4", "4", "6", "6", "8", "8"])
        #expect(cost.map { $0["traffic.patience.mean"] } == ["120", "240", "120", "240", "120", "240"])
        #expect(cost.map { $0["point"] } == ["1", "2", "3", "4", "5", "6"] && cost.allSatisfy { $0["n"] == "10" })
        // The same point run alone has the same numbers.
        let alone = try SweepDay.run(
            "simulate", "day.yaml", "--json", "--quiet", "--replications", "10", "--set", "teams.people.agents=6",
            "--set", "traffic.patience.mean=4 min", in: folder)
        #expect(try alone.mean("cost.per_query") == cost[3]["mean"].flatMap(Double.init))
        let replications = try table(folder.path + "/" + path + "/replications.csv")
        #expect(
            replications.filter { $0["point"] == "4" && $0["measure"] == "cost.per_query" }.map { $0["replication"] }
                == (1...10).map(String.init))
        let weeks = try table(folder.path + "/" + path + "/timeline.csv")
        #expect(weeks.allSatisfy { $0["interval"] == "week 01" && $0["mean"]?.isEmpty == false })
        let report = try folder.text(path + "/report.html")
        #expect(report.contains("Service level calls") && report.contains("beaten by none"))
        let manifest =
            try JSONSerialization.jsonObject(with: Data(folder.text(path + "/manifest.json").utf8)) as? [String: Any]
        #expect(manifest?["kind"] as? String == "sweep" && manifest?["points"] as? Int == 6)
        let redrawn = try SweepDay.run("report", path, "--out", "page.html", "--quiet", in: folder)
        #expect(redrawn.code == 0, "\(redrawn.errors)")
        #expect(try folder.text("page.html") == report)
        #expect(try SweepDay.run("simulate", path + "/manifest.json", in: folder).code == 65)
        // Its manifest runs it again, and the same command finds everything done.
        let again = try SweepDay.run(
            "sweep", path + "/manifest.json", "--quiet", "--out", "again", "--threads", "1", in: folder)
        #expect(again.code == 0, "\(again.errors)")
        #expect(try SweepDay.files("again", in: folder) == SweepDay.files(path, in: folder))
        let task = try folder.names(in: path + "/tasks")[0]
        let before = try SweepDay.modified(path + "/tasks/" + task, in: folder)
        let repeated = try SweepDay.run(
            "sweep", "day.yaml", "--vary", "teams.people.agents=4:8:2", "--vary",
            "traffic.patience.mean=2 min,4 min", "--replications", "10", "--quiet", in: folder)
        #expect(repeated.code == 0 && repeated.output == swept.output)
        #expect(try SweepDay.modified(path + "/tasks/" + task, in: folder) == before)
    }

    /// What took long to make is not deleted with the result that was made of it.
    @Test func aMergeKeepsTheResultsOfTasks() throws {
        let folder = try SweepDay.folder()
        let agents = ["--vary", "teams.people.agents=5,6"]
        #expect(try BuiltProgram.run(["sweep", "day.yaml", "--quiet", "--out", "s"] + agents, in: folder).code == 0)
        let before = try folder.names(in: "s/tasks")
        for out in ["s", "s/tasks"] {
            let merged = try SweepDay.run(
                "sweep-merge", "--tasks", "s/plan.jsonl", "--out", out, "s/tasks", "--force", "--quiet", in: folder)
            #expect(merged.code == 73 && merged.errors.contains("results of tasks are in it"), "\(merged.errors)")
            #expect(try folder.names(in: "s/tasks") == before)
        }
        for _ in 0..<2 {
            let merged = try SweepDay.run(
                "sweep-merge", "--tasks", "s/plan.jsonl", "--out", "m", "s/tasks", "--force", "--quiet", in: folder)
            #expect(merged.code == 0, "\(merged.errors)")
        }
        #expect(try SweepDay.run("simulate", "day.yaml", "--quiet", "--out", "one", in: folder).code == 0)
        let other = try SweepDay.run("sweep", "one/manifest.json", in: folder)
        #expect(other.code == 65 && other.errors.contains("the manifest of a simulation"), "\(other.errors)")
    }

    /// Points of a space-filling design that are the same are told, ratios can be pooled again from their parts, and a
    /// measure without a direction becomes a goal by saying which way.
    @Test func whatIsWrittenCanBeUsed() throws {
        let folder = try SweepDay.folder()
        let swept = try SweepDay.run(
            "sweep", "day.yaml", "--design", "sobol", "--points", "16", "--vary", "teams.people.agents=5:6", "--cost",
            "human.occupancy:lower", "--out", "s", in: folder)
        #expect(swept.code == 0 && swept.errors.contains("2 points (16 were asked for, the others are the same)"))
        #expect(swept.output.contains("4 hours, 2 points (sobol; 16 were asked for"), "\(swept.output)")
        #expect(!swept.output.contains("…"))
        let rows = try table(folder.path + "/s/replications.csv").filter {
            $0["point"] == "1" && $0["measure"] == "human.wait.mean_s"
        }
        func sum(_ column: String) -> Double { rows.compactMap { $0[column].flatMap(Double.init) }.reduce(0, +) }
        let mean = try table(folder.path + "/s/points.csv").first {
            $0["point"] == "1" && $0["measure"] == "human.wait.mean_s"
        }?["mean"].flatMap(Double.init)
        #expect(try abs(sum("numerator") / sum("denominator") - #require(mean)) < 1e-6)
        let summary = try JSONSerialization.jsonObject(with: Data(folder.text("s/sweep.json").utf8)) as? [String: Any]
        #expect((summary?["cost"] as? [String: Any])?["lower_is_better"] as? Bool == true)
        #expect(summary?["points_asked"] as? Int == 16)
        #expect((summary?["period"] as? [String: Any])?["horizon_s"] as? Double == 14_400)
    }
}
