import Files
import Foundation

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
        guard kind.schema == 1 else {
            throw Problem(
                file: file, line: 1,
                message:
                    "the plan has the format \(kind.schema.map(String.init) ?? "of no number"); this version reads 1",
                remedy: "make the plan again with this version, or run it with the one that made it")
        }
        guard kind.version == version else {
            throw Problem(
                file: file, line: 1,
                message: "the plan was made by hitl \(kind.version ?? "of an unknown version"), this is \(version): "
                    + "results of two versions do not belong together",
                remedy: "make the plan again with this version, or run it with that one")
        }
        header = try first.decode(Header.self, with: decoder)
        guard PlainName.isPlain(header.name) else {
            throw first.problem(
                at: 0, message: "the name of the plan is no plain name: '\(PlainName.shown(header.name))'",
                remedy: "make one with hitl sweep-plan")
        }
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
