import Experiments
import Foundation
import Reports
import Results
import Scenarios
import Stochastics
import Testing

@Suite struct DryRunTests {
    /// One team without an AI, exponential in all.
    private static func scenario(_ more: String = "", agents: String = "agents: 12", level: String = "target: 80%")
        throws
        -> Scenario
    {
        try Scenario.decode(
            """
            name: Erlang
            horizon: 2 weeks
            replications: 20
            traffic: {volume: 120 per h, patience: {distribution: exponential, mean: 5 min}\(more)}
            queues: {calls: {}}
            policy: {}
            teams:
              desk: {skills: [calls], \(agents), wage: 20 USD per hour,
                handle_time: {distribution: constant, value: 4 min}}
            service_levels: {calls: {queues: [calls], within: 20 s, \(level)}}

            """, file: "e.yaml")
    }

    private static func dry(_ scenario: Scenario) throws -> DryRun {
        try DryRun(
            scenario, flows: try PilotFlows(scenario.specification, seed: 1, usesAI: true), seed: 1)
    }

    /// A legal load that no machine simulates for a day: a dry run of it took minutes, and now a second or two.
    @Test func theFirstMinutesOfAHugeLoadAreSimulated() throws {
        let huge = try Scenario.decode(
            """
            name: Huge
            horizon: 1 h
            replications: 1
            traffic: {volume: 1e9 per h}
            queues: {calls: {}}
            policy: {}
            teams: {desk: {skills: [calls], agents: 12, handle_time: 36525 days}}

            """, file: "huge.yaml")
        let arrivals = huge.specification.traffic.arrivals
        let length = PilotFlows.length(huge.specification)
        #expect(length > 0 && arrivals.expectedCount(from: 0, to: length) <= 200_000)
        #expect(PilotFlows.length(try Self.scenario().specification) == 604_800)
    }

