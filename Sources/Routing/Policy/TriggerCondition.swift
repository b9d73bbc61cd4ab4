/// The condition of a trigger: it holds when every part that is given holds. Names are those of the catalog.
public struct TriggerCondition: Sendable, Equatable {
    /// Holds below this calibrated confidence; 1 or more always holds, whatever a classifier says of itself.
    public var confidenceBelow: Double?
    /// Holds when the two best intents are closer than this; 1 or more always holds.
    public var marginBelow: Double?
    /// Holds above this probability that the customer is upset.
    public var emotionAbove: Double?
    /// Holds above this amount, in the operation's currency.
    public var amountAbove: Double?
    /// Holds from this number of earlier contacts about the same matter.
    public var earlierContactsAtLeast: Int?
    /// Holds from this number of answers of the AI in this case after which the customer came back.
    public var failedAttemptsAtLeast: Int?
    /// Holds where the text is more unlike those of the known intents than this, in 0...1 (`Prediction.outOfScope`).
    public var outOfScopeAbove: Double?
    /// Holds for customers who ask for a human in their words, or for those who do not.
    public var explicitRequest: Bool?
    /// Holds where more contacts than this wait in the queue it would send to.
    public var backlogAbove: Int?
    /// Holds for these predicted intents.
    public var intents: [String]?
    /// Holds for these requested actions.
    public var actions: [String]?
    /// Holds for these segments.
    public var segments: [String]?
    /// Holds where a human is likelier right than the AI by more than this, in -1...1 (`Prediction.benefit`).
    public var benefitAbove: Double?

    /// Creates a condition; without any part it always holds.
    public init(
        confidenceBelow: Double? = nil, marginBelow: Double? = nil, emotionAbove: Double? = nil,
        amountAbove: Double? = nil, earlierContactsAtLeast: Int? = nil, intents: [String]? = nil,
        actions: [String]? = nil, segments: [String]? = nil, failedAttemptsAtLeast: Int? = nil,
        outOfScopeAbove: Double? = nil, explicitRequest: Bool? = nil, backlogAbove: Int? = nil,
        benefitAbove: Double? = nil
    ) {
        self.confidenceBelow = confidenceBelow
        self.marginBelow = marginBelow
        self.emotionAbove = emotionAbove
        self.amountAbove = amountAbove
        self.earlierContactsAtLeast = earlierContactsAtLeast
        self.intents = intents
        self.actions = actions
        self.segments = segments
        self.failedAttemptsAtLeast = failedAttemptsAtLeast
        self.outOfScopeAbove = outOfScopeAbove
        self.explicitRequest = explicitRequest
        self.backlogAbove = backlogAbove
        self.benefitAbove = benefitAbove
    }

    /// Whether another condition holds whenever this one does, as far as their limits and names show.
    ///
    /// - Parameter sameQueue: whether both count the backlog of the same queue.
    public func implies(_ other: TriggerCondition, sameQueue: Bool = true) -> Bool {
        // The margin is at most the confidence, and failed answers are at most the earlier contacts.
        let marginBelow = Self.smaller(marginBelow, confidenceBelow)
        let earlier = Self.larger(earlierContactsAtLeast, failedAttemptsAtLeast)
        return Self.isWithin(confidenceBelow, atMost: other.confidenceBelow)
            && Self.isWithin(marginBelow, atMost: other.marginBelow)
            && Self.isWithin(emotionAbove, atLeast: other.emotionAbove)
            && Self.isWithin(outOfScopeAbove, atLeast: other.outOfScopeAbove)
            && Self.isWithin(benefitAbove, atLeast: other.benefitAbove)
            && Self.isWithin(amountAbove, atLeast: other.amountAbove)
            && Self.isWithin(earlier, atLeast: other.earlierContactsAtLeast)
            && Self.isWithin(failedAttemptsAtLeast, atLeast: other.failedAttemptsAtLeast)
            && (other.backlogAbove == nil || sameQueue && Self.isWithin(backlogAbove, atLeast: other.backlogAbove))
            && (other.explicitRequest == nil || explicitRequest == other.explicitRequest)
            && Self.isAmong(intents, other.intents) && Self.isAmong(actions, other.actions)
            && Self.isAmong(segments, other.segments)
    }

    private static func isWithin<Limit: Comparable>(_ own: Limit?, atMost other: Limit?) -> Bool {
        guard let other else { return true }
        return own.map { $0 <= other } ?? false
    }

