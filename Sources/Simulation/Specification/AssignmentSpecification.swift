import Quantities
import Routing
import Stochastics
import Workforce

/// How contacts and agents are matched, where a scenario names its strategies: what the dispatcher knows, and how fast
/// agents are with several contacts at once.
public struct AssignmentSpecification: Sendable, Equatable {
    /// The strategies.
    public var rules: AssignmentRules
    /// Units of an agent's capacity that a contact of each channel takes, 1 or more.
    public var channelUnits: [Int]
    /// Factor on handle time while an agent has 1, 2, ... contacts in hand, above 0; the last one holds for more.
    public var stretch: [Double]
    /// Whether the earlier agent of a case is asked for at all.
    public var isSticky: Bool

    /// Creates a specification.
    public init(
        rules: AssignmentRules = AssignmentRules(), channelUnits: [Int] = [], stretch: [Double] = [],
        isSticky: Bool = false
    ) {
        self.rules = rules
        self.channelUnits = channelUnits
        self.stretch = stretch
        self.isSticky = isSticky
    }

    /// Whether any agent may serve several contacts at once.
    public var sharesAgents: Bool { rules.capacities.contains { $0 > 1 } }

    /// What a contact of each queue (inner) is expected to cost when each team (outer) handles it: the mean handle time
    /// by the team's proficiency at its wage, and its label error at the price of a wrong resolution.
    ///
    /// Where no team has a wage it is the time in seconds, and errors count only where there is no difference in time.
    public static func expectedCosts(teams: [Team], queues: Int, prices: Prices) -> [[Double]] {
        let isPaid = teams.contains { $0.wagePerHour > 0 }
        return teams.map { team in
            (0..<queues).map { queue in
                let seconds = team.handleTime.mean / team.proficiency(inQueue: queue)
                return seconds * (isPaid ? team.wagePerHour / Seconds.perHour : 1) + team.labelError
                    * prices.wrongResolution
            }
        }
    }
}
