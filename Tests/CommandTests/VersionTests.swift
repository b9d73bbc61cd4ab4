import Foundation
import Testing

/// Manifests name the version with its commit, everything else the release alone.
@Suite struct VersionTests {
    @Test func manifestsNameTheCommitAndResultsTheRelease() throws {
        let folder = try FastScenario.folder()
        let version = try BuiltProgram.run(["--version"], in: folder).output.trimmed
        let release = String(version.prefix { $0 != "+" })
        let short = ["--set", "horizon=1 day", "--replications", "2"]
        let made = [
            (["simulate", "fast.yaml", "--out", "a"], "a"),
            (["compare", "fast.yaml", "--variant", "b: policy.threshold=80%", "--out", "c"], "c"),
            (["sweep", "fast.yaml", "--vary", "policy.threshold=60%,80%", "--out", "s"], "s"),
        ]
        for (command, result) in made {
            let run = try BuiltProgram.run(command + short + ["--quiet"], in: folder)
            #expect(run.code == 0, "\(run.errors)")
            let manifest = try folder.text(result + "/manifest.json")
            #expect(manifest.contains("\"version\" : \"\(version)\""), "\(command)")
            for name in try folder.names(in: result) where !["manifest.json", "plan.jsonl", "tasks"].contains(name) {
                let text = try folder.text(result + "/" + name)
                #expect(version == release || !text.contains(version), "\(name)")
            }
            #expect(try folder.text(result + "/report.html").contains("hitl \(release)<"))
        }
        #expect(try folder.text("s/plan.jsonl").contains("\"madeBy\":\"\(version)\""))
    }

    @Test func anotherCommitIsNotedAndNotRefused() throws {
        let folder = try FastScenario.folder()
        let version = try BuiltProgram.run(["--version"], in: folder).output.trimmed
        let release = String(version.prefix { $0 != "+" })
        let other = release + "+0123456789ab"
        _ = try BuiltProgram.run(
            ["simulate", "fast.yaml", "--set", "horizon=1 day", "--replications", "2", "--quiet", "--out", "a"],
            in: folder)
        _ = try BuiltProgram.run(
            [
                "sweep-plan", "fast.yaml", "--vary", "policy.threshold=60%,80%", "--set", "horizon=1 day",
                "--replications", "2", "--quiet", "--out", "plan.jsonl",
            ], in: folder)
        try folder.write("a.json", try folder.text("a/manifest.json").replacing("\"\(version)\"", with: "\"\(other)\""))
        try folder.write("other.jsonl", try folder.text("plan.jsonl").replacing("\"\(version)\"", with: "\"\(other)\""))
        let commands = [
            ["simulate", "a.json", "--json"], ["sweep-run", "--tasks", "other.jsonl", "--out", "part"],
            ["sweep", "other.jsonl", "--json"],
        ]
        for command in commands {
            let run = try BuiltProgram.run(command, in: folder)
            #expect(run.code == 0, "\(run.errors)")
            // A program that does not know its own commit has nothing to compare.
            let note = "note: made by hitl \(other), this is \(version): results may differ"
            #expect(run.errors.contains(note) == (version != release), "\(command): \(run.errors)")
        }
        // The plan's hash is over the release alone: both are one sweep.
        let merged = try BuiltProgram.run(["sweep-merge", "--tasks", "plan.jsonl", "--out", "m", "part"], in: folder)
        #expect(merged.code == 0, "\(merged.errors)")
        try folder.write("old.json", try folder.text("a/manifest.json").replacing("\"\(version)\"", with: "\"0.0.1\""))
        let old = try BuiltProgram.run(["simulate", "old.json", "--json"], in: folder)
        #expect(old.code == 0 && old.errors.contains("made by hitl 0.0.1"), "\(old.errors)")
    }
}
