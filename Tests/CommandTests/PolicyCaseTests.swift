import Foundation
import TestSupport
import Testing

/// What a policy says, happens: cases that went wrong, with what is right.
@Suite(.serialized) struct PolicyCaseTests {
    /// A doctor confirms every read: the AI answers nothing alone.
    private static let doctor = """
        name: Doctor confirms every read
        horizon: 1 week
        warm_up: 1 day
        replications: 1
        traffic:
          volume: 300 per day
          hours_of_day: [0,0,0,0,0,0,0,0,10,10,10,10,10,10,10,10,10,10,0,0,0,0,0,0]
          patience: {distribution: exponential, mean: 20 min}
          language:
            vocabulary: 300
            out_of_scope: 0%
            intents: {normal: {share: 85%}, finding: {share: 13%}, critical: {share: 2%}}
        ai: {first_labels_per_intent: 100, latency: 1 min}
        queues: {reading: {capacity: 8}}
        policy:
          threshold: 100%
          below_threshold: approve
          default_queue: reading
        training: {every: 2 days, label_share: 100%, annotation_time: 10 s}
        customers: {notice_wrong: 10%, return: 50%, return_after: 1 day, reopen_window: 2 days}
        teams:
          doctors:
            skills: [reading]
            shifts: {d: {from: "08:00", to: "19:00", agents: 2}}
            handle_time: {distribution: lognormal, mean: 6 min, cv: 0.8}
            approval_time: {distribution: lognormal, mean: 3 min, cv: 0.8}
            label_error: 3%

        """

    private static let desk = """
        name: Desk
        horizon: 2 days
        replications: 1
        traffic: {volume: 300 per day, patience: {distribution: exponential, mean: 5 min}}
        ai: {assumed_accuracy: {mean: 85%, concentration: 8}}
        queues: {desk: {}}
        policy: {rule: expected_cost, expected_cost: {human: 2 USD}, default_queue: desk}
        costs: {wrong_answer: 8 USD}
        teams: {people: {skills: [desk], agents: 3, handle_time: {distribution: exponential, mean: 6 min}}}

        """

    private func folder(_ text: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("s.yaml", text)
        return folder
    }

