import Experiments
import Files
import Scenarios
import Simulation
import Stochastics

/// `staffing.json`: its members, written and read. What is derived from others is written and not needed again.
struct StaffingDocument: Codable {
    var schema = 1
    var scenario: String
    var currency: String
    var seed: UInt64
    var operation: StaffingPlan.Names
    var scope: Scope
    var pattern: StaffingGrid.Pattern
    var intervalSeconds: Double
    @OnOneLine var exposureSeconds: [Double]
    var measuredFrom: Double
    var measuredTo: Double
    var targets: [Target]
    var sideEffects: [SideEffect]
    var teams: [Team]
    var reachable: Bool
    var maxAgents: Int
    var search: Search
    var check: Check
    @OrNull var coverage: Level?
    @OrNull var presentCoverage: Level?
    @OrNull var coverageChange: Level?
    @OnOneLine var openDays: [Bool]?
    @OrNull var otherScope: OtherScope?
    var confidence: Double?
    var findings: [String]?
    var method: [String]?

    private enum CodingKeys: String, CodingKey {
        case schema, scenario, currency, seed, operation, scope, pattern, targets, teams, reachable, search, check
        case confidence, findings, method
        case intervalSeconds = "interval_s"
        case exposureSeconds = "exposure_s"
        case sideEffects = "side_effects"
        case openDays = "open_days"
        case otherScope = "other_scope"
        case measuredFrom = "measured_from_s"
        case measuredTo = "measured_to_s"
        case maxAgents = "max_agents"
        case coverage = "ai_coverage"
        case presentCoverage = "ai_coverage_present"
        case coverageChange = "ai_coverage_change"
    }

    /// What the scope that was not asked for takes.
    struct OtherScope: Codable {
        var scope: Scope?
        var teams: [Team]
        var overall: [Level?]

        struct Team: Codable {
            var name: String
            var netHours: Double
            var grossHours: Double
            var cost: Double?

            private enum CodingKeys: String, CodingKey {
                case name
                case cost = "cost_per_week"
                case netHours = "net_hours_per_week"
                case grossHours = "gross_hours_per_week"
            }
        }
    }

    /// What must keep the promise.
    enum Scope: String, Codable { case interval, overall }

    /// The simulations that found the roster.
    struct Search: Codable {
        var rounds: Int
        var replications: Int
    }

    /// Those that judged it.
    struct Check: Codable {
        var looks: Int
        var replications: Int
        var stride: Int
    }

    /// An estimate at 95% confidence.
    struct Level: Codable {
        var mean: Double
        @OrNull var low: Double?
        @OrNull var high: Double?
        var n: Int

        init(_ estimate: Estimate) {
            mean = estimate.mean
            low = estimate.low
            high = estimate.high
            n = estimate.n
        }

        var estimate: Estimate {
            Estimate(mean: mean, low: low, high: high, halfWidth: nil, confidence: 0.95, n: n)
        }
    }

    /// A promise, with the level reached.
    struct Target: Codable {
        var target: String
        var measure: String
        var kind: Kind
        var unit: MeasureUnit
        var estimator: EstimatorKind
        var comparison: String
        @OrNull var serviceLevel: String?
        var queues: [String]
        var within: Double
        @OrNull var abandoned: AbandonmentRule?
        @OrNull var short: Double?
        var limit: Double
        var indifference: Double?
        var team: String
        @OrNull var overall: Level?
        @OrNull var present: Level?

        private enum CodingKeys: String, CodingKey {
            case target, measure, kind, unit, estimator, comparison, queues, limit, indifference, team
            case overall, present, abandoned
            case serviceLevel = "service_level"
            case within = "within_s"
            case short = "short_s"
        }

        /// What is promised.
        enum Kind: String, Codable {
            case serviceLevel = "service_level"
            case abandonment
            case turnedAway = "turned_away"
            case meanWait = "mean_wait"

            init(_ kind: StaffingGoal.Kind) {
                switch kind {
                case .serviceLevel: self = .serviceLevel
                case .abandonment: self = .abandonment
                case .turnedAway: self = .turnedAway
                case .meanWait: self = .meanWait
                }
            }
        }
    }

