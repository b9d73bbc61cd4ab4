import Stochastics

extension StaffingPlan {
    /// The promise in the scope that was not asked for: over all contacts of the period together where it was asked of
    /// every interval, and the other way round.
    public struct OtherScope: Sendable {
        /// What it takes of one team.
        public struct Team: Sendable {
            /// Place in the operation.
            public var team: Int
            /// Agent hours a week at work, in the measured intervals.
            public var netHours: Double
            /// Agent hours a week rostered for them.
            public var grossHours: Double

            package init(team: Int, netHours: Double, grossHours: Double) {
                self.team = team
                self.netHours = netHours
                self.grossHours = grossHours
            }
        }

        /// The sized teams, in the order of the plan.
        public var teams: [Team]
        /// All contacts together with that roster, by goal of the plan; nil where nobody came.
        public var levels: [Estimate?]

        package init(teams: [Team], levels: [Estimate?]) {
            self.teams = teams
            self.levels = levels
        }
    }

    /// Intervals of a team that have more agents rostered now than are needed, one after the other together: the first,
    /// the last and the agent hours a week over the need; the most hours first.
    ///
    /// Half an agent is no difference, and where the promise is probably missed nothing is too many.
    public func overstaffed(_ team: TeamPlan) -> [(first: Int, last: Int, agents: Double, hours: Double)] {
        guard isReachable, grid.pattern != .constant else { return [] }
        var found: [(first: Int, last: Int, agents: Double, hours: Double)] = []
        for interval in team.cells.indices {
            let over = overNeed(team.cells[interval], of: team)
            guard over > 0 else { continue }
            if let last = found.last, last.last == interval - 1 {
                found[found.count - 1].last = interval
                found[found.count - 1].agents = max(last.agents, over)
                found[found.count - 1].hours += over * grid.hoursPerWeek
            } else {
                found.append((interval, interval, over, over * grid.hoursPerWeek))
            }
        }
        return found.enumerated().sorted {
            (-$0.element.hours, $0.offset) < (-$1.element.hours, $1.offset)
        }.map(\.element)
    }

    /// Agents rostered now beyond the need of an interval; 0 for half an agent or less, or where the promise is probably
    /// missed all the same.
    public func overNeed(_ cell: Cell, of team: TeamPlan) -> Double {
        guard cell.isCovered, isReachable, !isProbablyMissed(cell, of: team) else { return 0 }
        let over = cell.present - Double(cell.gross)
        return over > 0.5 ? over : 0
    }
}
