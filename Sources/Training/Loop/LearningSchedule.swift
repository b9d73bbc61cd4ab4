/// When labels, or what a monitor says, bring about a retraining.
///
/// It knows no clock: times are in seconds on the caller's clock, and never go back.
public struct LearningSchedule: Sendable {
    /// Labels after which the model is retrained; nil for no such rule.
    public var afterLabels: Int?
    /// Shortest time between two retrainings that labels or a monitor bring about, in seconds.
    public var shortestSeconds: Double
    /// Labels since the last retraining.
    public private(set) var labels = 0
    /// Time of the last retraining, in seconds; minus infinity before the first.
    public private(set) var lastSeconds = -Double.infinity

    /// Creates a schedule.
    public init(afterLabels: Int?, shortestSeconds: Double = 3600) {
        self.afterLabels = afterLabels
        self.shortestSeconds = shortestSeconds
    }

    /// A label was kept.
    ///
    /// - Returns: whether there are enough of them for a retraining.
    public mutating func noteLabel() -> Bool {
        labels += 1
        return afterLabels.map { labels >= $0 } ?? false
    }

    /// Whether the last retraining is long enough ago for another one at a time in seconds.
    public func allows(at now: Double) -> Bool { now >= lastSeconds + shortestSeconds }

    /// A retraining takes place at a time in seconds.
    public mutating func begin(at now: Double) {
        lastSeconds = now
        labels = 0
    }
}
