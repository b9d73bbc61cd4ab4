import EventEngine
import Routing
import Stochastics
import Training

extension SupportOperation {
    /// Whether a human is asked to write down a label: always in an audit, of a random share otherwise, and never for
    /// a text that has one.
    func asksLabel(_ place: Int, _ key: ContactKey) -> Bool {
        guard let plan = specification.training, learnsFromLabels, !isLabelled(contacts[place]) else { return false }
        guard !contacts[place].isAudit, plan.labelShare < 1 else { return true }
        var stream = key.stream(.labelStore)
        return stream.uniform() < plan.labelShare
    }

    /// Whether a text of a corpus has a label: a customer who comes back says the same again, and the same text twice
    /// could be trained on and held out.
    private func isLabelled(_ contact: borrowing OpenContact) -> Bool {
        contact.query.source.map { source.hasLabel($0) } ?? false
    }

    /// A human's decision becomes a label, with that human's errors.
    mutating func keepLabel(_ place: Int, at now: Double) {
        // An audit and a repeat of the same text may have been under way together.
        guard let plan = specification.training, learnsFromLabels, !isLabelled(contacts[place]) else { return }
        var intent = contacts[place].decidedIntent
        if let shuffled = plan.shuffled, shuffled.contains(now) {
            var stream = source.key(contacts[place].number, contacts[place].attempt).stream(.shuffledLabel)
            intent = stream.below(specification.catalog.intents.count)
        }
        let probability = contacts[place].isAudit ? contacts[place].decision.auditProbability : plan.labelShare
        let isUpset = contacts[place].truth.upset
        learner?.add(
            text: contacts.text(place), intent: intent, upset: isUpset, weight: 1 / max(probability, 1e-6), at: now)
        teachSecondary(place, intent: intent, weight: 1 / max(probability, 1e-6))
        if let text = contacts[place].query.source { source.markLabelled(text) }
        guard window.contains(now) else { return }
        ledger.add(.labels, slice: SliceMap.whole)
        ledger.add(.labels, slice: ledger.slices.slice(.week, weekNumber(now)))
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

    /// A challenger is trained; when the gate promotes it, it answers from now on.
    mutating func retrain(at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard let plan = specification.training else { return }
        calendar.schedule(.retrains, index: 1, at: now + plan.everySeconds)
        recalibrate(at: now)
        do {
            guard let verdict = try learner?.retrain(), let learner else { return }
            router.sink.record(
                .model(
                    .init(
                        version: learner.version, promoted: verdict.promoted, labels: learner.store.trainingCount,
                        accuracy: verdict.challengerAccuracy)),
                at: now, policy: router.policy, catalog: router.catalog)
            if verdict.promoted { router.use(TextClassifier(model: learner.model)) }
            guard window.contains(now) else { return }
            if verdict.promoted { ledger.modelsPromoted += 1 } else { ledger.modelsRefused += 1 }
        } catch {
            failure = error
            calendar.stop()
        }
    }
}
