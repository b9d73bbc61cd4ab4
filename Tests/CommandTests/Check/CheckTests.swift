import Experiments
import Foundation
import Reports
import Results
import TestSupport
import Testing

/// `hitl check` as a CI job uses it, on two days of a small operation with a real classifier and router.
@Suite(.serialized) struct CheckTests {
    static let yaml = """
        name: Gate
        horizon: 1 day
        seed: 1
        replications: 10
        checks:
          max_replications: 40
          wrong answers: ai.selective_risk <= baseline + 1%
          busy: human.occupancy < 99%
        traffic:
          volume: 150 per day
          language:
            vocabulary: 200
            intents: {refund: {share: 30%}, order: {share: 30%}, invoice: {share: 20%}, complaint: {share: 20%}}
        queues: {desk: {}}
        ai: {features: words, first_labels_per_intent: 12, latency: 2 s}
        policy: {threshold: 85%, default_queue: desk}
        training: {every: 12 h, label_share: 30%}
        teams:
          desk: {skills: [desk], agents: 2, handle_time: 6 min, label_error: 5%, wage: 20 USD per hour}
        service_levels: {desk: {queues: [desk], within: 1 min, target: 80%}}

        """

    static func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("gate.yaml", yaml)
        return folder
    }

    private static func withBaseline(seed: Int? = nil) throws -> TemporaryFolder {
        let folder = try folder()
        let seeds = seed.map { ["--seed", "\($0)"] } ?? []
        let run = try BuiltProgram.run(
            ["check", "gate.yaml", "--baseline", "b.json", "--update-baseline", "--quiet"] + seeds, in: folder)
        #expect(run.code == 0 && run.output.contains("b.json: 40 replications"), "\(run.errors)")
        return folder
    }

    private static func check(_ arguments: [String], in folder: TemporaryFolder) throws -> BuiltProgram.Outcome {
        try BuiltProgram.run(
            ["check", "gate.yaml", "--quiet"] + arguments, in: folder,
            environment: ["GITHUB_ACTIONS": "", "GITHUB_WORKSPACE": ""])
    }

    @Test func anUnchangedRouterPassesAndAWorsenedOneIsCaught() throws {
        let folder = try Self.withBaseline()
        let same = try Self.check(["--baseline", "b.json"], in: folder)
        #expect(same.code == 0 && same.output.contains("All 2 checks hold."), "\(same.output)")
        #expect(same.output.contains("n 10"), "exactly no difference needs no more replications")

        let worse = try Self.check(
            [
                "--baseline", "b.json", "--set", "policy.threshold=50%", "--junit", "j.xml", "--markdown", "m.md",
                "--github",
            ], in: folder)
        #expect(worse.code == 1, "\(worse.output)")
        #expect(worse.output.contains("The check 'wrong answers' fails: ai.selective_risk is"))
        #expect(worse.output.contains("policy.threshold: 50%, was 85%"))
        #expect(worse.output.contains("::error file=gate.yaml,line=7,col=18,title=hitl check%3A wrong answers::"))
        #expect(try folder.text("j.xml").contains("failures=\"1\" errors=\"0\" skipped=\"0\""))
        #expect(try folder.text("m.md").contains("### hitl check: FAIL"))
        // Its own outputs are replaced by the next run, and a run gives the same bytes with any number of threads.
        let first = try folder.text("j.xml")
        let again = try Self.check(
            ["--baseline", "b.json", "--set", "policy.threshold=50%", "--junit", "j.xml", "--threads", "1"],
            in: folder)
        let second = try folder.text("j.xml")
        #expect(again.code == 1 && second == first)
        let json = try Self.check(["--baseline", "b.json", "--json", "--github"], in: folder)
        #expect(try json.json()["verdict"] as? String == "pass")
    }

    /// A miniature of `Scripts/check_bars.py`, whose results for 200 seeds are in `results/check/`.
    @Test func anUnchangedRouterOnOtherCustomersSeldomFails() throws {
        let seeds = 12
        var failed = 0
        for seed in 1...seeds {
            // The limit is the truth itself: the same router in the same world, met by other customers.
            let folder = try Self.withBaseline(seed: seed)
            let all = try BaselineJSON.read(Array(folder.text("b.json").utf8), file: "b.json")
            var later = all
            later.table = ReplicationTable(
                first: 20, columns: all.table.columns, rows: Array(all.table.rows.suffix(20)))
            try folder.write("b.json", String(decoding: BaselineJSON.data(later), as: UTF8.self))
            let run = try Self.check(
                [
                    "--baseline", "b.json", "--seed", "\(seed)", "--json",
                    "--set", "checks={max_replications: 20, looks: 2, a: ai.selective_risk <= baseline}",
                ], in: folder)
            #expect([0, 1, 2].contains(run.code), "\(run.errors)")
            if run.code == 1 { failed += 1 }
            let notes = try run.json()["notes"] as? [String]
            #expect(notes?.first?.contains("unpaired (Welch)") == true)
        }
        // 99.9% quantile of the binomial distribution with 12 trials of 5%.
        #expect(failed <= 4, "\(failed)")
    }

    /// The pilots of a changed router would find another warm-up, and so other customers.
    @Test func theWarmUpIsTheBaselines() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "desk.yaml",
            """
            name: Desk
            horizon: 10 days
            warm_up: auto
            replications: 10
            checks: {max_replications: 10, cost: cost.total <= baseline * 1.02}
            traffic: {volume: 400 per day}
            queues: {desk: {}}
            policy: {default_queue: desk}
            teams: {all: {skills: [desk], agents: 2, handle_time: 6 min, wage: 20 USD per hour}}

            """)
        func check(_ arguments: [String]) throws -> BuiltProgram.Outcome {
            try BuiltProgram.run(["check", "desk.yaml", "--baseline", "b.json", "--quiet"] + arguments, in: folder)
        }
        #expect(try check(["--update-baseline"]).code == 0)
        let text = try folder.text("b.json")
        let before = try BaselineJSON.read(Array(text.utf8), file: "b.json")
        let seconds = try #require(before.warmUpSeconds)
        // Nearly overloaded: the same wages over the same time, so nothing may be cheaper.
        let slow = try check(["--set", "teams.all.handle_time=7 min", "--json"])
        let found = try slow.json()
        let notes = try #require(found["notes"] as? [String])
        #expect(
            notes.contains { $0.contains("is the baseline's, so that both measure the same customers") }, "\(notes)")
        let checks = try #require(found["checks"] as? [[String: Any]])
        let mean = try #require(checks.first?["mean"] as? Double)
        let hours = 240 - seconds / 3600
        #expect(abs(mean - 2 * 20 * hours) < 0.02 * mean, "\(mean) in \(hours) hours")
        // An older file does not know.
        try folder.write("b.json", text.replacing("\"warm_up_seconds\"", with: "\"other\""))
        let old = try check([])
        #expect(old.code == 65 && old.errors.contains("warm-up") && old.errors.contains("--update-baseline"))
    }

    @Test func whatLiesAtItsLimitIsUndecided() throws {
        let folder = try Self.folder()
        let first = try Self.check(
            ["--json", "--set", "checks={a: human.occupancy < 99%}", "--max-replications", "40"], in: folder)
        let checks = try first.json()["checks"] as? [[String: Any]]
        let mean = try #require(checks?.first?["mean"] as? Double)
        let run = try Self.check(
            ["--set", "checks={level: 0.1%, a: human.occupancy < \(mean * 100)%}", "--markdown", "m.md", "--github"],
            in: folder)
        #expect(
            run.code == 2 && run.output.contains("UNDECIDED") && run.output.contains("::warning file=gate.yaml,title"))
        #expect(run.output.contains("n 80"), "up to 8 times the first look")
        #expect(try folder.text("m.md").contains("hitl check: UNDECIDED"))
    }

    @Test func simulationsJudgeChecksOnceAndGoOn() throws {
        let folder = try Self.folder()
        let run = try BuiltProgram.run(["simulate", "gate.yaml", "--json", "--quiet"], in: folder)
        let checks = try run.json()["checks"] as? [[String: Any]]
        #expect(run.code == 0 && checks?.map { $0["verdict"] as? String } == ["undecided", "pass"])
        let bare = try BuiltProgram.run(
            ["simulate", "gate.yaml", "--json", "--quiet", "--set", "checks=null"], in: folder)
        let measures = try run.json()["measures"] as? NSDictionary
        #expect(try measures == bare.json()["measures"] as? NSDictionary, "checks change nothing that is simulated")
    }

    static let wrongUses = [
        ["--update-baseline"], ["--baseline", "b.json", "--update-baseline", "--json"], ["--max-replications", "3"],
        ["--max-replications", "20", "--replications", "30"], [], ["--baseline"], ["--replications", "1"],
        ["--baseline", "gone.json", "--junit", "x", "--markdown", "./x"], ["--baseline", "gate.yaml"],
        ["--baseline", "b.json", "--replications", "100"],
    ]

    @Test(arguments: wrongUses)
    func wrongUsageIs64(arguments: [String]) throws {
        let folder = try Self.folder()
        let run = try Self.check(arguments, in: folder)
        #expect(run.code == 64 && run.output == "", "\(run.errors)")
        if arguments.isEmpty { #expect(run.errors.contains("'wrong answers'") && run.errors.contains("--baseline")) }
        #expect(try folder.names() == ["gate.yaml"])
    }

    @Test func baselinesThatDoNotServeAre65() throws {
        let folder = try Self.withBaseline()
        func errors(_ arguments: [String], _ words: [String]) throws {
            let run = try Self.check(["--baseline", "b.json", "--junit", "j.xml"] + arguments, in: folder)
            #expect(run.code == 65 && run.output == "", "\(arguments): \(run.code)")
            for word in words + ["b.json"] { #expect(run.errors.contains(word), "\(word): \(run.errors)") }
            #expect(try folder.text("j.xml").contains("<error "), "a job that shows reports has the reason")
        }
        try errors(["--set", "name=Other"], ["is the baseline of 'Gate'", "'Other'"])
        try errors(
            ["--set", "traffic.volume=140 per day"],
            ["other customers", "traffic.volume: 140 per day, was 150 per day", "--update-baseline"])
        try errors(
            ["--seed", "2", "--set", "policy.threshold=50%", "--set", "traffic.volume=150 per day"],
            [
                "seed 1", "the invented language", "--seed 1",
                "hitl check gate.yaml --baseline b.json --update-baseline --seed 2 --set 'traffic.volume=150 per day'",
            ])
        try errors(["--set", "checks.cost=cost.total <= baseline"], ["lacks cost.total", "'cost'"])
        let text = try folder.text("b.json")
        try folder.write("b.json", text.replacing("\"version\": \"", with: "\"version\": \"9"))
        try errors([], ["made by hitl 9", "differently"])
        try folder.write("b.json", "{}")
        try errors([], ["no baseline of hitl check"])
        try FileManager.default.removeItem(atPath: folder.path + "/b.json")
        let annotated = try Self.check(["--baseline", "b.json", "--github"], in: folder)
        #expect(annotated.output.hasPrefix("::error file=b.json,title=hitl check::there is no such baseline; make it"))
        let broken = try Self.check(["--github", "--set", "checks.b=x < 3%"], in: folder)
        #expect(broken.code == 65 && broken.output.contains("::error title=hitl check::--set checks.b=x < 3%25: "))
        try errors([], ["there is no such baseline", "hitl check gate.yaml --baseline b.json --update-baseline"])
    }

    @Test func nothingIsOverwrittenOrHalfWritten() throws {
        let folder = try Self.folder()
        let simple = ["--set", "checks={a: human.occupancy < 99%}"]
        for option in ["--junit", "--markdown"] {
            let run = try Self.check(simple + [option, "gate.yaml"], in: folder)
            #expect(run.code == 73 && run.output == "" && run.errors.contains("exists already"), "\(run.errors)")
            #expect(try Self.check(simple + [option, "gone/x.xml"], in: folder).code == 73)
            #expect(try Self.check(simple + [option, "."], in: folder).code == 73)
        }
        // Not even by force.
        for update in [["--baseline", "gate.yaml", "--update-baseline"], ["--junit", "gate.yaml"]] {
            #expect(try Self.check(simple + update + ["--force"], in: folder).code == 64)
        }
        #expect(try folder.text("gate.yaml") == Self.yaml)
        #expect(try folder.names() == ["gate.yaml"])
        let none = try Self.check(["--set", "checks=null"], in: folder)
        #expect(none.code == 65 && none.errors.contains("nothing to check"))
        let broken = try Self.check(["--set", "checks.b=human.occupency < 3%"], in: folder)
        #expect(broken.code == 65 && broken.errors.contains("did you mean 'human.occupancy'?"))
    }
}