    private static func isWithin<Limit: Comparable>(_ own: Limit?, atLeast other: Limit?) -> Bool {
        guard let other else { return true }
        return own.map { $0 >= other } ?? false
    }

    private static func isAmong(_ own: [String]?, _ other: [String]?) -> Bool {
        guard let other else { return true }
        return own.map { $0.allSatisfy(other.contains) } ?? false
    }

    private static func smaller(_ one: Double?, _ other: Double?) -> Double? {
        [one, other].compactMap { $0 }.min()
    }

    private static func larger(_ one: Int?, _ other: Int?) -> Int? { [one, other].compactMap { $0 }.max() }
}

/// A trigger with its names looked up in a catalog, ready for the hot path.
///
/// A limit that is not given is NaN, and every comparison is written so that it holds where either side is NaN: a
/// classifier's NaN then brings a human in, and never switches off a trigger that does not look at it.
struct CompiledTrigger: Sendable {
    let confidenceBelow: Double
    let marginBelow: Double
    let emotionAbove: Double
    let benefitAbove: Double
    let amountAbove: Double
    let outOfScopeAbove: Double
    let earlierContactsAtLeast: Int
    let failedAttemptsAtLeast: Int
    let explicitRequest: Bool?
    let backlogAbove: Int
    let intents: NameFilter
    let actions: NameFilter
    let segments: NameFilter
    let effect: Decision.Action
    let queue: Int?
    let priority: Int?

    init(_ trigger: Trigger, catalog: Catalog) {
        let condition = trigger.condition
        // Some classifiers say 100%: a limit of 100% is as if none were given.
        confidenceBelow = condition.confidenceBelow.flatMap { $0 < PolicyRules.alwaysHuman ? $0 : nil } ?? .nan
        marginBelow = condition.marginBelow.flatMap { $0 < PolicyRules.alwaysHuman ? $0 : nil } ?? .nan
        emotionAbove = condition.emotionAbove ?? .nan
        amountAbove = condition.amountAbove ?? .nan
        outOfScopeAbove = condition.outOfScopeAbove ?? .nan
        benefitAbove = condition.benefitAbove ?? .nan
        earlierContactsAtLeast = condition.earlierContactsAtLeast ?? .min
        failedAttemptsAtLeast = condition.failedAttemptsAtLeast ?? .min
        explicitRequest = condition.explicitRequest
        backlogAbove = condition.backlogAbove ?? .min
        intents = NameFilter(condition.intents, of: catalog.intents)
        actions = NameFilter(condition.actions, of: catalog.actions)
        segments = NameFilter(condition.segments, of: catalog.segments)
        effect = trigger.effect
        queue = trigger.queue.flatMap { catalog.queues.firstIndex(of: $0) }
        priority = trigger.priority.map { Dispatcher.valid(priority: $0) }
    }

    /// - Parameters:
    ///   - asksForHuman: whether the query does; of no account without `explicitRequest`.
    ///   - routed: the queue it goes to where the trigger names none.
    func holds(
        _ query: Query, _ prediction: Prediction, asksForHuman: Bool, routed: Int, state: borrowing OperationState
    ) -> Bool {
        guard !(prediction.confidence >= confidenceBelow), !(prediction.margin >= marginBelow),
            !(prediction.emotion <= emotionAbove), !(query.amount <= amountAbove),
            !(prediction.outOfScope <= outOfScopeAbove), !(prediction.benefit <= benefitAbove),
            query.earlierContacts >= earlierContactsAtLeast,
            query.failedAttempts >= failedAttemptsAtLeast, explicitRequest ?? asksForHuman == asksForHuman
        else { return false }
        if backlogAbove > .min {
            let place = queue ?? routed
            guard state.backlog.indices.contains(place), state.backlog[place] > backlogAbove else { return false }
        }
        return intents.admits(prediction.intent) && segments.admits(query.segment) && actions.admits(query.action)
    }
}

/// Some of the names of a catalog, by index; or any, where a condition names none.
struct NameFilter: Sendable {
    private let isGiven: Bool
    private let members: [Bool]

    init(_ names: [String]?, of all: [String]) {
        isGiven = names != nil
        members = names.map { names in all.map { names.contains($0) } } ?? []
    }

    func admits(_ index: Int?) -> Bool {
        guard isGiven else { return true }
        guard let index, members.indices.contains(index) else { return false }
        return members[index]
    }
}
