import Files
import Foundation

/// A sweep as a list of independent tasks: what `hitl sweep-plan` writes, any machine runs in any part and order, and
/// `hitl sweep-merge` puts together.
///
/// A task is a point and a block of replications. Its hash names its result: it is taken over all that decides it (the
/// scenario, what the point replaces in it, the seed, the replications, the measures, the version).
public struct SweepPlan: Sendable, Equatable {
    /// What the tasks have in common: the first line of the file.
    public struct Header: Codable, Sendable, Equatable {
        var schema = 1
        var kind = Self.fileKind
        /// Version of the program; another one refuses the plan.
        public var version: String
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

        static let fileKind = "sweep-plan"

        /// Describes what tasks have in common; see the properties. The plan sets the counts and the hash.
        public init(
            version: String, name: String, seed: UInt64, replications: Int, block: Int, design: SweepDesign,
            factors: [SweepFactor], measures: [String]?, cost: String?, service: String?, allocation: Allocation?,
            files: [InputDigest], scenario: String
        ) {
            self.version = version
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
            sha256 = SHA256Digest.hex(of: try InputFile.read(file))
        }
    }

    /// Checks that the files which the scenario reads are those of the plan.
    ///
    /// - Throws: `Problems` with each that is not.
    public func checkFiles() throws {
        var problems = Problems()
        for input in header.files {
            try problems.collect {
                let now = try InputDigest(path: input.path, file: input.file)
                guard now.sha256 != input.sha256 else { return }
                throw Problem(
                    file: input.file, message: "the file (\(input.path)) is not what it was when the sweep was planned",
                    remedy: "put the old one back, or plan the sweep again")
            }
        }
        try problems.throwIfAny()
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

    /// What the tasks have in common.
    public private(set) var header: Header
    /// The tasks.
    public private(set) var tasks: [Entry]
    /// The values of the factors by point.
    public let points: [[String]]
    /// Digest of the scenario and its files.
    private let base: String

    /// Plans the same replications for every point.
    ///
    /// - Parameters:
    ///   - header: its counts and hash are set here.
    ///   - points: values of the factors by point.
    public init(_ header: Header, points: [[String]]) {
        self.header = header
        self.points = points
        base = Self.digest([header.scenario] + header.files.flatMap { [$0.path, $0.sha256] })
        tasks = []
        add(points.indices.map { (point: $0, first: 0, count: header.replications) })
    }

    /// Adds blocks of replications.
    ///
    /// - Parameter newRound: whether they are another round.
    public mutating func add(_ blocks: [(point: Int, first: Int, count: Int)], newRound: Bool = false) {
        if newRound { header.allocation?.rounds += 1 }
        for block in blocks {
            for first in stride(from: block.first, to: block.first + block.count, by: max(1, header.block)) {
                let count = min(header.block, block.first + block.count - first)
                let values = points[block.point]
                tasks.append(
                    Entry(
                        task: tasks.count + 1, point: block.point + 1, first: first, count: count, values: values,
                        hash: hash(values, first: first, count: count)))
            }
        }
        header.points = points.count
        header.tasks = tasks.count
        header.hash = Self.wholeHash(header, tasks)
    }

    /// Whether another plan is one of this sweep, in whatever round.
    public func isSameSweep(as other: SweepPlan) -> Bool {
        func plain(_ plan: SweepPlan) -> Header {
            var header = plan.header
            header.allocation?.rounds = 1
            header.tasks = 0
            header.hash = ""
            return header
        }
        return plain(self) == plain(other) && points == other.points
    }

    /// Overrides that make a point of the scenario.
    public func overrides(_ values: [String]) -> [String] { zip(header.factors, values).map { "\($0.path)=\($1)" } }

    /// A point in words: `policy.threshold=80%, teams.desk.agents=7`.
    public func label(_ values: [String]) -> String { overrides(values).joined(separator: ", ") }

    private func hash(_ values: [String], first: Int, count: Int) -> String {
        Self.digest(
            ["hitl sweep task 1", header.version, base, String(header.seed), String(first), String(count)]
                + (header.measures.map { ["measures"] + $0 } ?? ["all"]) + ["point"] + overrides(values))
    }

    /// The digest of several texts, told apart by their lengths.
    private static func digest(_ texts: [String]) -> String {
        var digest = SHA256Digest()
        for text in texts { digest.update(Array("\(text.utf8.count):\(text)\n".utf8)) }
        return digest.hex()
    }

    private static func wholeHash(_ header: Header, _ tasks: [Entry]) -> String {
        var header = header
        header.hash = ""
        return digest([String(decoding: line(header), as: UTF8.self)] + tasks.map(\.hash) + tasks.map { "\($0.point)" })
    }

    private static func line(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Nothing in these types can fail to encode.
        return (try? encoder.encode(value)).map { Array($0) } ?? []
    }
}

extension SweepPlan {
    /// The plan as JSON Lines with sorted keys: the header, then a line for each task.
    public var bytes: [UInt8] {
        var bytes = Self.line(header) + [10]
        for task in tasks { bytes += Self.line(task) + [10] }
        return bytes
    }

    /// Reads a plan.
    ///
    /// - Parameters:
    ///   - file: its name in messages.
    ///   - version: of this program.
    /// - Throws: `Problem` for what is no plan, was made by another version, or was changed since it was made.
    public init(bytes: [UInt8], file: String, version: String) throws {
        var lines = JSONLines(bytes: bytes, file: file)
        let decoder = JSONDecoder()
        guard let first = try lines.nextLine() else {
            throw Problem(file: file, message: "the plan is empty", remedy: "make one with hitl sweep-plan")
        }
        struct Kind: Decodable {
            var kind: String?
            var schema: Int?
            var version: String?
        }
        let kind = try first.decode(Kind.self, with: decoder)
        guard kind.kind == Header.fileKind else {
            throw first.problem(at: 0, message: "this is no plan of a sweep", remedy: "make one with hitl sweep-plan")
        }
        guard kind.version == version, kind.schema == 1 else {
            throw Problem(
                file: file, line: 1,
                message: "the plan was made by hitl \(kind.version ?? "of an unknown version"), this is \(version): "
                    + "results of two versions do not belong together",
                remedy: "make the plan again with this version, or run it with that one")
        }
        header = try first.decode(Header.self, with: decoder)
        tasks = []
        var points: [Int: [String]] = [:]
        while let line = try lines.nextLine() {
            let task = try line.decode(Entry.self, with: decoder)
            tasks.append(task)
            points[task.point] = task.values
        }
        self.points = (0..<max(0, min(header.points, points.count))).map { points[$0 + 1] ?? [] }
        base = Self.digest([header.scenario] + header.files.flatMap { [$0.path, $0.sha256] })
        let isWhole =
            tasks.count == header.tasks && self.points.count == header.points && header.block > 0
            && tasks.enumerated().allSatisfy { index, task in
                task.task == index + 1 && task.count > 0 && task.first >= 0
                    && self.points.indices.contains(task.point - 1)
                    && task.values.count == header.factors.count && task.values == self.points[task.point - 1]
                    && task.hash == hash(task.values, first: task.first, count: task.count)
            }
        guard isWhole, header.hash == Self.wholeHash(header, tasks) else {
            throw Problem(
                file: file, message: "the plan was cut or changed since it was made", remedy: "make it again")
        }
    }
}
