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
            let base = "results/\(plan.header.name)-sweep"
            var number = 1
            var candidate = base
            while FileManager.default.fileExists(atPath: candidate), !Self.holds(plan, in: candidate, version) {
                number += 1
                candidate = "\(base)-\(number)"
            }
            path = candidate
        }
        try prepare(plan, force: force)
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
        guard names.contains(SweepFiles.plan) else {
            throw OutputError.cannotWrite(
                path: path, reason: "there is something else in it; choose another --out")
        }
        guard force else {
            let done = names.contains(ResultFolder.marker) ? "the result" : "a part"
            throw OutputError.cannotWrite(
                path: path,
                reason: "it holds \(done) of another sweep (\(file(SweepFiles.plan)): other points, scenario, seed or "
                    + "version); choose another --out, or replace it with --force")
        }
        // Its plan goes last: whoever is interrupted here can do it again.
        for name in SweepFiles.all.reversed() { try? FileManager.default.removeItem(atPath: file(name)) }
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
