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
