import Foundation

/// Results in memory.
public final class SweepMemory: SweepStore, @unchecked Sendable {
    private let lock = NSLock()
    private var results: [String: SweepResult] = [:]

    /// Creates an empty store.
    public init() {}

    /// Whether the whole result of a task is there.
    public func has(_ hash: String) -> Bool { lock.withLock { results[hash] != nil } }
    /// A result; nil when it is not there, or not whole.
    public func result(_ hash: String) -> SweepResult? { lock.withLock { results[hash] } }
    /// Nothing is ever damaged in memory.
    public func damaged(_ hash: String) -> String? { nil }
    /// Keeps a result.
    public func keep(_ result: SweepResult, _ hash: String) { lock.withLock { results[hash] = result } }
}
