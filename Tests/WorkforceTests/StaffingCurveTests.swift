import Routing
import Stochastics
import Testing
import Workforce

private let hour = 3600.0

/// Agents by interval in place of shifts.
@Suite struct StaffingCurveTests {
    private func roster(_ agents: [Int], interval: Double = 6 * hour, shrinkage: Double = 0) -> Roster {
        var team = Team(name: "a", queues: [0], shifts: [], shrinkage: shrinkage, handleTime: .constant(60))
        team.curve = StaffingCurve(intervalSeconds: interval, agents: agents)
        return Roster(teams: [team], seed: 1, replication: 0)
    }

    /// 60,000 at work with a shrinkage just below 100% are more agents than an `Int` holds.
    @Test func aShrinkageOfAlmostAllIsNoOverflow() {
        #expect(StaffingCurve.rostered(60_000, shrinkage: (1.0).nextDown) == 1_000_000_000)
        #expect(StaffingCurve.rostered(17, shrinkage: 0.15) == 20)
    }

    /// Turns of duty of an agent within two days.
    private func turns(_ roster: Roster, _ agent: Int, until: Double = 48 * hour) -> [[Double]] {
        var found: [[Double]] = []
        var from = 0.0
        while let start = roster.dutyStart(of: agent, from: from), start < until {
            guard let end = roster.dutyEnd(of: agent, startSeconds: start) else {
                found.append([start / hour])
                break
            }
            found.append([start / hour, end / hour])
            from = end
        }
        return found
    }

    @Test func anAgentWorksWhereSoManyAreAskedFor() {
        let roster = roster([1, 3, 2, 1])
        #expect(roster.agents.count == 3)
        #expect(turns(roster, 0) == [[0]], "who is always asked for never leaves")
        #expect(turns(roster, 1) == [[6, 18], [30, 42]])
        #expect(turns(roster, 2) == [[6, 12], [30, 36]])
    }

    @Test func dutyGoesOnOverTheEndOfThePeriod() {
        let roster = roster([2, 0, 0, 2])
        #expect(turns(roster, 1) == [[0, 6], [18, 30], [42, 54]])
        #expect(self.roster([0, 0, 0, 0]).agents.isEmpty)
    }

    @Test func oneMoreAgentLeavesTheOthersAlone() {
        let (one, other) = (roster([1, 3, 2, 1]), roster([1, 4, 2, 1]))
        for agent in 0..<3 {
            #expect(turns(one, agent) == turns(other, agent))
            #expect(one.agents[agent] == other.agents[agent])
        }
    }

    @Test func rosteredIsRoundedUp() {
        #expect(StaffingCurve.rostered(17, shrinkage: 0.15) == 20, "not 21 for a rounding error")
        #expect(StaffingCurve.rostered(18, shrinkage: 0.15) == 22)
        #expect(StaffingCurve.rostered(0, shrinkage: 0.5) == 0)
        #expect(StaffingCurve.rostered(7, shrinkage: 0) == 7)
        #expect(StaffingCurve(intervalSeconds: 1, agents: [1, 2]).rostered(shrinkage: 0.5) == [2, 4])
    }

    @Test func paidHoursAreThoseRostered() {
        var team = Team(name: "a", queues: [0], shifts: [], shrinkage: 0.2, handleTime: .constant(60))
        team.curve = StaffingCurve(intervalSeconds: 6 * hour, agents: [1, 3, 2, 0])
        // Rostered 2, 4, 3, 0.
        #expect(team.paidHours(in: 0...(24 * hour)) == 6 * 9)
        #expect(team.paidHours(in: (3 * hour)...(7 * hour)) == 3 * 2 + 4)
        #expect(team.paidHours(in: (24 * hour)...(72 * hour)) == 2 * 54)
        #expect(team.agents == 3)
        #expect(!team.isAlwaysTheSame)
    }
}
