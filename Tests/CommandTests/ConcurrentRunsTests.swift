import Foundation
import TestSupport
import Testing

/// Runs at the same time, held at a moment of the test's choosing: each writes a trace to a pipe that nobody reads yet, which
/// it opens after it has begun its result folder.
@Suite struct ConcurrentRunsTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try FastScenario.folder()
        for name in ["one", "two"] { #expect(mkfifo(folder.path + "/" + name, 0o600) == 0) }
    }

    /// A run that waits until its pipe is read; its hidden folder is there.
    private func held(_ pipe: String, _ arguments: [String], in parent: String) throws -> BuiltProgram.Running {
        let run = try BuiltProgram.start(
            BuiltProgram.path, ["simulate", "fast.yaml", "--trace", pipe] + arguments, in: folder)
        let mark = ".partial-\(run.process.processIdentifier)"
        #expect(run.waits { ((try? folder.names(in: parent)) ?? []).contains { $0.hasSuffix(mark) } })
        return run
    }

    /// Lets a run go on to its end.
    private func finish(_ run: BuiltProgram.Running, _ pipe: String) throws -> BuiltProgram.Outcome {
        let reader = try BuiltProgram.start("/bin/cat", [pipe], in: folder)
        let outcome = try run.finish()
        _ = try reader.finish()
        return outcome
    }

    @Test func theLaterOfTwoRunsTakesTheNextName() throws {
        let one = try held("one", [], in: "results")
        let two = try held("two", ["--seed", "2"], in: "results")
        let first = try finish(two, "two")
        let second = try finish(one, "one")
        #expect(first.code == 0, "\(first.errors)")
        #expect(second.code == 0, "\(second.errors)")
        #expect(first.errors.contains("report: results/fast/report.html"))
        let note = "another run has taken results/fast meanwhile: this result is in results/fast-2"
        #expect(second.errors.contains(note))
        #expect(try folder.names(in: "results") == ["fast", "fast-2"])
        #expect(try folder.text("results/fast/summary.json").contains("\"seed\": 2"))
        #expect(try folder.text("results/fast-2/summary.json").contains("\"seed\": 1"))
    }

    @Test func aPlaceTakenMeanwhileLosesNoFinishedWork() throws {
        let one = try held("one", ["--out", "mine"], in: "")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/mine", withIntermediateDirectories: false)
        try folder.write("mine/thesis.txt", "years")
        let outcome = try finish(one, "one")
        #expect(outcome.code == 73)
        #expect(outcome.errors.contains("the finished result is kept in mine-2"))
        #expect(try folder.names(in: "mine") == ["thesis.txt"])
        #expect(try folder.names(in: "mine-2").contains("summary.json"))
        #expect(try folder.names().filter { $0.hasPrefix(".") } == [])
    }

    @Test func replacingTwiceAtOnceLeavesOneWholeResult() throws {
        let old = try BuiltProgram.run(["simulate", "fast.yaml", "--quiet", "--out", "mine"], in: folder)
        #expect(old.code == 0)
        let one = try held("one", ["--out", "mine", "--force", "--seed", "2"], in: "")
        let two = try held("two", ["--out", "mine", "--force", "--seed", "3"], in: "")
        let readers = try ["one", "two"].map { try BuiltProgram.start("/bin/cat", [$0], in: folder) }
        for run in [one, two] {
            let outcome = try run.finish()
            #expect(outcome.code == 0, "\(outcome.errors)")
        }
        for reader in readers { _ = try reader.finish() }
        #expect(try folder.names().filter { $0.hasPrefix(".") || $0.hasPrefix("mine") } == ["mine"])
        #expect(
            try folder.names(in: "mine")
                == ["manifest.json", "replications.csv", "report.html", "summary.json", "timeline.csv"])
        let seeds = try ["manifest.json", "summary.json"].map { name in
            let text = try folder.text("mine/" + name).replacing(" ", with: "")
            return try #require([2, 3].first { text.contains("\"seed\":\($0)") })
        }
        #expect(seeds[0] == seeds[1])
    }

    @Test(arguments: [SIGHUP, SIGTERM, SIGINT])
    func aSignalLeavesNothing(_ signal: Int32) throws {
        let one = try held("one", ["--out", "mine"], in: "")
        kill(one.process.processIdentifier, signal)
        let outcome = try one.finish()
        #expect(outcome.code == 130 && !outcome.wasKilled)
        #expect(try folder.names() == ["fast.yaml", "one", "two"])
    }

    /// `nohup` is asked for where the terminal may go away.
    @Test func whoIgnoresAHangUpGoesOn() throws {
        let run = try BuiltProgram.start(
            "/bin/sh",
            [
                "-c", "trap '' HUP; exec \"$0\" simulate fast.yaml --quiet --json --out mine --trace one",
                BuiltProgram.path,
            ], in: folder)
        let mark = ".partial-\(run.process.processIdentifier)"
        #expect(try run.waits { try folder.names().contains { $0.hasSuffix(mark) } })
        kill(run.process.processIdentifier, SIGHUP)
        #expect(try finish(run, "one").code == 0)
        #expect(folder.exists("mine/summary.json"))
    }

    /// A result folder holds what `ResultKind` says, so that `--force` takes it for one, and nothing else is removed.
    @Test func whatIsNotAResultIsNamedAndKept() throws {
        for _ in 1...2 {
            let outcome = try BuiltProgram.run(
                ["simulate", "fast.yaml", "--quiet", "--out", "mine", "--force"], in: folder)
            #expect(outcome.code == 0, "\(outcome.errors)")
        }
        try folder.write("mine/notes.txt", "mine")
        let outcome = try BuiltProgram.run(
            ["simulate", "fast.yaml", "--quiet", "--out", "mine", "--force"], in: folder)
        #expect(outcome.code == 73)
        #expect(outcome.errors.contains("'notes.txt'"))
        #expect(folder.exists("mine/notes.txt") && folder.exists("mine/summary.json"))
    }

    @Test func aManifestGivesPlainNames() throws {
        let done = try BuiltProgram.run(["simulate", "fast.yaml", "--quiet", "--out", "mine"], in: folder)
        #expect(done.code == 0)
        let manifest = try folder.text("mine/manifest.json")
        for name in ["../../evil", "/tmp/evil", "..", "a\\u001b[2Jb"] {
            try folder.write("bad.json", manifest.replacing("\"name\" : \"fast\"", with: "\"name\" : \"\(name)\""))
            let outcome = try BuiltProgram.run(["simulate", "bad.json", "--quiet"], in: folder)
            #expect(outcome.code == 65, "\(name): \(outcome.errors)")
            #expect(outcome.errors.contains("is no plain name") && !outcome.errors.contains("\u{1B}"))
        }
        #expect(!folder.exists("results"))
    }
}
