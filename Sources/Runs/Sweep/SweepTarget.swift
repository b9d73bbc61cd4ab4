import Experiments
import Files
import Foundation
import Results

/// The folder that a sweep works in: a new one, or one with the same sweep half done.
public struct SweepTarget {
    /// The folder.
    public let path: String
    private let version: String

    /// Finds the folder and writes the plan into it.
    ///
    /// - Parameters:
    ///   - out: the folder asked for; nil for `results/NAME-sweep`, or the next one that is free or has this sweep.
    ///   - force: whether another sweep there may be replaced.
    ///   - version: of this program.
    /// - Throws: `OutputError` where the folder holds something else; it is then untouched.
    public init(_ plan: SweepPlan, out: String?, force: Bool, version: String) throws {
        self.version = version
        if let out {
            path = out
        } else {
            path = try Self.claim("results/\(plan.header.name)-sweep", for: plan, version)
        }
        try prepare(plan, force: force)
    }

    /// The first of a name and the numbered ones after it that has this sweep, or that nothing has: it is made at once, so
    /// that a run at the same time takes another.
    private static func claim(_ base: String, for plan: SweepPlan, _ version: String) throws -> String {
        func refuse(_ path: String) -> OutputError { .cannotWrite(path: path, reason: "the folder cannot be made") }
        do {
            try FileManager.default.createDirectory(atPath: "results", withIntermediateDirectories: true)
        } catch {
            throw refuse("results")
        }
        var number = 1
        var candidate = base
        while mkdir(candidate, 0o777) != 0 {
            guard errno == EEXIST else { throw refuse(candidate) }
            if holds(plan, in: candidate, version) { break }
            number += 1
            candidate = "\(base)-\(number)"
        }
        return candidate
    }

    /// The folder of the tasks' results.
    public var tasks: String { file(SweepFiles.tasks) }

    /// Path of a file of the folder.
    public func file(_ name: String) -> String { (path as NSString).appendingPathComponent(name) }

    /// Puts a plan in place.
    ///
    /// - Throws: `OutputError` where it cannot be written.
    public func keep(_ plan: SweepPlan) throws {
        try WholeFile.write(plan.bytes, to: file(SweepFiles.plan), replace: true)
    }

    private func prepare(_ plan: SweepPlan, force: Bool) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw OutputError.cannotWrite(path: path, reason: "it is a file") }
            let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
                .filter { !$0.hasPrefix(".") && $0 != SweepFiles.tasks }
            if !names.isEmpty, !Self.holds(plan, in: path, version) { try replace(names, force: force) }
        }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw OutputError.cannotWrite(path: path, reason: "the folder cannot be made")
        }
        PartialFile.removeAbandoned(in: path)
        if !Self.holds(plan, in: path, version) { try keep(plan) }
    }

    /// Clears a folder of another sweep; of nothing else.
    private func replace(_ names: [String], force: Bool) throws {
        let plan = file(SweepFiles.plan)
        guard names.contains(SweepFiles.plan), Self.isPlan(plan) else {
            throw OutputError.cannotWrite(
                path: path, reason: "there is something else in it; choose another --out")
        }
        guard force else {
            let done = names.contains(ResultFolder.marker) ? "the result" : "a part"
            throw OutputError.cannotWrite(
                path: path,
                reason: "it holds \(done) of another sweep (\(plan): other points, scenario, seed or "
                    + "version); choose another --out, or replace it with --force")
        }
        if let stranger = stranger(among: names) {
            throw OutputError.cannotWrite(
                path: path,
                reason: "'\(PlainName.shown(stranger))' in it is nothing that a sweep writes, so it is not replaced; "
                    + "move that away, or choose another --out")
        }
        // Its plan goes last: whoever is interrupted here can do it again.
        for name in SweepFiles.all.reversed() {
            try? FileManager.default.removeItem(atPath: file(name))
            guard !FileManager.default.fileExists(atPath: file(name)) else {
                throw OutputError.cannotWrite(path: file(name), reason: "the old one cannot be removed")
            }
        }
    }

    /// Something in the folder that no sweep writes; nil where there is nothing such.
    private func stranger(among names: [String]) -> String? {
        func type(_ path: String) -> mode_t {
            var info = stat()
            return lstat(path, &info) == 0 ? info.st_mode & S_IFMT : 0
        }
        let files = ResultKind.sweep.files
        if let name = names.sorted().first(where: { !files.contains($0) || type(file($0)) != S_IFREG }) { return name }
        guard type(tasks) != 0 else { return nil }
        guard type(tasks) == S_IFDIR else { return SweepFiles.tasks }
        let results = (try? FileManager.default.contentsOfDirectory(atPath: tasks))?.sorted() ?? []
        return results.first {
            let isUnfinished = $0.hasPrefix(".") && $0.contains(SweepFolder.suffix + ".partial-")
            let isOurs = $0.hasSuffix(SweepFolder.suffix) || isUnfinished
            return !isOurs || type("\(tasks)/\($0)") != S_IFREG
        }.map { "\(SweepFiles.tasks)/\($0)" }
    }

    /// Whether a file is the plan of a sweep, of whatever version.
    private static func isPlan(_ path: String) -> Bool {
        struct Head: Decodable {
            var kind: String
            var schema: Int
        }
        guard let bytes = try? InputFile.read(path), let end = bytes.firstIndex(of: 10),
            let head = try? JSONDecoder().decode(Head.self, from: Data(bytes[..<end]))
        else { return false }
        return head.kind == SweepPlan.Header.fileKind
    }

    /// Whether a folder has this sweep, in whatever round.
    private static func holds(_ plan: SweepPlan, in folder: String, _ version: String) -> Bool {
        let file = (folder as NSString).appendingPathComponent(SweepFiles.plan)
        guard FileManager.default.fileExists(atPath: file), let found = try? SweepPlanning.read(file, version: version)
        else {
            return false
        }
        return found.isSameSweep(as: plan)
    }
}
