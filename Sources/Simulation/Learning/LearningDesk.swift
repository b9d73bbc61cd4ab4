import Quantities
import Routing
import Stochastics
import Training

/// What an operation learns: which labels it asks for, the loop that makes models of them, and what it watches of itself.
///
/// A part of one operation, changed where it lies. Where something has to be read by another human it says so
/// (`LabelReadings`), and the operation sees to it.
struct LearningDesk: ~Copyable {
    /// When and how the AI learns; nil where nobody is asked for a label.
    let plan: TrainingPlan?
    /// The loop of the AI's own text model; nil where it has none.
    var loop: LearningLoop?
    /// What is learned beside it, where there is anything.
    let secondary: SecondaryModels?
    /// Checks of labels, and monitors; nil for an operation without any.
    let feedback: Feedback?
    /// Records what other rosters can begin with, where that is asked for.
    var recorder: StartRecorder?
    /// What another roster recorded, and the trainings of it whose models have been taken.
    let start: OperationStart?
    private var trainings = 0
    let intents: Int
    let outOfScopeIntent: Int?
    /// Whether queries are watched as they come.
    let watchesQueries: Bool
    /// Whether labels are asked for at all.
    let asksAnybody: Bool
    private let reopenWindowSeconds: Double
    /// Why nothing more can be learned, or nil.
    private(set) var failure: (any Error)?

    /// - Parameters:
    ///   - loop: of the AI's own text model, its first model trained; nil where it has none.
    ///   - start: what another roster recorded of the same replication; nil for a run from the beginning.
    init(
        _ specification: OperationSpecification, loop: LearningLoop?, secondary: SecondaryModels?,
        start: OperationStart?
    ) {
        plan = specification.training
        self.loop = loop
        self.secondary = secondary
        feedback = Feedback(specification)
        if let loop { feedback?.novelty?.use(loop.model) } else { feedback?.novelty = nil }
        watchesQueries = feedback?.novelty != nil
        self.start = start
        intents = specification.catalog.intents.count
        outOfScopeIntent = specification.outOfScopeIntent
        asksAnybody = specification.training != nil && (secondary != nil || loop != nil)
        reopenWindowSeconds = specification.customers.reopenWindowSeconds
    }

    /// When the AI is first trained on schedule, in seconds; nil where it is not, or labels are of no use to anything.
    var firstSeconds: Double? { asksAnybody ? plan?.firstSeconds : nil }

    /// Whether a monitor has detected drift.
    var hasDrift: Bool { feedback?.driftSince != nil }

    // MARK: Asking for labels

    /// Whether a human is asked to write down a label, where anybody is: always in an audit, of a share otherwise, and never
    /// for a text that has one.
    ///
    /// It changes nothing; that it may keeps the desk from being copied for a question.
    mutating func asksLabel(
        _ contact: UnsafeMutablePointer<OpenContact>, _ key: ContactKey, isLabelled: Bool
    ) -> Bool {
        guard !isLabelled else { return false }
        guard !contact.pointee.isAudit else { return true }
        if feedback?.asking != nil { return asksByScore(contact, key) }
        let share = plan?.labelShare ?? 1
        guard share < 1 else { return true }
        var stream = key.stream(.labelStore)
        return stream.uniform() < share
    }

    /// Whether a human is asked for a label, with a probability that depends on what the AI said.
    private func asksByScore(_ contact: UnsafeMutablePointer<OpenContact>, _ key: ContactKey) -> Bool {
        let isRead = contact.pointee.predictedIntent >= 0
        let probability =
            feedback?.asking?.probability(
                confidence: isRead ? contact.pointee.confidence : .nan, intent: contact.pointee.predictedIntent) ?? 1
        contact.pointee.labelProbability = probability
        var stream = key.stream(.labelStore)
        return stream.uniform() < probability
    }

    // MARK: Keeping labels

    /// A human's decision becomes a label, with that human's errors.
    mutating func keepLabel(
        _ place: Int, _ contacts: borrowing ContactTable, _ source: inout QuerySource, _ books: inout Books,
        at now: Double
    ) {
        let contact = contacts.address(of: place)
        // An audit and a repeat of the same text may have been under way together.
        guard let plan, asksAnybody, !source.isLabelled(contact) else { return }
        let intent = writtenIntent(contact, source, at: now)
        let probability = contact.pointee.isAudit ? contact.pointee.decision.auditProbability : plan.labelShare
        let isUpset = contact.pointee.truth.upset
        // What would be learned from it is recorded.
        if start == nil {
            loop?.add(
                text: contacts.text(place), intent: intent, upset: isUpset, weight: 1 / max(probability, 1e-6), at: now,
                isFresh: now > 0)
        }
        teachSecondary(place, contacts, intent: intent, weight: 1 / max(probability, 1e-6))
        source.markLabelled(contact)
        books.countLabel(at: now)
    }

