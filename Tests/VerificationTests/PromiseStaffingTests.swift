import Experiments
import Files
import Scenarios
import Testing

/// A team is sized for everybody a promise was made to.
@Suite struct PromiseStaffingTests {
    /// A loss system of 4 erlangs: those turned away count, and Erlang B says how many agents serve enough of them.
    @Test(arguments: [(19, 1), (36, 2), (52, 3), (66, 4), (78, 5)])
    func thoseTurnedAwayCount(percent: Int, agents: Int) throws {
        let scenario = try Self.loss()
        for isOverall in [false, true] {
            let plan = try StaffingTests.plan(scenario, target: "service_level.phone >= \(percent)%", replications: 4) {
                $0.mostReplications = 8
                $0.isOverall = isOverall
            }
            #expect(plan.teams[0].cells[0].net == agents, "\(percent)%, overall: \(isOverall)")
            #expect(plan.isReachable)
        }
        // The limit of those turned away, as a target of its own.
        let plan = try StaffingTests.plan(scenario, target: "human.blocked <= \(100 - percent)%", replications: 4) {
            $0.mostReplications = 8
        }
        #expect(plan.teams[0].cells[0].net == agents)
    }

    private static func loss(_ level: String = "") throws -> Scenario {
        try Scenario.decode(
            """
            name: Loss
            horizon: 2 days
            traffic: {volume: 4 per min, patience: {distribution: exponential, mean: 1 min}}
            queues: {general: {capacity: 0}}
            policy: {}
            teams: {desk: {skills: [general], agents: 1, handle_time: {distribution: exponential, mean: 60 s}}}
            service_levels: {phone: {queues: [general], within: 20 s\(level)}}

            """, file: "loss.yaml")
    }

    /// A wait or those who give up say nothing of a queue that turns most people away.
    @Test(arguments: ["human.wait.mean_s <= 10 s", "human.abandonment <= 5%", "service_level.phone >= 80%"])
    func promisesThatLeaveOutThoseTurnedAway(target: String) throws {
        let specification = try Self.loss(", abandoned: ignored").specification
        let error = #expect(throws: Problems.self) {
            try StaffingGoal.read([target], teams: [], specification: specification, currency: "USD")
        }
        #expect(error?.problems.count == 1 && error.map { "\($0)".contains("turns people away") } == true)
        #expect(error.map { "\($0)".contains("--target 'human.blocked <= 2%'") } == true)
        let both = try StaffingGoal.read(
            [target, "human.blocked <= 2%"], teams: [], specification: specification, currency: "USD")
        #expect(both.count == 2)
    }

    /// Each definition sizes the team for its own share.
    @Test(arguments: [("missed", 10), ("met_if_early", 9), ("ignored", 8), ("excused_if_early", 10)])
    func theDefinitionDecidesTheNumber(rule: String, agents: Int) throws {
        let text = try StaffingTests.scenario(
            perMinute: 100 / 60.0, serviceMinutes: 6, patienceMinutes: 2, hours: 100, warmUpHours: 4
        ).resolvedYAML
        let scenario = try Scenario.decode(
            text, file: "t.yaml", overrides: ["service_levels.phone.abandoned=\(rule)"])
        let plan = try StaffingTests.plan(scenario, target: "service_level.phone >= 61.7%", replications: 6) {
            $0.mostReplications = 12
        }
        #expect(plan.teams[0].cells[0].net == agents, "\(rule)")
        #expect(plan.goals[0].goal.level?.abandoned.rawValue == rule)
    }
}
