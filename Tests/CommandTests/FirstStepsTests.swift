import Foundation
import Reports
import Scenarios
import TestSupport
import Testing

/// The first five minutes: what somebody types who has only the program.
@Suite(.serialized) struct FirstStepsTests {
    @Test func theProgramAloneSaysHowToStart() throws {
        let start = try BuiltProgram.run([], in: TemporaryFolder())
        #expect(start.code == 0 && start.errors == "")
        #expect(start.output.contains("hitl init --template minimal") && start.output.contains("hitl simulate"))
        #expect(start.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        for name in ["simulate", "validate", "init", "schema"] { #expect(start.output.contains("\n  \(name) ")) }
    }

    @Test(arguments: ScenarioTemplate.allCases)
    func aTemplateIsSoundAndRuns(template: ScenarioTemplate) throws {
        let folder = try TemporaryFolder()
        let made = try BuiltProgram.run(["init", "--template", template.rawValue], in: folder)
        #expect(made.code == 0 && made.output.contains("hitl simulate scenario.yaml"))
        #expect(try folder.names() == ["hitl.schema.json", "scenario.yaml"])
        let text = try String(contentsOfFile: folder.path + "/scenario.yaml", encoding: .utf8)
        #expect(text.hasPrefix("# yaml-language-server: $schema=hitl.schema.json\n"))
        #expect(text.contains("assumption") && text.split(separator: "\n").allSatisfy { $0.count <= 130 })
        let sound = try BuiltProgram.run(["validate", "scenario.yaml"], in: folder)
        #expect(sound.code == 0 && sound.output.contains("is sound") && sound.errors == "", "\(sound.errors)")
        #expect(!sound.output.contains("warning"), "\(sound.output)")
        let run = try BuiltProgram.run(
            ["simulate", "scenario.yaml", "--json", "--replications", "2", "--set", "horizon=1 week"], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try run.mean("cost.per_query") ?? 0 > 0)
    }

    @Test func nothingIsOverwritten() throws {
        let folder = try TemporaryFolder()
        try folder.write("scenario.yaml", "mine")
        try folder.write("hitl.schema.json", "other")
        let refused = try BuiltProgram.run(["init"], in: folder)
        #expect(refused.code == 73 && refused.output == "" && refused.errors.contains("--force"))
        let other = try BuiltProgram.run(["init", "other.yaml"], in: folder)
        #expect(other.code == 0 && other.output.contains("hitl schema > hitl.schema.json renews it"))
        #expect(try String(contentsOfFile: folder.path + "/scenario.yaml", encoding: .utf8) == "mine")
        #expect(try String(contentsOfFile: folder.path + "/hitl.schema.json", encoding: .utf8) == "other")
        #expect(try BuiltProgram.run(["init", "--force"], in: folder).code == 0)
        let schema = try BuiltProgram.run(["schema"], in: folder)
        #expect(try String(contentsOfFile: folder.path + "/hitl.schema.json", encoding: .utf8) == schema.output)
        let shown = try BuiltProgram.run(["init", "--template", "voice", "-"], in: folder)
        #expect(shown.output == ScenarioTemplate.voice.text)
        #expect(try BuiltProgram.run(["init", "nowhere/s.yaml"], in: folder).code == 73)
    }

    @Test func validationTellsAllAtOnce() throws {
        let folder = try FastScenario.folder()
        try folder.write(
            "bad.yaml", FastScenario.yaml.replacingOccurrences(of: "horizon: 1 week", with: "horizont: 1 week"))
        let both = try BuiltProgram.run(["validate", "fast.yaml", "bad.yaml"], in: folder)
        #expect(both.code == 65)
        #expect(both.output.contains("fast.yaml is sound."))
        #expect(both.errors.contains("bad.yaml:2:1: unknown key 'horizont'; did you mean 'horizon'?"))
        #expect(both.errors.contains("2 problems"))
        let json = try BuiltProgram.run(["validate", "fast.yaml", "bad.yaml", "--json"], in: folder)
        #expect(json.code == 65 && json.errors == "")
        let files = try json.json()["files"] as? [[String: Any]]
        #expect(files?.map { $0["sound"] as? Bool } == [true, false])
        #expect((files?[0]["queues"] as? [String]) == ["chat", "mail", "audits"])
        #expect((files?[1]["problems"] as? [[String: Any]])?.map { $0["line"] as? Int } == [1, 2])
        let set = try BuiltProgram.run(["validate", "fast.yaml", "--set", "policy.threshold=2"], in: folder)
        #expect(set.code == 65 && set.errors.hasPrefix("--set policy.threshold=2: "))
        #expect(try folder.names() == ["bad.yaml", "fast.yaml"])
        let run = try BuiltProgram.run(["simulate", "fast.yaml", "--quiet", "--out", "r"], in: folder)
        #expect(run.code == 0)
        #expect(try BuiltProgram.run(["validate", "r/manifest.json"], in: folder).code == 0)
        #expect(try BuiltProgram.run(["validate", "gone.yaml"], in: folder).code == 65)
        #expect(try BuiltProgram.run(["validate"], in: folder).code == 64)
    }

    @Test func aCorpusThatIsTooSmallIsNotSound() throws {
        let folder = try FastScenario.folder()
        try folder.write("t.csv", FastScenario.labels(200))
        let run = try BuiltProgram.run(
            [
                "validate", "fast.yaml", "--set", "traffic.language={corpus: t.csv}", "--set", "traffic.actions=null",
                "--set", "policy.triggers=null",
            ], in: folder)
        #expect(run.code == 65 && run.errors.contains("recycle"), "\(run.errors)")
    }