    /// The intent that is written down: what the human decided, unless labels are shuffled by a fault.
    func writtenIntent(
        _ contact: UnsafeMutablePointer<OpenContact>, _ source: borrowing QuerySource, at now: Double
    ) -> Int {
        guard let shuffled = plan?.shuffled, shuffled.contains(now) else { return contact.pointee.decidedIntent }
        var stream = source.key(contact.pointee.number, contact.pointee.attempt).stream(.shuffledLabel)
        return stream.below(intents)
    }

    /// A human's label goes to what learns beside the text model.
    func teachSecondary(_ place: Int, _ contacts: borrowing ContactTable, intent: Int, weight: Double) {
        guard let secondary else { return }
        let contact = contacts.address(of: place)
        var asked = Query(id: contact.pointee.number, text: contacts.text(place))
        asked.source = contact.pointee.query.source
        secondary.learn(place, asked, intent: intent, predicted: contact.pointee.predictedIntent, weight: weight)
    }

    /// What becomes of a contact that has been answered or handled, for what learns from it.
    ///
    /// - Parameter returnsAt: when the customer comes back; nil when that does not happen. After the reopen window
    ///   nobody takes it for a sign that something was wrong.
    @inline(__always)
    func noteOutcome(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, returnsAt: Double?, at now: Double
    ) {
        let returnsAt = contact.pointee.steps.contains(.stands) ? nil : returnsAt
        if let feedback, let returnsAt, contact.pointee.agent < 0, contact.pointee.steps.contains(.answered),
            returnsAt <= now + reopenWindowSeconds
        {
            feedback.noteReturn(contact)
        }
        guard let secondary else { return }
        let known = returnsAt ?? now + reopenWindowSeconds
        if contact.pointee.agent >= 0 {
            secondary.conclude(
                intent: contact.pointee.decidedIntent, queue: contact.pointee.decision.queue,
                cameBack: returnsAt != nil, knownAt: known)
        } else {
            secondary.desk?.conclude(place, failed: returnsAt != nil, knownAt: known)
        }
    }

    // MARK: Models

    /// Lets the router use what has been learned.
    func useModel(_ router: inout Router) {
        if let loop { feedback?.novelty?.use(loop.model) }
        if let classifier = secondary?.classifier ?? loop.map({ OperationStart.classifier($0.model, start) }) {
            router.use(secondary?.complete(classifier) ?? classifier)
        }
    }

    /// A challenger is trained; when the gate promotes it, it answers from now on.
    mutating func retrain(_ router: inout Router, _ books: inout Books, at now: Double) {
        guard !takeRecordedModel(&router) else { return }
        defer { recorder?.note(loop?.model) }
        feedback?.schedule.begin(at: now)
        if let feedback { loop?.labelNoise = feedback.book.quality.noise }
        retrainSecondary(&router, at: now)
        do {
            guard let (verdict, event) = try loop?.retrain() else { return }
            router.record(.model(event), at: now)
            if verdict.promoted { useModel(&router) }
            if let feedback { noteRetraining(verdict.promoted, feedback, &router, &books, at: now) }
            guard books.window.contains(now) else { return }
            if verdict.promoted { books.ledger.modelsPromoted += 1 } else { books.ledger.modelsRefused += 1 }
        } catch {
            failure = error
        }
    }

    /// What is learned beside the text model learns; somebody else's AI cannot be trained, but it is calibrated.
    private func retrainSecondary(_ router: inout Router, at now: Double) {
        guard let secondary else { return }
        secondary.retrain(at: now)
        if let news = secondary.recalibrate() {
            router.record(
                .model(.init(version: news.version, promoted: true, labels: news.labels, accuracy: news.accuracy)),
                at: now)
        }
        useModel(&router)
    }

    /// Takes the model of the recording after a training that was made there.
    ///
    /// - Returns: whether there is a recording.
    private mutating func takeRecordedModel(_ router: inout Router) -> Bool {
        guard let start else { return false }
        guard loop != nil, trainings < start.learning.models.count else { return true }
        loop?.take(start.learning.models[trainings])
        trainings += 1
        useModel(&router)
        return true
    }
}
