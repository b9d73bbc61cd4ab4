/// A promise about waiting: the share of contacts that a human answers within a time.
///
/// It is about everybody who tried to join one of its queues, those turned away included; `abandoned` says how those
/// who give up count.
public struct ServiceLevelDefinition: Sendable, Equatable {
    /// Name in the scenario; the measure is `service_level.NAME`.
    public var name: String
    /// Queues it is about.
    public var queues: [Int]
    /// Time within which an answer counts, in seconds.
    public var withinSeconds: Double
    /// Wanted share, in 0...1; nil when it is only to be reported.
    public var target: Double?
    /// How those who give up count.
    public var abandoned: AbandonmentRule
    /// Who gives up within this time is left out altogether, in seconds, at most `withinSeconds`; nil for nobody.
    public var shortSeconds: Double?

    /// Creates a service level.
    public init(
        name: String, queues: [Int], withinSeconds: Double, target: Double? = nil,
        abandoned: AbandonmentRule = .missed, shortSeconds: Double? = nil
    ) {
        self.name = name
        self.queues = queues
        self.withinSeconds = withinSeconds
        self.target = target
        self.abandoned = abandoned
        self.shortSeconds = shortSeconds
    }

    /// What two service levels must have in common to be compared: one line with all that decides their numbers.
    ///
    /// - Parameter queues: names of all queues of the operation.
    public func meaning(queues names: [String]) -> String {
        var text = "abandoned: \(abandoned.rawValue), within \(withinSeconds) s"
        if let shortSeconds, abandoned.usesShort { text += ", short \(shortSeconds) s" }
        return text + ", queues " + queues.map { names[$0] }.sorted().joined(separator: ", ")
    }
}
