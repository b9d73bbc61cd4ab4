import Foundation
import Testing

/// What a sweep refuses, and what it never overwrites.
@Suite(.serialized) struct SweepInputTests {
    @Test func badInputIsToldBeforeAnythingRuns() throws {
        let folder = try SweepDay.folder()
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
            try SweepDay.run(
                "sweep-plan", "day.yaml", "--out", "plan.jsonl", "--vary", "teams.people.agents=5:8:1", in: folder
            )
            .code == 0)
        for (range, message) in [
            ("", "--range is empty"), ("3:9", "tasks 1 to 4"), ("0:2", "tasks 1 to 4"), ("3:2", "goes down"),
            ("x", "no range"),
        ] {
            let run = try SweepDay.run(
                "sweep-run", "--tasks", "plan.jsonl", "--range", range, "--out", "out", in: folder)
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
            try SweepDay.run("sweep-plan", "day.yaml", "--out", "plan.jsonl", "--vary", "horizon=1 h,2 h", in: folder)
                .code == 73
        )
    }

    @Test func aPlanWhosePointNoPlanHasIsToldWithItsLine() throws {
        let folder = try SweepDay.folder()
        let planned = try SweepDay.run(
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

    @Test func anotherSweepIsNeverOverwritten() throws {
        let folder = try SweepDay.folder()
        let first = ["sweep", "day.yaml", "--quiet", "--out", "out", "--vary"]
        #expect(try BuiltProgram.run(first + ["teams.people.agents=5,6"], in: folder).code == 0)
        let before = try SweepDay.files("out", in: folder)
        for other in [
            ["teams.people.agents=5,7"], ["teams.people.agents=5,6", "--seed", "3"],
            ["teams.people.agents=5,6", "--set", "horizon=3 h"],
        ] {
            let refused = try BuiltProgram.run(first + other, in: folder)
            #expect(
                refused.code == 73 && refused.errors.contains("another sweep") && refused.output == "",
                "\(refused.errors)")
            #expect(try SweepDay.files("out", in: folder) == before)
        }
        // Half a sweep: only its plan and some tasks.
        for name in SweepDay.tables + ["manifest.json", "report.html"] { unlink(folder.path + "/out/" + name) }
        let half = try BuiltProgram.run(first + ["teams.people.agents=5,7"], in: folder)
        #expect(half.code == 73 && half.errors.contains("a part of another sweep"))
        #expect(try folder.names(in: "out") == ["plan.jsonl", "tasks"])
        // Without --out it goes beside, and --force replaces.
        #expect(
            try SweepDay.run("sweep", "day.yaml", "--quiet", "--vary", "teams.people.agents=5,7", in: folder).code == 0)
        #expect(
            try SweepDay.run("sweep", "day.yaml", "--quiet", "--vary", "teams.people.agents=5,8", in: folder).code == 0)
        #expect(try folder.names(in: "results") == ["day-sweep", "day-sweep-2"])
        #expect(try BuiltProgram.run(first + ["teams.people.agents=5,7", "--force"], in: folder).code == 0)
        // What is no sweep is never touched.
        try folder.write("results/notes.txt", "mine")
        let foreign = try SweepDay.run(
            "sweep", "day.yaml", "--out", "results", "--force", "--vary", "teams.people.agents=5,7", in: folder)
        #expect(foreign.code == 73 && foreign.errors.contains("something else"))
        #expect(
            try SweepDay.run("sweep", "day.yaml", "--out", "day.yaml", "--vary", "teams.people.agents=5,7", in: folder)
                .code
                == 73)
        #expect(try folder.text("results/notes.txt") == "mine")
    }
}
