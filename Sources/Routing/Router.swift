/// The production router: reads a query, decides who handles it, and leaves a record of why.
///
/// Time, randomness and the operation's state are arguments, so the same code serves live and simulated traffic.
public struct Router: ~Copyable {
    /// Names that queries and decisions refer to.
    public let catalog: Catalog
    /// The rules in force.
    public var policy: EscalationPolicy {
        didSet { prices = policy.humanPrices(catalog) }
    }
    /// The model in use; nil when no AI takes part.
    public private(set) var classifier: (any Classifier)?
    /// Version of the model in use; 0 when there is none.
    public private(set) var modelVersion: Int
    /// Where audit records go.
    public var sink: any AuditSink
    /// How audited answers are chosen where it is not at random: in place of the policy's own draw; nil leaves it that.
    public var audits: LabelSampling?
    /// What the classifier said about the last query; empty when the AI is off.
    public private(set) var prediction = Prediction()
    /// What its confidence was compared with, where a classifier read it.
    public private(set) var basis = DecisionBasis(threshold: .nan)
    private var hasPredicted = false
    private var quantile: RunningQuantile
    private var prices: HumanPrices?

    /// Creates a router.
    ///
    /// - Parameters:
    ///   - catalog: names; `catalog.intents` are those of the classifier, in its order.
    ///   - policy: rules compiled for the same catalog.
    ///   - classifier: the model, or nil.
    ///   - sink: where audit records go.
    ///   - audits: how audited answers are chosen where it is not at random.
    public init(
        catalog: Catalog, policy: EscalationPolicy, classifier: (any Classifier)?, sink: any AuditSink,
        audits: LabelSampling? = nil
    ) {
        self.catalog = catalog
        self.policy = policy
        self.classifier = classifier
        modelVersion = classifier?.modelVersion ?? 0
        self.sink = sink
        quantile = RunningQuantile(start: min(policy.rules.threshold, PolicyRules.alwaysHuman))
        self.audits = audits
        prices = policy.humanPrices(catalog)
    }

    /// Whether a model reads the queries.
    public var isReading: Bool { policy.usesAI && classifier != nil }

    /// Lets the model read something without deciding about it, such as a message in the course of a conversation.
    public mutating func read(_ query: Query, into prediction: inout Prediction) {
        classifier?.classify(query, into: &prediction)
    }

    /// Switches to another model, from the next query on.
    public mutating func use(_ classifier: any Classifier) {
        self.classifier = classifier
        modelVersion = classifier.modelVersion
        prices?.modelChanged()
    }

    /// Leaves a record of something else than a decision.
    ///
    /// - Parameter now: time in seconds.
    public mutating func record(_ event: AuditEvent, at now: Double) {
        sink.record(event, at: now, policy: policy, catalog: catalog)
    }

    /// Classifies a query and decides about it.
    ///
    /// - Parameters:
    ///   - query: what the operation sees.
    ///   - state: what the operation knows of itself; its backlog is recorded with the decision.
    ///   - now: time in seconds, recorded with the decision.
    ///   - generator: randomness for the choice of audited answers: two draws at most, three where the rule is
    ///     `random`.
    /// - Returns: what to do; `prediction` then says what the classifier thought.
    public mutating func triage(
        _ query: Query, state: borrowing OperationState, now: Double,
        using generator: inout some RandomNumberGenerator
    ) -> Decision {
        var decision: Decision
        if isReading {
            classifier?.classify(query, into: &prediction)
            hasPredicted = true
            let share = policy.quantileShare
            basis = policy.basis(
                query, prediction: prediction, state: state, quantile: share == nil ? nil : quantile.value,
                kept: prices)
            if let share, !prediction.isMissing { quantile.note(prediction.confidence, share: share) }
            decision = policy.decide(query, prediction: prediction, state: state, basis: basis, using: &generator)
            if let prices { policy.note(query, prediction: prediction, decision: decision, in: prices) }
            if audits != nil, decision.action == .answer { chooseAudit(&decision, using: &generator) }
        } else {
            if hasPredicted { prediction = Prediction() }
            hasPredicted = false
            decision = policy.decideWithoutAI(query)
        }
        if sink.counts(.decision) { return decision }
        let backlog = state.backlog.indices.contains(decision.queue) ? state.backlog[decision.queue] : 0
        sink.record(
            .decision(
                AuditEvent.Triage(
                    query: query.id, decision: decision, intent: prediction.intent,
                    confidence: prediction.confidence, emotion: prediction.emotion,
                    modelVersion: modelVersion, backlog: backlog,
                    basis: hasPredicted ? basis : DecisionBasis(threshold: .nan))),
            at: now, policy: policy, catalog: catalog)
        return decision
    }

    /// Chooses by score whether an answer is audited, and notes with which probability.
    private mutating func chooseAudit(_ decision: inout Decision, using generator: inout some RandomNumberGenerator) {
        guard
            let probability = audits?.probability(confidence: prediction.confidence, intent: prediction.intent)
        else { return }
        decision.audited = Double(generator.next() >> 11) * 0x1p-53 < probability
        decision.auditProbability = probability
    }
}
