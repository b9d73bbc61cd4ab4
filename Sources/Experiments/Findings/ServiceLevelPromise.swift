import Simulation

/// A promise about waiting by the names of its queues, for whoever does not know the operation.
public struct ServiceLevelPromise: Sendable, Equatable, Codable {
    /// Names of the queues it is about.
    public var queues: [String]
    /// Time within which an answer counts, in seconds.
    public var withinSeconds: Double
    /// How those who give up count.
    public var abandoned: AbandonmentRule
    /// Who gives up within this time is left out, in seconds; nil for nobody.
    public var shortSeconds: Double?
    /// Promised share, in 0...1; nil where it is only reported.
    public var target: Double?

    /// Names the queues of a service level.
    ///
    /// - Parameter names: of all queues of the operation.
    public init(_ level: ServiceLevelDefinition, queues names: [String]) {
        queues = level.queues.map { names[$0] }
        withinSeconds = level.withinSeconds
        abandoned = level.abandoned
        shortSeconds = level.shortSeconds
        target = level.target
    }
}
