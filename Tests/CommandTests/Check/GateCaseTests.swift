import Foundation
import TestSupport
import Testing

/// `hitl check` on recorded answers, on measures that come and go, and on what it leaves behind when it cannot judge.
@Suite(.serialized) struct GateCaseTests {
    private static let yaml = """
        name: gate
        horizon: 1 day
        replications: 10
        traffic: {volume: 11 per day}
        queues: {support: {}}
        ai: {recorded: {file: record.csv, recycle: true}}
        policy: {threshold: 80%, default_queue: support}
        teams: {desk: {skills: [support], agents: 3, handle_time: 5 min}}
        checks: {max_replications: 80, right: ai.selective_risk <= 5%}

        """

    /// Rows of which every `n`-th is wrong, from the first on.
    private static func record(_ rows: Int, wrongEvery n: Int?, first: Int = 0) -> String {
        "id,predicted,confidence,intent\n"
            + (first..<first + rows).map { row in
                "q\(row),x,0.99,\(n.map { row % $0 == 0 } ?? false ? "y" : "x")\n"
            }.joined()
    }

    private static func folder(_ record: String, _ yaml: String = yaml) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("gate.yaml", yaml)
        try folder.write("record.csv", record)
        return folder
    }

    private static func check(_ arguments: [String], in folder: TemporaryFolder) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(
            ["check", "gate.yaml", "--quiet"] + arguments, in: folder,
            environment: ["GITHUB_ACTIONS": "", "GITHUB_WORKSPACE": ""])
    }

    @Test("Eleven recorded answers are no thousand, however often they are played", arguments: [11, nil])
    func eleven(wrongEvery: Int?) throws {
        let folder = try Self.folder(Self.record(11, wrongEvery: wrongEvery))
        let run = try Self.check([], in: folder)
        #expect(run.code == 2 && run.output.contains("The 11 rows of the record are a sample"), "\(run.output)")
        let only = try Self.check(["--set", "checks.rows=these_only"], in: folder)
        #expect(only.code == (wrongEvery == nil ? 0 : 1) && only.output.contains("for these 11 rows only"))
    }

    @Test("A record of one row leaves everything open, one of none is refused")
    func fewest() throws {
        let one = try Self.check([], in: Self.folder(Self.record(1, wrongEvery: nil)))
        #expect(one.code == 2, "\(one.output)\(one.errors)")
        let none = try Self.check([], in: Self.folder(Self.record(0, wrongEvery: nil)))
        #expect(none.code == 65 && none.errors.contains("no rows"), "\(none.errors)")
    }

    @Test("Customers who return bring other rows: a record already holds its repeats")
    func returning() throws {
        let folder = try Self.folder(
            Self.record(1000, wrongEvery: 11),
            Self.yaml.replacing("11 per day", with: "400 per day")
                + "customers: {notice_wrong: 100%, return: 100%, return_after: 10 min, reopen_window: 12 h}\n")
        let run = try BuiltProgram.run(
            ["simulate", "gate.yaml", "--quiet", "--json", "--replications", "20"], in: folder)
        let measures = try #require(try run.json()["measures"] as? [String: [String: Any]])
        let risk = try #require(measures["ai.selective_risk"]?["mean"] as? Double)
        let repeats = try #require(measures["queries.repeat"]?["mean"] as? Double)
        #expect(repeats > 20, "\(repeats) come back")
        #expect(abs(risk - 91.0 / 1000) < 0.01, "\(risk)")
    }

    @Test("Another month's record is another sample, and is said to be")
    func months() throws {
        let yaml = Self.yaml.replacing("11 per day", with: "200 per day").replacing("<= 5%", with: "<= baseline + 3%")
        let folder = try Self.folder(Self.record(200, wrongEvery: 20), yaml)
        let made = try Self.check(["--baseline", "b.json", "--update-baseline"], in: folder)
        #expect(made.code == 0, "\(made.errors)")
        let same = try Self.check(["--baseline", "b.json"], in: folder)
        #expect(same.code == 0, "\(same.output)")
        try folder.write("record.csv", Self.record(300, wrongEvery: 20, first: 200))
        let other = try Self.check(["--baseline", "b.json"], in: folder)
        #expect([0, 2].contains(other.code) && other.output.contains("independent"), "\(other.output)\(other.errors)")
        // Every second answer wrong: seen on any rows.
        try folder.write("record.csv", Self.record(200, wrongEvery: 2, first: 200))
        #expect(try Self.check(["--baseline", "b.json"], in: folder).code == 1)
    }

    @Test("A trigger that is gone fails the check of what it decided")
    func trigger() throws {
        let yaml = Self.yaml.replacing(
            "max_replications: 80, right: ai.selective_risk <= 5%",
            with: """
                max_replications: 20, again: 'policy.decisions{reason=again} >= baseline * 0.9'
                """
        ).replacing(
            "default_queue: support}",
            with: """
                default_queue: support, triggers: {again: {when: {confidence_below: 100%}, then: escalate}}}
                """)
        let folder = try Self.folder(Self.record(100, wrongEvery: 10), yaml)
        let made = try Self.check(["--baseline", "b.json", "--update-baseline"], in: folder)
        #expect(made.code == 0, "\(made.errors)")
        let gone = try Self.check(["--baseline", "b.json", "--set", "policy.triggers.again=null"], in: folder)
        #expect(gone.code == 1 && gone.output.contains("had one in the baseline"), "\(gone.output)\(gone.errors)")
        let alone = try Self.check(["--set", "policy.triggers.again=null"], in: folder)
        #expect(alone.code == 65 || alone.code == 64, "without a baseline there is nothing to miss it in")
    }

    @Test("Limits that became looser, and checks that are gone, are listed")
    func looser() throws {
        let folder = try Self.folder(
            Self.record(100, wrongEvery: 50), Self.yaml.replacing("right:", with: "wide: ai.coverage >= 1%, right:"))
        let made = try Self.check(["--baseline", "b.json", "--update-baseline"], in: folder)
        #expect(made.code == 0, "\(made.errors)")
        #expect(try folder.text("b.json").contains("\"mean\": "))
        try folder.write("gate.yaml", Self.yaml.replacing("<= 5%", with: "<= 50%"))
        let run = try Self.check(["--baseline", "b.json"], in: folder)
        #expect(
            run.output.contains("checks.right: ai.selective_risk <= 50%, was ai.selective_risk <= 5%")
                && run.output.contains("(looser)") && run.output.contains("checks.wide: not there"), "\(run.output)")
        let again = try Self.check(["--baseline", "b.json", "--update-baseline"], in: folder)
        #expect(again.output.contains("unchanged") && again.output.contains("ai.coverage: not there, was"))
    }

    @Test("What cannot be judged leaves an error and no green file of an earlier run")
    func errors() throws {
        let folder = try Self.folder(Self.record(100, wrongEvery: nil), Self.yaml.replacing("<= 5%", with: "<= 90%"))
        let files = ["--junit", "j.xml", "--markdown", "m.md"]
        #expect(try Self.check(files, in: folder).code == 0)
        #expect(try folder.text("j.xml").contains("errors=\"0\""))
        try folder.write("record.csv", "id,predicted,confidence,intent\nq,x,nine,x\n")
        let broken = try Self.check(files, in: folder)
        #expect(broken.code == 65)
        let xml = try folder.text("j.xml")
        let page = try folder.text("m.md")
        #expect(xml.contains("errors=\"1\"") && xml.contains("<error message=") && xml.contains("nine"), "\(xml)")
        #expect(page.contains("Nothing was judged") && !page.contains("PASS"), "\(page)")
    }
}
