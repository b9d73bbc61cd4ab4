import Foundation
import Testing

/// How a sweep gets to its end: in parts, after kills, in rounds.
@Suite(.serialized) struct SweepCourseTests {
    @Test func anySplitAndNumberOfThreadsGivesTheSameBytes() throws {
        let folder = try SweepDay.folder()
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
            let part = try SweepDay.run(
                "sweep-run", "--tasks", "plan.jsonl", "--range", range, "--out", out, "--quiet", in: folder)
            #expect(part.code == 0, "\(part.errors)")
        }
        #expect(try folder.names(in: "a").count == 20)
        let missing = try SweepDay.run("sweep-merge", "--tasks", "plan.jsonl", "--out", "m", "a", "c", in: folder)
        #expect(missing.code == 65 && missing.errors.contains("29 of 64 tasks have no result: 21-49"))
        #expect(!folder.exists("m"))
        let merged = try SweepDay.run(
            "sweep-merge", "--tasks", "plan.jsonl", "--out", "m", "c", "a", "b", "--quiet", in: folder)
        #expect(merged.code == 0, "\(merged.errors)")
        #expect(try SweepDay.files("m", in: folder) == SweepDay.files("whole", in: folder))
        // A result that was damaged is as good as none.
        let victim = try folder.names(in: "a")[3]
        try folder.write("a/" + victim, String(folder.text("a/" + victim).dropLast(20)))
        let damaged = try SweepDay.run("sweep-merge", "--tasks", "plan.jsonl", "--out", "d", "a", "b", "c", in: folder)
        #expect(damaged.code == 65 && damaged.errors.contains("1 of 64 tasks have no result"))
        #expect(damaged.errors.contains("the file of one of them is damaged: a/" + victim))
        #expect(
            try SweepDay.run("sweep-run", "--tasks", "plan.jsonl", "--range", "1:20", "--out", "a", in: folder).output
                .hasPrefix(
                    "1 task run, 19 done already"))
    }

    /// The full 1,000 points and ten kills are Scripts/sweep_kills.py.
    @Test func killedSweepsGoOn() throws {
        let folder = try SweepDay.folder()
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
                let now = try SweepDay.modified("shot/tasks/" + name, in: folder)
                #expect(times[name].map { $0 == now } ?? true, "a finished task was run again")
                times[name] = now
            }
        }
        #expect(killedHalfway > 0)
        let last = try BuiltProgram.run(command + ["--out", "shot"], in: folder)
        #expect(last.code == 0, "\(last.errors)")
        #expect(try SweepDay.files("shot", in: folder) == SweepDay.files("calm", in: folder))
        for (name, time) in times { #expect(try SweepDay.modified("shot/tasks/" + name, in: folder) == time) }
        // Nothing is left half written.
        #expect(try folder.names(in: "shot/tasks").filter { $0.hasPrefix(".") } == [])
        #expect(try folder.names(in: "shot/tasks").count == 100)
    }

    @Test func replicationsAreAllocatedInRounds() throws {
        let folder = try SweepDay.folder()
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
        let few = try SweepDay.run(
            "sweep-plan", "day.yaml", "--out", "few.jsonl", "--vary", "teams.people.agents=5,6", "--allocation", "ocba",
            "--budget", "40", "--replications", "2", in: folder)
        #expect(try few.code == 0 && folder.text("few.jsonl").contains("\"replications\":5"))
        let early = try SweepDay.run(
            "sweep-plan", "--after", "plan-1.jsonl", "--results", "nowhere", "--out", "plan-x.jsonl", in: folder)
        #expect(
            early.code == 65 && early.errors.hasPrefix("plan-1.jsonl: 7 of 7 tasks have no result"), "\(early.errors)")
        var round = 1
        while plan.code == 0, round < 30 {
            #expect(
                try SweepDay.run(
                    "sweep-run", "--tasks", "plan-\(round).jsonl", "--out", "r\(round % 2)", "--quiet", in: folder
                )
                .code == 0)
            if round == 1 {
                let first = try SweepDay.run(
                    "sweep-merge", "--tasks", "plan-1.jsonl", "--out", "m1", "r1", "--quiet", in: folder)
                #expect(
                    first.output.replacing("\n    ", with: " ").contains(
                        "105 replications of the budget of 140 are not spent"),
                    "\(first.output)")
            }
            round += 1
            plan = try SweepDay.run(
                "sweep-plan", "--after", "plan-\(round - 1).jsonl", "--results", "r0", "--results", "r1", "--out",
                "plan-\(round).jsonl", "--quiet", in: folder)
        }
        #expect(plan.errors.contains("its budget is spent"), "\(plan.errors)")
        let merged = try SweepDay.run(
            "sweep-merge", "--tasks", "plan-\(round - 1).jsonl", "--out", "m", "r1", "r0", "--json", "--quiet",
            in: folder)
        #expect(merged.output == swept.output, "\(merged.errors)")
    }
}
