import Simulation
import Stochastics

/// What a sweep found: everything its report and `sweep.json` say.
public struct SweepSummary: Codable, Sendable, Equatable {
    /// A factor.
    public struct Factor: Codable, Sendable, Equatable {
        /// Dotted path.
        public var path: String
        /// As it was written.
        public var text: String
        /// Its values in the order in which they come up; at most 200.
        public var values: [String]
        /// Unit of the numbers in the CSV files: "share", "seconds", another one as it was written, empty for none; nil
        /// where values are texts.
        public var unit: String?
    }

    /// A measure that points are compared by.
    public struct Response: Codable, Sendable, Equatable {
        /// Full name.
        public var measure: String
        /// Its unit.
        public var unit: String
        /// Whether small values are better.
        public var lowerIsBetter: Bool
        /// What the scenario wants of it; nil where it wants nothing.
        public var target: Double?

        private enum CodingKeys: String, CodingKey {
            case measure, unit, target
            case lowerIsBetter = "lower_is_better"
        }
    }

    /// A point.
    public struct Point: Codable, Sendable, Equatable {
        /// Number, from 1.
        public var point: Int
        /// Values of the factors.
        public var values: [String]
        /// Replications.
        public var replications: Int
        /// The response that is mostly money; nil where it has no estimate.
        public var cost: Estimate?
        /// The response that is mostly a service level.
        public var service: Estimate?
        /// Whether another point is better in both.
        public var status: ParetoSet.Status?
        /// A point that is, from 1.
        public var dominatedBy: Int?

        private enum CodingKeys: String, CodingKey {
            case point, values, replications, cost, service, status
            case dominatedBy = "dominated_by"
        }
    }

    /// The point that an allocation chose.
    public struct Choice: Codable, Sendable, Equatable {
        /// Number, from 1; nil where no point meets the requirements.
        public var point: Int?
        /// Its objective.
        public var objective: Estimate?
        /// Measure of the objective.
        public var measure: String
        /// Unit of the objective.
        public var unit: String
        /// Points that could still be better: paired differences do not rule them out, with all intervals together.
        public var rivals: [Int]
        /// Probability that it is the best and keeps its requirements, at least: from t tails of the paired difference of
        /// each rival and of its own distance from each limit (Bonferroni); nil below two replications.
        public var confidence: Double?
        /// Requirements of the chosen point that its intervals do not decide; nil for none.
        public var openRequirements: [String]?

        private enum CodingKeys: String, CodingKey {
            case point, objective, measure, unit, rivals, confidence
            case openRequirements = "open_requirements"
        }
    }

    /// The period that is simulated.
    public struct Period: Codable, Sendable, Equatable {
        /// Its length with the warm-up, in seconds.
        public var horizonSeconds: Double
        /// Seconds at its start that are not measured.
        public var warmUpSeconds: Double

        /// Describes a period; see the properties.
        public init(horizonSeconds: Double, warmUpSeconds: Double) {
            self.horizonSeconds = horizonSeconds
            self.warmUpSeconds = warmUpSeconds
        }

        private enum CodingKeys: String, CodingKey {
            case horizonSeconds = "horizon_s"
            case warmUpSeconds = "warm_up_s"
        }
    }

    /// Version of the format.
    public var schema = 1
    /// What the file is.
    public var kind = "sweep"
    /// Name of the scenario.
    public var scenario: String
    /// A sentence or two on it.
    public var about: String
    /// Currency code of amounts.
    public var currency: String
    /// Version of the program.
    public var version: String
    /// The period that is simulated; nil where it is varied.
    public var period: Period?
    /// Seed of all randomness.
    public var seed: UInt64
    /// How the points were chosen.
    public var design: SweepDesign
    /// The factors.
    public var factors: [Factor]
    /// Confidence of intervals.
    public var confidence: Double
    /// The response on the cost axis; nil where the scenario has none.
    public var cost: Response?
    /// The response that is set against it.
    public var service: Response?
    /// The points.
    public var points: [Point]
    /// Points that were asked for, where some of them fell together; nil elsewhere.
    public var pointsAsked: Int?
    /// Points that no other point's estimates beat, from 1, by cost.
    public var front: [Int]
    /// Points that reach the target of the service response, all of them judged together with the confidence (one-sided,
    /// Bonferroni), from 1; nil without a target.
    public var reaching: [Int]?
    /// Main effects on the cost, then on the service.
    public var effects: [MainEffect]
    /// How replications were allocated; nil for equally.
    public var allocation: SweepPlan.Allocation?
    /// What the allocation chose.
    public var choice: Choice?
    /// What was found, in words.
    public var sentences: [String] = []

    private enum CodingKeys: String, CodingKey {
        case schema, kind, scenario, about, currency, version, period, seed, design, factors, confidence, cost, service
        case points, front, reaching, effects, allocation, choice, sentences
        case pointsAsked = "points_asked"
    }

    /// Replications of all points together.
    public var replications: Int { points.reduce(0) { $0 + $1.replications } }

    /// Sums up.
    ///
    /// - Parameters:
    ///   - scenario: the one that is varied.
    ///   - period: its period.
    ///   - cost, service: the responses at all points, as far as there are any.
    ///   - counts: replications by point.
    public init(
        _ plan: SweepPlan, scenario: (name: String, about: String, currency: String), period: Period,
        levels: [ServiceLevelDefinition], cost: SweepResponse?, service: SweepResponse?, counts: [Int],
        confidence: Double
    ) {
        let header = plan.header
        self.scenario = scenario.name
        about = scenario.about
        currency = scenario.currency
        version = header.version
        let isVaried = header.factors.contains { ["horizon", "warm_up"].contains($0.path) }
        self.period = isVaried ? nil : period
        pointsAsked = header.pointsAsked
        seed = header.seed
        design = header.design
        self.confidence = confidence
        let main = MainEffects(paths: header.factors.map(\.path), points: plan.points)
        factors = header.factors.indices.map { factor in
            let values = main.values(of: factor)
            return Factor(
                path: header.factors[factor].path, text: header.factors[factor].text,
                values: Array(values.prefix(200)), unit: SweepFactor.numbers(values)?.unit)
        }
        func response(_ found: SweepResponse?) -> Response? {
            found.map { found in
                Response(
                    measure: found.measure, unit: found.unit, lowerIsBetter: found.isLowerBetter,
                    target: levels.first { Measure.serviceLevel($0.name) == found.measure }?.target)
            }
        }
        self.cost = response(cost)
        self.service = response(service)
        var pareto: ParetoSet?
        if let cost, let service, cost.measure != service.measure { pareto = ParetoSet(cost, service) }
        points = plan.points.indices.map { point in
            Point(
                point: point + 1, values: plan.points[point], replications: counts[point],
                cost: cost?.estimate(at: point), service: service?.estimate(at: point),
                status: pareto?.statuses[point] ?? nil,
                dominatedBy: (pareto?.dominators[point] ?? nil).map { $0 + 1 })
        }
        front = (pareto?.front ?? []).map { $0 + 1 }
        reaching = self.service?.target.flatMap { target in
            service.map { $0.surelyReaching(target).map { $0 + 1 } }
        }
        effects = (cost.map(main.effects) ?? []) + (service.map(main.effects) ?? [])
        allocation = header.allocation
    }
}
