import Foundation
import Routing
import Stochastics
import Testing
import Workforce

private let hour = 3600.0
private let day = 86_400.0

/// Who works when.
@Suite struct RosterTests {
    private static let everyDay = Array(repeating: true, count: 7)
    private static let weekdays = [true, true, true, true, true, false, false]
    private static let learning = TenureCurve(noviceFactor: 1.4, timeConstantSeconds: 30 * day)

    private func team(
        _ shifts: [Shift], shrinkage: Double = 0, speedVariation: Double = 0.2,
        learning: TenureCurve? = RosterTests.learning
    ) -> Team {
        Team(
            name: "a", queues: [0], shifts: shifts, shrinkage: shrinkage, handleTime: .constant(300),
            speedVariation: speedVariation, learning: learning, tenureSeconds: .exponential(mean: 90 * day))
    }

    private func office(_ agents: Int) -> Shift {
        Shift(days: Self.weekdays, fromSeconds: 8 * hour, toSeconds: 16 * hour, agents: agents)
    }

    private func night(_ agents: Int) -> Shift {
        Shift(days: Self.everyDay, fromSeconds: 22 * hour, toSeconds: 6 * hour, agents: agents)
    }

    /// Starts of all turns of an agent within some days, each asked for from the end of the one before.
    private func starts(_ roster: Roster, _ agent: Int, days: Int) -> [Double] {
        var found: [Double] = []
        var from = 0.0
        while let start = roster.dutyStart(of: agent, from: from), start < Double(days) * day {
            found.append(start)
            guard let end = roster.dutyEnd(of: agent, startSeconds: start) else { break }
            from = end
        }
        return found
    }

    @Test func placesAndGroups() {
        let teams = [team([office(2), night(1)]), team([]), team([.always(agents: 3)])]
        let roster = Roster(teams: teams, seed: 1, replication: 0)
        #expect(roster.agents.map(\.team) == [0, 0, 0, 2, 2, 2])
        #expect(roster.agents.map(\.shift) == [0, 0, 1, 0, 0, 0])
        #expect(roster.groups.map(\.agents) == [0..<3, 3..<3, 3..<6])
        #expect(roster.groups.map(\.queues) == [[0], [0], [0]])
    }

    @Test func dutyOfAWeekExactly() {
        let roster = Roster(teams: [team([office(1), night(1)])], seed: 1, replication: 0)
        #expect(starts(roster, 0, days: 7) == (0..<5).map { Double($0) * day + 8 * hour })
        #expect(starts(roster, 1, days: 7) == [0] + (0..<7).map { Double($0) * day + 22 * hour })
        #expect(roster.dutyEnd(of: 1, startSeconds: 0) == 6 * hour, "of the turn that began on Sunday")
        for start in starts(roster, 0, days: 14) {
            #expect(roster.dutyEnd(of: 0, startSeconds: start) == start + 8 * hour)
        }
        for start in starts(roster, 1, days: 14).dropFirst() {
            #expect(roster.dutyEnd(of: 1, startSeconds: start) == start + 8 * hour)
        }
        #expect(roster.dutyStart(of: 0, from: 8 * hour) == 8 * hour, "at that time counts")
        #expect(roster.dutyStart(of: 0, from: (8 * hour).nextUp) == day + 8 * hour)
        #expect(roster.dutyStart(of: 0, from: 4 * day + 9 * hour) == 7 * day + 8 * hour, "over the weekend")
    }

    @Test func roundTheClock() {
        let roster = Roster(teams: [team([.always(agents: 1)])], seed: 1, replication: 0)
        #expect(roster.dutyStart(of: 0, from: 0) == 0)
        #expect(roster.dutyEnd(of: 0, startSeconds: 0) == nil, "it never ends")
        #expect(roster.dutyStart(of: 0, from: 1) == nil)
        // With absences, days follow on one another without a gap but for the days away.
        let ill = Roster(teams: [team([.always(agents: 1)], shrinkage: 0.5)], seed: 1, replication: 0)
        let turns = starts(ill, 0, days: 100)
        #expect(turns.count > 20 && turns.count < 80)
        #expect(turns.allSatisfy { $0.truncatingRemainder(dividingBy: day) == 0 })
        #expect(turns.allSatisfy { ill.dutyEnd(of: 0, startSeconds: $0) == $0 + day })
    }

    @Test func noDayNoDuty() {
        let never = Shift(days: Array(repeating: false, count: 7), fromSeconds: 0, toSeconds: day, agents: 1)
        let roster = Roster(teams: [team([never], shrinkage: 0.1)], seed: 1, replication: 0)
        #expect(roster.dutyStart(of: 0, from: 0) == nil)
    }

