/// Decides who handles a query, from what the classifier says and what the operation knows.
///
/// Triggers are tried in order and the first that holds decides; below the threshold, which the rule sets, `doubt`
/// decides; otherwise the AI answers, and a random share of its answers is marked for audit. It remembers nothing: the
/// running quantile of the rule `share` is the router's.
public struct EscalationPolicy: Sendable {
    /// Looked-up names, behind a reference: a value of this size would be copied at every call.
    private let compiled: Compiled

    /// The rules it was made from.
    public var rules: PolicyRules { compiled.rules }

    /// Whether the AI takes part.
    var usesAI: Bool { compiled.rules.usesAI }

    /// The share that the running quantile is for; nil where the rule is another.
    var quantileShare: Double? { compiled.quantileShare }

    private final class Compiled: Sendable {
        let rules: PolicyRules
        let triggers: [CompiledTrigger]
        let defaultQueue: Int
        let queueByIntent: [Int]
        let queueByChannel: [Int]
        let priorityBySegment: [Int]
        /// The rule in force, taken apart for the hot path.
        let cost: CompiledCost?
        let threshold: Double
        let quantileShare: Double?
        let randomShare: Double?
        /// Finds wishes for a human, where a trigger asks for them.
        let requests: HumanRequest?
        let afterConfirming: Decision.Action

        init(_ rules: PolicyRules, catalog: Catalog) {
            self.rules = rules
            triggers = rules.triggers.prefix(ReasonSet.maximumTriggers).map { CompiledTrigger($0, catalog: catalog) }
            func queue(_ name: String?) -> Int? { name.flatMap { catalog.queues.firstIndex(of: $0) } }
            defaultQueue = queue(rules.defaultQueue) ?? 0
            queueByIntent = catalog.intents.map { queue(rules.queueByIntent[$0]) ?? -1 }
            queueByChannel = catalog.channels.map { queue(rules.queueByChannel[$0]) ?? -1 }
            priorityBySegment = catalog.segments.map { Dispatcher.valid(priority: rules.priorityBySegment[$0] ?? 5) }
            // Some classifiers say 100%, and a human is to see that too.
            threshold = rules.threshold >= PolicyRules.alwaysHuman ? .infinity : rules.threshold
            switch rules.rule {
            case .threshold: (cost, quantileShare, randomShare) = (nil, nil, nil)
            case .expectedCost(let prices):
                (cost, quantileShare, randomShare) = (CompiledCost(prices, catalog: catalog), nil, nil)
            case .optimal(let prices):
                (cost, quantileShare, randomShare) = (
                    CompiledCost(prices, isOptimal: true, catalog: catalog), nil, nil
                )
            case .share(let share): (cost, quantileShare, randomShare) = (nil, share, nil)
            case .random(let share): (cost, quantileShare, randomShare) = (nil, nil, share)
            }
            requests =
                rules.triggers.contains { $0.condition.explicitRequest != nil }
                ? HumanRequest(rules.humanRequestPhrases) : nil
            afterConfirming = rules.belowThreshold == .confirm ? .escalate : rules.belowThreshold
        }
    }

    /// Looks the names of `rules` up in `catalog`.
    ///
    /// Names that the catalog does not have never hold; a missing default queue is queue 0; priorities outside 0...9
    /// are moved to the nearer end.
    public init(_ rules: PolicyRules, catalog: Catalog) {
        compiled = Compiled(rules, catalog: catalog)
    }

    /// What the confidence of a query is compared with now.
    ///
    /// - Parameters:
    ///   - query: what the operation sees of it.
    ///   - prediction: what the classifier says, which tells the queue.
    ///   - state: what the operation knows of itself.
    ///   - quantile: the running quantile, where the rule is `share`; nil for its start.
    public func basis(
        _ query: Query, prediction: Prediction, state: borrowing OperationState, quantile: Double? = nil
    ) -> DecisionBasis {
        basis(query, prediction: prediction, state: state, quantile: quantile, kept: nil)
    }

    /// The same with chains that are kept from query to query.
    func basis(
        _ query: Query, prediction: Prediction, state: borrowing OperationState, quantile: Double?, kept: HumanPrices?
    ) -> DecisionBasis {
        var basis = DecisionBasis(threshold: quantile ?? compiled.threshold)
        if let cost = compiled.cost {
            basis.humanPrice = cost.humanPrice(
                queue: routedQueue(query, prediction), channel: query.channel, state: state, kept: kept)
            basis.threshold = cost.threshold(humanPrice: basis.humanPrice, intent: prediction.intent)
        } else if compiled.randomShare != nil {
            basis.threshold = .nan
        } else if let share = compiled.quantileShare {
            // A quantile takes time to find the ends of what it meets.
            if share <= 0 { basis.threshold = .infinity }
            if share >= 1 { basis.threshold = -.infinity }
        }
        if state.driftDetected { basis.threshold += compiled.rules.driftMargin }
        return basis
    }

    /// What the rule keeps from query to query: nothing where it prices no human by the queue.
    func humanPrices(_ catalog: Catalog) -> HumanPrices? {
        guard let cost = compiled.cost, compiled.rules.pricesHumans else { return nil }
        return HumanPrices(cost, catalog: catalog)
    }

    /// Tells solved chains of a query that has been decided about.
    func note(_ query: Query, prediction: Prediction, decision: Decision, in prices: HumanPrices) {
        guard let cost = compiled.cost, cost.isOptimal else { return }
        let isWeighed = decision.decisive >= ReasonSet.doubtBit || !decision.action.reachesHuman
        prices.note(
            queue: routedQueue(query, prediction),
            risk: isWeighed && !prediction.isMissing
                ? cost.risk(confidence: prediction.confidence, intent: prediction.intent) : .infinity)
    }

