/// What clients pay the operation for what it resolves, in its currency; what it pays itself is in `Costs`.
public struct Prices: Sendable, Equatable {
    /// What a client pays for a resolved case that no human handled; nil when nothing is sold.
    ///
    /// A case is paid once, after the answer on which the customer did not come back.
    public var aiResolution: Double?
    /// What a client pays for a resolved case that a human had a part in; nil when nothing is sold.
    public var humanResolution: Double?

    /// Creates prices; the default is that nothing is sold.
    public init(aiResolution: Double? = nil, humanResolution: Double? = nil) {
        self.aiResolution = aiResolution
        self.humanResolution = humanResolution
    }

    /// Whether the operation sells resolutions.
    public var hasRevenue: Bool { aiResolution != nil || humanResolution != nil }
}

/// A promise about waiting: the share of contacts answered by a human within a time.
///
/// The denominator is everybody who joined one of the queues, abandoned included.
public struct ServiceLevelDefinition: Sendable, Equatable {
    /// Name in the scenario; the measure is `service_level.NAME`.
    public var name: String
    /// Queues it is about.
    public var queues: [Int]
    /// Time within which an answer counts, in seconds.
    public var withinSeconds: Double
    /// Wanted share, in 0...1; nil when it is only to be reported.
    public var target: Double?

    /// Creates a service level.
    public init(name: String, queues: [Int], withinSeconds: Double, target: Double? = nil) {
        self.name = name
        self.queues = queues
        self.withinSeconds = withinSeconds
        self.target = target
    }
}
