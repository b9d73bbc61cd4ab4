import Simulation
import Stochastics
import Workforce

/// How many agents each interval needs, what that costs, and how sure it is.
public struct StaffingPlan: Sendable {
    /// One interval of one team.
    public struct Cell: Sendable {
        /// Whether it is measured at all; where it is not, the present roster stands in.
        public var isCovered: Bool
        /// Modified offered load in erlangs.
        public var load: Double
        /// Agents that the formulas alone would want.
        public var formula: Int
        /// Agents at work.
        public var net: Int
        /// Agents to be rostered for them.
        public var gross: Int
        /// Agents rostered now.
        public var present: Double
        /// What is promised, by goal of the team; nil where nobody came.
        public var levels: [Estimate?]
        /// The level with one agent less; nil where nobody came, or nobody can be taken away.
        public var oneLess: Estimate?
        /// Whether the promise is shown to be kept: `shown`, `within_zone`, `undecided`, `refuted`, `none`;
        /// `not_judged` where only all intervals together count.
        public var keeps: String
        /// Whether it is shown to be missed with one agent less, the same words.
        public var binds: String

        package init(
            isCovered: Bool, load: Double, formula: Int, net: Int, gross: Int, present: Double, levels: [Estimate?],
            oneLess: Estimate?, keeps: String, binds: String
        ) {
            self.isCovered = isCovered
            self.load = load
            self.formula = formula
            self.net = net
            self.gross = gross
            self.present = present
            self.levels = levels
            self.oneLess = oneLess
            self.keeps = keeps
            self.binds = binds
        }
    }

    /// One team.
    public struct TeamPlan: Sendable {
        /// Name.
        public var name: String
        /// Place in the operation.
        public var team: Int
        /// Places of its goals among all.
        public var goals: [Int]
        /// Share of rostered time that is away.
        public var shrinkage: Double
        /// Wage in the scenario's currency.
        public var wagePerHour: Double
        /// Intervals from Monday midnight.
        public var cells: [Cell]
        /// Agent hours a week at work, in the measured intervals.
        public var netHours: Double
        /// Agent hours a week rostered for them, and paid, in the measured intervals.
        public var grossHours: Double
        /// Agent hours a week rostered now, in the measured intervals.
        public var presentHours: Double
        /// What moves the rostered hours, most important first.
        public var drivers: [Driver]

        package init(
            name: String, team: Int, goals: [Int], shrinkage: Double, wagePerHour: Double, cells: [Cell],
            netHours: Double, grossHours: Double, presentHours: Double, drivers: [Driver]
        ) {
            self.name = name
            self.team = team
            self.goals = goals
            self.shrinkage = shrinkage
            self.wagePerHour = wagePerHour
            self.cells = cells
            self.netHours = netHours
            self.grossHours = grossHours
            self.presentHours = presentHours
            self.drivers = drivers
        }

        /// What so many hours of its agents cost, in the scenario's currency.
        public func pay(hours: Double) -> Double { Wages.amount(hours: hours, perHour: wagePerHour) }
    }

    /// What one input more by a tenth does to the rostered hours.
    public struct Driver: Sendable, Equatable {
        /// What is a tenth higher.
        public enum Input: String, Sendable, Codable {
            /// Contacts that come.
            case volume
            /// Time that a contact takes.
            case handleTime = "handle time"
            /// Time until customers give up.
            case patience
            /// Contacts that the AI answers alone.
            case aiShare = "the AI's share"
            /// Paid time away from work.
            case shrinkage
        }

        /// The input.
        public var input: Input
        /// Relative change of the rostered hours.
        public var effect: Double

        package init(input: Input, effect: Double) {
            self.input = input
            self.effect = effect
        }
    }

    /// What is said of a goal over all intervals.
    public struct GoalResult: Sendable {
        /// The goal.
        public var goal: StaffingGoal
        /// All contacts together with the staffing found; nil where nobody came.
        public var overall: Estimate?
        /// The same with the present roster.
        public var present: Estimate?

        package init(goal: StaffingGoal, overall: Estimate?, present: Estimate?) {
            self.goal = goal
            self.overall = overall
            self.present = present
        }
    }

    /// Names in the operation, each in the place that goals and teams count by.
    public struct Names: Sendable, Equatable, Codable {
        /// Queues.
        public var queues: [String]
        /// Service levels.
        public var serviceLevels: [String]
        /// Teams.
        public var teams: [String]

        private enum CodingKeys: String, CodingKey {
            case queues, teams
            case serviceLevels = "service_levels"
        }

        package init(queues: [String], serviceLevels: [String], teams: [String]) {
            self.queues = queues
            self.serviceLevels = serviceLevels
            self.teams = teams
        }
    }

