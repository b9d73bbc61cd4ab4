import Quantities
import Simulation
import Traffic
import Workforce

/// The work that is offered to each team by hour of the week, before anything is simulated at length.
///
/// The expected arrivals of an hour, averaged over the weeks of the measured period, times what a pilot says of the
/// queues; a queue's work is shared among the teams on duty that serve it in proportion to their agents.
public struct OfferedLoad: Sendable, Equatable {
    /// What is offered to a team.
    public struct TeamLoad: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// Offered load in erlangs by hour of the week, from Monday 00:00: agents busy if nobody waited, each with as many
        /// contacts at once as it may have.
        public internal(set) var erlangs: [Double]
        /// Contacts per second by hour of the week.
        public internal(set) var perSecond: [Double]
        /// Agents on duty by hour of the week, net of shrinkage; 0 in hours outside the measured period.
        public let agents: [Double]

        /// Hours in which the team is on duty or has work.
        var hours: [Int] { erlangs.indices.filter { agents[$0] > 0 || erlangs[$0] > 0 } }

        /// Mean offered load over the hours on duty, in erlangs.
        public var meanErlangs: Double { mean(of: erlangs, over: hours) }

        /// Mean agents on duty over the same hours.
        public var meanAgents: Double { mean(of: agents, over: hours) }

        /// The hour of the week with the largest offered load; nil where there is none.
        public var busiestHour: Int? {
            hours.max { erlangs[$0] < erlangs[$1] }.flatMap { erlangs[$0] > 0 ? $0 : nil }
        }

        /// Mean offered load of each day of the week over the hours on duty, in erlangs; nil for days off.
        public var erlangsByDay: [Double?] {
            (0..<7).map { day in
                let own = hours.filter { $0 / 24 == day }
                return own.isEmpty ? nil : mean(of: erlangs, over: own)
            }
        }

        private func mean(of values: [Double], over hours: [Int]) -> Double {
            hours.isEmpty ? 0 : hours.reduce(0) { $0 + values[$1] } / Double(hours.count)
        }
    }

    /// Teams, in the order of the scenario.
    public let teams: [TeamLoad]
    /// Contacts per hour that come to each queue while nobody serves it, by hour of the week.
    public let unattended: [[Double]]
    /// Contacts per hour that come to each queue, by hour of the week.
    public let offered: [[Double]]
    /// First contacts per hour by hour of the week; nil for hours outside the measured period.
    public let arrivals: [Double?]

    /// The load of an operation.
    public init(_ specification: OperationSpecification, flows: PilotFlows) {
        let arrivals = Self.arrivals(specification)
        let agents = specification.teams.map { team in
            (0..<Weekday.hours).map { arrivals[$0] == nil ? 0 : team.netAgents(hour: $0) }
        }
        var teams = specification.teams.indices.map { team in
            TeamLoad(
                name: specification.teams[team].name, erlangs: Array(repeating: 0, count: Weekday.hours),
                perSecond: Array(repeating: 0, count: Weekday.hours), agents: agents[team])
        }
        var unattended = specification.queues.map { _ in [Double](repeating: 0, count: Weekday.hours) }
        var offered = unattended
        for (queue, flow) in flows.queues.enumerated() where flow.perContact > 0 {
            let serving = specification.teams.indices.filter { specification.teams[$0].queues.contains(queue) }
            for hour in 0..<Weekday.hours {
                guard let count = arrivals[hour], count > 0 else { continue }
                let perHour = count * flow.perContact
                offered[queue][hour] = perHour
                let there = serving.reduce(0) { $0 + agents[$1][hour] }
                guard there > 0 else {
                    unattended[queue][hour] = perHour
                    continue
                }
                for team in serving {
                    let part = perHour / Seconds.perHour * agents[team][hour] / there
                    teams[team].perSecond[hour] += part
                    teams[team].erlangs[hour] += part * flow.handleSeconds
                }
            }
        }
        self.teams = teams
        self.unattended = unattended
        self.offered = offered
        self.arrivals = arrivals
    }

    /// Expected first contacts by hour of the week, the mean over the measured period.
    private static func arrivals(_ specification: OperationSpecification) -> [Double?] {
        var sums = [Double](repeating: 0, count: Weekday.hours)
        var counts = [Int](repeating: 0, count: Weekday.hours)
        let first = Int((specification.warmUpSeconds / Seconds.perHour).rounded(.up))
        let last = Int((specification.horizonSeconds / Seconds.perHour).rounded(.down))
        for hour in first..<max(first, last) {
            let start = Double(hour) * Seconds.perHour
            sums[hour % Weekday.hours] += specification.traffic.arrivals.expectedCount(
                from: start, to: start + Seconds.perHour)
            counts[hour % Weekday.hours] += 1
        }
        return zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : nil }
    }
}

extension Team {
    /// Agents on duty in an hour of the week, net of shrinkage; parts of an hour count as parts of an agent.
    func netAgents(hour: Int) -> Double {
        // A week that has another before it, whose last night reaches into Monday.
        let start = Seconds.perWeek + Double(hour) * Seconds.perHour
        // Agents by interval are net of shrinkage already.
        if let curve {
            return curve.rosteredSeconds(in: start...(start + Seconds.perHour), shrinkage: 0) / Seconds.perHour
        }
        let seconds = shifts.reduce(0) {
            $0 + $1.rosteredSeconds(in: start...(start + Seconds.perHour)) * Double($1.agents)
        }
        return seconds / Seconds.perHour * (1 - shrinkage)
    }
}
