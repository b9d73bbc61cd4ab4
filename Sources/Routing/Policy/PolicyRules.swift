/// An escalation policy as people write it: rules in terms of names.
public struct PolicyRules: Sendable, Equatable {
    /// Version recorded with every decision, so that a criterion in force can be told afterwards.
    public var version: String
    /// Whether the AI takes part at all.
    public var usesAI: Bool
    /// The AI answers alone from this calibrated confidence on, in 0...1, where `rule` is `threshold`; from 1 on it
    /// answers nothing, whatever the confidence.
    public var threshold: Double
    /// How it is decided whether the AI answers alone.
    public var rule: DecisionRule = .threshold
    /// What is added to the threshold while drift is detected, whatever the rule; `random` has none. In 0...1.
    public var driftMargin: Double = 0
    /// Phrases in which customers ask for a human, for `TriggerCondition.explicitRequest`.
    public var humanRequestPhrases: [String] = PolicyRules.usualRequestPhrases
    /// What is done below the threshold: anything but `answer`. A customer who has been asked to confirm is escalated
    /// where this is `confirm`.
    public var belowThreshold: Decision.Action
    /// Rules beside doubt, in order: the first that holds decides, all that hold are recorded. At most
    /// `ReasonSet.maximumTriggers` of them; further ones are not used.
    public var triggers: [Trigger]
    /// Queue for queries that no other rule sends elsewhere.
    public var defaultQueue: String
    /// Queues by predicted intent.
    public var queueByIntent: [String: String]
    /// Queues by channel, where the intent names none.
    public var queueByChannel: [String: String]
    /// Priority by segment, 0 (most urgent) to 9; 5 where not given.
    public var priorityBySegment: [String: Int]
    /// Share of the AI's own answers that a human checks afterwards, drawn at random, in 0...1.
    public var auditShare: Double

    /// Creates rules; the defaults make an AI that answers from a confidence of 80% on.
    public init(
        version: String = "1", usesAI: Bool = true, threshold: Double = 0.8,
        belowThreshold: Decision.Action = .escalate, triggers: [Trigger] = [], defaultQueue: String,
        queueByIntent: [String: String] = [:], queueByChannel: [String: String] = [:],
        priorityBySegment: [String: Int] = [:], auditShare: Double = 0
    ) {
        self.version = version
        self.usesAI = usesAI
        self.threshold = threshold
        self.belowThreshold = belowThreshold
        self.triggers = triggers
        self.defaultQueue = defaultQueue
        self.queueByIntent = queueByIntent
        self.queueByChannel = queueByChannel
        self.priorityBySegment = priorityBySegment
        self.auditShare = auditShare
    }

    /// A threshold that no confidence reaches: a human sees everything.
    public static let alwaysHuman = 1.0

    /// Whether it prices a human's time by the state of the queues.
    public var pricesHumans: Bool {
        rule.prices.map { $0.waitingPerSecond > 0 || $0.lostCustomer > 0 } ?? false
    }

    /// The name of a rule by its bit in `ReasonSet`, as records and breakdowns give it.
    public func reason(_ bit: Int) -> String {
        switch bit {
        case ReasonSet.noPredictionBit: "no_prediction"
        case ReasonSet.doubtBit: if case .random = rule { "random" } else { "doubt" }
        case ReasonSet.aiOffBit: "ai_off"
        case ReasonSet.confidentBit: "confident"
        default: triggers.indices.contains(bit) ? triggers[bit].name : "unknown"
        }
    }

    /// Whether the confidence asked for can differ from query to query.
    public var movesThreshold: Bool { rule.movesThreshold || driftMargin > 0 }
}
