import Experiments
import Scenarios
import Simulation
import Stochastics

/// The members of `staffing.json` as they are read; what is derived from others is left out.
struct StaffingDocument: Decodable {
    var schema: Int
    var scenario: String
    var currency: String
    var seed: UInt64
    var operation: StaffingPlan.Names
    var scope: Scope
    var pattern: StaffingGrid.Pattern
    var intervalSeconds: Double
    var exposureSeconds: [Double]
    var measuredFrom: Double
    var measuredTo: Double
    var targets: [Target]
    var sideEffects: [SideEffect]
    var teams: [Team]
    var reachable: Bool
    var maxAgents: Int
    var search: Search
    var check: Check
    var coverage: Level?
    var presentCoverage: Level?
    var coverageChange: Level?
    var openDays: [Bool]?
    var otherScope: OtherScope?

    private enum CodingKeys: String, CodingKey {
        case schema, scenario, currency, seed, operation, scope, pattern, targets, teams, reachable, search, check
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
    struct OtherScope: Decodable {
        var teams: [Team]
        var overall: [Level?]

        struct Team: Decodable {
            var name: String
            var netHours: Double
            var grossHours: Double

            private enum CodingKeys: String, CodingKey {
                case name
                case netHours = "net_hours_per_week"
                case grossHours = "gross_hours_per_week"
            }
        }
    }

    /// What must keep the promise.
    enum Scope: String, Decodable { case interval, overall }

    /// The simulations that found the roster.
    struct Search: Decodable {
        var rounds: Int
        var replications: Int
    }

    /// Those that judged it.
    struct Check: Decodable {
        var looks: Int
        var replications: Int
        var stride: Int
    }

    /// An estimate at 95% confidence.
    struct Level: Decodable {
        var mean: Double
        var low: Double?
        var high: Double?
        var n: Int

        var estimate: Estimate {
            Estimate(mean: mean, low: low, high: high, halfWidth: nil, confidence: 0.95, n: n)
        }
    }

    /// A promise, with the level reached.
    struct Target: Decodable {
        var target: String
        var measure: String
        var kind: Kind
        var unit: MeasureUnit
        var estimator: EstimatorKind
        var comparison: String
        var serviceLevel: String?
        var queues: [String]
        var within: Double
        var abandoned: AbandonmentRule?
        var short: Double?
        var limit: Double
        var team: String
        var overall: Level?
        var present: Level?

        private enum CodingKeys: String, CodingKey {
            case target, measure, kind, unit, estimator, comparison, queues, limit, team, overall, present, abandoned
            case serviceLevel = "service_level"
            case within = "within_s"
            case short = "short_s"
        }

        /// What is promised.
        enum Kind: String, Decodable {
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
    struct SideEffect: Decodable {
        var measure: String
        var target: Double?
        var found: Level
        var present: Level
    }

    /// A team with its intervals.
    struct Team: Decodable {
        var name: String
        var shrinkage: Double
        var wagePerHour: Double
        var netHours: Double
        var grossHours: Double
        var presentHours: Double
        var intervals: [Interval]
        var drivers: [Driver]

        private enum CodingKeys: String, CodingKey {
            case name, shrinkage, intervals, drivers
            case wagePerHour = "wage_per_hour"
            case netHours = "net_hours_per_week"
            case grossHours = "gross_hours_per_week"
            case presentHours = "present_hours_per_week"
        }
    }

    /// An interval of a team.
    struct Interval: Decodable {
        var load: Double
        var formula: Int
        var net: Int
        var gross: Int
        var present: Double
        var levels: [Level?]
        var oneLess: Level?
        var keeps: String
        var binding: String
        var measured: Bool

        private enum CodingKeys: String, CodingKey {
            case formula, net, gross, present, levels, keeps, binding, measured
            case load = "load_erlangs"
            case oneLess = "one_less"
        }
    }

    /// What moves the rostered hours.
    struct Driver: Decodable {
        var input: StaffingPlan.Driver.Input
        var effect: Double

        private enum CodingKeys: String, CodingKey {
            case input
            case effect = "hours_effect"
        }
    }
}
