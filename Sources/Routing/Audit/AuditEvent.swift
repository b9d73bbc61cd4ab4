/// Something an auditor can ask about later, without names or text: a sink that keeps records writes those.
public enum AuditEvent: Sendable {
    /// A query was triaged.
    case decision(Triage)
    /// A human reviewed a query: resolved it, approved or changed the AI's draft, or audited its answer.
    case review(Review)
    /// A trained model was offered to the promotion gate.
    case model(Promotion)
    /// A plan of the AI asks a human for an approval; a draft asks with its decision.
    case request(Approval)
    /// A human answered about a plan of the AI, or nobody did in time.
    case approval(Approval)
    /// An approval ends that nobody answered, and nobody will.
    case approvalEnd(ApprovalEnd)
    /// A human gave a label, or skipped one.
    case label(LabelRecord)
    /// The model before came back, because the promoted one did worse.
    case rollback(Rollback)
    /// The probabilities of the model in use were fitted anew.
    case recalibration(Recalibration)
    /// A monitor raised an alarm.
    case alarm(Alarm)

    /// What was decided about a query, and on what grounds.
    public struct Triage: Sendable {
        /// Number of the query.
        public var query: Int
        /// What was decided.
        public var decision: Decision
        /// Predicted intent, an index into the catalog.
        public var intent: Int
        /// Its calibrated probability.
        public var confidence: Double
        /// Probability that the customer is upset.
        public var emotion: Double
        /// Model that predicted.
        public var modelVersion: Int
        /// Contacts waiting in the decision's queue at that moment.
        public var backlog: Int
        /// What the confidence was compared with; NaN where nothing predicted.
        public var basis: DecisionBasis
    }

    /// What a human made of a query.
    public struct Review: Sendable {
        /// Number of the query.
        public var query: Int
        /// Number of the agent.
        public var agent: Int
        /// Intent the human decided on, an index into the catalog.
        public var intent: Int
        /// Whether that differs from what the AI proposed or answered.
        public var overrides: Bool
        /// Whether this was an audit of an answer already given.
        public var isAudit: Bool

        /// Creates a review.
        public init(query: Int, agent: Int, intent: Int, overrides: Bool, isAudit: Bool) {
            self.query = query
            self.agent = agent
            self.intent = intent
            self.overrides = overrides
            self.isAudit = isAudit
        }
    }

    /// What a human said to a plan or its next step.
    public struct Approval: Sendable {
        /// Number of the query.
        public var query: Int
        /// The plan's name.
        public var plan: String
        /// The step that waits; nil when it is the plan as a whole.
        public var step: String?
        /// Number of the agent; nil when nobody answered in time.
        public var agent: Int?
        /// What the human said; nil when nobody answered in time.
        public var answer: PlanAnswer?
        /// Where the approval waited, an index into the catalog's queues.
        public var queue: Int

        /// Creates a record of an answer, or of none.
        public init(query: Int, plan: String, step: String?, agent: Int?, answer: PlanAnswer?, queue: Int) {
            self.query = query
            self.plan = plan
            self.step = step
            self.agent = agent
            self.answer = answer
            self.queue = queue
        }
    }

    /// What the gate said of a model.
    public struct Promotion: Sendable {
        /// Version of the challenger.
        public var version: Int
        /// Whether it replaced the champion.
        public var promoted: Bool
        /// Human labels it learned from.
        public var labels: Int
        /// Accuracy of the challenger on held-out human labels, in 0...1.
        public var accuracy: Double

        /// Creates a record of a gate's verdict.
        public init(version: Int, promoted: Bool, labels: Int, accuracy: Double) {
            self.version = version
            self.promoted = promoted
            self.labels = labels
            self.accuracy = accuracy
        }
    }
}

extension AuditEvent {
    /// The return of a model.
    public struct Rollback: Sendable {
        /// Version that goes.
        public var version: Int
        /// Version that comes back.
        public var previous: Int
        /// Labels on which both were compared.
        public var labels: Int
        /// Share of them that the one that goes had right, less that of the one that comes back.
        public var difference: Double
        /// One-sided p value.
        public var pValue: Double