    @Test func aDryRunWritesNothingAndIsRepeatable() throws {
        let folder = try FastScenario.folder()
        let first = try BuiltProgram.run(["simulate", "fast.yaml", "--dry-run"], in: folder)
        #expect(first.code == 0 && first.errors.contains("expected on this machine"), "\(first.errors)")
        #expect(first.output.contains("name: Fast") && first.output.contains("Offered load by team"))
        let again = try BuiltProgram.run(
            ["simulate", "fast.yaml", "--dry-run", "--threads", "1", "--quiet"], in: folder)
        #expect(again.output == first.output && again.errors == "")
        let json = try BuiltProgram.run(["simulate", "fast.yaml", "--dry-run", "--json", "--quiet"], in: folder)
        let teams = try json.json()["teams"] as? [[String: Any]]
        #expect(teams?.count == 1 && (teams?[0]["mean_erlangs"] as? Double ?? 0) > 0)
        #expect((teams?[0]["erlangs_by_hour"] as? [Double])?.count == 168)
        #expect(try BuiltProgram.run(["simulate", "fast.yaml", "--dry-run", "--record"], in: folder).code == 64)
        #expect(try folder.names() == ["fast.yaml"])
    }

    static let slips: [(arguments: [String], code: Int32, near: String)] = [
        (["simluate", "fast.yaml"], 64, "did you mean 'hitl simulate'?"),
        (["audit", "verfy"], 64, "did you mean 'hitl audit verify'?"),
        (["fast.yaml"], 64, "did you mean 'hitl simulate fast.yaml'?"),
        (["help", "simluate"], 64, "did you mean 'hitl simulate'?"),
        (["xyzzy"], 64, "there are: simulate"),
        (["simulate", "fast.yaml", "--thraeds", "2"], 64, "Did you mean '--threads'?"),
        (["train", "--labls", "x.csv"], 64, "Did you mean '--labels'?"),
        (["validate", "--jsn"], 64, "Did you mean '--json'?"),
        (["simulate", "fsat.yaml"], 65, "did you mean 'fast.yaml'?"),
        (["validate", "fast"], 65, "did you mean 'fast.yaml'?"),
        (["init", "--template", "chta"], 64, "did you mean 'chat'?"),
        (["simulate", "fast.yaml", "--set", "threshold=9%"], 65, "did you mean 'policy.threshold'?"),
        (["simulate", "fast.yaml", "--set", "policy.treshold=9%"], 65, "did you mean 'threshold'?"),
        (["simulate", "fast.yaml", "--set", "teams.dsek.wage=9 USD per hour"], 65, "did you mean 'teams.desk'?"),
        (
            ["simulate", "fast.yaml", "--set", "teams.desk.shifts.dya.agents=9"], 65,
            "did you mean 'teams.desk.shifts.day'?"
        ),
        (["simulate", "fast.yaml", "--set", "policy.triggers.large.when.amount_abov=9 USD"], 65, "'amount_above'?"),
        (
            ["simulate", "fast.yaml", "--precision", "9%", "--precision-of", "cost.per_qeury"], 65,
            "did you mean 'cost.per_query'?"
        ),
    ]

    @Test(arguments: slips)
    func whatWasMeantIsSaid(arguments: [String], code: Int32, near: String) throws {
        let folder = try FastScenario.folder()
        let run = try BuiltProgram.run(arguments, in: folder)
        #expect(run.code == code && run.output == "")
        #expect(run.errors.contains(near), "\(arguments): \(run.errors)")
        #expect(try folder.names() == ["fast.yaml"])
    }

    /// Whether a program is there.
    private static func has(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    @Test func completionsParse() throws {
        let folder = try TemporaryFolder()
        for shell in ["bash", "zsh", "fish"] {
            let script = try BuiltProgram.run(["--generate-completion-script", shell], in: folder)
            #expect(script.code == 0 && script.output.contains("validate") && script.output.contains("minimal"))
            try folder.write("\(shell).sh", script.output)
            guard Self.has(shell) else { continue }
            let check = try BuiltProgram.start(
                "/usr/bin/env", [shell, shell == "fish" ? "--no-execute" : "-n", "\(shell).sh"], in: folder
            ).finish()
            #expect(check.code == 0, "\(shell): \(check.errors)")
        }
    }

    @Test(.enabled(if: has("python3")))
    func theManualPageCoversEveryCommand() throws {
        let folder = try TemporaryFolder()
        let made = try BuiltProgram.start(
            "/bin/bash", [BuiltProgram.root + "/Scripts/share.sh", BuiltProgram.path, folder.path + "/share"],
            in: folder
        ).finish()
        #expect(made.code == 0, "\(made.errors)")
        let page = try String(contentsOfFile: folder.path + "/share/man/man1/hitl.1", encoding: .utf8)
        let start = try BuiltProgram.run([], in: folder).output
        let listed = start.components(separatedBy: "Commands:\n").last ?? ""
        let names = listed.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(names.count >= 9)
        for name in names {
            let escaped = name.replacingOccurrences(of: "-", with: "\\-")
            #expect(page.contains(".SS hitl \(escaped)\n"), "\(name)")
        }
        for file in ["bash-completion/completions/hitl", "zsh/site-functions/_hitl", "hitl/hitl.schema.json"] {
            #expect(FileManager.default.fileExists(atPath: folder.path + "/share/" + file))
        }
        guard Self.has("groff") else { return }
        let drawn = try BuiltProgram.start(
            "/usr/bin/env", ["groff", "-Tutf8", "-man", "-ww", folder.path + "/share/man/man1/hitl.1"], in: folder
        ).finish()
        #expect(drawn.code == 0 && drawn.errors == "", "\(drawn.errors)")
        #expect(drawn.output.contains("hitl init --template minimal"))
    }
}
