import Experiments
import Foundation
import Reports
import Scenarios
import Simulation
import Stochastics
import Testing

/// What theory expects of promises fits their definition, and counts those turned away.
@Suite struct PromiseOutlookTests {
    /// 100 calls an hour of 6 min for 10 agents, a patience of 2 min.
    private static func scenario(_ level: String, patience: Bool = true, queue: String = "{}", agents: Int = 10) throws
        -> Scenario
    {
        try Scenario.decode(
            """
            name: Levels
            horizon: 1 week
            replications: 20
            traffic: {volume: 100 per h\(patience ? ", patience: {distribution: exponential, mean: 2 min}" : "")}
            queues: {calls: \(queue), other: {}}
            policy: {default_queue: calls}
            teams:
              desk: {skills: [calls], agents: \(agents), wage: 20 USD per hour,
                handle_time: {distribution: constant, value: 6 min}}
              others: {skills: [other], agents: 1, handle_time: 6 min}
            service_levels: {calls: {queues: [calls], within: 20 s, target: 80%\(level)}}

            """, file: "e.yaml")
    }

    private static func dry(_ scenario: Scenario) throws -> DryRun {
        try DryRun(
            scenario, flows: try PilotFlows(scenario.specification, seed: 1, usesAI: true), seed: 1)
    }

    @Test(arguments: [
        ("", 0.6560631), (", abandoned: met_if_early", 0.7145817), (", abandoned: ignored", 0.7787348),
        (", abandoned: excused_if_early", 0.6968413), (", short: 5 s", 0.6672983),
    ])
    func theEstimateIsThatOfTheDefinition(level: String, exact: Double) throws {
        let dry = try Self.dry(Self.scenario(level))
        let found = try #require(dry.outlook.levels.first)
        #expect(found.formula == .erlangA && found.fits)
        for share in [found.overall, found.atMeanLoad, found.tightest?.share] {
            #expect(abs((share ?? 0) - exact) < 1e-6, "\(level): \(share ?? -1)")
        }
        #expect(
            FindingPhrases.sentences(dry.warnings).contains {
                $0.contains("(abandoned: \(found.abandoned.rawValue)): Erlang A expects")
            })
    }

    @Test(arguments: [("", 0.8), (", abandoned: ignored", 1.0)])
    func withoutAWaitingRoomItIsErlangB(level: String, share: Double) throws {
        let dry = try Self.dry(Self.scenario(level, patience: false, queue: "{capacity: 0}", agents: 13))
        let found = try #require(dry.outlook.levels.first)
        let blocked = try ErlangFormulas.erlangB(servers: 13, offeredLoad: 10)
        #expect(found.formula == .erlangB)
        #expect(abs((found.overall ?? 0) - (share == 1 ? 1 : 1 - blocked)) < 1e-9)
    }

    @Test func whatNoFormulaFitsIsNotPrinted() throws {
        let text = try Self.scenario("", queue: "{capacity: 2}").resolvedYAML
        let shared = try Scenario.decode(text, file: "e.yaml", overrides: ["teams.desk.skills=[calls, other]"])
        let found = try #require(try Self.dry(shared).outlook.levels.first)
        #expect(!found.fits && found.overall == nil && found.atMeanLoad == nil && found.tightest == nil)
        let alone = try #require(try Self.dry(Self.scenario("", queue: "{capacity: 2}")).outlook.levels.first)
        #expect(alone.fits && alone.formula == .boundedPatience && (alone.overall ?? 0) > 0.5)
    }

    @Test func shortWithoutEffectIsSaid() throws {
        let scenario = try Self.scenario(", abandoned: ignored, short: 5 s")
        let words = "short has no effect with abandoned: ignored"
        #expect(FindingPhrases.sentences(ScenarioAdvice(scenario).findings).contains { $0.contains(words) })
        #expect(
            !FindingPhrases.sentences(ScenarioAdvice(try Self.scenario(", short: 5 s")).findings).contains {
                $0.contains("no effect")
            })
    }
}
