/// What the operation does with a query, and why.
public struct Decision: Sendable, Equatable {
    /// Who acts, and who decides.
    public enum Action: UInt8, Sendable, CaseIterable {
        /// The AI answers alone.
        case answer
        /// The AI drafts, a human decides.
        case suggest
        /// The AI acts after a human's approval.
        case approve
        /// A human resolves.
        case escalate
        /// The AI asks the customer to confirm or rephrase, and the query is triaged again: once a contact.
        case confirm

        /// Its name in scenarios and audit records.
        public var name: String {
            switch self {
            case .answer: "answer"
            case .suggest: "suggest"
            case .approve: "approve"
            case .escalate: "escalate"
            case .confirm: "confirm"
            }
        }

        /// Whether it brings the contact to a human.
        public var reachesHuman: Bool { self != .answer && self != .confirm }
    }

    /// What is done.
    public var action: Action
    /// Whether a human will look at this AI answer afterwards.
    public var audited: Bool
    // With these in one word a decision is returned in registers.
    private var shortPriority: Int8
    private var shortDecisive: UInt8
    private var shortQueue: Int32
    /// The rules that held, in the policy's own numbering (`EscalationPolicy.reasons(of:)` names them).
    public var reasons: ReasonSet
    /// Probability with which an answer like this is audited; 0 for what a human handles anyway.
    public var auditProbability: Double

    /// Index into `Catalog.queues`: where a human takes it; meaningless for `answer` and `confirm`.
    public var queue: Int {
        get { Int(shortQueue) }
        set { shortQueue = Int32(clamping: newValue) }
    }

    /// 0 (most urgent) to 9.
    public var priority: Int {
        get { Int(shortPriority) }
        set { shortPriority = Int8(clamping: newValue) }
    }

    /// The rule that decided: its bit in `ReasonSet`.
    public var decisive: Int { Int(shortDecisive) }

    /// Creates a decision.
    ///
    /// - Parameter decisive: the bit of the rule that decided; the first of `reasons` where it is nil.
    public init(
        action: Action, queue: Int, priority: Int, reasons: ReasonSet, decisive: Int? = nil, audited: Bool = false,
        auditProbability: Double = 0
    ) {
        self.action = action
        shortQueue = Int32(clamping: queue)
        shortPriority = Int8(clamping: priority)
        shortDecisive = UInt8(truncatingIfNeeded: decisive ?? min(63, reasons.rawValue.trailingZeroBitCount))
        self.reasons = reasons
        self.audited = audited
        self.auditProbability = auditProbability
    }
}

/// A set of rules of a policy, by position.
public struct ReasonSet: OptionSet, Sendable, Hashable {
    /// One bit a rule: triggers from bit 0 in the policy's order, no prediction in bit 60, doubt in 61, the AI being off
    /// in 62, confidence in 63.
    public let rawValue: UInt64

    /// Creates a set from its bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The bits of the rules that are no triggers.
    public static let (noPredictionBit, doubtBit, aiOffBit, confidentBit) = (60, 61, 62, 63)

    /// The AI was sure enough and no trigger held.
    public static let confident = ReasonSet(rawValue: 1 << 63)
    /// The AI does not answer in this operation.
    public static let aiOff = ReasonSet(rawValue: 1 << 62)
    /// The calibrated confidence was below the policy's threshold, or the lot fell on a human where the rule is `random`.
    public static let doubt = ReasonSet(rawValue: 1 << 61)
    /// The classifier had no answer.
    public static let noPrediction = ReasonSet(rawValue: 1 << 60)
    /// Most triggers that a policy can have.
    public static let maximumTriggers = 60

    /// The trigger at a position of the policy.
    public static func trigger(_ position: Int) -> ReasonSet { ReasonSet(rawValue: 1 << UInt64(position)) }
}
