/// Decides who handles a query, from what the classifier says and what the operation knows.
///
/// Triggers are tried in order and the first that holds decides; below the threshold `doubt` decides; otherwise the
/// AI answers, and a random share of its answers is marked for audit.
public struct EscalationPolicy: Sendable {
    /// Looked-up names, behind a reference: a value of this size would be copied at every call.
    private let compiled: Compiled

    /// The rules it was made from.
    public var rules: PolicyRules { compiled.rules }

    /// Whether the AI takes part.
    var usesAI: Bool { compiled.rules.usesAI }

    private final class Compiled: Sendable {
        let rules: PolicyRules
        let triggers: [CompiledTrigger]
        let defaultQueue: Int
        let queueByIntent: [Int]
        let queueByChannel: [Int]
        let priorityBySegment: [Int]

        init(_ rules: PolicyRules, catalog: Catalog) {
            self.rules = rules
            triggers = rules.triggers.prefix(ReasonSet.maximumTriggers).map { CompiledTrigger($0, catalog: catalog) }
            func queue(_ name: String?) -> Int? { name.flatMap { catalog.queues.firstIndex(of: $0) } }
            defaultQueue = queue(rules.defaultQueue) ?? 0
            queueByIntent = catalog.intents.map { queue(rules.queueByIntent[$0]) ?? -1 }
            queueByChannel = catalog.channels.map { queue(rules.queueByChannel[$0]) ?? -1 }
            priorityBySegment = catalog.segments.map { Dispatcher.valid(priority: rules.priorityBySegment[$0] ?? 5) }
        }
    }

    /// Looks the names of `rules` up in `catalog`.
    ///
    /// Names that the catalog does not have never hold; a missing default queue is queue 0; priorities outside 0...9
    /// are moved to the nearer end.
    public init(_ rules: PolicyRules, catalog: Catalog) {
        compiled = Compiled(rules, catalog: catalog)
    }

    /// Decides about one query that a classifier has read.
    ///
    /// An intent, channel or segment that the catalog does not have goes to the default queue, at priority 5.
    ///
    /// - Parameters:
    ///   - query: what the operation sees of it.
    ///   - prediction: what the classifier says, calibrated; ignored when the AI is off. A confidence of NaN is doubt.
    ///   - generator: randomness for the choice of audited answers; one draw at most.
    public func decide(
        _ query: Query, prediction: Prediction, using generator: inout some RandomNumberGenerator
    ) -> Decision {
        guard compiled.rules.usesAI else { return decideWithoutAI(query) }
        if prediction.isMissing { return decideWithoutPrediction(query, prediction) }
        let priority = segmentPriority(query)
        var reasons: ReasonSet = []
        var decisive: Int?
        for position in compiled.triggers.indices where compiled.triggers[position].holds(query, prediction) {
            reasons.insert(.trigger(position))
            if decisive == nil { decisive = position }
        }
        let doubtful = !(prediction.confidence >= compiled.rules.threshold)
        if doubtful { reasons.insert(.doubt) }
        let byIntent =
            compiled.queueByIntent.indices.contains(prediction.intent) ? compiled.queueByIntent[prediction.intent] : -1
        let routed = byIntent >= 0 ? byIntent : channelQueue(query)
        if let decisive {
            let trigger = compiled.triggers[decisive]
            return Decision(
                action: trigger.effect, queue: trigger.queue ?? routed,
                priority: min(trigger.priority ?? priority, priority), reasons: reasons)
        }
        if doubtful {
            return Decision(action: compiled.rules.belowThreshold, queue: routed, priority: priority, reasons: reasons)
        }
        // 53 random bits; the standard library's own choice of bits may change between its versions.
        let audited =
            compiled.rules.auditShare > 0 && Double(generator.next() >> 11) * 0x1p-53 < compiled.rules.auditShare
        return Decision(
            action: .answer, queue: routed, priority: priority, reasons: .confident, audited: audited,
            auditProbability: compiled.rules.auditShare)
    }

    /// Decides about a query that no classifier has read: a human resolves it.
    public func decideWithoutAI(_ query: Query) -> Decision {
        Decision(
            action: .escalate, queue: channelQueue(query), priority: segmentPriority(query), reasons: .aiOff)
    }

    /// Decides about a query that the classifier has no answer to: a human resolves it, in the queue and at the priority
    /// of the first trigger that holds, if any.
    private func decideWithoutPrediction(_ query: Query, _ prediction: Prediction) -> Decision {
        var decision = decideWithoutAI(query)
        decision.reasons = .noPrediction
        var isFirst = true
        for position in compiled.triggers.indices where compiled.triggers[position].holds(query, prediction) {
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
        if set.contains(.noPrediction) { names.append("no_prediction") }
        if set.contains(.doubt) { names.append("doubt") }
        if set.contains(.aiOff) { names.append("ai_off") }
        if set.contains(.confident) { names.append("confident") }
        return names
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
