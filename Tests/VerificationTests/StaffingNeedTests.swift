import Experiments
import Files
import Foundation
import Quantities
import Reports
import Results
import Scenarios
import Simulation
import Testing

/// Nobody is staffed where nobody comes, and what is more than the need is said.
@Suite struct StaffingNeedTests {
    /// Open 8 to 18 h, 10 erlangs; small enough for a debug build.
    private static func closing(_ more: String = "", agents: Int = 30) throws -> Scenario {
        try Scenario.decode(
            """
            name: closing time
            horizon: 1 week
            traffic:
              volume: 1200 per day
              patience: {distribution: exponential, mean: 2 min}
              hours_of_day: [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]\(more)
            queues: {voice: {}, other: {}}
            policy: {default_queue: voice}
            teams:
              desk:
                skills: [voice]
                shifts: {d: {from: "08:00", to: "18:00", agents: \(agents)}}
                handle_time: 5 min
                wage: 20 USD per hour
              others: {skills: [other], agents: 1, handle_time: 5 min}
            service_levels:
              voice: {queues: [voice], within: 20 s, target: 80%}
              other: {queues: [other], within: 20 s}

            """, file: "closing.yaml")
    }

    @Test(arguments: [false, true])
    func nobodyWhereNobodyComes(isOverall: Bool) throws {
        let plan = try StaffingTests.plan(try Self.closing(), target: "service_level.voice >= 80%", replications: 4) {
            $0.mostReplications = 6
            $0.isOverall = isOverall
        }
        let cells = try #require(plan.teams.first).cells
        #expect(cells.count == 48)
        for (interval, cell) in cells.enumerated() {
            let isOpen = (16..<36).contains(interval)
            #expect((cell.net > 0) == isOpen, "\(plan.grid.name(interval)): \(cell.net)")
            #expect(isOpen || (cell.formula == 0 && cell.gross == 0), "\(plan.grid.name(interval))")
            // 10 erlangs: never fewer agents than half of the load, never twice as many.
            #expect(!isOpen || (5...20).contains(cell.net), "\(plan.grid.name(interval)): \(cell.net)")
        }
        // Everything paid is paid from 8 to 18 h.
        let open = cells[16..<36].reduce(0) { $0 + $1.gross }
        #expect(abs(plan.teams[0].grossHours - 3.5 * Double(open)) < 1e-9)
    }

    @Test func whatIsOverTheNeedIsSaid() throws {
        let plan = try StaffingTests.plan(try Self.closing(), target: "service_level.voice >= 80%", replications: 4) {
            $0.mostReplications = 6
        }
        let team = try #require(plan.teams.first)
        let stretches = plan.overstaffed(team)
        // 30 for 10 erlangs are too many all day long, in one stretch.
        #expect(stretches.count == 1)
        let stretch = try #require(stretches.first)
        #expect(stretch.first == 16 && stretch.last == 35)
        let over = team.cells[16..<36].reduce(0.0) { $0 + 30 - Double($1.gross) }
        #expect(abs(stretch.hours - 3.5 * over) < 1e-9)
        #expect(abs(stretch.agents - (30 - Double(team.cells[16..<36].map(\.gross).min() ?? 0))) < 1e-9)
        #expect(team.cells.allSatisfy { plan.overNeed($0, of: team) == max(0, $0.present - Double($0.gross)) })
    }

    @Test func theOtherScopeStandsBeside() throws {
        let plan = try StaffingTests.plan(
            try Self.closing("\n  day_factor_shape: 27"), target: "service_level.voice >= 80%", replications: 4
        ) { $0.mostReplications = 6 }
        let other = try #require(plan.other)
        #expect(other.teams.map(\.team) == [plan.teams[0].team])
        #expect(other.teams[0].grossHours > 0 && other.teams[0].grossHours <= plan.teams[0].grossHours)
        let level = try #require(other.levels.first ?? nil)
        #expect(level.mean > 0.75)
        // What is written is read again.
        let again = try StaffingJSON.read(Array(StaffingJSON.data(plan)))
        #expect(again.other?.teams[0].grossHours == other.teams[0].grossHours)
    }

    /// Open on weekdays and Saturdays, with one roster for all days: nobody on Sunday.
    @Test func closedDaysOfOneRosterForAllDays() throws {
        let scenario = try Self.closing("\n  days_of_week: [1, 1, 1, 1, 1, 1, 0]")
        let plan = try StaffingTests.plan(
            scenario, target: "service_level.voice >= 80%", replications: 4, pattern: .day
        ) { $0.mostReplications = 6 }
        #expect(plan.grid.openDays == [true, true, true, true, true, true, false])
        let team = try #require(plan.teams.first)
        #expect(team.cells.count == 48)
        #expect(abs(plan.grid.hoursPerWeek - 3) < 1e-12)
        #expect(abs(team.grossHours - 3 * Double(team.cells.reduce(0) { $0 + $1.gross })) < 1e-9)
        let week = plan.grid.roster(team.cells.map(\.net))
        #expect(week.count == 336 && week[288...].allSatisfy { $0 == 0 } && week[16] > 0)
        let roster = StaffingRoster.value(plan, team: team)
        #expect(roster.contains("mon-sat: [0, ") && roster.contains("sun: [0, "))
        // A scenario takes it.
        let staffed = try Scenario.decode(
            scenario.resolvedYAML, file: "s.yaml",
            overrides: ["teams.desk.shifts=null", "teams.desk.agents_by_interval=\(roster)"])
        #expect(staffed.specification.teams[0].curve?.agents == week)
    }

    @Test func aPromiseAboutNobodyIsRefused() throws {
        let error = #expect(throws: Problems.self) {
            try StaffingTests.plan(try Self.closing(), target: "service_level.other >= 80%", replications: 2) {
                $0.mostReplications = 2
            }
        }
        #expect(error?.problems.count == 1)
        #expect(error.map { "\($0)".contains("nobody comes to other in the measured period") } == true)
    }
}