    /// Decides about one query that a classifier has read.
    ///
    /// An intent, channel or segment that the catalog does not have goes to the default queue, at priority 5.
    ///
    /// - Parameters:
    ///   - query: what the operation sees of it.
    ///   - prediction: what the classifier says, calibrated; ignored when the AI is off. A confidence of NaN is doubt.
    ///   - state: what the operation knows of itself.
    ///   - basis: what the confidence is compared with; nil for what `basis` gives.
    ///   - generator: randomness for the choice of audited answers, one draw at most; another one before it where the
    ///     rule is `random`.
    public func decide(
        _ query: Query, prediction: Prediction, state: borrowing OperationState = OperationState(),
        basis: DecisionBasis? = nil, using generator: inout some RandomNumberGenerator
    ) -> Decision {
        guard compiled.rules.usesAI else { return decideWithoutAI(query) }
        if prediction.isMissing { return decideWithoutPrediction(query, prediction, state) }
        let basis = basis ?? self.basis(query, prediction: prediction, state: state)
        let priority = segmentPriority(query)
        let routed = routedQueue(query, prediction)
        let asksForHuman = compiled.requests?.isIn(query.text) ?? false
        var reasons: ReasonSet = []
        var decisive: Int?
        for position in compiled.triggers.indices
        where compiled.triggers[position].holds(
            query, prediction, asksForHuman: asksForHuman, routed: routed, state: state)
        {
            reasons.insert(.trigger(position))
            if decisive == nil, !query.isConfirmed || compiled.triggers[position].effect != .confirm {
                decisive = position
            }
        }
        let doubtful: Bool
        if let share = compiled.randomShare {
            // Drawn even where a trigger decides, so that the audits' draw is always the second one.
            let isChosen = Self.uniform(&generator) < share
            doubtful = prediction.confidence.isNaN || !isChosen
        } else {
            doubtful = basis.threshold == .infinity || !(prediction.confidence >= basis.threshold)
        }
        if doubtful { reasons.insert(.doubt) }
        if let decisive {
            let trigger = compiled.triggers[decisive]
            return Decision(
                action: trigger.effect, queue: trigger.queue ?? routed,
                priority: min(trigger.priority ?? priority, priority), reasons: reasons, decisive: decisive)
        }
        if doubtful {
            let action = query.isConfirmed ? compiled.afterConfirming : compiled.rules.belowThreshold
            return Decision(
                action: action, queue: routed, priority: priority, reasons: reasons, decisive: ReasonSet.doubtBit)
        }
        let audited = compiled.rules.auditShare > 0 && Self.uniform(&generator) < compiled.rules.auditShare
        return Decision(
            action: .answer, queue: routed, priority: priority, reasons: reasons.union(.confident),
            decisive: ReasonSet.confidentBit, audited: audited, auditProbability: compiled.rules.auditShare)
    }

    // 53 random bits; the standard library's own choice of bits may change between its versions.
    private static func uniform(_ generator: inout some RandomNumberGenerator) -> Double {
        Double(generator.next() >> 11) * 0x1p-53
    }

    /// Decides about a query that no classifier has read: a human resolves it.
    public func decideWithoutAI(_ query: Query) -> Decision {
        Decision(
            action: .escalate, queue: channelQueue(query), priority: segmentPriority(query), reasons: .aiOff)
    }

    /// Decides about a query that the classifier has no answer to: a human resolves it, in the queue and at the priority
    /// of the first trigger that holds, if any.
    private func decideWithoutPrediction(
        _ query: Query, _ prediction: Prediction, _ state: borrowing OperationState
    ) -> Decision {
        let asksForHuman = compiled.requests?.isIn(query.text) ?? false
        var decision = Decision(
            action: .escalate, queue: channelQueue(query), priority: segmentPriority(query), reasons: .noPrediction)
        var isFirst = true
        for position in compiled.triggers.indices
        where compiled.triggers[position].holds(
            query, prediction, asksForHuman: asksForHuman, routed: decision.queue, state: state)
        {
            decision.reasons.insert(.trigger(position))
            guard isFirst else { continue }
            isFirst = false
            decision.queue = compiled.triggers[position].queue ?? decision.queue
            decision.priority = min(compiled.triggers[position].priority ?? decision.priority, decision.priority)
        }
        return decision
    }

    /// Names of the rules in a set, in the policy's order.
    public func reasons(of set: ReasonSet) -> [String] {
        var names = zip(compiled.triggers.indices, compiled.rules.triggers).filter { set.contains(.trigger($0.0)) }.map(
            \.1.name)
        for bit in ReasonSet.noPredictionBit...ReasonSet.confidentBit where set.contains(.trigger(bit)) {
            names.append(compiled.rules.reason(bit))
        }
        return names
    }

    private func routedQueue(_ query: Query, _ prediction: Prediction) -> Int {
        let byIntent =
            compiled.queueByIntent.indices.contains(prediction.intent) ? compiled.queueByIntent[prediction.intent] : -1
        return byIntent >= 0 ? byIntent : channelQueue(query)
    }

    private func channelQueue(_ query: Query) -> Int {
        let queue =
            compiled.queueByChannel.indices.contains(query.channel) ? compiled.queueByChannel[query.channel] : -1
        return queue >= 0 ? queue : compiled.defaultQueue
    }

    private func segmentPriority(_ query: Query) -> Int {
        compiled.priorityBySegment.indices.contains(query.segment) ? compiled.priorityBySegment[query.segment] : 5
    }
}
