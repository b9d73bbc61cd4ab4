/// A named rule that takes a query away from the AI, or puts a human beside it.
public struct Trigger: Sendable, Equatable {
    /// Name in scenarios, reports and audit records.
    public var name: String
    /// When it holds.
    public var condition: TriggerCondition
    /// What is done when it holds: anything but `answer`.
    public var effect: Decision.Action
    /// Name of the queue it sends to; nil leaves it to the policy's routing.
    public var queue: String?
    /// Priority it gives, 0 (most urgent) to 9; nil leaves the customer's own.
    public var priority: Int?

    /// Creates a trigger.
    public init(
        name: String, condition: TriggerCondition, effect: Decision.Action, queue: String? = nil,
        priority: Int? = nil
    ) {
        self.name = name
        self.condition = condition
        self.effect = effect
        self.queue = queue
        self.priority = priority
    }
}

/// The condition of a trigger: it holds when every part that is given holds. Names are those of the catalog.
public struct TriggerCondition: Sendable, Equatable {
    /// Holds below this calibrated confidence.
    public var confidenceBelow: Double?
    /// Holds when the two best intents are closer than this.
    public var marginBelow: Double?
    /// Holds above this probability that the customer is upset.
    public var emotionAbove: Double?
    /// Holds above this amount, in the operation's currency.
    public var amountAbove: Double?
    /// Holds from this number of earlier contacts about the same matter.
    public var earlierContactsAtLeast: Int?
    /// Holds for these predicted intents.
    public var intents: [String]?
    /// Holds for these requested actions.
    public var actions: [String]?
    /// Holds for these segments.
    public var segments: [String]?

    /// Creates a condition; without any part it always holds.
    public init(
        confidenceBelow: Double? = nil, marginBelow: Double? = nil, emotionAbove: Double? = nil,
        amountAbove: Double? = nil, earlierContactsAtLeast: Int? = nil, intents: [String]? = nil,
        actions: [String]? = nil, segments: [String]? = nil
    ) {
        self.confidenceBelow = confidenceBelow
        self.marginBelow = marginBelow
        self.emotionAbove = emotionAbove
        self.amountAbove = amountAbove
        self.earlierContactsAtLeast = earlierContactsAtLeast
        self.intents = intents
        self.actions = actions
        self.segments = segments
    }
}

/// A trigger with its names looked up in a catalog, ready for the hot path.
struct CompiledTrigger: Sendable {
    let confidenceBelow: Double
    let marginBelow: Double
    let emotionAbove: Double
    let amountAbove: Double
    let earlierContactsAtLeast: Int
    /// One entry an intent; empty when any intent will do. The others likewise.
    let intents: [Bool]
    let actions: [Bool]
    let segments: [Bool]
    let effect: Decision.Action
    let queue: Int?
    let priority: Int?

    init(_ trigger: Trigger, catalog: Catalog) {
        func members(_ names: [String]?, of all: [String]) -> [Bool] {
            guard let names else { return [] }
            return all.map { names.contains($0) }
        }
        let condition = trigger.condition
        confidenceBelow = condition.confidenceBelow ?? .infinity
        marginBelow = condition.marginBelow ?? .infinity
        emotionAbove = condition.emotionAbove ?? -.infinity
        amountAbove = condition.amountAbove ?? -.infinity
        earlierContactsAtLeast = condition.earlierContactsAtLeast ?? 0
        intents = members(condition.intents, of: catalog.intents)
        // An operation without actions has nothing that a rule about actions could hold for.
        actions = condition.actions == nil ? [] : members(condition.actions, of: catalog.actions) + [false]
        segments = members(condition.segments, of: catalog.segments)
        effect = trigger.effect
        queue = trigger.queue.flatMap { catalog.queues.firstIndex(of: $0) }
        priority = trigger.priority
    }

    func holds(_ query: Query, _ prediction: Prediction) -> Bool {
        guard prediction.confidence < confidenceBelow, prediction.margin < marginBelow,
            prediction.emotion > emotionAbove, query.amount > amountAbove,
            query.earlierContacts >= earlierContactsAtLeast
        else { return false }
        if !intents.isEmpty && !intents[prediction.intent] { return false }
        if !segments.isEmpty && !segments[query.segment] { return false }
        if !actions.isEmpty && !actions[query.action ?? actions.count - 1] { return false }
        return true
    }
}