    /// A service level that nobody asked about.
    struct SideEffect: Codable {
        var measure: String
        @OrNull var target: Double?
        var found: Level
        var present: Level
    }

    /// A team with its intervals.
    struct Team: Codable {
        var name: String
        var shrinkage: Double
        var wagePerHour: Double
        var netHours: Double
        var grossHours: Double
        var presentHours: Double
        var cost: Double?
        var presentCost: Double?
        var intervals: [Interval]
        var drivers: [Driver]

        private enum CodingKeys: String, CodingKey {
            case name, shrinkage, intervals, drivers
            case wagePerHour = "wage_per_hour"
            case netHours = "net_hours_per_week"
            case grossHours = "gross_hours_per_week"
            case presentHours = "present_hours_per_week"
            case cost = "cost_per_week"
            case presentCost = "present_cost_per_week"
        }
    }

    /// An interval of a team.
    struct Interval: Codable {
        var start: String?
        var startSeconds: Double?
        var load: Double
        var formula: Int
        var net: Int
        var gross: Int
        var present: Double
        var over: Double?
        var levels: [Level?]
        @OrNull var oneLess: Level?
        var keeps: String
        var binding: String
        var measured: Bool

        private enum CodingKeys: String, CodingKey {
            case start, formula, net, gross, present, over, levels, keeps, binding, measured
            case startSeconds = "start_s"
            case load = "load_erlangs"
            case oneLess = "one_less"
        }
    }

    /// What moves the rostered hours.
    struct Driver: Codable {
        var input: StaffingPlan.Driver.Input
        var change: String?
        var effect: Double

        private enum CodingKeys: String, CodingKey {
            case input, change
            case effect = "hours_effect"
        }
    }
}

extension StaffingDocument {
    /// The members of a staffing with its sentences.
    init(_ plan: StaffingPlan, findings: [String], method: [String], words: StoredWords) {
        scenario = plan.scenario
        currency = plan.currency
        seed = plan.seed
        operation = plan.names
        scope = plan.isOverall ? .overall : .interval
        pattern = plan.grid.pattern
        intervalSeconds = plan.grid.intervalSeconds
        exposureSeconds = plan.grid.exposureSeconds
        measuredFrom = plan.window.lowerBound
        measuredTo = plan.window.upperBound
        targets = plan.goals.map { Target($0, of: plan) }
        sideEffects = plan.sideEffects.map {
            SideEffect(measure: $0.measure, target: $0.target, found: Level($0.found), present: Level($0.present))
        }
        teams = plan.teams.map { Team($0, of: plan, words: words) }
        reachable = plan.isReachable
        maxAgents = plan.most
        search = Search(rounds: plan.searchRounds, replications: plan.searchReplications)
        check = Check(looks: plan.looks, replications: plan.checkReplications, stride: plan.stride)
        coverage = plan.coverage.map(Level.init)
        presentCoverage = plan.presentCoverage.map(Level.init)
        coverageChange = plan.coverageChange.map(Level.init)
        openDays = plan.grid.openDays
        otherScope = plan.other.map { OtherScope($0, of: plan) }
        confidence = 0.95
        self.findings = findings
        self.method = method
    }
}

extension StaffingDocument.Target {
    init(_ result: StaffingPlan.GoalResult, of plan: StaffingPlan) {
        let (goal, requirement) = (result.goal, result.goal.requirement)
        target = requirement.text
        measure = requirement.measure
        kind = Kind(goal.kind)
        unit = requirement.form.unit
        estimator = requirement.form.kind
        comparison = requirement.comparison.rawValue
        serviceLevel = if case .serviceLevel(let place) = goal.kind { plan.names.serviceLevels[place] } else { nil }
        queues = goal.queues.map { plan.names.queues[$0] }
        within = goal.withinSeconds
        abandoned = goal.level?.abandoned
        short = goal.level?.shortSeconds
        limit = goal.limit
        indifference = goal.indifference
        team = plan.teams.first { $0.team == goal.team }?.name ?? ""
        overall = result.overall.map(StaffingDocument.Level.init)
        present = result.present.map(StaffingDocument.Level.init)
    }
}