        /// Creates a record of a rollback.
        public init(version: Int, previous: Int, labels: Int, difference: Double, pValue: Double) {
            self.version = version
            self.previous = previous
            self.labels = labels
            self.difference = difference
            self.pValue = pValue
        }
    }

    /// New probabilities of a model.
    public struct Recalibration: Sendable {
        /// Version of the model.
        public var version: Int
        /// Labels that the model had not been trained on, to which they were fitted.
        public var labels: Int
        /// Temperature before.
        public var before: Double
        /// Temperature after.
        public var after: Double

        /// Creates a record of a recalibration.
        public init(version: Int, labels: Int, before: Double, after: Double) {
            self.version = version
            self.labels = labels
            self.before = before
            self.after = after
        }
    }

    /// What a monitor says.
    public struct Alarm: Sendable {
        /// What is watched.
        public enum Monitor: String, Sendable {
            /// Audited errors of the AI's answers.
            case audits
            /// Answers that humans flag.
            case flags
            /// How unsure the model is of the queries.
            case confidence
            /// How strange the queries look to it.
            case scope
            /// How many of them it would hand over.
            case escalations
            /// Shares of the intents, by the model's predictions.
            case shares
            /// A segment's audited errors against all others'.
            case segment
        }

        /// What is watched.
        public var monitor: Monitor
        /// Index of the segment; nil where all are watched.
        public var segment: Int?
        /// Share of errors or flags before, or of the other segments; of other streams their mean.
        public var before: Double
        /// Share now, or of the segment.
        public var after: Double
        /// Observations now.
        public var count: Double

        /// Creates a record of an alarm.
        public init(monitor: Monitor, segment: Int? = nil, before: Double, after: Double, count: Double) {
            self.monitor = monitor
            self.segment = segment
            self.before = before
            self.after = after
            self.count = count
        }
    }
}

/// Where audit events go.
public protocol AuditSink {
    /// Takes one event.
    ///
    /// - Parameters:
    ///   - event: what happened.
    ///   - seconds: when, on the caller's clock.
    ///   - policy: the rules in force, which name the reasons.
    ///   - catalog: the names behind the indices.
    mutating func record(_ event: AuditEvent, at seconds: Double, policy: EscalationPolicy, catalog: Catalog)

    /// Counts an event without being told what it says; a caller makes it, and records it, only where this is false.
    mutating func counts(_ kind: CountedAudit) -> Bool
}

/// The events of every query, which a sink may count unseen.
public enum CountedAudit: Sendable {
    /// A query was triaged.
    case decision
    /// A human reviewed a query.
    case review
}

extension AuditSink {
    /// A sink wants to know what an event says.
    public func counts(_ kind: CountedAudit) -> Bool { false }
}

/// A sink that counts events and keeps none: for simulated traffic nobody will audit.
public struct CountingAuditSink: AuditSink, Sendable {
    /// Decisions recorded.
    public private(set) var decisions = 0
    /// Human reviews recorded.
    public private(set) var reviews = 0
    // Two halves of a word: with one word more the sink would not fit into an existential, and every event would look
    // for the box it is in.
    private var shortPromotions: UInt32 = 0
    private var shortOthers: UInt32 = 0

    /// Verdicts of the gate recorded.
    public var promotions: Int { Int(shortPromotions) }
    /// Approvals asked for by plans, answered and ended, labels, rollbacks, recalibrations and alarms recorded, up to 2^32.
    public var others: Int { Int(shortOthers) }

    /// Creates a sink that has counted nothing.
    public init() {}

    /// Counts an event unseen.
    public mutating func counts(_ kind: CountedAudit) -> Bool {
        switch kind {
        case .decision: decisions += 1
        case .review: reviews += 1
        }
        return true
    }

    /// Counts the event.
    public mutating func record(
        _ event: AuditEvent, at seconds: Double, policy: EscalationPolicy, catalog: Catalog
    ) {
        switch event {
        case .decision: decisions += 1
        case .review: reviews += 1
        case .model: shortPromotions &+= 1
        case .request, .approval, .approvalEnd, .label, .rollback, .recalibration, .alarm: shortOthers &+= 1
        }
    }
}
