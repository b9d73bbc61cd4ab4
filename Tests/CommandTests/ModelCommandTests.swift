import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct ModelCommandTests {
    /// A folder with labels, the model trained on them, and a policy.
    private func trained() throws -> TemporaryFolder {
        let folder = try FastScenario.folder()
        try folder.write("labels.csv", FastScenario.labels())
        let run = try BuiltProgram.run(["train", "--labels", "labels.csv", "--out", "m.json", "--quiet"], in: folder)
        #expect(run.code == 0 && run.errors == "", "\(run.errors)")
        return folder
    }

    @Test func textsInAnyLanguageAreLearned() throws {
        let folder = try trained()
        let run = try BuiltProgram.run(
            ["evaluate", "--model", "m.json", "--labels", "labels.csv", "--json", "--quiet"], in: folder)
        #expect(run.code == 0 && run.errors == "")
        let quality = try run.json()
        #expect(quality["texts"] as? Int == 200 && quality["unknown_intents"] as? Int == 0)
        #expect(quality["accuracy"] as? Double ?? 0 > 0.95, "\(run.output)")
        for key in ["calibration_error", "aurc", "coverage_at_95"] { #expect(quality[key] is Double) }
        let text = try BuiltProgram.run(["evaluate", "--model", "m.json", "--labels", "labels.csv"], in: folder)
        #expect(text.code == 0 && text.output.contains("accuracy"))
    }

    @Test func aLogIsLearnedFromAsInAnOperation() throws {
        let folder = try FastScenario.folder()
        try folder.write("log.csv", FastScenario.labels(600))
        let arguments = ["train", "--log", "log.csv", "--retrain-after", "200", "--out", "m.json"]
        let run = try BuiltProgram.run(arguments, in: folder)
        #expect(run.code == 0, "\(run.errors)")
        for part in ["label 200: version 1, trained on", "Promoted as the first model", "label 400: version 2"] {
            #expect(run.output.contains(part), "\(run.output)")
        }
        #expect(run.output.contains("on held-out labels, calibrated:"))
        let model = try folder.text("m.json")
        let json = try BuiltProgram.run(arguments + ["--force", "--json"], in: folder)
        #expect(try json.json()["accuracy"] as? Double ?? 0 > 0.9)
        #expect(try folder.text("m.json") == model)
        let few = try BuiltProgram.run(
            ["train", "--log", "log.csv", "--labels", "log.csv", "--out", "n.json"], in: folder)
        #expect(few.code == 64 && few.errors.contains("give one of --labels, --log and --emotion-labels"))
        try folder.write("few.csv", FastScenario.labels(12))
        let refused = try BuiltProgram.run(["train", "--log", "few.csv", "--out", "n.json"], in: folder)
        #expect(refused.code == 65 && refused.errors.contains("the gate let no model in"), "\(refused.errors)")
    }

    @Test func modelsAreTheSameBytesAndAreKept() throws {
        let folder = try trained()
        let model = try folder.text("m.json")
        let again = try BuiltProgram.run(["train", "--labels", "labels.csv", "--out", "m.json"], in: folder)
        #expect(again.code == 73)
        let forced = try BuiltProgram.run(
            ["train", "--labels", "labels.csv", "--out", "m.json", "--force", "--json"], in: folder)
        #expect(forced.code == 0)
        #expect(try forced.json()["accuracy"] is Double)
        #expect(try folder.text("m.json") == model)
        let nowhere = try BuiltProgram.run(["train", "--labels", "labels.csv", "--out", "no/such/m.json"], in: folder)
        #expect(nowhere.code == 73)
        #expect(try folder.names() == ["fast.yaml", "labels.csv", "m.json"])
    }

    static let badLabels = [
        ("", "labels.csv"), ("text,intent\r\n", "no rows"), ("a,b\n1,2\n", "labels.csv:1:1: there is no column 'text'"),
        ("text,intent\nhello,card\n\"open,refund\nx,card\n", "labels.csv:3:1:"),
        ("text,intent\nhello,card\nhello,card,more\n", "labels.csv:3:"),
        ("text,intent\nhello,card\n,refund\n", "labels.csv:3:"), ("text,intent\nhello,card\n", "labels.csv"),
        ("text,intent\nhello,card\nx\u{0},card\n", "labels.csv:3:2:"),
    ]

    @Test(arguments: badLabels)
    func badLabelsAre65WithTheirLine(text: String, place: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("labels.csv", text)
        let run = try BuiltProgram.run(["train", "--labels", "labels.csv", "--out", "m.json", "--quiet"], in: folder)
        // A single intent is nothing to learn from, and may be said in either way.
        #expect(run.code == 65 && run.errors.contains(place) || text.hasSuffix("hello,card\n"), "\(run)")
        #expect(!run.wasKilled)
        if run.code != 0 { #expect(try folder.names() == ["labels.csv"]) }
    }

    @Test func labelsNeverSeenAreCountedAsWrong() throws {
        let folder = try trained()
        try folder.write("new.csv", "text,intent\nmy card has not arrived yet today,card\nwhere is my cat,cats\n")
        let run = try BuiltProgram.run(["evaluate", "--model", "m.json", "--labels", "new.csv", "--json"], in: folder)
        #expect(run.code == 0)
        #expect(try run.json()["unknown_intents"] as? Int == 1 && run.json()["accuracy"] as? Double == 0.5)
        try folder.write("none.csv", "text,intent\nwhere is my cat,cats\n")
        let none = try BuiltProgram.run(["evaluate", "--model", "m.json", "--labels", "none.csv"], in: folder)
        #expect(none.code == 65 && none.errors.contains("none.csv"))
        for (name, text) in [
            ("a.json", "{}"), ("b.json", ""), ("c.json", String(try folder.text("m.json").dropLast(99))),
        ] {
            try folder.write(name, text)
            let broken = try BuiltProgram.run(["evaluate", "--model", name, "--labels", "labels.csv"], in: folder)
            #expect(broken.code == 65 && broken.errors.contains(name), "\(broken)")
        }
    }

    @Test func aMegabyteOfTextIsHandled() throws {
        let folder = try trained()
        let long = String(repeating: "my card 💳 ", count: 90_000)
        try folder.write("long.csv", "text,intent\n\(long),card\nmoney back,refund\n")
        #expect(try BuiltProgram.run(["evaluate", "--model", "m.json", "--labels", "long.csv"], in: folder).code == 0)
        #expect(
            try BuiltProgram.run(["train", "--labels", "long.csv", "--out", "l.json", "--quiet"], in: folder).wasKilled
                == false)
        let routed = try route("{\"id\":\"1\",\"text\":\"\(long)\"}\n", in: folder)
        #expect(routed.code == 0)
        #expect(try routed.json()["intent"] as? String == "card")
    }

    private func route(_ lines: String, _ arguments: [String] = [], in folder: TemporaryFolder) throws
        -> BuiltProgram.Outcome
    {
        try BuiltProgram.run(
            ["route", "--model", "m.json", "--policy", "fast.yaml"] + arguments, in: folder, input: lines)
    }

    @Test func queriesAreRoutedWithReasons() throws {
        let folder = try trained()
        let lines = """
            {"id":"q1","text":"my card has not arrived yet today"}
            {"id":"q2","text":"xyzzy","channel":"mail","segment":"few"}\r
            {"id":"😀","text":"","action":"refund","amount":1000,"earlier_contacts":3}
            """
        let run = try route(lines, ["--audit", "trail.jsonl"], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.errors.contains("note: the model knows no intent") == false)
        let decisions = try run.output.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
        #expect(decisions.count == 3)
        #expect(decisions[0]["id"] as? String == "q1" && decisions[0]["decision"] as? String == "answer")
        #expect(decisions[0]["reasons"] as? [String] == ["confident"] && decisions[0]["intent"] as? String == "card")
        #expect(decisions[1]["decision"] as? String == "suggest" && decisions[1]["queue"] as? String == "mail")
        #expect(decisions[1]["reasons"] as? [String] == ["doubt"] && decisions[1]["priority"] as? Int == 3)
        #expect(decisions[2]["id"] as? String == "😀" && decisions[2]["decision"] as? String == "approve")
        #expect(decisions[2]["reasons"] as? [String] == ["large", "again", "doubt"])
        #expect(try BuiltProgram.run(["audit", "verify", "trail.jsonl"], in: folder).output.contains("3 records"))
        #expect(try route(lines, ["--audit", "trail.jsonl"], in: folder).code == 73)
        let named = try route(lines, ["--set", "policy.queues_by_intent={complaint: mail}"], in: folder)
        #expect(named.errors.contains("the model knows no intent complaint"), "\(named.errors)")
    }

    @Test func theStateMovesTheThreshold() throws {
        let folder = try trained()
        let lines = """
            {"id":"1","text":"xyzzy","channel":"mail"}
            {"id":"2","text":"xyzzy","channel":"mail","state":{"backlog":{"mail":9},"agents":{"mail":2},"handle_s":{"mail":300}}}
            {"id":"3","text":"xyzzy","channel":"mail"}
            {"id":"4","text":"xyzzy","channel":"mail","state":{"backlog":{"mail":0},"drift":true}}
            {"id":"5","text":"xyzzy","channel":"mail","confirmed":true,"failed_attempts":1}
            """
        let set = [
            "policy.rule=expected_cost", "costs={wrong_answer: 8 USD}",
            "policy.expected_cost={human: 1 USD, human_error: 0%, waiting: 0.12 USD per min}", "policy.drift_margin=5%",
        ]
        let run = try route(lines, set.flatMap { ["--set", $0] } + ["--audit", "trail.jsonl"], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        let decisions = try run.output.split(separator: "\n").map {
            try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
        }
        // Ten completions of 150 s at 0.2 cents a second: 3 USD.
        #expect(decisions.map { $0["human_price"] as? Double } == [1, 4, 4, 1, 1])
        #expect(decisions.map { $0["threshold"] as? Double } == [0.875, 0.5, 0.5, 0.925, 0.925])
        let trail = try folder.text("trail.jsonl").split(separator: "\n")
        #expect(trail[1].contains("\"rule\":\"expected_cost\",\"threshold\":0.5,\"human_price\":4.0"))
        let wrong = try route("{\"id\":\"1\",\"text\":\"x\",\"state\":{\"agents\":{\"chatt\":2}}}\n", in: folder)
        #expect(wrong.code == 65 && wrong.output.contains("there is no queue 'chatt'"), "\(wrong)")
        let below = try route("{\"id\":\"1\",\"text\":\"x\",\"state\":{\"backlog\":{\"chat\":-2}}}\n", in: folder)
        #expect(below.code == 65 && below.output.contains("state.backlog.chat is out of range"), "\(below)")
    }

    @Test(.enabled(if: SharedData.hasBanking77, "needs ../shared/data/banking77"))
    func banking77IsLearnedAndRouted() throws {
        let folder = try TemporaryFolder()
        let train = try BuiltProgram.run(
            ["train", "--labels", SharedData.bankingTrain, "--out", "m.json"], in: folder)
        #expect(train.code == 0, "\(train.errors)")
        let test = try BuiltProgram.run(
            ["evaluate", "--model", "m.json", "--labels", SharedData.bankingTest, "--json"], in: folder)
        let quality = try test.json()
        #expect(quality["accuracy"] as? Double ?? 0 >= 0.90, "\(test.output)")
        #expect(quality["calibration_error"] as? Double ?? 1 <= 0.02, "\(test.output)")
        #expect(quality["aurc"] is Double && quality["coverage_at_95"] is Double)
        let routed = try BuiltProgram.run(
            ["route", "--model", "m.json", "--policy", BuiltProgram.root + "/scenarios/support.yaml"], in: folder,
            input: "{\"id\":\"q1\",\"text\":\"my card has not arrived\"}\n")
        #expect(routed.code == 0, "\(routed.errors)")
        #expect(try routed.json()["intent"] as? String == "card_arrival")
        #expect(try (routed.json()["reasons"] as? [String])?.isEmpty == false)
    }

    @Test func theBankScenarioLearnsFromItsTexts() throws {
        let folder = try TemporaryFolder()
        try folder.write("train.csv", MadeUpCorpus.csv())
        let run = try BuiltProgram.run(
            [
                "simulate", BuiltProgram.root + "/scenarios/bank.yaml", "--set",
                "traffic.language.corpus=\(folder.file("train.csv"))", "--json", "--quiet", "--replications", "1",
            ], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        let first = try #require(try run.mean("model.accuracy.first_week"))
        let last = try #require(try run.mean("model.accuracy.last_week"))
        #expect(last > first + 0.02, "the model learns: \(first) to \(last)")
        #expect(run.errors == "")
    }
}