    /// A service level that nobody asked about, which the staffing moves all the same: teams help each other.
    public struct SideEffect: Sendable {
        /// Full name of the measure.
        public var measure: String
        /// Its target in the scenario, in 0...1; nil where it has none.
        public var target: Double?
        /// Its level with the staffing found.
        public var found: Estimate
        /// Its level with the present roster.
        public var present: Estimate

        package init(measure: String, target: Double?, found: Estimate, present: Estimate) {
            self.measure = measure
            self.target = target
            self.found = found
            self.present = present
        }
    }

    /// Name of the scenario.
    public var scenario: String
    /// Currency of the wages.
    public var currency: String
    /// What the operation's parts are called.
    public var names: Names
    /// Seed of all randomness.
    public var seed: UInt64
    /// Whether only all intervals together must keep the promise.
    public var isOverall: Bool
    /// The intervals.
    public var grid: StaffingGrid
    /// Measured period of each replication, in seconds.
    public var window: ClosedRange<Double>
    /// What is promised, with the level reached.
    public var goals: [GoalResult]
    /// The scenario's other service levels.
    public var sideEffects: [SideEffect]
    /// The teams that were sized.
    public var teams: [TeamPlan]
    /// Whether no promise is missed by more than the indifference zone with the most agents allowed.
    public var isReachable: Bool
    /// Most agents that were tried.
    public var most: Int
    /// Simulations of the search.
    public var searchRounds: Int
    /// Replications of each of them.
    public var searchReplications: Int
    /// Looks of the check.
    public var looks: Int
    /// Replications that the last look judged.
    public var checkReplications: Int
    /// Intervals between those that lost an agent in the same run.
    public var stride: Int
    /// Share of contacts that the AI answered alone with the staffing found; nil without an AI.
    public var coverage: Estimate?
    /// The same with the present roster.
    public var presentCoverage: Estimate?
    /// The first less the second, with Welch's interval; nil where the AI does not learn.
    public var coverageChange: Estimate?

    package init(
        scenario: String, currency: String, names: Names, seed: UInt64, isOverall: Bool, grid: StaffingGrid,
        window: ClosedRange<Double>, goals: [GoalResult], sideEffects: [SideEffect], teams: [TeamPlan],
        isReachable: Bool, most: Int,
        searchRounds: Int, searchReplications: Int, looks: Int, checkReplications: Int, stride: Int,
        coverage: Estimate?, presentCoverage: Estimate?, coverageChange: Estimate?
    ) {
        self.scenario = scenario
        self.currency = currency
        self.names = names
        self.seed = seed
        self.isOverall = isOverall
        self.grid = grid
        self.window = window
        self.sideEffects = sideEffects
        self.goals = goals
        self.teams = teams
        self.isReachable = isReachable
        self.most = most
        self.searchRounds = searchRounds
        self.searchReplications = searchReplications
        self.looks = looks
        self.checkReplications = checkReplications
        self.stride = stride
        self.coverage = coverage
        self.presentCoverage = presentCoverage
        self.coverageChange = coverageChange
    }

    /// What the promise takes in the other scope; nil where there is only one.
    public var other: OtherScope?

    /// Rostered cost a week of a team.
    public func cost(_ team: TeamPlan) -> Double { team.pay(hours: team.grossHours) }

    /// Intervals of all teams that are measured and in which customers came or agents are wanted.
    public var judged: [(team: TeamPlan, interval: Int, cell: Cell)] {
        teams.flatMap { team in
            team.cells.indices.filter { team.cells[$0].isCovered && team.cells[$0].keeps != "none" }
                .map { (team, $0, team.cells[$0]) }
        }
    }

    /// Whether the estimate of an interval is on the wrong side of a target of its team, by more than a share of the
    /// indifference zone.
    ///
    /// - Parameter zones: 0 for any miss, 1 for one beyond the zone.
    public func isMissed(_ cell: Cell, of team: TeamPlan, by zones: Double = 0) -> Bool {
        guard cell.isCovered, !isOverall else { return false }
        return zip(team.goals, cell.levels).contains { goal, level in
            let goal = goals[goal].goal
            return level.map { goal.margin($0.mean) < -zones * goal.indifference } ?? false
        }
    }

    /// Whether an interval probably misses a target of its team: the estimate is beyond the indifference zone, and the
    /// whole 95% interval on the wrong side.
    public func isProbablyMissed(_ cell: Cell, of team: TeamPlan) -> Bool {
        guard cell.isCovered, !isOverall else { return false }
        return zip(team.goals, cell.levels).contains { goal, level in
            guard let level, let low = level.low, let high = level.high else { return false }
            let goal = goals[goal].goal
            return goal.margin(level.mean) < -goal.indifference && max(goal.margin(low), goal.margin(high)) < 0
        }
    }
}
