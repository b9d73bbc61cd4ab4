import Experiments
import Reports
import Routing
import Scenarios
import Simulation
import Testing

@Suite struct BacklogOutlookTests {
    /// One agent handles 288 contacts a day; mail waits for ever.
    private static func scenario(_ perDay: Int, _ horizon: String = "4 weeks") throws -> Scenario {
        try Scenario.decode(
            """
            name: Mail
            horizon: \(horizon)
            traffic:
              volume: \(perDay) per day
              channels: {mail: {share: 100%}}
            queues: {mail: {}}
            policy: {default_queue: mail}
            teams:
              desk: {skills: [mail], agents: 1, handle_time: {distribution: exponential, mean: 5 min}}

            """, file: "mail.yaml")
    }

    /// The estimate of a pilot of a week is what waits at the end of four, and as long again as cases are followed.
    @Test func theEstimateIsNearWhatWaits() throws {
        let specification = try Self.scenario(400).specification
        let flows = try PilotFlows(specification, seed: 1, usesAI: true)
        let outlook = BacklogOutlook(specification, flows: flows)
        var operation = try SupportOperation(specification, seed: 1, replication: 0, sink: CountingAuditSink())
        try operation.run()
        let waiting = Double(operation.ledger.waitingAtHorizon)
        // 112 a day more than can be done.
        #expect(abs(waiting - 28 * 112) < 400, "\(waiting)")
        let scale = 1 + specification.longestFollowUpSeconds / specification.horizonSeconds
        #expect(abs(outlook.contacts / (waiting * scale) - 1) < 0.25, "\(outlook.contacts) \(waiting * scale)")
    }

    @Test func aLineThatTakesMuchMemoryIsToldBeforehand() throws {
        let many = try Self.scenario(8000, "26 weeks").specification
        #expect(BacklogOutlook.isNeeded(many))
        let flows = try PilotFlows(many, seed: 1, usesAI: true)
        let warning = FindingPhrases.sentence(try #require(BacklogOutlook(many, flows: flows).warning))
        #expect(warning.contains("GB of memory"))
        let few = try Self.scenario(200).specification
        #expect(!BacklogOutlook.isNeeded(few))
        #expect(BacklogOutlook(few, flows: try PilotFlows(few, seed: 1, usesAI: true)).warning == nil)
    }

    /// A short run of a busy operation is followed for its reopen windows, over a weekend without anybody at the least.
    @Test func casesAreFollowedAsLongAsTheRunAndItsPauses() throws {
        var specification = try Self.scenario(200, "1 h").specification
        let windows =
            Double(specification.customers.mostContacts - 1) * specification.customers.reopenWindowSeconds
        #expect(specification.longestFollowUpSeconds == windows + 3600)
        let office = try Scenario.decode(
            """
            name: Office
            horizon: 1 day
            traffic: {volume: 20 per day}
            queues: {desk: {}}
            policy: {default_queue: desk}
            teams:
              desk:
                skills: [desk]
                shifts: {day: {days: mon-fri, from: "09:00", to: "17:00", agents: 2}}
                handle_time: {distribution: exponential, mean: 5 min}

            """, file: "office.yaml"
        ).specification
        // From Friday 17:00 to Monday 09:00.
        #expect(office.longestFollowUpSeconds == windows + 64 * 3600)
        specification.horizonSeconds = 100 * 604_800
        #expect(specification.longestFollowUpSeconds == windows + 8 * 604_800)
    }

    /// Where humans do not keep up with an hour, its customers are followed for the reopen window, and not for all the
    /// returns that one of them could have, at full load.
    @Test func nobodyIsFollowedForDaysOfOverload() throws {
        let text = """
            name: Overload
            horizon: 1 h
            warm_up: 0 h
            traffic: {volume: 20000 per day}
            queues: {desk: {}}
            policy: {default_queue: desk}
            customers: {return_when_right: 20%, return_after: {distribution: exponential, mean: 5 h}, reopen_window: 24 h}
            teams: {desk: {skills: [desk], agents: 2, handle_time: {distribution: exponential, mean: 5 min}}}

            """
        let specification = try Scenario.decode(text, file: "overload.yaml").specification
        #expect(specification.shortestFollowUpSeconds == 25 * 3600)
        #expect(specification.longestFollowUpSeconds > 4 * 60 * 3600)
        var operation = try SupportOperation(specification, seed: 1, replication: 0, sink: CountingAuditSink())
        var steps = 0
        try operation.run { _ in
            steps += 1
            return true
        }
        // The hour, and a stop at the end of a day and after 25 hours.
        #expect(steps <= 4)
        #expect(operation.ledger.casesLeftOpen > 200)
    }
}
