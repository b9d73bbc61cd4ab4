import Experiments
import Reports
import Routing
import Scenarios
import Simulation
import Testing

/// What a dry run expects against what a simulation does.
@Suite struct DryRunHoursTests {
    /// Callers, approvals of plans (one step or two, with rejections and replies), and audits, each with its team.
    private static let yaml = """
        name: Three kinds of work
        horizon: 3 weeks
        traffic:
          volume: 40 per h
          actions: {refund: {intents: [refund], share: 90%}}
          language: {intents: {refund: {share: 50%}, order: {share: 50%}}}
        queues: {calls: {}, approvals: {}, audits: {}}
        ai: {assumed_accuracy: 90%}
        policy: {threshold: 60%, default_queue: calls, audit: {share: 30%, queue: audits}}
        plans:
          refund:
            actions: [refund]
            queue: approvals
            rejected_to: calls
            edited: 20%
            edit_time: 1 min
            steps: {check: {takes: 10 s, pauses: true}, pay: {takes: 30 s, pauses: true}}
        customers: {notice_wrong: 80%, return: 80%, return_after: 2 days, reopen_window: 5 days}
        teams:
          callers: {skills: [calls], agents: 20, handle_time: {distribution: constant, value: 6 min}}
          approvers: {skills: [approvals], agents: 10, handle_time: 9 min, approval_time: 2 min}
          auditors: {skills: [audits], agents: 10, handle_time: 9 min, audit_time: 3 min}
        service_levels: {calls: {queues: [calls], within: 1 min}, approvals: {queues: [approvals], within: 5 min}}

        """

    @Test(arguments: [1, 2, 3] as [UInt64]) func theHoursAreThoseOfTheSimulation(seed: UInt64) throws {
        let scenario = try Scenario.decode(Self.yaml, file: "w.yaml")
        var specification = scenario.specification
        let flows = try PilotFlows(specification, seed: seed, usesAI: true)
        let dry = try DryRun(scenario, flows: flows, seed: seed)
        specification.warmUpSeconds = 7 * 86_400
        var operation = try SupportOperation(
            specification, seed: seed + 100, replication: 0, sink: CountingAuditSink())
        operation.keepIntervals(of: 86_400, count: 1)
        try operation.run()
        let tally = try #require(operation.ledger.intervals)
        for (team, queue) in [(0, 0), (1, 1), (2, 2)] {
            let expected = dry.load.teams[team].erlangs.reduce(0, +)
            let done = tally.handled(team: team, queue: queue).seconds / 3600 / 2
            #expect(
                abs(expected - done) < 0.08 * done,
                "\(dry.load.teams[team].name): \(expected) h a week expected, \(done) h done")
        }
        // Nobody waits for an approval on the line.
        #expect(dry.outlook.levels.map(\.formula) == [.erlangC, .erlangC])
    }

    @Test func patienceIsThatOfTheQueue() throws {
        let scenario = try Scenario.decode(
            """
            name: Two channels
            horizon: 1 week
            traffic:
              volume: 60 per h
              channels:
                chat: {share: 80%, patience: {distribution: exponential, mean: 2 min}}
                voice: {share: 10%, patience: {distribution: exponential, mean: 10 min}}
                mail: {share: 10%}
            queues: {chat: {}, voice: {}, mail: {}}
            policy: {default_queue: chat, queues_by_channel: {voice: voice, mail: mail}}
            teams:
              a: {skills: [chat], agents: 6, handle_time: 5 min}
              b: {skills: [voice], agents: 1, handle_time: 5 min}
              c: {skills: [mail], agents: 1, handle_time: 5 min}
            service_levels:
              chat: {queues: [chat], within: 20 s}
              voice: {queues: [voice], within: 20 s}
              mail: {queues: [mail], within: 1 h}

            """, file: "c.yaml")
        let dry = try DryRun(
            scenario, flows: try PilotFlows(scenario.specification, seed: 1, usesAI: true), seed: 1)
        #expect(dry.outlook.levels.map(\.formula) == [.erlangA, .erlangA, .erlangC])
        let text = DryRunText(dry, seed: 1).text
        #expect(text.contains("Erlang A (Erlang C where nobody gives up)"))
        #expect(text.contains("whole week   mean hour  worst hour"))
        func refused(_ target: String) -> Bool {
            (try? StaffingGoal.read(
                [target], teams: [], specification: scenario.specification, currency: "USD")) == nil
        }
        #expect(refused("human.abandonment{queue=mail} <= 5%"))
        #expect(!refused("human.abandonment{queue=voice} <= 5%"))
        #expect(!refused("human.wait.mean_s{queue=mail} <= 1 h"))
    }

    @Test func measuresThatNoRunCanHaveAreLeftOut() throws {
        let scenario = try Scenario.decode(ScenarioTemplate.minimal.text, file: "m.yaml")
        let possible = scenario.specification.possibleMeasures().map(\.name)
        #expect(possible.filter { $0.contains("priority=") }.allSatisfy { $0.contains("priority=5") })
        #expect(!possible.isEmpty && possible.contains { $0.contains("priority=5") })
        var operation = try SupportOperation(
            scenario.specification, seed: 1, replication: 0, sink: CountingAuditSink())
        try operation.run()
        let found = scenario.specification.measures().filter {
            $0.value(in: operation.ledger, of: scenario.specification) != nil
        }
        #expect(found.count > 50 && Set(found.map(\.name)).isSubset(of: Set(possible)))
    }
}
