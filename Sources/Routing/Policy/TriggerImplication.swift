extension TriggerCondition {
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
