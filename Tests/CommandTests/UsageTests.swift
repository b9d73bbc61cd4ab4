import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct UsageTests {
    static let commands = [
        [], ["simulate"], ["compare"], ["report"], ["train"], ["calibrate"], ["route"], ["evaluate"],
        ["audit", "verify"],
        ["check"], ["validate"], ["init"], ["schema"],
    ]

    @Test(arguments: [
        (
            ["simulate", "fast.yaml", "--replications", "-3"],
            "--replications -3: it must be a whole number of 1 to 1,000,000"
        ),
        (
            ["compare", "fast.yaml", "fast.yaml", "--replications", "three"],
            "--replications three: it must be a whole number"
        ),
        (
            ["sweep", "fast.yaml", "--replications", "1000000000"],
            "--replications 1000000000: it must be a whole number of 1 to 1,000,000"
        ),
        (["simulate", "fast.yaml", "--seed", "-1"], "--seed -1: it must be a whole number of 0 to"),
        (["staff", "fast.yaml", "--weeks", "-1"], "--weeks -1: it must be a number above 0"),
        (["staff", "fast.yaml", "--max-replications", "x"], "x: it must be a whole number of 2 to 1,000,000"),
        (["check", "fast.yaml", "--max-replications", "x"], "x: it must be a whole number of 10 to 1,000,000"),
        (["verify", "--max-replications", "x"], "x: it must be a whole number of 30 to 1,000,000"),
        (["simulate", "fast.yaml", "--max-replications", "x"], "x: it must be a whole number of 20 to 1,000,000"),
        (["simulate", "fast.yaml", "--precision", "-2%"], "--precision -2%: it must be a percentage above 0%"),
        (["simulate", "fast.yaml", "--seed"], "Missing value for '--seed <n>'"),
    ])
    func valuesOfOptionsThatCannotBeAreToldTheirRule(arguments: [String], message: String) throws {
        let folder = try FastScenario.folder()
        let run = try BuiltProgram.run(arguments, in: folder)
        #expect(run.code == 64 && run.output == "" && run.errors.contains(message), "\(run.code): \(run.errors)")
        // The usage is that of the command.
        #expect(
            run.errors.contains("Usage: hitl \(arguments[0]) ") && run.errors.contains("hitl \(arguments[0]) --help"))
    }

    @Test func namesThatAreEmptyAreNoPlaceToWriteTo() throws {
        let folder = try FastScenario.folder()
        for command in [["simulate", "fast.yaml"], ["sweep", "fast.yaml", "--vary", "policy.threshold=60%,70%"]] {
            let run = try BuiltProgram.run(command + ["--out", ""], in: folder)
            #expect(run.code == 73 && run.errors.contains("no name to write to"), "\(run.errors)")
        }
        #expect(try folder.names() == ["fast.yaml"])
    }

    @Test(arguments: commands)
    func everyCommandHasHelpWithAnExample(command: [String]) throws {
        let help = try BuiltProgram.run(command + ["--help"], in: TemporaryFolder())
        #expect(help.code == 0 && help.errors == "")
        #expect(
            help.output.contains(
                "hitl " + (command.first == nil ? "simulate scenarios" : command.joined(separator: " "))))
        if !command.isEmpty { #expect(help.output.contains("Example")) }
    }

    @Test func itsVersionIsPrinted() throws {
        let version = try BuiltProgram.run(["--version"], in: TemporaryFolder())
        #expect(version.code == 0)
        #expect(version.output.trimmed.wholeMatch(of: /\d+\.\d+\.\d+(\+[0-9a-f]{12}(-changed)?)?/) != nil)
        let isRepository = FileManager.default.fileExists(atPath: BuiltProgram.root + "/.git")
        #expect(!isRepository || version.output.contains("+"), "the commit is missing")
    }

    static let wrongUses = [
        ["simulat"], ["simulate"], ["simulate", "fast.yaml", "--threads", "0"],
        ["simulate", "fast.yaml", "--nonsense"],
        ["simulate", "fast.yaml", "--replications", "0"], ["simulate", "fast.yaml", "--seed", "-1"],
        ["simulate", "fast.yaml", "--seed", "x"], ["simulate", "fast.yaml", "extra"], ["train"], ["evaluate"],
        ["route"], ["simulate", "fast.yaml", "--threads", "100000"], ["audit", "verify"],
        ["train", "--labels", "l.csv", "--out", "m.json", "--features", "none"],
    ]

    @Test(arguments: wrongUses)
    func wrongUsageIs64(arguments: [String]) throws {
        let folder = try FastScenario.folder()
        let run = try BuiltProgram.run(arguments, in: folder)
        #expect(run.code == 64, "\(arguments): \(run.code) \(run.errors)")
        #expect(run.output == "" && !run.errors.isEmpty)
        #expect(try folder.names() == ["fast.yaml"])
    }

    @Test func fiveMistakesAreFiveMessagesAnd65() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "bad.yaml",
            """
            name: Bad
            horizon: 1 week
            horizont: 2 weeks
            traffic:
              volume: -90 per day
              language: {corpus: gone.csv}
            queues: {chat: {}, mail: {}}
            ai: {latency: 2}
            policy: {default_queue: mail}
            teams: {desk: {skills: [chat], agents: 3, handle_time: 5 min}}

            """)
        let run = try BuiltProgram.run(["simulate", "bad.yaml"], in: folder)
        #expect(run.code == 65 && run.output == "")
        let messages = run.errors.split(separator: "\n").filter { $0.hasPrefix("bad.yaml:") }
        #expect(messages.count == 5, "\(run.errors)")
        for (message, what) in zip(messages, ["unknown key", "-90 per day", "gone.csv", "has no unit", "no team has"]) {
            #expect(message.contains(what))
            #expect(message.split(separator: ":")[1...2].allSatisfy { Int($0) ?? 0 > 0 }, "has line and column")
        }
        #expect(try folder.names() == ["bad.yaml"])
    }

    static let noScenarios = [
        ("", "is empty"), ("a: [", "not YAML"), ("\u{0}\u{0}", "not YAML"), ("name: x\nname: y\n", "written twice"),
        (String(repeating: "[", count: 100_000), "too deeply"),
    ]

    @Test(arguments: noScenarios)
    func whatIsNoScenarioIs65(text: String, message: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("s.yaml", text)
        let run = try BuiltProgram.run(["simulate", "s.yaml"], in: folder)
        #expect(run.code == 65 && !run.wasKilled && run.errors.contains(message), "\(run.errors.prefix(300))")
        try folder.write("manifest.json", text)
        #expect(try BuiltProgram.run(["simulate", "manifest.json"], in: folder).code == 65)
        #expect(try BuiltProgram.run(["simulate", "gone.yaml"], in: folder).code == 65)
        #expect(try BuiltProgram.run(["simulate", "."], in: folder).code == 65)
        #expect(try folder.names() == ["manifest.json", "s.yaml"])
    }

    @Test func aCorpusThatIsTooSmallSaysHowManyTextsAreNeeded() throws {
        let folder = try FastScenario.folder()
        try folder.write("t.csv", FastScenario.labels(200))
        let run = try BuiltProgram.run(
            [
                "simulate", "fast.yaml", "--json", "--quiet", "--set", "traffic.language={corpus: t.csv}", "--set",
                "traffic.actions=null", "--set", "policy.triggers=null",
            ], in: folder)
        #expect(run.code == 65 && run.output == "", "\(run.errors)")
        #expect(run.errors.contains("630") && run.errors.contains("recycle"), "\(run.errors)")
    }

    @Test func hugeNumbersAreRefused() throws {
        let folder = try FastScenario.folder()
        for override in [
            "teams.desk.shifts.day.agents=99999999", "horizon=1e400 weeks", "horizon=9999 weeks",
            "traffic.growth_per_week=1e9%", "ai.first_labels_per_intent=99999999",
        ] {
            let run = try BuiltProgram.run(["simulate", "fast.yaml", "--json", "--set", override], in: folder)
            #expect(run.code == 65 && run.output == "" && run.errors.hasPrefix("--set \(override): "), "\(run.errors)")
        }
    }
}
