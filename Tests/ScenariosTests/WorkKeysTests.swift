import Files
import Foundation
import Routing
import Scenarios
import Simulation
import Stochastics
import Testing

/// How much work contacts are, as scenarios say it, and what is left when the easy ones are gone.
@Suite struct WorkKeysTests {
    private func work(_ sets: String...) throws -> ContactWork {
        try Scenario.decode(Samples.small, file: "s.yaml", overrides: sets).specification.traffic.work
    }

    private func problems(_ sets: String..., text: String = Samples.small) -> [String] {
        do {
            _ = try Scenario.decode(text, file: "s.yaml", overrides: sets)
            return []
        } catch let found as Problems {
            return found.problems.map { "\($0)" }
        } catch {
            return ["\(error)"]
        }
    }

    private func run(_ scenario: Scenario) throws -> Ledger {
        var operation = try SupportOperation(
            scenario.specification, seed: 1, replication: 0, sink: CountingAuditSink())
        try operation.run()
        return operation.ledger
    }

    private func mean(_ ledger: Ledger) -> Double {
        ledger[.handleSeconds, slice: SliceMap.whole] / ledger[.handled, slice: SliceMap.whole]
    }

    @Test func keysAreRead() throws {
        #expect(try work().isPlain)
        let found = try work(
            "traffic.channels.mail.work=1.2", "traffic.channels.chat.handle_time=5 min",
            "traffic.language.intents.order.work=140%", "traffic.language.intents.order.handle_time.chat=11 min",
            "traffic.language.intents.late.handle_time={distribution: exponential, mean: 4 min}")
        #expect(found.channelTimes == [.constant(300), nil] && found.channelFactors == [1, 1.2])
        #expect(found.intentFactors == [1, 1.4, 1])
        let late = ContactWork.OwnTime.distribution(.exponential(mean: 240))
        #expect(found.intentTimes == [[], [.mean(660), nil], [late, late]])
        #expect(try work("traffic.language.intents.order.work=100%", "traffic.channels.mail.work=1").isPlain)
        let scenario = try Scenario.decode(Samples.small, file: "s.yaml", overrides: ["ai.sees_difficulty=35%"])
        #expect(scenario.specification.ai?.seesDifficulty == 0.35)
    }

