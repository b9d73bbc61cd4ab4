import Experiments

extension Manifest {
    /// A precision that was asked for; all nil where none was.
    public struct Precision: Sendable, Codable {
        /// Asked half-width over mean.
        public var precision: Double?
        /// Fewest replications.
        public var minReplications: Int?
        /// Most replications.
        public var maxReplications: Int?
        /// Full names of the measures.
        public var precisionOf: [String]?

        /// Asks for none; see the properties.
        public init() {}

        /// A precision.
        public init(relative: Double, minimum: Int, maximum: Int, measures: [String]) {
            precision = relative
            minReplications = minimum
            maxReplications = maximum
            precisionOf = measures
        }
    }

    /// What repeats a simulation.
    public struct Simulated: Sendable, Codable {
        /// Short name of the result.
        public var name: String
        /// Replications run.
        public var replications: Int
        /// The scenario as it was run.
        public var scenarioYaml: String
        /// True or absent.
        public var controlVariates: Bool?
        /// True or absent.
        public var antithetic: Bool?
        /// The precision asked for.
        public var goal = Precision()

        /// Describes it; see the properties.
        public init(name: String, replications: Int, scenarioYaml: String, goal: Precision) {
            self.name = name
            self.replications = replications
            self.scenarioYaml = scenarioYaml
            self.goal = goal
        }

        private enum CodingKeys: String, CodingKey {
            case name, replications, scenarioYaml, controlVariates, antithetic
        }

        /// Reads it; the precision's members stand among the others.
        public init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            name = try members.decode(String.self, forKey: .name)
            replications = try members.decode(Int.self, forKey: .replications)
            scenarioYaml = try members.decode(String.self, forKey: .scenarioYaml)
            controlVariates = try members.decodeIfPresent(Bool.self, forKey: .controlVariates)
            antithetic = try members.decodeIfPresent(Bool.self, forKey: .antithetic)
            goal = try Precision(from: decoder)
        }

        /// Writes it, the precision's members among the others.
        public func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: CodingKeys.self)
            try members.encode(name, forKey: .name)
            try members.encode(replications, forKey: .replications)
            try members.encode(scenarioYaml, forKey: .scenarioYaml)
            try members.encodeIfPresent(controlVariates, forKey: .controlVariates)
            try members.encodeIfPresent(antithetic, forKey: .antithetic)
            try goal.encode(to: encoder)
        }
    }

    /// What repeats a comparison: the frozen scenarios.
    public struct Compared: Sendable, Codable {
        /// One variant as it was run.
        public struct Variant: Sendable, Codable {
            /// Its name.
            public var name: String
            /// The file it came from.
            public var source: String
            /// What was changed of the baseline, `dotted.path=value` each.
            public var changes: [String]
            /// Digest of the scenario.
            public var sha256: String
            /// The scenario as it was run.
            public var scenarioYaml: String

            /// Describes a variant.
            public init(_ variant: ComparedVariant) {
                name = variant.name
                source = variant.source
                changes = variant.changes
                sha256 = variant.digest
                scenarioYaml = variant.resolvedYAML
            }
        }

        /// Replications run of each.
        public var replications: Int
        /// The baseline first.
        public var variants: [Variant]
        /// The precision asked for.
        public var goal = Precision()

        /// Describes it; see the properties.
        public init(replications: Int, variants: [Variant], goal: Precision) {
            self.replications = replications
            self.variants = variants
            self.goal = goal
        }

        private enum CodingKeys: String, CodingKey {
            case replications, variants
        }

        /// Reads it; the precision's members stand among the others.
        public init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            replications = try members.decode(Int.self, forKey: .replications)
            variants = try members.decode([Variant].self, forKey: .variants)
            goal = try Precision(from: decoder)
        }

        /// Writes it, the precision's members among the others.
        public func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: CodingKeys.self)
            try members.encode(replications, forKey: .replications)
            try members.encode(variants, forKey: .variants)
            try goal.encode(to: encoder)
        }
    }

    /// What repeats a staffing.
    public struct Staffed: Sendable, Codable {
        /// The promises.
        public var targets: [String]
        /// The scenario as it was.
        public var scenarioYaml: String

        /// Describes it; see the properties.
        public init(targets: [String], scenarioYaml: String) {
            self.targets = targets
            self.scenarioYaml = scenarioYaml
        }
    }

    /// What a sweep was; its plan, which stands beside it, repeats it.
    public struct Swept: Sendable, Codable {
        var name: String
        var replications: Int
        var scenarioYaml: String
        var design: String
        var factors: [String]
        var points: Int
        var tasks: Int
        var plan = SweepFiles.plan
        var planHash: String
        var allocation: String?
        var objective: String?
        var subjectTo: [String]?
        var budget: Int?
        var rounds: Int?

        /// Describes the sweep of a plan.
        public init(_ header: SweepPlan.Header) {
            name = header.name
            replications = header.replications
            scenarioYaml = header.scenario
            design = header.design.rawValue
            factors = header.factors.map(\.text)
            points = header.points
            tasks = header.tasks
            planHash = header.hash
            allocation = header.allocation?.rule
            objective = header.allocation?.objective
            subjectTo = header.allocation?.subjectTo
            budget = header.allocation?.budget
            rounds = header.allocation?.rounds
        }
    }
}
