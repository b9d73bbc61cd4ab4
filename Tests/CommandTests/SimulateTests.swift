import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct SimulateTests {
    private func simulate(_ arguments: String..., in folder: TemporaryFolder) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(["simulate"] + arguments, in: folder)
    }

    @Test func resultFoldersAreCompleteAndNeverOverwritten() throws {
        let folder = try FastScenario.folder()
        let first = try simulate("fast.yaml", "--threads", "1", in: folder)
        #expect(first.code == 0, "\(first.errors)")
        #expect(first.output.contains("Fast") && !first.output.contains("\u{1B}"))
        let files = ["manifest.json", "replications.csv", "report.html", "summary.json", "timeline.csv"]
        #expect(try folder.names(in: "results/fast") == files)
        #expect(first.errors.contains("report: results/fast/report.html"))
        let summary = try folder.text("results/fast/summary.json")
        // The next one gets a folder of its own.
        #expect(try simulate("fast.yaml", "--quiet", "--replications", "1", in: folder).errors == "")
        #expect(try folder.names(in: "results") == ["fast", "fast-2"])
        // A named one is kept, unless --force.
        let again = try simulate("fast.yaml", "--out", "results/fast", "--seed", "2", in: folder)
        #expect(again.code == 73 && again.output == "" && again.errors.contains("--force"))
        #expect(try folder.text("results/fast/summary.json") == summary)
        let forced = try simulate("fast.yaml", "--out", "results/fast", "--seed", "2", "--force", in: folder)
        #expect(forced.code == 0)
        #expect(try folder.text("results/fast/summary.json") != summary)
        // A folder of something else is not replaced even so.
        try folder.write("results/notes.txt", "mine")
        #expect(try simulate("fast.yaml", "--out", "results", "--force", in: folder).code == 73)
        #expect(try folder.text("results/notes.txt") == "mine")
        #expect(try folder.names(in: "results") == ["fast", "fast-2", "notes.txt"])
    }

    @Test func jsonIsAllThereIsOnStandardOutput() throws {
        let folder = try FastScenario.folder()
        let run = try simulate("fast.yaml", "--json", in: folder)
        #expect(run.code == 0 && !run.errors.isEmpty)
        let document = try run.json()
        #expect(document["schema"] as? Int == 1 && document["seed"] as? Int == 1)
        #expect(document["replications"] as? Int == 2 && document["horizon_s"] as? Double == 604_800)
        #expect(!folder.exists("results"))
        let quiet = try simulate("fast.yaml", "--json", "--quiet", in: folder)
        #expect(quiet.errors == "" && quiet.output == run.output)
        let kept = try simulate("fast.yaml", "--json", "--quiet", "--out", "kept", in: folder)
        #expect(kept.output == run.output)
        #expect(try folder.text("kept/summary.json").trimmed == run.output.trimmed)
    }

    @Test func threadsChangeNothingAndSeedsEverything() throws {
        let folder = try FastScenario.folder()
        let one = try simulate("fast.yaml", "--json", "--replications", "3", "--threads", "1", in: folder)
        let two = try simulate("fast.yaml", "--json", "--replications", "3", "--threads", "2", in: folder)
        let other = try simulate("fast.yaml", "--json", "--replications", "3", "--seed", "2", in: folder)
        #expect(one.code == 0 && one.output == two.output)
        #expect(try one.mean("queries.offered") != other.mean("queries.offered"))
        #expect(try one.mean("cost.per_resolution") != other.mean("cost.per_resolution"))
    }

    @Test func aManifestRunsTheSameAgainFromAnywhere() throws {
        let folder = try FastScenario.folder()
        try FileManager.default.createDirectory(atPath: folder.path + "/data", withIntermediateDirectories: true)
        try folder.write("data/texts.csv", FastScenario.labels(900))
        let first = try simulate(
            "fast.yaml", "--quiet", "--out", "first", "--seed", "5", "--replications", "2", "--set",
            "traffic.language={corpus: data/texts.csv, recycle: true}", "--set",
            "traffic.actions={refund: {intents: [card], share: 50%, amount: 50 USD}}", "--set",
            "traffic.volume=40 per day", in: folder)
        #expect(first.code == 0, "\(first.errors)")
        let elsewhere = try TemporaryFolder()
        let manifest = folder.path + "/first/manifest.json"
        let again = try simulate(manifest, "--quiet", "--out", "again", "--threads", "1", in: elsewhere)
        #expect(again.code == 0, "\(again.errors)")
        for name in ["summary.json", "replications.csv", "timeline.csv"] {
            #expect(try elsewhere.text("again/" + name) == folder.text("first/" + name), "\(name)")
        }
        let changed = try simulate(manifest, "--quiet", "--json", "--seed", "6", in: elsewhere)
        #expect(changed.code == 0)
        #expect(try changed.output.trimmed != folder.text("first/summary.json").trimmed)
    }

    @Test func outputsThatCannotBeWrittenAreToldBeforeTheRun() throws {
        let folder = try FastScenario.folder()
        try folder.write("taken.csv", "old")
        for arguments in [
            ["--trace", "taken.csv"], ["--audit", "taken.csv"], ["--out", "fast.yaml/x"], ["--trace", "no/such/t.csv"],
            ["--out", "/proc/hitl"], ["--out", "taken.csv"],
        ] {
            let run = try BuiltProgram.run(
                ["simulate", "fast.yaml", "--json", "--set", "horizon=500 weeks"] + arguments, in: folder)
            #expect(run.code == 73 && run.output == "" && !run.wasKilled, "\(arguments): \(run.code) \(run.errors)")
            #expect(!run.errors.contains("0/"), "no progress was shown: \(run.errors)")
        }
        #expect(try folder.names() == ["fast.yaml", "taken.csv"])
        #expect(try folder.text("taken.csv") == "old")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func aFullDiskIsNoCrash() throws {
        let folder = try FastScenario.folder()
        let run = try BuiltProgram.start(
            BuiltProgram.path, ["simulate", "fast.yaml", "--json", "--quiet", "--replications", "1"], in: folder,
            output: "/dev/full"
        ).finish()
        #expect(run.code == 73 && !run.wasKilled)
        #expect(run.errors.contains("cannot write standard output"))
    }

    @Test(arguments: [SIGINT, SIGTERM]) func interruptedRunsLeaveNothingBehind(signal: Int32) throws {
        let folder = try FastScenario.folder()
        let running = try BuiltProgram.start(
            BuiltProgram.path,
            [
                "simulate", "fast.yaml", "--out", "result", "--trace", "t.csv", "--audit", "a.jsonl", "--threads", "1",
                "--replications", "100000",
            ], in: folder)
        #expect(
            try running.waits { try folder.names().count > 1 && !running.errors.isEmpty },
            "partial outputs are there while it runs")
        #expect(kill(running.process.processIdentifier, signal) == 0)
        let run = try running.finish()
        #expect(run.code == 130 && !run.wasKilled)
        #expect(run.errors.contains("interrupted"))
        #expect(run.output == "")
        #expect(try folder.names() == ["fast.yaml"])
    }

    @Test func itSpeaksBeforeTheFirstReplicationEnds() throws {
        let folder = try TemporaryFolder()
        let running = try BuiltProgram.start(
            BuiltProgram.path,
            ["simulate", BuiltProgram.root + "/scenarios/support.yaml", "--json", "--threads", "1"], in: folder)
        #expect(running.waits { !running.errors.isEmpty })
        kill(running.process.processIdentifier, SIGINT)
        let run = try running.finish()
        #expect(run.code == 130 && run.errors.contains("0/"))
    }
}
