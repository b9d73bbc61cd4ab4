import Quantities
import Routing
import Training

/// The feedback of one replication: labels in doubt, readings under way, and monitors. A class, so that an operation
/// without any pays for one test of a reference; owned by one operation.
final class Feedback {
    /// A label that waits for another reading.
    struct Pending {
        /// What humans said so far, and who.
        var intents: [Int]
        var annotators: [Int]
        /// Whether it was read again at random, to measure agreement.
        var isDouble: Bool
        /// Whether the item is an audited answer, whose verdict waits as well.
        var isAudit: Bool
        /// Whether the label is wanted for training.
        var isLabel: Bool
        /// Whether it is an audit that contradicts the AI, read again for that.
        var contradicts = false
        /// Probability with which it was asked for.
        var probability: Double
        /// Times it was put off because only the first annotator was free.
        var delays = 0
    }

    let plan: FeedbackPlan
    let monitors: MonitorPlan?
    var book: FeedbackLedger
    /// How humans' contacts are chosen for a label; nil where it is at random.
    var asking: LabelSampling?
    var doubt: LabelDoubt
    /// Whether audits that contradict the AI are read again.
    let readsAuditsAgain: Bool
    /// Answers after which the customer came back within the reopen window, by number and attempt.
    private var returned: Set<Int> = []
    var pending: [Int: Pending] = [:]
    /// Least probability of an audit, and the monitor of audited errors.
    let leastAuditProbability: Double
    var errors: AdaptiveWindow?
    var flags: FlagMonitor?
    var segments: SegmentMonitor?
    var lastLook = 0.0
    /// What is watched of the queries themselves, and whether labels bear its alarms out.
    var novelty: NoveltyMonitor?
    var confirmation = AlarmConfirmation()
    var lastDailyLook = 0.0
    /// Labels under words that are no intents yet, and which intents of the catalog these are.
    var free: FreeLabels
    var unnamed: Set<Int>
    var aside: [LabelAside] = []
    var lastRecalibration = 0.0
    /// When drift was detected, and the labels since then; nil when there is none.
    var driftSince: Double?
    var labelsSinceDrift = 0
    /// When labels and monitors bring about a retraining.
    var schedule: LearningSchedule
    /// Labels after drift without which a new model does not know of it.
    static let fewestLabelsAfterDrift = 100

    /// Creates the feedback of an operation that has any; nil otherwise.
    init?(_ specification: OperationSpecification) {
        var plan = specification.training?.feedback ?? FeedbackPlan()
        guard specification.usesAI,
            specification.monitors != nil || plan != FeedbackPlan() || !specification.laterIntents.isEmpty
        else { return nil }
        let intents = specification.catalog.intents.count
        let weeks = Int((specification.horizonSeconds / Seconds.perWeek).rounded(.up))
        readsAuditsAgain = specification.audits && specification.readsAuditsAgain
        if readsAuditsAgain { plan.queue = plan.queue ?? specification.auditQueue }
        self.plan = plan
        schedule = LearningSchedule(
            afterLabels: plan.retrainAfterLabels, shortestSeconds: FeedbackPlan.shortestRetrainingSeconds)
        monitors = specification.monitors
        book = FeedbackLedger(specification, weeks: max(1, weeks))
        doubt = LabelDoubt(labels: intents)
        free = FreeLabels(fewest: plan.newIntentAfter, windowSeconds: FeedbackPlan.newIntentWindowSeconds)
        unnamed = Set(specification.laterIntents.map(\.intent))
        let share = specification.training?.labelShare ?? 1
        if plan.ask != .random { asking = LabelSampling(strategy: plan.ask, share: share, intents: intents) }
        leastAuditProbability =
            LabelSampling(strategy: plan.ask, share: specification.policy.auditShare, intents: intents)
            .leastProbability
        if let drift = specification.monitors?.drift {
            errors = AdaptiveWindow(delta: drift.delta)
            if drift.watchesQueries {
                // Where most queries get a label, those without one are not like the rest.
                let labelled = max(share, specification.auditQueue == nil ? 0 : specification.policy.auditShare)
                novelty = NoveltyMonitor(streams: drift.streams, level: drift.level, readsAgain: labelled <= 0.5)
            }
            if specification.monitors?.flagShare ?? 0 > 0 {
                flags = FlagMonitor(delta: drift.delta, waitSeconds: specification.customers.reopenWindowSeconds)
            }
        }
        if let rule = specification.monitors?.segments, specification.catalog.segments.count > 1 {
            segments = SegmentMonitor(
                segments: specification.catalog.segments.count, level: rule.level, everySeconds: rule.everySeconds,
                windowSeconds: rule.windowSeconds)
        }
    }

    /// How audited answers are chosen where it is not at random.
    static func audits(_ specification: OperationSpecification) -> LabelSampling? {
        guard let plan = specification.training?.feedback, plan.ask != .random, specification.policy.auditShare > 0
        else { return nil }
        return LabelSampling(
            strategy: plan.ask, share: specification.policy.auditShare,
            intents: specification.catalog.intents.count)
    }

    /// The customer comes back after an answer that was given.
    func noteReturn(_ contact: UnsafeMutablePointer<OpenContact>) {
        returned.insert(Self.key(contact))
        guard contact.pointee.isMeasured else { return }
        book.cameBack(
            confidence: contact.pointee.confidence, segment: contact.pointee.query.segment,
            week: Int(contact.pointee.week))
    }

    /// Whether the customer came back after the answer that a contact is, or audits.
    func cameBack(_ contact: UnsafeMutablePointer<OpenContact>) -> Bool { returned.contains(Self.key(contact)) }

    private static func key(_ contact: UnsafeMutablePointer<OpenContact>) -> Int {
        contact.pointee.number << 8 | Int(contact.pointee.attempt) & 255
    }

    /// Whether a reading must not go to an agent: one who has said already what it is.
    func excludes(_ place: Int, _ agent: Int) -> Bool { pending[place]?.annotators.contains(agent) ?? false }
}
