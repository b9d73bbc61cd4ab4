import EventEngine
import Routing
import Stochastics
import Training

extension SupportOperation {
    /// Whether a human is asked to write down a label: always in an audit, of a share otherwise, and never for a text that
    /// has one.
    mutating func asksLabel(_ place: Int, _ key: ContactKey) -> Bool {
        guard let plan = specification.training, learnsFromLabels, !isLabelled(contacts[place]) else { return false }
        guard !contacts[place].isAudit else { return true }
        if feedback?.asking != nil { return asksByScore(place, key) }
        guard plan.labelShare < 1 else { return true }
        var stream = key.stream(.labelStore)
        return stream.uniform() < plan.labelShare
    }

    /// Whether a human is asked for a label, with a probability that depends on what the AI said.
    private mutating func asksByScore(_ place: Int, _ key: ContactKey) -> Bool {
        let isRead = contacts[place].predictedIntent >= 0
        let probability =
            feedback?.asking?.probability(
                confidence: isRead ? contacts[place].confidence : .nan, intent: contacts[place].predictedIntent) ?? 1
        contacts[place].labelProbability = probability
        var stream = key.stream(.labelStore)
        return stream.uniform() < probability
    }

    /// Whether a text of a corpus has a label: a customer who comes back says the same again, and the same text twice
    /// could be trained on and held out.
    func isLabelled(_ contact: borrowing OpenContact) -> Bool {
        contact.query.source.map { source.hasLabel($0) } ?? false
    }

    /// A human's decision becomes a label, with that human's errors.
    mutating func keepLabel(_ place: Int, at now: Double) {
        // An audit and a repeat of the same text may have been under way together.
        guard let plan = specification.training, learnsFromLabels, !isLabelled(contacts[place]) else { return }
        let intent = writtenIntent(place, plan, at: now)
        let probability = contacts[place].isAudit ? contacts[place].decision.auditProbability : plan.labelShare
        let isUpset = contacts[place].truth.upset
        // What would be learned from it is recorded.
        if start == nil {
            learner?.add(
                text: contacts.text(place), intent: intent, upset: isUpset, weight: 1 / max(probability, 1e-6), at: now)
        }
        teachSecondary(place, intent: intent, weight: 1 / max(probability, 1e-6))
        countLabel(place, at: now)
    }

    /// The intent that is written down: what the human decided, unless labels are shuffled by a fault.
    private func writtenIntent(_ place: Int, _ plan: TrainingPlan, at now: Double) -> Int {
        guard let shuffled = plan.shuffled, shuffled.contains(now) else { return contacts[place].decidedIntent }
        var stream = source.key(contacts[place].number, contacts[place].attempt).stream(.shuffledLabel)
        return stream.below(specification.catalog.intents.count)
    }

    /// Counts a label that was kept, and notes that its text has one.
    mutating func countLabel(_ place: Int, at now: Double) {
        if let text = contacts[place].query.source { source.markLabelled(text) }
        guard window.contains(now) else { return }
        ledger.add(.labels, slice: SliceMap.whole)
        ledger.add(.labels, slice: ledger.slices.slice(.week, weekNumber(now)))
    }

    /// What a human said of a contact goes where feedback is wanted: to the labels, the monitors, or both.
    mutating func hear(
        _ place: Int, _ feedback: Feedback, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let isAudit = contacts[place].isAudit
        if !isAudit, contacts[place].wasAnsweredAs >= 0 { noteReturn(place, feedback, at: now) }
        let asks = contacts[place].asksLabel && !isLabelled(contacts[place])
        guard asks || isAudit else { return }
        var probability = contacts[place].decision.auditProbability
        if !isAudit {
            probability =
                feedback.asking == nil ? specification.training?.labelShare ?? 1 : contacts[place].labelProbability
        }
        var intent = contacts[place].decidedIntent
        if asks, let plan = specification.training { intent = writtenIntent(place, plan, at: now) }
        takeLabel(place, intent: intent, probability: probability, isLabel: asks, feedback, at: now, &calendar)
    }

