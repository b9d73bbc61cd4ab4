import Files
import Foundation

/// A sweep as a list of independent tasks: what `hitl sweep-plan` writes, any machine runs in any part and order, and
/// `hitl sweep-merge` puts together.
///
/// A task is a point and a block of replications. Its hash names its result: it is taken over all that decides it (the
/// scenario, what the point replaces in it, the seed, the replications, the measures, the version).
public struct SweepPlan: Sendable, Equatable {
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

    /// Most replications of a point, and of all points that are allocated together.
    public static let mostReplications = 100_000_000
    /// Most tasks of a plan.
    public static let mostTasks = 5_000_000

    /// What the tasks have in common.
    public internal(set) var header: Header
    /// The tasks.
    public internal(set) var tasks: [Entry]
    /// The values of the factors by point.
    public let points: [[String]]
    /// Digest of the scenario and its files.
    let base: String

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
            header.madeBy = nil
            return header
        }
        return plain(self) == plain(other) && points == other.points
    }

    /// Overrides that make a point of the scenario.
    public func overrides(_ values: [String]) -> [String] { zip(header.factors, values).map { "\($0.path)=\($1)" } }

    /// A point in words: `policy.threshold=80%, teams.desk.agents=7`.
    public func label(_ values: [String]) -> String { overrides(values).joined(separator: ", ") }

    func hash(_ values: [String], first: Int, count: Int) -> String {
        Self.digest(
            ["hitl sweep task 1", header.version, base, String(header.seed), String(first), String(count)]
                + (header.measures.map { ["measures"] + $0 } ?? ["all"]) + ["point"] + overrides(values))
    }

    /// The digest of several texts, told apart by their lengths.
    static func digest(_ texts: [String]) -> String {
        var digest = SHA256Digest()
        for text in texts { digest.update(Array("\(text.utf8.count):\(text)\n".utf8)) }
        return digest.hex()
    }

    static func wholeHash(_ header: Header, _ tasks: [Entry]) -> String {
        var header = header
        header.hash = ""
        header.madeBy = nil
        return digest([String(decoding: line(header), as: UTF8.self)] + tasks.map(\.hash) + tasks.map { "\($0.point)" })
    }

    static func line(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Nothing in these types can fail to encode.
        return (try? encoder.encode(value)).map { Array($0) } ?? []
    }
}
