import Stochastics

/// The time the AI spends with every query before it answers or hands over, and how many it can serve at once.
public struct AIHandling: Sendable, Equatable {
    /// Time with a query, in seconds.
    public var time: Distribution
    /// Queries served at once, 1 or more; nil for no limit. Beyond it queries wait in order of arrival.
    public var slots: Int?

    /// Creates the handling.
    public init(time: Distribution, slots: Int? = nil) {
        self.time = time
        self.slots = slots
    }
}
