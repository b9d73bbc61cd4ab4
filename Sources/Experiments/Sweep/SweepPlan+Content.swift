import Files
import Simulation

// What stands in the file of a plan.

extension SweepPlan {
    /// What the tasks have in common: the first line of the file.
    public struct Header: Codable, Sendable, Equatable {
        var schema = 1
        var kind = Self.fileKind
        /// Version of the program; another one refuses the plan.
        public var version: String
        /// The version with the commit; nil in older plans. The hashes leave it out, and no other commit is refused.
        public var madeBy: String?
        /// Name for result folders.
        public var name: String
        /// Seed of all randomness: the same at every point.
        public var seed: UInt64
        /// Replications of each point, in the first round where there are several.
        public var replications: Int
        /// Most replications of a task.
        public var block: Int
        /// How the points were chosen.
        public var design: SweepDesign
        /// The factors as they were written.
        public var factors: [Factor]
        /// The measures that were asked for; nil for all of the whole operation.
        public var measures: [String]?
        /// The measure on the cost axis of the report; nil where the scenario has none.
        public var cost: String?
        /// The measure that is set against it.
        public var service: String?
        /// How replications are allocated; nil for equally.
        public var allocation: Allocation?
        /// Which way measures are better that have no direction of their own, as the user said; nil for none.
        public var directions: [String: MeasureDirection]?
        /// Points that were asked for, where some of them fell together; nil elsewhere.
        public var pointsAsked: Int?
        /// Files that the scenario reads.
        public var files: [InputDigest]
        /// The scenario, paths made absolute, as YAML.
        public var scenario: String
        /// Number of points.
        public var points: Int
        /// Number of tasks.
        public var tasks: Int
        /// SHA-256 over the header without this and all tasks.
        public var hash = ""

        /// What the first line of a plan says that the file is.
        public static let fileKind = "sweep-plan"

        /// Which way a measure is better.
        func direction(of measure: String) -> MeasureDirection? {
            directions?[measure] ?? MeasureDefinition.direction(of: measure)
        }

        /// Describes what tasks have in common; see the properties. The plan sets the counts and the hash.
        public init(
            version: String, madeBy: String? = nil, name: String, seed: UInt64, replications: Int, block: Int,
            design: SweepDesign, factors: [SweepFactor], measures: [String]?, cost: String?, service: String?,
            allocation: Allocation?,
            directions: [String: MeasureDirection] = [:], pointsAsked: Int? = nil, files: [InputDigest],
            scenario: String
        ) {
            self.version = version
            self.madeBy = madeBy
            self.name = name
            self.seed = seed
            self.replications = replications
            self.block = block
            self.design = design
            self.factors = factors.map { Factor(path: $0.path, text: $0.text) }
            self.measures = measures
            self.cost = cost
            self.service = service
            self.allocation = allocation
            self.directions = directions.isEmpty ? nil : directions
            self.pointsAsked = pointsAsked
            self.files = files
            self.scenario = scenario
            points = 0
            tasks = 0
        }
    }

    /// A factor in a plan.
    public struct Factor: Codable, Sendable, Equatable {
        /// Dotted path.
        public var path: String
        /// As it was written.
        public var text: String
    }

    /// An allocation of replications in rounds.
    public struct Allocation: Codable, Sendable, Equatable {
        /// Its rule, in words.
        public var rule: String
        /// What is to be best.
        public var objective: String
        /// Requirements on the points to choose from.
        public var subjectTo: [String]
        /// Replications of all points together.
        public var budget: Int
        /// Rounds so far, the first included.
        public var rounds: Int

        private enum CodingKeys: String, CodingKey {
            case rule, objective, budget, rounds
            case subjectTo = "subject_to"
        }

        /// Describes an allocation; see the properties.
        public init(rule: String, objective: String, subjectTo: [String], budget: Int, rounds: Int = 1) {
            self.rule = rule
            self.objective = objective
            self.subjectTo = subjectTo
            self.budget = budget
            self.rounds = rounds
        }
    }

    /// A point and a block of its replications.
    public struct Entry: Codable, Sendable, Equatable {
        /// Number, from 1.
        public var task: Int
        /// Number of the point, from 1.
        public var point: Int
        /// Number of the first replication, from 0.
        public var first: Int
        /// Number of replications.
        public var count: Int
        /// Values of the factors.
        public var values: [String]
        /// What names the result.
        public var hash: String
    }

    /// A file that the scenario reads, and what was in it.
    public struct InputDigest: Codable, Sendable, Equatable {
        /// Where the scenario names it.
        public var path: String
        /// Absolute path.
        public var file: String
        /// SHA-256 of its bytes.
        public var sha256: String

        /// Takes the digest of a file.
        ///
        /// - Throws: `Problem` when it cannot be read.
        public init(path: String, file: String) throws {
            self.path = path
            self.file = file
            sha256 = SHA256Digest.hex(of: try InputFile.read(file, as: .texts))
        }
    }
}
