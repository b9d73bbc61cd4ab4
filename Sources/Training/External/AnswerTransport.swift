import Foundation

/// Carries one request to an external AI and its reply back.
protocol AnswerTransport: AnyObject {
    /// Sends a request and waits for the reply, at most so many seconds in all.
    func exchange(_ request: [UInt8], seconds: Double) -> Result<[UInt8], RefusedReply>
    /// Ends a conversation that has gone wrong, so that the next request starts anew.
    func reset()
}

/// Waits for something that another thread does, for a limited time.
final class TimedWait<Value: Sendable>: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var value: Value?

    /// Hands the value over; the first one counts.
    func finish(_ value: Value) {
        lock.withLock { self.value = self.value ?? value }
        done.signal()
    }

    /// The value, or nil when the time is over.
    func wait(seconds: Double) -> Value? {
        guard done.wait(timeout: .now() + seconds) == .success else { return nil }
        return lock.withLock { value }
    }
}
