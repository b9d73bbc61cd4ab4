import Foundation
import Testing

@Suite(.serialized) struct SweepTests {
    private static let day = """
        name: Day
        horizon: 4 h
        replications: 4
        traffic: {volume: 60 per h, day_factor_shape: 100, patience: {distribution: exponential, mean: 4 min}}
        queues: {general: {}}
        policy: {}
        teams:
          people: {skills: [general], agents: 7, handle_time: {distribution: exponential, mean: 6 min}, wage: 20 USD per hour}
        service_levels: {calls: {queues: [general], within: 20 s, target: 70%}}

        """
    private static let tables = ["points.csv", "replications.csv", "timeline.csv", "sweep.json"]

    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("day.yaml", Self.day)
        return folder
    }

    private func run(_ arguments: String..., in folder: TemporaryFolder) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(arguments, in: folder)
    }

    private func files(_ path: String, in folder: TemporaryFolder) throws -> [String] {
        try Self.tables.map { try folder.text(path + "/" + $0) }
    }

    @Test func aPlanWhosePointNoPlanHasIsToldWithItsLine() throws {
        let folder = try folder()
        let planned = try run(
            "sweep-plan", "day.yaml", "--vary", "teams.people.agents=6,7", "--out", "plan.jsonl", in: folder)
        #expect(planned.code == 0, "\(planned.errors)")
        let plan = try folder.text("plan.jsonl")
        let changed = plan.replacing("\"point\":2", with: "\"point\":\(Int.min)")
        #expect(changed != plan)
        try folder.write("changed.jsonl", changed)
        for command in [["sweep-run", "--tasks"], ["sweep-merge", "w", "--tasks"], ["sweep"]] {
            let refused = try BuiltProgram.run(command + ["changed.jsonl", "--out", "r"], in: folder)
            #expect(
                refused.code == 65 && !refused.wasKilled
                    && refused.errors.contains("changed.jsonl:3:1: \"point\" is -9223372036854775808"),
                "\(command): \(refused.code) \(refused.errors)")
        }
    }

    @Test func aSweepSaysWhatItFound() throws {
        let folder = try folder()
        let swept = try run(
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
        let alone = try run(
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
        let redrawn = try run("report", path, "--out", "page.html", "--quiet", in: folder)
        #expect(redrawn.code == 0, "\(redrawn.errors)")
        #expect(try folder.text("page.html") == report)
        #expect(try run("simulate", path + "/manifest.json", in: folder).code == 65)
        // Its manifest runs it again, and the same command finds everything done.
        let again = try run("sweep", path + "/manifest.json", "--quiet", "--out", "again", "--threads", "1", in: folder)
        #expect(again.code == 0, "\(again.errors)")
        #expect(try files("again", in: folder) == files(path, in: folder))
        let task = try folder.names(in: path + "/tasks")[0]
        let before = try modified(path + "/tasks/" + task, in: folder)
        let repeated = try run(
            "sweep", "day.yaml", "--vary", "teams.people.agents=4:8:2", "--vary",
            "traffic.patience.mean=2 min,4 min", "--replications", "10", "--quiet", in: folder)
        #expect(repeated.code == 0 && repeated.output == swept.output)
        #expect(try modified(path + "/tasks/" + task, in: folder) == before)
    }

    private func modified(_ path: String, in folder: TemporaryFolder) throws -> Date {
        try #require(
            try FileManager.default.attributesOfItem(atPath: folder.path + "/" + path)[.modificationDate] as? Date)
    }

    @Test func anySplitAndNumberOfThreadsGivesTheSameBytes() throws {
        let folder = try folder()
        let factors = ["--vary", "teams.people.agents=3:10:1", "--vary", "traffic.volume=40 per h,70 per h"]
        let whole = try BuiltProgram.run(
            ["sweep", "day.yaml", "--quiet", "--out", "whole", "--threads", "3"] + factors, in: folder)
        #expect(whole.code == 0, "\(whole.errors)")
        let json = try BuiltProgram.run(
            ["sweep", "day.yaml", "--quiet", "--json", "--threads", "1", "--block", "3"] + factors, in: folder)
        #expect(try json.output == folder.text("whole/sweep.json"))
        #expect(try folder.names() == ["day.yaml", "whole"])
        let plan = try BuiltProgram.run(
            ["sweep-plan", "day.yaml", "--out", "plan.jsonl", "--block", "1"] + factors, in: folder)
        #expect(plan.code == 0 && plan.output == "16 points, 64 tasks in plan.jsonl\n")
        for (range, out) in [("50:", "c"), (":20", "a"), ("15:49", "b"), ("7", "a")] {
            let part = try run(
                "sweep-run", "--tasks", "plan.jsonl", "--range", range, "--out", out, "--quiet", in: folder)
            #expect(part.code == 0, "\(part.errors)")
        }
        #expect(try folder.names(in: "a").count == 20)
        let missing = try run("sweep-merge", "--tasks", "plan.jsonl", "--out", "m", "a", "c", in: folder)
        #expect(missing.code == 65 && missing.errors.contains("29 of 64 tasks have no result: 21-49"))
        #expect(!folder.exists("m"))
        let merged = try run("sweep-merge", "--tasks", "plan.jsonl", "--out", "m", "c", "a", "b", "--quiet", in: folder)
        #expect(merged.code == 0, "\(merged.errors)")
        #expect(try files("m", in: folder) == files("whole", in: folder))
        // A result that was damaged is as good as none.
        let victim = try folder.names(in: "a")[3]
        try folder.write("a/" + victim, String(folder.text("a/" + victim).dropLast(20)))
        let damaged = try run("sweep-merge", "--tasks", "plan.jsonl", "--out", "d", "a", "b", "c", in: folder)
        #expect(damaged.code == 65 && damaged.errors.contains("1 of 64 tasks have no result"))
        #expect(damaged.errors.contains("the file of one of them is damaged: a/" + victim))
        #expect(
            try run("sweep-run", "--tasks", "plan.jsonl", "--range", "1:20", "--out", "a", in: folder).output.hasPrefix(
                "1 task run, 19 done already"))
    }

    /// The full 1,000 points and ten kills are Scripts/sweep_kills.py.
    @Test func killedSweepsGoOn() throws {
        let folder = try folder()
        let command = [
            "sweep", "day.yaml", "--vary", "teams.people.agents=3:12:1", "--vary",
            "traffic.volume=30 per h:75 per h:5 per h",
            "--set", "horizon=2 days", "--replications", "3", "--threads", "2", "--quiet",
        ]
        #expect(try BuiltProgram.run(command + ["--out", "calm"], in: folder).code == 0)
        var times: [String: Date] = [:]
        var killedHalfway = 0
        for finished in [1, 17, 40, 71] {
            let running = try BuiltProgram.start(BuiltProgram.path, command + ["--out", "shot"], in: folder)
            _ = try running.waits {
                try folder.exists("shot/tasks") && folder.names(in: "shot/tasks").count >= finished
            }
            kill(running.process.processIdentifier, SIGKILL)
            let wasKilled = try running.finish().wasKilled
            guard folder.exists("shot/tasks") else { continue }
            let done = try folder.names(in: "shot/tasks").filter { !$0.hasPrefix(".") }
            if wasKilled && (1..<100).contains(done.count) { killedHalfway += 1 }
            for name in done {
                let now = try modified("shot/tasks/" + name, in: folder)
                #expect(times[name].map { $0 == now } ?? true, "a finished task was run again")
                times[name] = now
            }
        }
        #expect(killedHalfway > 0)
        let last = try BuiltProgram.run(command + ["--out", "shot"], in: folder)
        #expect(last.code == 0, "\(last.errors)")
        #expect(try files("shot", in: folder) == files("calm", in: folder))
        for (name, time) in times { #expect(try modified("shot/tasks/" + name, in: folder) == time) }
        // Nothing is left half written.
        #expect(try folder.names(in: "shot/tasks").filter { $0.hasPrefix(".") } == [])
        #expect(try folder.names(in: "shot/tasks").count == 100)
    }

    @Test func anotherSweepIsNeverOverwritten() throws {
        let folder = try folder()
        let first = ["sweep", "day.yaml", "--quiet", "--out", "out", "--vary"]
        #expect(try BuiltProgram.run(first + ["teams.people.agents=5,6"], in: folder).code == 0)
        let before = try files("out", in: folder)
        for other in [
            ["teams.people.agents=5,7"], ["teams.people.agents=5,6", "--seed", "3"],
            ["teams.people.agents=5,6", "--set", "horizon=3 h"],
        ] {
            let refused = try BuiltProgram.run(first + other, in: folder)
            #expect(
                refused.code == 73 && refused.errors.contains("another sweep") && refused.output == "",
                "\(refused.errors)")
            #expect(try files("out", in: folder) == before)
        }
        // Half a sweep: only its plan and some tasks.
        for name in Self.tables + ["manifest.json", "report.html"] { unlink(folder.path + "/out/" + name) }
        let half = try BuiltProgram.run(first + ["teams.people.agents=5,7"], in: folder)
        #expect(half.code == 73 && half.errors.contains("a part of another sweep"))
        #expect(try folder.names(in: "out") == ["plan.jsonl", "tasks"])
        // Without --out it goes beside, and --force replaces.
        #expect(try run("sweep", "day.yaml", "--quiet", "--vary", "teams.people.agents=5,7", in: folder).code == 0)
        #expect(try run("sweep", "day.yaml", "--quiet", "--vary", "teams.people.agents=5,8", in: folder).code == 0)
        #expect(try folder.names(in: "results") == ["day-sweep", "day-sweep-2"])
        #expect(try BuiltProgram.run(first + ["teams.people.agents=5,7", "--force"], in: folder).code == 0)
        // What is no sweep is never touched.
        try folder.write("results/notes.txt", "mine")
        let foreign = try run(
            "sweep", "day.yaml", "--out", "results", "--force", "--vary", "teams.people.agents=5,7", in: folder)
        #expect(foreign.code == 73 && foreign.errors.contains("something else"))
        #expect(
            try run("sweep", "day.yaml", "--out", "day.yaml", "--vary", "teams.people.agents=5,7", in: folder).code
                == 73)
        #expect(try folder.text("results/notes.txt") == "mine")
    }

    @Test func badInputIsToldBeforeAnythingRuns() throws {
        let folder = try folder()
        try folder.write("empty.csv", "teams.people.agents,horizon\n5,2 h\n,2 h\n")
        try folder.write("bad.csv", "teams.people.agents,horizon\n5,2 h\nsix,2 h\n")
        try folder.write("nothing.csv", "")
        try folder.write("twice.csv", "horizon\n120 min\n2 h\n")
        try folder.write("path.csv", "teams.people.agnets\n5\n")
        let agents = ["--vary", "teams.people.agents=5:8:1"]
        for (arguments, code, message) in [
            (["--vary", "teams.people.agnets=5:8:1"], 65, "did you mean 'agents'?"),
            (["--vary", "teams.people.agents=8:5:1"], 65, "the range goes down"),
            (["--vary", "teams.people.agents=5:8:0"], 65, "the step is zero"),
            (["--vary", "teams.people.agents=-1:2:1"], 65, "point 1 (teams.people.agents=-1)"),
            (["--vary", "teams.people.agents=0:999999:1"], 64, "add --yes"),
            (
                ["--design", "sobol", "--points", "1000000", "--vary", "teams.people.agents=5:9"], 64,
                "1,000,000 points"
            ),
            (["--design-file", "empty.csv"], 65, "empty.csv:3:1: the cell is empty"),
            (["--design-file", "bad.csv"], 65, "bad.csv:3:1: teams.people.agents: 'six' is not a whole number"),
            (["--design-file", "path.csv"], 65, "path.csv: column teams.people.agnets"),
            (["--design-file", "none.csv"], 65, "there is no such file"),
            (agents + ["--points", "9"], 64, "--points is for"), (agents + ["--design", "csv"], 64, "--design-file"),
            (agents + ["--measures", "cost.per_qery"], 65, "did you mean 'cost.per_query'?"),
            (agents + ["--set", "warm_up=auto", "--set", "horizon=30 weeks"], 65, "another period at every point"),
            (agents + ["--allocation", "ocba", "--budget", "7"], 64, "20 or more"),
            (
                agents + ["--allocation", "ocba", "--budget", "40", "--subject-to", "service_level.cals >= 7%"], 65,
                "did you mean"
            ),
            (agents + ["--budget", "40"], 64, "need --allocation ocba"), ([], 64, "name what to vary"),
            (["--vary", "seed=1,2"], 65, "use --seed"), (["--vary", "checks.0.require=x"], 65, "changes nothing"),
            (agents + ["--measures", ""], 64, "a name is empty"),
            (agents + ["--cost", "cost.per_query", "--service", "cost.per_query"], 64, "the same measure"),
            (agents + ["--set", "teams.people.agents=3"], 64, "is lost"),
            (agents + ["--cost", "human.occupancy"], 65, "say which you want"),
            (agents + ["--cost", "cost.per_query:higher"], 65, "leave out :higher"),
            (["--design", "lhs", "--points", "9223372036854775807"] + agents, 64, "2 to 1,000,000"),
            (["--design-file", "nothing.csv"], 65, "a header line of dotted paths"),
            (["--design-file", "twice.csv"], 65, "twice.csv:3:1: the row is the same as line 2"),
            (["--design-file", "bad.csv", "--points", "3"], 64, "a file has a point for each row"),
            (
                ["--yes", "--vary", "teams.people.agents=1:999999:1", "--vary", "horizon=1 h:999999 h:1 h"], 64,
                "more than 1,000,000"
            ),
        ] {
            let run = try BuiltProgram.run(["sweep", "day.yaml", "--quiet", "--out", "out"] + arguments, in: folder)
            #expect(
                run.code == Int32(code) && run.output == "" && run.errors.contains(message),
                "\(arguments): \(run.code) \(run.errors)")
        }
        #expect(!folder.exists("out") && !folder.exists("results"))
        #expect(
            try run("sweep-plan", "day.yaml", "--out", "plan.jsonl", "--vary", "teams.people.agents=5:8:1", in: folder)
                .code == 0)
        for (range, message) in [
            ("", "--range is empty"), ("3:9", "tasks 1 to 4"), ("0:2", "tasks 1 to 4"), ("3:2", "goes down"),
            ("x", "no range"),
        ] {
            let run = try run("sweep-run", "--tasks", "plan.jsonl", "--range", range, "--out", "out", in: folder)
            #expect(run.code == 64 && run.errors.contains(message), "\(run.errors)")
        }
        let other = try folder.text("plan.jsonl").replacingOccurrences(of: "\"version\":\"", with: "\"version\":\"9")
        try folder.write("other.jsonl", other)
        for command in [["sweep-run", "--out", "out"], ["sweep-merge", "--out", "m", "out"]] {
            let run = try BuiltProgram.run(command + ["--tasks", "other.jsonl"], in: folder)
            #expect(run.code == 65 && run.errors.contains("was made by hitl 9"), "\(run.errors)")
        }
        #expect(!folder.exists("out") && !folder.exists("m"))
        #expect(
            try run("sweep-plan", "day.yaml", "--out", "plan.jsonl", "--vary", "horizon=1 h,2 h", in: folder).code == 73
        )
    }

    @Test func replicationsAreAllocatedInRounds() throws {
        let folder = try folder()
        let options = [
            "--vary", "teams.people.agents=4:10:1", "--replications", "5", "--allocation", "ocba", "--objective",
            "cost.per_query", "--subject-to", "service_level.calls >= 70%", "--budget", "140",
        ]
        let swept = try BuiltProgram.run(
            ["sweep", "day.yaml", "--quiet", "--out", "whole", "--json"] + options, in: folder)
        #expect(swept.code == 0, "\(swept.errors)")
        let found = try swept.json()
        let points = try #require(found["points"] as? [[String: Any]])
        let counts = points.compactMap { $0["replications"] as? Int }
        #expect(counts.reduce(0, +) == 140 && counts.min() ?? 0 >= 5)
        let choice = try #require(found["choice"] as? [String: Any])
        let best = try #require(choice["point"] as? Int)
        // What is hardest to tell gets most.
        #expect(counts.max() ?? 0 > 40 && points.contains { $0["point"] as? Int == best }, "\(counts)")
        #expect((found["allocation"] as? [String: Any])?["rounds"] as? Int ?? 0 > 2)
        // Cut off after any round it comes to the same end, and so it does in parts.
        let again = try BuiltProgram.run(
            ["sweep", "day.yaml", "--quiet", "--out", "whole", "--threads", "1"] + options, in: folder)
        #expect(again.code == 0 && again.errors == "")
        #expect(try folder.text("whole/sweep.json") == swept.output)
        var plan = try BuiltProgram.run(
            ["sweep-plan", "day.yaml", "--quiet", "--out", "plan-1.jsonl"] + options, in: folder)
        // Fewer than five of a point are no ground to judge it.
        let few = try run(
            "sweep-plan", "day.yaml", "--out", "few.jsonl", "--vary", "teams.people.agents=5,6", "--allocation", "ocba",
            "--budget", "40", "--replications", "2", in: folder)
        #expect(try few.code == 0 && folder.text("few.jsonl").contains("\"replications\":5"))
        let early = try run(
            "sweep-plan", "--after", "plan-1.jsonl", "--results", "nowhere", "--out", "plan-x.jsonl", in: folder)
        #expect(
            early.code == 65 && early.errors.hasPrefix("plan-1.jsonl: 7 of 7 tasks have no result"), "\(early.errors)")
        var round = 1
        while plan.code == 0, round < 30 {
            #expect(
                try run("sweep-run", "--tasks", "plan-\(round).jsonl", "--out", "r\(round % 2)", "--quiet", in: folder)
                    .code == 0)
            if round == 1 {
                let first = try run(
                    "sweep-merge", "--tasks", "plan-1.jsonl", "--out", "m1", "r1", "--quiet", in: folder)
                #expect(
                    first.output.replacing("\n    ", with: " ").contains(
                        "105 replications of the budget of 140 are not spent"),
                    "\(first.output)")
            }
            round += 1
            plan = try run(
                "sweep-plan", "--after", "plan-\(round - 1).jsonl", "--results", "r0", "--results", "r1", "--out",
                "plan-\(round).jsonl", "--quiet", in: folder)
        }
        #expect(plan.errors.contains("its budget is spent"), "\(plan.errors)")
        let merged = try run(
            "sweep-merge", "--tasks", "plan-\(round - 1).jsonl", "--out", "m", "r1", "r0", "--json", "--quiet",
            in: folder)
        #expect(merged.output == swept.output, "\(merged.errors)")
    }

    /// What took long to make is not deleted with the result that was made of it.
    @Test func aMergeKeepsTheResultsOfTasks() throws {
        let folder = try folder()
        let agents = ["--vary", "teams.people.agents=5,6"]
        #expect(try BuiltProgram.run(["sweep", "day.yaml", "--quiet", "--out", "s"] + agents, in: folder).code == 0)
        let before = try folder.names(in: "s/tasks")
        for out in ["s", "s/tasks"] {
            let merged = try run(
                "sweep-merge", "--tasks", "s/plan.jsonl", "--out", out, "s/tasks", "--force", "--quiet", in: folder)
            #expect(merged.code == 73 && merged.errors.contains("results of tasks are in it"), "\(merged.errors)")
            #expect(try folder.names(in: "s/tasks") == before)
        }
        for _ in 0..<2 {
            let merged = try run(
                "sweep-merge", "--tasks", "s/plan.jsonl", "--out", "m", "s/tasks", "--force", "--quiet", in: folder)
            #expect(merged.code == 0, "\(merged.errors)")
        }
        #expect(try run("simulate", "day.yaml", "--quiet", "--out", "one", in: folder).code == 0)
        let other = try run("sweep", "one/manifest.json", in: folder)
        #expect(other.code == 65 && other.errors.contains("the manifest of a simulation"), "\(other.errors)")
    }

    /// Points of a space-filling design that are the same are told, ratios can be pooled again from their parts, and a
    /// measure without a direction becomes a goal by saying which way.
    @Test func whatIsWrittenCanBeUsed() throws {
        let folder = try folder()
        let swept = try run(
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