    @Test(arguments: ["100%", "always"])
    func aDoctorConfirmsEveryRead(_ threshold: String) throws {
        let folder = try folder(Self.doctor)
        let run = try BuiltProgram.run(
            [
                "simulate", "s.yaml", "--json", "--quiet", "--set", "policy.threshold=\(threshold)", "--audit",
                "a.jsonl",
            ], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        #expect(try run.mean("ai.coverage") == 0)
        #expect(try run.mean("human.approval_share") == 1)
        // Some gave up and some were turned away: their approvals have an end as well.
        #expect(try run.mean("human.abandonment") ?? 0 > 0 && run.mean("human.blocked") ?? 0 > 0)
        let verdict = try BuiltProgram.run(["audit", "verify", "a.jsonl", "--complete"], in: folder)
        #expect(verdict.code == 0, "\(verdict)")
        let approvals = try #require(verdict.output.firstMatch(of: #/Approvals: (\d+), each with an end: (.*)\./#))
        let numbers = approvals.output.2.matches(of: #/(\d+) /#).compactMap { Int($0.output.1) }
        #expect(numbers.count == 4 && numbers.reduce(0, +) == Int(approvals.output.1), "\(verdict.output)")
        #expect(numbers[0] > 500 && numbers[2] > 50, "\(numbers)")
    }

    @Test func anApprovalWithoutAnEndIsFound() throws {
        let folder = try folder(Self.doctor)
        let run = try BuiltProgram.run(
            ["simulate", "s.yaml", "--json", "--quiet", "--set", "horizon=2 days", "--audit", "a.jsonl"], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        // A router decides and sees no end: the same decisions alone are intact and not complete.
        try folder.write("labels.csv", FastScenario.labels())
        let trained = try BuiltProgram.run(["train", "--labels", "labels.csv", "--out", "m.json"], in: folder)
        #expect(trained.code == 0, "\(trained.errors)")
        let policy = FastScenario.yaml.replacingOccurrences(of: "threshold: 70%", with: "threshold: always")
            .replacingOccurrences(of: "below_threshold: suggest", with: "below_threshold: approve")
        try folder.write("p.yaml", policy)
        let routed = try BuiltProgram.run(
            ["route", "--model", "m.json", "--policy", "p.yaml", "--audit", "r.jsonl"], in: folder,
            input: (1...5).map { "{\"id\":\"q\($0)\",\"text\":\"my card has not arrived yet\"}\n" }.joined())
        #expect(routed.code == 0, "\(routed.errors)")
        #expect(routed.output.components(separatedBy: "\"decision\":\"approve\"").count == 6, "\(routed.output)")
        #expect(try BuiltProgram.run(["audit", "verify", "r.jsonl"], in: folder).code == 0)
        let verdict = try BuiltProgram.run(["audit", "verify", "r.jsonl", "--complete"], in: folder)
        #expect(verdict.code == 1 && verdict.output.hasPrefix("NOT COMPLETE: r.jsonl"), "\(verdict)")
        #expect(verdict.errors.contains("r.jsonl:1: record 1 asks for an approval that has no end"), "\(verdict)")
    }

    @Test func aKeyWithoutEffectIsNamed() throws {
        let folder = try folder(Self.desk)
        let sentence = "policy.threshold has no effect: policy.rule is expected_cost"
        let sets = ["--set", "policy.threshold=60%"]
        for command in [
            ["validate", "s.yaml"], ["simulate", "s.yaml", "--dry-run"], ["simulate", "s.yaml", "--quiet"],
        ] {
            let plain = try BuiltProgram.run(command, in: folder)
            let warned = try BuiltProgram.run(command + sets, in: folder)
            #expect(plain.code == 0 && warned.code == 0, "\(plain.errors) \(warned.errors)")
            func text(_ outcome: BuiltProgram.Outcome) -> String {
                (outcome.output + outcome.errors).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            #expect(!text(plain).contains("has no effect"), "\(command)")
            #expect(text(warned).contains("has no effect: policy.rule is expected_cost"), "\(command) \(text(warned))")
        }
        let json = try BuiltProgram.run(["validate", "s.yaml", "--json"] + sets, in: folder)
        #expect(json.output.contains(sentence))
        let varied = try BuiltProgram.run(
            ["sweep", "s.yaml", "--vary", "policy.threshold=60%,95%", "--json"], in: folder)
        #expect(varied.code == 65, "\(varied)")
        #expect(
            varied.errors.contains("policy.threshold has no effect at any point: policy.rule is expected_cost"),
            "\(varied.errors)")
        #expect(varied.errors.contains("leave it out, or write rule: threshold"), "\(varied.errors)")
    }

    @Test func equalPointsAreRunOnceAndItIsSaid() throws {
        let folder = try folder(Self.desk)
        let run = try BuiltProgram.run(
            [
                "sweep", "s.yaml", "--vary", "policy.rule=threshold,expected_cost", "--vary",
                "policy.threshold=60%,95%,100%,always", "--out", "swept",
            ], in: folder)
        #expect(run.code == 0, "\(run.errors)")
        // Three thresholds, and the rule that has none.
        #expect(run.errors.contains("4 points"), "\(run.errors)")
        #expect(
            run.errors.contains(
                "4 points are the same as others and are left out: policy.threshold has no effect where "
                    + "policy.rule is expected_cost"), "\(run.errors)")
        #expect(run.output.contains("8 were asked for, the others are the same"), "\(run.output)")
    }

    /// Customers who come back are the same whatever the window is; a longer one takes more revenue back.
    @Test func theWindowDecidesWhatIsPaidBack() throws {
        let folder = try folder(
            Self.desk + "customers: {return_after: {distribution: exponential, mean: 12 h}}\n"
                + "prices: {ai_resolution: 0.99 USD, human_resolution: 6 USD}\n")
        let runs = try ["10 min", "1 day", "30 days"].map { window in
            try BuiltProgram.run(
                [
                    "simulate", "s.yaml", "--json", "--quiet", "--set", "horizon=2 weeks", "--set",
                    "customers.reopen_window=\(window)",
                ], in: folder)
        }
        let repeats = try runs.map { try $0.mean("queries.repeat") }
        #expect(repeats[0] ?? 0 > 100 && repeats[0] == repeats[1] && repeats[1] == repeats[2], "\(repeats)")
        let revenue = try runs.map { try $0.mean("revenue.total") ?? 0 }
        #expect(revenue[0] > revenue[1] && revenue[1] > revenue[2], "\(revenue)")
    }
}
