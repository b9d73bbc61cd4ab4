import Foundation

/// Time spent in the replications of a sweep themselves: what the rest of a sweep is compared with.
public final class SweepTiming: @unchecked Sendable {
    private let lock = NSLock()
    private var total = (wall: 0.0, processor: 0.0)

    /// Starts at nothing.
    public init() {}

    /// Seconds of all threads together.
    public var wallSeconds: Double { lock.withLock { total.wall } }
    /// Seconds of processor time of all threads together.
    public var processorSeconds: Double { lock.withLock { total.processor } }

    /// Runs and times.
    func measure<Value>(_ body: () throws -> Value) rethrows -> Value {
        let start = (Self.seconds(CLOCK_MONOTONIC), Self.seconds(CLOCK_THREAD_CPUTIME_ID))
        defer {
            let wall = Self.seconds(CLOCK_MONOTONIC) - start.0
            let processor = Self.seconds(CLOCK_THREAD_CPUTIME_ID) - start.1
            lock.withLock { total = (total.wall + wall, total.processor + processor) }
        }
        return try body()
    }

    /// Seconds of a clock of the system.
    public static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