    @Test func badInputIsSaidInItsPlace() throws {
        #expect(problems("ai.sees_difficulty=120%").first?.contains("a share cannot be above 100%") ?? false)
        #expect(problems("ai.sees_difficulty=-0.1").first?.contains("ai.sees_difficulty") ?? false)
        let zero = problems(
            "traffic.language.intents.order.work=0%", "traffic.channels.mail.work=0",
            "traffic.language.intents.late.handle_time=0 s", "traffic.channels.chat.work=2000")
        #expect(zero.count == 4 && zero.count { $0.contains("is not above 0") } == 3, "\(zero)")
        #expect(zero.contains { $0.contains("a factor cannot be above 1000") })
        let both = problems("traffic.language.intents.order={work: 2, handle_time: 3 min}")
        #expect(both.count == 1 && both[0].contains("there is a handle_time as well"))
        let everywhere = problems("traffic.language.intents.order={work: 2, handle_time: {chat: 3 min, mail: 2 min}}")
        #expect(everywhere.count == 1 && everywhere[0].contains("counts nowhere"))
        let stranger = problems("traffic.language.intents.order.handle_time.chatt=3 min")
        #expect(stranger.count == 1 && stranger[0].contains("did you mean 'chat'?"), "\(stranger)")
        let text = Samples.small.replacing("  features: words\n", with: "  features: words\n  sees_difficulty: 1.5\n")
        let placed = problems(text: text)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false)
            .firstIndex { $0.contains("sees_difficulty") }.map { $0 + 1 }
        #expect(placed.count == 1 && placed[0].contains("s.yaml:\(line ?? 0):"), "\(placed)")
    }

    private static func file(_ name: String, _ text: String) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hitl-work-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent(name).path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private static let humans = """
        name: x
        horizon: 2 days
        queues: {general: {}}
        policy: {threshold: always}
        customers: {notice_wrong: 0%}
        teams: {all: {skills: [general], agents: 40, handle_time: 10 min}}

        """

    @Test func columnsSayWhatHandlingTook() throws {
        let rows = (0..<40).map { row in
            "t\(row),a,.9,\(row % 4 == 0 ? "a" : "b"),\(["90", "3 min", "3 min", ""][row % 4])\n"
        }
        let log = try Self.file("log.csv", "id,predicted,confidence,intent,handle_time\n" + rows.joined())
        let traffic = "traffic: {volume: 400 per day}\n"
        let recorded = Self.humans + traffic + "ai: {recorded: {file: \(log), recycle: true}}\n"
        // A quarter 90 s, half 3 min, and a quarter the team's 10 min.
        let found = try mean(run(Scenario.decode(recorded, file: "x.yaml")))
        #expect(abs(found - (0.25 * 90 + 0.5 * 180 + 0.25 * 600)) < 25, "\(found)")
        let sees = problems("ai.sees_difficulty=50%", text: recorded)
        #expect(sees.count == 1 && sees[0].contains("corpus or log"), "\(sees)")
        let lines = (0..<60).map { "w\($0),\($0 % 2 == 0 ? "a,60" : "b,120")\n" }
        let corpus = try Self.file("c.csv", "text,intent,aht\n" + lines.joined())
        let texts =
            Self.humans + "traffic: {volume: 400 per day, language: {corpus: \(corpus), recycle: true}}\n"
            + "ai: {first_labels_per_intent: 2}\n"
        #expect(try mean(run(Scenario.decode(texts, file: "x.yaml"))) == 600)
        let timed = try Scenario.decode(
            texts, file: "x.yaml", overrides: ["traffic.language.handle_time_column=aht"])
        #expect(abs(try mean(run(timed)) - 90) < 8)
        let byIntent = try Scenario.decode(
            texts, file: "x.yaml", overrides: ["traffic.language.intents={a: {work: 50%}, b: {handle_time: 1 min}}"])
        #expect(abs(try mean(run(byIntent)) - 180) < 25)
        let wrong = problems(
            "traffic.language.intents={c: {work: 50%}, b: {share: 3%}}", "ai.sees_difficulty=20%", text: texts)
        #expect(wrong.count == 3, "\(wrong)")
        let none = problems("traffic.language.handle_time_column=ahtt", text: texts)
        #expect(none.count == 1 && none[0].contains("did you mean 'aht'?"), "\(none)")
        let bad = try Self.file("bad.csv", "text,intent,aht\none,a,0\ntwo,b,soon\n")
        let refused = problems(
            "traffic.language.handle_time_column=aht", "traffic.language.corpus=\(bad)", text: texts)
        #expect(refused.count == 2 && refused.allSatisfy { $0.contains("is no handle time") }, "\(refused)")
        #expect(refused[0].contains("bad.csv:2:") && refused[1].contains("bad.csv:3:"))
    }

    /// Of 6 minutes a contact, a fifth taken out that would have taken 3 leaves 6.75 and 90% of the work.
    @Test func residualArithmetic() throws {
        let text = """
            name: residual
            horizon: 2 days
            traffic:
              volume: 3000 per day
              language:
                out_of_scope: 0%
                intents: {easy: {share: 20%, handle_time: 3 min}, rest: {share: 80%, handle_time: 6.75 min}}
            queues: {general: {}}
            ai: {assumed_accuracy: {levels: {sure: {share: 100%, confidence: 100%}}}}
            policy: {threshold: 50%, triggers: {hard: {when: {intent: [rest]}, then: escalate}}}
            teams: {all: {skills: [general], agents: 100, handle_time: 6 min}}
            """
        let left = try run(Scenario.decode(text, file: "x.yaml"))
        let all = try run(Scenario.decode(text, file: "x.yaml", overrides: ["policy.threshold=always"]))
        #expect(abs(mean(left) - 405) < 1e-6)
        #expect(abs(mean(all) - 360) < 2)
        let work = left[.handleSeconds, slice: SliceMap.whole] / all[.handleSeconds, slice: SliceMap.whole]
        #expect(abs(work - 0.9) < 0.005)
    }

    /// An operation without a model whose AI answers more and more: handle time rises with its share, and is flat for an
    /// AI that sees nothing.
    @Test func handleTimeRisesWithTheShareOfTheAI() throws {
        let text = """
            name: My support
            horizon: 4 weeks
            traffic: {volume: 600 per day}
            queues: {support: {}}
            ai: {assumed_accuracy: 85%, sees_difficulty: 50%}
            policy: {threshold: 80%}
            customers: {notice_wrong: 0%}
            teams:
              agents:
                skills: [support]
                agents: 20
                handle_time: {distribution: lognormal, mean: 6 min, cv: 1}
            """
        let thresholds = ["97%", "90%", "80%", "60%"]
        func means(_ more: String...) throws -> [Double] {
            try thresholds.map { threshold in
                try mean(
                    run(Scenario.decode(text, file: "x.yaml", overrides: ["policy.threshold=\(threshold)"] + more)))
            }
        }
        let rising = try means()
        #expect(zip(rising, rising.dropFirst()).allSatisfy { $0 < $1 }, "\(rising)")
        #expect(rising[0] > 360 && rising[3] > 1.6 * 360)
        let flat = try means("ai.sees_difficulty=0%")
        #expect(flat.allSatisfy { abs($0 / 360 - 1) < 0.1 }, "\(flat)")
        #expect(try means("ai.sees_difficulty=null") == flat, "0% is as if the key were not there")
        let human = try means("ai.sees_difficulty=50%", "policy.threshold=always")
        #expect(human.allSatisfy { abs($0 / 360 - 1) < 0.03 })
    }
}
