/// What things cost and earn, in the operation's currency; wages are the teams'.
public struct Prices: Sendable, Equatable {
    /// Cost of the AI for each query it reads.
    public var aiPerQuery: Double
    /// Cost of a wrong resolution, the AI's or a human's.
    public var wrongResolution: Double
    /// What a client pays for a resolved case that no human handled; nil when nothing is sold.
    ///
    /// A case is paid once, after the answer on which the customer did not come back.
    public var aiResolution: Double?
    /// What a client pays for a resolved case that a human had a part in; nil when nothing is sold.
    public var humanResolution: Double?

    /// Creates prices; the default is that nothing costs or earns anything.
    public init(
        aiPerQuery: Double = 0, wrongResolution: Double = 0, aiResolution: Double? = nil,
        humanResolution: Double? = nil
    ) {
        self.aiPerQuery = aiPerQuery
        self.wrongResolution = wrongResolution
        self.aiResolution = aiResolution
        self.humanResolution = humanResolution
    }

    /// Whether the operation sells resolutions.
    public var hasRevenue: Bool { aiResolution != nil || humanResolution != nil }
}