    /// A human's resolution improves an assumed accuracy, where the scenario says how.
    mutating func improveAssumed(at now: Double) {
        guard let ai = specification.ai, let start = ai.assumed, let learning = ai.assumedLearning else { return }
        resolutions += 1
        if resolutions % learning.every == 0 { assumed = learning.improved(start, resolutions: resolutions) }
        guard window.contains(now) else { return }
        ledger.add(.labels, slice: SliceMap.whole)
        ledger.add(.labels, slice: ledger.slices.slice(.week, weekNumber(now)))
    }

    /// A challenger is trained on schedule.
    mutating func retrain(at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard let plan = specification.training else { return }
        if plan.everySeconds.isFinite { calendar.schedule(.retrains, index: 1, at: now + plan.everySeconds) }
        retrainNow(at: now)
        if failure != nil { calendar.stop() }
    }

    /// A challenger is trained; when the gate promotes it, it answers from now on.
    mutating func retrainNow(at now: Double) {
        guard !takeRecordedModel() else { return }
        defer { recorder?.note(learner?.model) }
        feedback?.lastRetraining = now
        feedback?.labelsSinceRetraining = 0
        if let feedback { learner?.labelNoise = feedback.quality.noise }
        retrainSecondary(at: now)
        do {
            guard let verdict = try learner?.retrain(), let learner else { return }
            router.sink.record(
                .model(
                    .init(
                        version: learner.version, promoted: verdict.promoted, labels: learner.store.trainingCount,
                        accuracy: verdict.challengerAccuracy)),
                at: now, policy: router.policy, catalog: router.catalog)
            if verdict.promoted { useModel() }
            if let feedback { noteRetraining(verdict.promoted, feedback, at: now) }
            guard window.contains(now) else { return }
            if verdict.promoted { ledger.modelsPromoted += 1 } else { ledger.modelsRefused += 1 }
        } catch {
            failure = error
        }
    }

    /// What feedback and monitors make of a retraining.
    private mutating func noteRetraining(_ promoted: Bool, _ feedback: Feedback, at now: Double) {
        if window.contains(now) { feedback.book.retrainings += 1 }
        let counts = learner?.store.countsByIntent ?? []
        feedback.asking?.note(labelsByIntent: counts)
        router.audits?.note(labelsByIntent: counts)
        if promoted {
            notePromotion(feedback)
        } else if feedback.plan.recalibrates {
            recalibrate(feedback, at: now)
        }
    }

    /// The model in use is calibrated anew on labels that it has not been trained on.
    mutating func recalibrate(_ feedback: Feedback, at now: Double) {
        feedback.lastRecalibration = now
        learner?.labelNoise = feedback.quality.noise
        let before = learner?.model.temperature ?? 1
        guard let labels = learner?.recalibrate(), let learner else { return }
        useModel()
        if window.contains(now) { feedback.book.recalibrations += 1 }
        record(
            .recalibration(
                .init(
                    version: learner.model.version, labels: labels, before: before, after: learner.model.temperature)),
            at: now)
    }

    /// The model before comes back: the promoted one has done worse on fresh labels.
    mutating func rollBack(difference: Double, pValue: Double, _ feedback: Feedback, at now: Double) {
        guard let version = learner?.model.version, let labels = learner?.rollBack(), let learner else { return }
        useModel()
        feedback.doubt.reset()
        if window.contains(now) { feedback.book.rollbacks += 1 }
        record(
            .rollback(
                .init(
                    version: version, previous: learner.model.version, labels: labels, difference: difference,
                    pValue: pValue)), at: now)
    }

    /// Sends a record to the audit trail.
    mutating func record(_ event: AuditEvent, at now: Double) {
        router.sink.record(event, at: now, policy: router.policy, catalog: router.catalog)
    }
}
