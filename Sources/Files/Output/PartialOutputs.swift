import Foundation

/// Files and folders that are being written, so that an interrupted program leaves none behind.
///
/// `removeAll` takes a lock: call it from an ordinary thread (a dispatch signal source), not from a raw signal handler.
public enum PartialOutputs {
    private final class Registry: @unchecked Sendable {
        let lock = NSLock()
        var paths: Set<String> = []
        var isClosed = false
    }

    private static let registry = Registry()

    /// Whether `removeAll` has run: outputs can no longer be begun or completed.
    public static var isClosed: Bool {
        registry.lock.withLock { registry.isClosed }
    }

    /// Removes every unfinished file and folder; from now on beginning or completing one throws
    /// `OutputError.interrupted`. What was complete stays.
    public static func removeAll() {
        registry.lock.withLock {
            registry.isClosed = true
            for path in registry.paths { FileSystem.removeTree(path) }
            registry.paths = []
        }
    }

    /// Runs `create` and remembers the path it returns until `finish` is called with it.
    static func begin(target: String, _ create: () throws -> String) throws -> String {
        try registry.lock.withLock {
            guard !registry.isClosed else { throw OutputError.interrupted(path: target) }
            let path = try create()
            registry.paths.insert(path)
            return path
        }
    }

    /// Runs `rename`, which puts the complete output in place, and forgets the partial path; what `rename` returns is
    /// left over and remembered until `discard` is called with it.
    static func finish(_ path: String, target: String, _ rename: () throws -> [String]) throws {
        try registry.lock.withLock {
            guard !registry.isClosed else { throw OutputError.interrupted(path: target) }
            registry.paths.formUnion(try rename())
            registry.paths.remove(path)
        }
    }

    /// Removes one unfinished output.
    static func discard(_ path: String) {
        registry.lock.withLock {
            guard registry.paths.remove(path) != nil else { return }
            FileSystem.removeTree(path)
        }
    }
}
