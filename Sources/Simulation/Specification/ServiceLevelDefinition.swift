import Quantities

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

    /// What the share is of, such as "of all offered, those who give up or are turned away included".
    public var base: String {
        let time = BriefUnits.duration(withinSeconds)
        let text =
            switch abandoned {
            case .missed: "of all offered, those who give up or are turned away included"
            case .metIfEarly: "of all offered; who gives up within \(time) counts as kept"
            case .ignored: "of those answered; who gives up or is turned away is left out"
            case .excusedIfEarly: "of all offered but those who give up within \(time)"
            }
        guard let shortSeconds, abandoned.usesShort else { return text }
        return text + "; who gives up within \(BriefUnits.duration(shortSeconds)) is left out"
    }

    /// The whole definition in words, without its target: "chat answered within 60 s, of all offered, ...".
    ///
    /// - Parameter queues: names of all queues of the operation.
    public func sentence(queues names: [String]) -> String {
        let queues = queues.map { names[$0] }.joined(separator: ", ")
        return "\(queues) answered within \(BriefUnits.duration(withinSeconds)), \(base)"
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
