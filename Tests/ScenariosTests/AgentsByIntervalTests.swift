import Files
import Foundation
import Scenarios
import Simulation
import Testing

/// `teams.NAME.agents_by_interval`.
@Suite struct AgentsByIntervalTests {
    private func scenario(_ team: String) -> String {
        """
        name: A
        horizon: 1 day
        traffic: {volume: 100 per day}
        queues: {general: {}}
        policy: {}
        teams: {desk: {skills: [general], handle_time: 5 min, \(team)}}

        """
    }

    private func problems(_ team: String) -> [Problem] {
        do {
            _ = try Scenario.decode(scenario(team), file: "a.yaml")
            return []
        } catch let problems as Problems {
            return problems.problems
        } catch {
            return [Problem(file: "", message: "\(error)")]
        }
    }

    @Test func aDayOrAWeek() throws {
        let day = try Scenario.decode(
            scenario("agents_by_interval: {every: 6 h, daily: [1, 4, 3, 2]}"), file: "a.yaml")
        let curve = try #require(day.specification.teams[0].curve)
        #expect(curve.agents == [1, 4, 3, 2])
        #expect(curve.intervalSeconds == 21_600)
        #expect(day.specification.loadCycleHours == 24)
        let week = try Scenario.decode(
            scenario("agents_by_interval: {every: 12 h, mon-fri: [1, 4], sat: [1, 2], sun: [0, 1]}"), file: "a.yaml")
        #expect(week.specification.teams[0].curve?.agents == [1, 4, 1, 4, 1, 4, 1, 4, 1, 4, 1, 2, 0, 1])
        #expect(week.specification.loadCycleHours == 168)
        let again = try Scenario.decode(week.resolvedYAML, file: "b.yaml")
        #expect(again.specification.teams == week.specification.teams)
        let same = try Scenario.decode(scenario("agents_by_interval: {every: 24 h, daily: [4]}"), file: "a.yaml")
        #expect(same.specification.loadCycleHours == 1)
    }

    @Test(arguments: [
        ("agents_by_interval: {every: 7 h, daily: [1, 2]}", "does not divide a day into intervals"),
        ("agents_by_interval: {every: 30 s, daily: [1]}", "does not divide a day into intervals"),
        ("agents_by_interval: {daily: [1]}", "'every' is missing"),
        ("agents_by_interval: {every: 12 h, daily: [1]}", "should be 2 whole numbers"),
        ("agents_by_interval: {every: 12 h, daily: [1, -2]}", "should be 2 whole numbers"),
        ("agents_by_interval: {every: 12 h, daily: [1, 2.5]}", "should be 2 whole numbers"),
        ("agents_by_interval: {every: 12 h, mon-fri: [1, 2]}", "no agents for sat, sun"),
        ("agents_by_interval: {every: 12 h, daily: [1, 2], sat: [1, 1]}", "sat is there twice"),
        ("agents_by_interval: {every: 12 h, today: [1, 2]}", "'today' is not a day"),
        ("agents: 3, agents_by_interval: {every: 12 h, daily: [1, 2]}", "agents_by_interval as well"),
        (
            "shifts: {a: {from: '08:00', to: '16:00', agents: 1}}, agents_by_interval: {every: 12 h, daily: [1, 2]}",
            "shifts as well"
        ),
    ])
    func mistakes(team: String, message: String) {
        let found = problems(team)
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.message.contains(message) == true, "\(found)")
        #expect(found.first?.line == 6)
        #expect(found.first?.remedy.isEmpty == false)
    }
}