    @Test func aSingleTeamIsErlangA() throws {
        let dry = try Self.dry(Self.scenario())
        let team = dry.load.teams[0]
        #expect(abs(team.meanErlangs - 8) < 1e-9 && team.meanAgents == 12)
        #expect(team.erlangs.allSatisfy { abs($0 - 8) < 1e-9 })
        #expect(dry.loadWithoutAI == nil && dry.flows.aiShare == 0)
        let exact = try ErlangFormulas.erlangA(
            servers: 12, arrivalPerSecond: 120 / 3600, meanServiceSeconds: 240, meanPatienceSeconds: 300
        ).serviceLevel(withinSeconds: 20)
        let level = try #require(dry.outlook.levels.first)
        #expect(level.formula == .erlangA && !level.isShort)
        for share in [level.overall, level.atMeanLoad, level.tightest?.share] {
            #expect(abs((share ?? 0) - exact) < 1e-9)
        }
        // The one thing it lacks: a price of those who give up.
        #expect(
            FindingPhrases.sentences(dry.warnings).count == 1
                && FindingPhrases.sentences(dry.warnings).first?.contains("lost_customer") == true)
    }

    @Test(arguments: ["3 days", "30 h"]) func hoursThatAreNotSimulatedDoNotCount(horizon: String) throws {
        let short = try Scenario.decode(
            try Self.scenario().resolvedYAML, file: "e.yaml", overrides: ["horizon=\(horizon)"])
        let team = try Self.dry(short).load.teams[0]
        #expect(abs(team.meanErlangs - 8) < 1e-9 && team.meanAgents == 12)
        #expect(team.erlangsByDay[1] != nil && team.erlangsByDay[6] == nil)
    }

    @Test func whereNobodyGivesUpItIsErlangC() throws {
        let patient = try Scenario.decode(
            try Self.scenario().resolvedYAML, file: "e.yaml", overrides: ["traffic.patience=null"])
        let level = try #require(try Self.dry(patient).outlook.levels.first)
        let exact = try ErlangFormulas.erlangC(servers: 12, arrivalPerSecond: 120 / 3600, meanServiceSeconds: 240)
            .serviceLevel(withinSeconds: 20)
        #expect(level.formula == .erlangC)
        #expect(abs((level.overall ?? 0) - exact) < 1e-9)
    }

    @Test func anOverloadedMorningIsNamed() throws {
        // From 9 to 12 twice the mean load.
        let weights = (0..<24).map { (9..<12).contains($0) ? "2" : "0.857142857142857" }.joined(separator: ", ")
        let dry = try Self.dry(
            Self.scenario(", hours_of_day: [\(weights)], days_of_week: [2, 1, 1, 1, 1, 0.5, 0.5]"))
        let team = dry.load.teams[0]
        #expect(team.busiestHour == 9)
        #expect(abs(team.erlangs[9] - 32) < 1e-6, "8 erlangs x 2 of the hour x 2 of the day")
        #expect(
            FindingPhrases.sentences(dry.warnings).contains(
                "team desk is overloaded every Tuesday to Friday 09:00-12:00: 16 erlangs for 12 agents."),
            "\(FindingPhrases.sentences(dry.warnings))")
        #expect(
            FindingPhrases.sentences(dry.warnings).contains {
                $0.hasPrefix("team desk is overloaded every Monday: 32 erlangs")
            })
        #expect(
            FindingPhrases.sentences(dry.warnings).contains {
                $0.hasPrefix("service_level.calls (abandoned: missed): Erlang A expects ")
            })
    }

    @Test func aQueueThatNobodyServesAtNightIsNamed() throws {
        let dry = try Self.dry(
            Self.scenario(agents: "shrinkage: 20%, shifts: {day: {from: '06:00', to: '22:00', agents: 15}}"))
        #expect(dry.load.teams[0].agents[5] == 0 && dry.load.teams[0].agents[6] == 12)
        #expect(dry.load.unattended[0][23] == 120 && dry.load.unattended[0][12] == 0)
        #expect(
            FindingPhrases.sentences(dry.warnings).contains(
                "nobody serves the queue 'calls' every day 22:00-06:00: about 6720 contacts a week come for it then."),
            "\(FindingPhrases.sentences(dry.warnings))")
        let level = try #require(dry.outlook.levels.first)
        #expect((level.overall ?? 1) < 16.0 / 24, "nobody who comes at night is served in time")
    }

    @Test func theAITakesItsShare() throws {
        let scenario = try Scenario.decode(ScenarioTemplate.minimal.text, file: "m.yaml")
        let dry = try Self.dry(scenario)
        let without = try #require(dry.loadWithoutAI)
        #expect(dry.flows.aiShare > 0.6 && dry.flows.aiShare < 0.8)
        // What is left is harder than the average: it is more of the work than of the contacts.
        let left = 1 - dry.flows.aiShare
        let ratio = dry.load.teams[0].meanErlangs / without.teams[0].meanErlangs
        #expect(ratio > left + 0.05 && ratio < 2 * left, "\(ratio) of the work, \(left) of the contacts")
        let alike = try Self.dry(
            Scenario.decode(
                ScenarioTemplate.minimal.text, file: "m.yaml", overrides: ["ai.sees_difficulty=0%"]))
        let plain = alike.load.teams[0].meanErlangs / (try #require(alike.loadWithoutAI)).teams[0].meanErlangs
        #expect(abs(plain - (1 - alike.flows.aiShare)) < 0.1)
        let text = DryRunText(dry, seed: 1).text
        #expect(text.contains("no AI") && text.contains("name: My support"))
        #expect(
            DryRunJSON.text(dry, seed: 1, replications: 20)
                == DryRunJSON.text(try Self.dry(scenario), seed: 1, replications: 20))
        let expected = text.components(separatedBy: "# What to expect").last ?? ""
        #expect(expected.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(expected)")
    }

    @Test func adviceIsGiven() throws {
        let scenario = try Scenario.decode(
            try Self.scenario(level: "target: 80%").resolvedYAML, file: "e.yaml",
            overrides: [
                "replications=5", "queues.spare={}", "policy.default_queue=calls", "teams.desk.wage=null",
                "teams.idle={skills: [spare], agents: 1, handle_time: 1 min}", "service_levels.calls.target=null",
            ])
        let advice = FindingPhrases.sentences(ScenarioAdvice(scenario).findings)
        #expect(advice.count == 6, "\(advice)")
        for part in ["5 replications", "'spare'", "'idle'", "no target", "wage", "lost_customer"] {
            #expect(advice.contains { $0.contains(part) }, "\(part)")
        }
    }
}