    @Test func determinism() {
        let teams = [team([office(20), night(7)], shrinkage: 0.3)]
        let (a, b) = (Roster(teams: teams, seed: 9, replication: 2), Roster(teams: teams, seed: 9, replication: 2))
        #expect(a.agents == b.agents)
        for agent in a.agents.indices { #expect(starts(a, agent, days: 60) == starts(b, agent, days: 60)) }
        for other in [Roster(teams: teams, seed: 10, replication: 2), Roster(teams: teams, seed: 9, replication: 3)] {
            for agent in a.agents.indices {
                #expect(a.agents[agent].speedFactor != other.agents[agent].speedFactor)
                #expect(starts(a, agent, days: 60) != starts(other, agent, days: 60))
            }
        }
        // Asking in another order, or about fewer, changes nothing.
        let last = a.agents.count - 1
        #expect(a.dutyStart(of: last, from: 20 * day) == b.dutyStart(of: last, from: 20 * day))
    }

    /// One more agent in any shift of any team: everybody else is as fast, as experienced and as often away.
    @Test func oneMoreAgentChangesNobodyElse() {
        func teams(_ extra: Int) -> [Team] {
            let more = (0..<4).map { $0 == extra ? 1 : 0 }
            return [
                team([office(5 + more[0]), night(4 + more[1])], shrinkage: 0.2),
                team([night(3 + more[2]), office(6 + more[3])], shrinkage: 0.4),
            ]
        }
        /// Everybody by team, shift and place.
        func people(_ roster: Roster) -> [String: [Double]] {
            var seen: [String: Int] = [:]
            var found: [String: [Double]] = [:]
            for (number, agent) in roster.agents.enumerated() {
                let shift = "\(agent.team).\(agent.shift)"
                let place = seen[shift, default: 0]
                seen[shift] = place + 1
                found["\(shift).\(place)"] =
                    [agent.speedFactor, agent.tenureSeconds] + starts(roster, number, days: 90)
            }
            return found
        }
        let base = people(Roster(teams: teams(-1), seed: 4, replication: 1))
        #expect(base.count == 18 && Set(base.values.map { $0[0] }).count == 18, "all differ from one another")
        for extra in 0..<4 {
            let more = people(Roster(teams: teams(extra), seed: 4, replication: 1))
            #expect(more.count == 19)
            for (key, person) in base { #expect(more[key] == person, "\(key)") }
        }
    }

    /// People differ by what is asked about alone: the same tenure however much speed varies, the same days away
    /// however long the shift, and more of them under a higher shrinkage.
    @Test func scenariosShareTheirPeople() {
        let slow = Roster(teams: [team([office(30)], shrinkage: 0.1)], seed: 4, replication: 1)
        let even = Roster(teams: [team([office(30)], shrinkage: 0.3, speedVariation: 0)], seed: 4, replication: 1)
        #expect(even.agents.allSatisfy { $0.speedFactor == 1 })
        #expect(slow.agents.map(\.tenureSeconds) == even.agents.map(\.tenureSeconds))
        for agent in 0..<30 {
            let there = Set(starts(slow, agent, days: 90))
            #expect(Set(starts(even, agent, days: 90)).isSubset(of: there))
        }
    }

    @Test func absenceShare() {
        let shrinkage = 0.17
        let roster = Roster(teams: [team([night(200)], shrinkage: shrinkage)], seed: 12, replication: 5)
        let days = 200
        let there = (0..<200).reduce(0) { $0 + starts(roster, $1, days: days).count { $0 > 0 } }
        #expect(binomialTail(200 * days - there, of: 200 * days, p: shrinkage) > 0.0005, "\(there) turns")
        // Days are independent: of the days after a day away, the same share is a day away.
        var (after, away) = (0, 0)
        for agent in 0..<200 {
            let present = Set(starts(roster, agent, days: days).filter { $0 > 0 }.map { Int($0 / day) })
            for number in 1..<days where !present.contains(number - 1) {
                after += 1
                if !present.contains(number) { away += 1 }
            }
        }
        #expect(binomialTail(away, of: after, p: shrinkage) > 0.0005, "\(away) of \(after)")
    }

    @Test func speedAndExperience() {
        let roster = Roster(teams: [team([.always(agents: 20_000)])], seed: 3, replication: 0)
        let speeds = roster.agents.map(\.speedFactor)
        let mean = speeds.reduce(0, +) / 20_000
        let variance = speeds.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19_999
        // 3.3 standard errors: of the mean .2/sqrt(n), of the deviation about .2/sqrt(2n) times its kurtosis' 1.1.
        #expect(abs(mean - 1) < 3.3 * 0.2 / 20_000.0.squareRoot())
        #expect(abs(variance.squareRoot() - 0.2) < 3.3 * 0.22 / 40_000.0.squareRoot())
        let tenure = roster.agents.reduce(0) { $0 + $1.tenureSeconds } / 20_000
        #expect(abs(tenure / (90 * day) - 1) < 3.3 / 20_000.0.squareRoot())
        let agent = roster.agents[7]
        for time in [0, 10 * day, 1000 * day] {
            let gap = 0.4 * Foundation.exp(-(agent.tenureSeconds + time) / (30 * day))
            #expect(abs(roster.handleFactor(of: 7, at: time) - agent.speedFactor * (1 + gap)) < 1e-12)
        }
        let proficient = Roster(teams: [team([.always(agents: 1)], learning: nil)], seed: 3, replication: 0)
        #expect(proficient.handleFactor(of: 0, at: 5) == proficient.agents[0].speedFactor)
    }
}

/// Smaller of the two exact tail probabilities of `successes` in `n` trials of probability `p`.
private func binomialTail(_ successes: Int, of n: Int, p: Double) -> Double {
    func mass(_ k: Int) -> Double {
        let (n, k) = (Double(n), Double(k))
        let ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        return Foundation.exp(ways + k * Foundation.log(p) + (n - k) * Foundation.log(1 - p))
    }
    let range = Double(successes) < Double(n) * p ? 0...successes : successes...n
    return range.reduce(0) { $0 + mass($1) }
}
