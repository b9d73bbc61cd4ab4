import Foundation
import TestSupport
import Testing

/// Scenarios of somebody else, which would have this machine do something.
enum HostileScenario {
    static func yaml(_ external: String) -> String {
        """
        name: Hostile
        horizon: 12 h
        replications: 2
        traffic:
          volume: 40 per day
          language: {intents: {billing: {share: 70%}, refund: {share: 30%}}}
        queues: {general: {}}
        ai:
          external:
        \(external.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
        policy: {threshold: 95%, default_queue: general}
        teams: {desk: {skills: [general], agents: 4, handle_time: 4 min, wage: 20 USD per hour}}
        service_levels: {all: {queues: [general], within: 1 min, target: 80%}}
        checks: {work: human.share > 1%}

        """
    }

    /// A program that leaves a trace where it is started, and answers.
    static let program = #"""
        command: [sh, -c, 'echo x >> started; while read -r line; do echo x >> calls; echo "{\"intent\":\"billing\",\"confidence\":0.9}"; done']
        retries: 0
        replay: answers.jsonl
        """#

    /// Every command that reads a scenario.
    static let commands: [[String]] = [
        ["validate", "FILE"], ["simulate", "FILE", "--dry-run"], ["simulate", "FILE", "--json"],
        ["simulate", "FILE", "--out", "out"], ["compare", "FILE", "--variant", "x: policy.threshold=70%", "--json"],
        ["staff", "FILE", "--target", "service_level.all >= 10%", "--interval", "1 h", "--json"], ["check", "FILE"],
        ["check", "FILE", "--baseline", "b.json", "--update-baseline"],
        ["sweep", "FILE", "--vary", "policy.threshold=60%,70%", "--json"],
        ["sweep-plan", "FILE", "--vary", "policy.threshold=60%,70%", "--out", "plan.jsonl"],
    ]

    static func run(
        _ command: [String], on file: String, in folder: TemporaryFolder, environment: [String: String] = [:]
    ) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(command.map { $0 == "FILE" ? file : $0 }, in: folder, environment: environment)
    }

    /// A folder with a scenario and a record of its AI, made by a run.
    static func recorded() throws -> (folder: TemporaryFolder, run: BuiltProgram.Outcome) {
        let folder = try TemporaryFolder()
        try folder.write("s.yaml", yaml(program))
        let run = try BuiltProgram.run(["simulate", "s.yaml", "--record", "--out", "live"], in: folder)
        return (folder, run)
    }
}

@Suite struct HostileScenarioTests {
    /// A scenario that asks for calls, one that names a secret, and one whose record is not there: the file is at fault,
    /// and nothing was done.
    @Test(arguments: HostileScenario.commands)
    func readingNeverActs(command: [String]) throws {
        let service = "url: 'http://127.0.0.1:9/'\nmodel: m\nretries: 0\nreplay: answers.jsonl\n"
        let cases = [
            (HostileScenario.program + "\nmode: record", "'mode' is no longer a key; remove it"),
            (HostileScenario.program + "\nmode: replay", "hitl simulate FILE --record"),
            (service + "mode: record\nkey_variable: AWS_SECRET_ACCESS_KEY", "variables that begin with HITL_"),
            (HostileScenario.program, "record the answers first: hitl simulate FILE --record"),
        ]
        for (external, message) in cases {
            let folder = try TemporaryFolder()
            try folder.write("s.yaml", HostileScenario.yaml(external))
            let run = try HostileScenario.run(command, on: "s.yaml", in: folder)
            #expect(run.code == 65 && run.errors.contains("s.yaml:") && run.errors.contains(message), "\(run.errors)")
            #expect(try folder.names() == ["s.yaml"])
        }
    }

    /// With its record there the same commands do their work, and still ask nobody.
    @Test func aRecordIsReadByEveryCommand() throws {
        let (folder, live) = try HostileScenario.recorded()
        #expect(live.code == 0, "\(live.errors)")
        let first = try #require(live.errors.split(separator: "\n").first)
        #expect(
            first.hasPrefix("--record starts the program sh -c 'echo x >> started;")
                && first.hasSuffix("in this folder, with at most 10000 calls; the answers are added to answers.jsonl"),
            "\(first)")
        let record = try folder.text("answers.jsonl")
        let calls = try folder.text("calls")
        #expect(record.split(separator: "\n").count == calls.count / 2 && calls.count > 40)
        let starts = try folder.text("started")
        // Its manifest is a scenario as any other.
        let manifest = try HostileScenario.run(["simulate", "FILE", "--json"], on: "live/manifest.json", in: folder)
        // But for the places of its checks, which stand in another file.
        func measures(_ text: String) -> [Substring] {
            text.split(separator: "\n").filter { !$0.contains("\"line\":") }
        }
        #expect(try manifest.code == 0 && measures(manifest.output) == measures(folder.text("live/summary.json")))
        for command in HostileScenario.commands {
            let run = try HostileScenario.run(command, on: "s.yaml", in: folder)
            #expect(run.code == 0, "\(command): \(run.errors)")
        }
        let tasks = ["sweep-run", "--tasks", "plan.jsonl", "--out", "tasks"]
        #expect(try BuiltProgram.run(tasks, in: folder).code == 0)
        #expect(try BuiltProgram.run(["report", "out", "--out", "page.html"], in: folder).code == 0)
        #expect(try folder.text("answers.jsonl") == record)
        #expect(try folder.text("started") == starts && folder.text("calls") == calls)
    }

    /// Foundation's functions for paths trap on a name of one character, as that of the plan of s.yaml is.
    @Test func namesOfOneCharacterAreNames() throws {
        let (folder, _) = try HostileScenario.recorded()
        try folder.write("s", folder.text("s.yaml"))
        for command in HostileScenario.commands {
            let run = try HostileScenario.run(command, on: "s", in: folder)
            #expect(run.code == 0, "\(command): \(run.errors)")
        }
        #expect(try BuiltProgram.run(["init", "q"], in: folder).code == 0)
    }

    /// A manifest that somebody has made to act is refused where it does so.
    @Test func aManifestIsNoWayAround() throws {
        let (folder, _) = try HostileScenario.recorded()
        let (starts, record) = (try folder.text("started"), try folder.text("answers.jsonl"))
        let manifest = try folder.text("live/manifest.json")
        for (old, new) in [
            ("replay:", #"mode: record\n    replay:"#), ("retries: 0", #"retries: 0\n    key_variable: AWS_SECRET"#),
        ] {
            let changed = manifest.replacing(old, with: new)
            #expect(changed != manifest)
            try folder.write("m.json", changed)
            for command in HostileScenario.commands.prefix(5) + [["simulate", "FILE", "--record"]] {
                let run = try HostileScenario.run(command, on: "m.json", in: folder)
                #expect(run.code == 65 && run.errors.contains("m.json (scenario_yaml):"), "\(command): \(run.errors)")
            }
        }
        #expect(try folder.text("started") == starts && folder.text("answers.jsonl") == record)
    }

    @Test func oldOptionsAreRefusedByName() throws {
        let (folder, _) = try HostileScenario.recorded()
        let set = try BuiltProgram.run(["simulate", "s.yaml", "--set", "ai.external.mode=record"], in: folder)
        #expect(set.code == 65 && set.errors.contains("hitl simulate FILE --record"), "\(set.errors)")
        let vary = ["sweep", "s.yaml", "--vary", "ai.external.mode=replay,record", "--json"]
        let sweep = try BuiltProgram.run(vary, in: folder)
        #expect(sweep.code == 65 && sweep.errors.contains("hitl simulate FILE --record"), "\(sweep.errors)")
    }

    @Test(
        arguments: HostileScenario.commands.filter { $0[0] != "simulate" } + [
            ["sweep-run"], ["sweep-merge"], ["report"],
        ])
    func onlySimulateRecords(command: [String]) throws {
        let folder = try TemporaryFolder()
        try folder.write("s.yaml", HostileScenario.yaml(HostileScenario.program))
        let run = try HostileScenario.run(command + ["--record"], on: "s.yaml", in: folder)
        #expect(run.code == 64 && run.errors.contains("record the answers"), "\(run.errors)")
        #expect(run.errors.contains("hitl \(command[0]) asks nobody") && run.output.isEmpty)
        #expect(try folder.names() == ["s.yaml"])
    }

    @Test(arguments: [
        (["--record", "--dry-run"], "--dry-run asks nobody"), (["--max-calls", "5"], "limits the calls of --record"),
        (["--key-variable", "HITL_KEY"], "names the key for --record"),
        (["--record", "--max-calls", "0"], "--max-calls 0: it must be a whole number of 1 to"),
        (["--record", "--key-variable", "HITL_KEY"], "this scenario asks a program"),
    ])
    func wrongUsesAreTold(options: [String], message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("s.yaml", HostileScenario.yaml(HostileScenario.program))
        let run = try BuiltProgram.run(["simulate", "s.yaml"] + options, in: folder)
        #expect(run.code == 64 && run.errors.contains(message), "\(run.errors)")
        #expect(try folder.names().filter { $0 != "results" } == ["s.yaml"])
        let other = try FastScenario.folder()
        let none = try BuiltProgram.run(["simulate", "fast.yaml", "--record", "--json"], in: other)
        #expect(none.code == 64 && none.errors.contains("no external AI to ask"), "\(none.errors)")
    }

    @Test func aKeyThatIsNotThereIsTold() throws {
        let folder = try TemporaryFolder()
        let service = "url: 'http://127.0.0.1:9/\u{1b}[31m'\nmodel: m\nretries: 0\nreplay: answers.jsonl\n"
        try folder.write(
            "s.yaml", HostileScenario.yaml(service.replacing("\u{1b}[31m", with: "") + "key_variable: HITL_TEST_KEY"))
        let command = ["simulate", "s.yaml", "--json", "--record"]
        for key in ["", "two\nlines"] {
            let run = try BuiltProgram.run(command, in: folder, environment: ["HITL_TEST_KEY": key])
            #expect(run.code == 64 && run.errors.contains("the environment variable HITL_TEST_KEY holds no key"))
        }
        let named = try BuiltProgram.run(
            command + ["--key-variable", "OTHER"], in: folder, environment: ["OTHER": "secret", "HITL_TEST_KEY": "x"])
        #expect(named.code == 0, "\(named.errors)")
        #expect(
            named.errors.contains("--record calls http://127.0.0.1:9/ with the key in OTHER, with at most 10000 calls"))
        #expect(named.errors.contains("20 calls in a row failed") && !named.errors.contains("secret"))
    }

    @Test func aRecordThatCannotBeWrittenEndsTheRun() throws {
        let folder = try TemporaryFolder()
        try folder.write("s.yaml", HostileScenario.yaml(HostileScenario.program))
        // The disk is full after the first few answers.
        let full = try BuiltProgram.start(
            "/bin/sh",
            ["-c", "trap '' XFSZ; ulimit -f 1; exec '\(BuiltProgram.path)' simulate s.yaml --record --json"], in: folder
        ).finish()
        #expect(full.code == 73 && full.errors.contains("cannot write answers.jsonl"), "\(full.code) \(full.errors)")
        #expect(full.output.isEmpty)
        let kept = try folder.text("answers.jsonl")
        #expect(kept.hasSuffix("}\n") && kept.utf8.count <= 1024)
        // No call is made after the answer that could not be kept.
        #expect(try folder.text("calls").count / 2 == kept.split(separator: "\n").count + 1)
        let again = try BuiltProgram.run(["simulate", "s.yaml", "--record", "--json"], in: folder)
        #expect(again.code == 0, "\(again.errors)")

        for (name, content) in [("precious", "text\n"), ("words", "no line end")] {
            try folder.write(name, content)
            let run = try BuiltProgram.run(
                ["simulate", "s.yaml", "--record", "--json", "--set", "ai.external.replay=\(name)"], in: folder)
            #expect(run.code == 73 && run.errors.contains("it is no record of answers"), "\(run.errors)")
            #expect(try folder.text(name) == content)
        }
        for path in ["/dev/null", "/dev/stdout", "no/folder.jsonl", "."] {
            let run = try BuiltProgram.run(
                ["simulate", "s.yaml", "--record", "--json", "--set", "ai.external.replay=\(path)"], in: folder)
            #expect(run.code == 73, "\(run.code) \(run.errors)")
        }
    }

    @Test func callsEndAtTheirLimitAndGoOnLater() throws {
        let folder = try TemporaryFolder()
        try folder.write("s.yaml", HostileScenario.yaml(HostileScenario.program))
        let command = ["simulate", "s.yaml", "--record", "--json"]
        let some = try BuiltProgram.run(command + ["--max-calls", "7"], in: folder)
        #expect(some.code == 0 && some.errors.contains("with at most 7 calls"))
        #expect(some.errors.contains("all 7 calls were made"), "\(some.errors)")
        #expect(try folder.text("calls").count == 14)
        // A torn line of a killed run is dropped, and the rest goes on.
        let file = folder.path + "/answers.jsonl"
        let handle = try #require(FileHandle(forWritingAtPath: file))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(#"{"confidence":0.9,"inte"#.utf8))
        try handle.close()
        let replayed = try BuiltProgram.run(["simulate", "s.yaml", "--json"], in: folder)
        #expect(replayed.code == 0 && replayed.output.contains("is not complete and was left out"))
        let rest = try BuiltProgram.run(command, in: folder)
        #expect(rest.code == 0 && rest.errors.contains("was not complete and was dropped"), "\(rest.errors)")
        let record = try folder.text("answers.jsonl")
        #expect(try record.split(separator: "\n").count == folder.text("calls").count / 2)
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }
}
