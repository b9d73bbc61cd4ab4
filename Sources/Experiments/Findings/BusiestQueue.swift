import Simulation

/// The queue that keeps an operation from its promises, or in which most of the waiting happens, and what happens there.
public struct BusiestQueue: Sendable, Equatable, Codable {
    /// Name of the queue.
    public var queue: String
    /// Whether it keeps the operation from a promise, or loses many customers whom no promise counts.
    public var binds: Bool
    /// Whether any service level has a target.
    public var isPromised: Bool
    /// Whether hardly anybody waits in the whole operation.
    public var isQuiet: Bool
    /// The promise that is missed by most; nil without one.
    public var broken: BrokenPromise?
    /// Its share of all waiting, in 0...1; nil where it is the only queue or hardly anybody waits.
    public var shareOfWaiting: Double?
    /// Wait that one contact in ten exceeds, in seconds; nil where hardly anybody waits.
    public var longWaitSeconds: Double?
    /// Share of its contacts turned away, in 0...1; nil below .001.
    public var turnedAway: Double?
    /// Share of its contacts that give up, in 0...1; nil below .001.
    public var gaveUp: Double?

    /// A promise with what became of it.
    public struct BrokenPromise: Sendable, Equatable, Codable {
        /// Share answered in time, in 0...1.
        public var share: Double
        /// Time within which an answer counts, in seconds.
        public var withinSeconds: Double
        /// How those who give up count.
        public var abandoned: AbandonmentRule
        /// Promised share, in 0...1.
        public var target: Double
    }
}
