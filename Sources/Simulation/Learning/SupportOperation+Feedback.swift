import EventEngine
import Quantities
import Routing
import Stochastics
import Training

/// Labels that other humans check: second and third readings, and items with known answers.
extension SupportOperation {
    /// Takes a human's decision as a label, or sends it to a colleague first.
    ///
    /// A label is read again at random (`doubleShare`), or because the model doubts it (`LabelDoubt`). Where both agree,
    /// that is the label; where they differ, a third human reads it and the majority counts; where all three differ
    /// there is no label. Second and third readers know nothing of the others.
    mutating func takeLabel(
        _ place: Int, intent: Int, probability: Double, isLabel: Bool, _ feedback: Feedback, at now: Double,
        _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let key = source.key(contacts[place].number, contacts[place].attempt)
        let isAudit = contacts[place].isAudit
        if isLabel, feedback.plan.skipShare > 0 {
            var skips = key.stream(.skippedLabel)
            if skips.uniform() < feedback.plan.skipShare {
                record(place, reading: .first, intent: nil, probability: probability, at: now)
                if window.contains(now) { feedback.book.skipped += 1 }
                if isAudit { judgeAudit(place, intent: intent, feedback, at: now) }
                return
            }
        }
        if isLabel { record(place, reading: .first, intent: intent, probability: probability, at: now) }
        let (isDouble, isDoubtful) = wantsReading(place, intent: intent, isLabel: isLabel, key, feedback)
        if isLabel { openGold(place, key, feedback, at: now, &calendar) }
        guard isDouble || isDoubtful else {
            settle(
                place, intent: intent, isAudit: isAudit, isLabel: isLabel, probability: probability, feedback, at: now)
            return
        }
        if window.contains(now), isDoubtful { feedback.book.doubted += 1 }
        openReading(
            .second, of: place,
            Feedback.Pending(
                intents: [intent], annotators: [Int(contacts[place].agent)], isDouble: isDouble, isAudit: isAudit,
                isLabel: isLabel, probability: probability),
            feedback, at: now, &calendar)
    }

    private mutating func wantsReading(
        _ place: Int, intent: Int, isLabel: Bool, _ key: ContactKey, _ feedback: Feedback
    ) -> (double: Bool, doubtful: Bool) {
        guard feedback.plan.queue != nil else { return (false, false) }
        var isDouble = false
        if isLabel, feedback.plan.doubleShare > 0 {
            var doubles = key.stream(.doubleLabel)
            isDouble = doubles.uniform() < feedback.plan.doubleShare
        }
        guard feedback.plan.secondOpinion,
            let probabilities = learner?.probabilities(of: contacts.text(place)), !probabilities.isEmpty
        else { return (isDouble, false) }
        let verdict = feedback.doubt.judge(intent, probabilities: probabilities)
        feedback.doubt.note(intent, probabilities: probabilities)
        return (isDouble, verdict.isDoubtful)
    }

    /// An item goes to the queue of readings.
    private mutating func openReading(
        _ reading: LabelRecord.Reading, of place: Int, _ pending: Feedback.Pending, _ feedback: Feedback,
        at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        guard let queue = feedback.plan.queue else { return }
        let copy = contacts.open()
        contacts[copy] = contacts[place].audit(queue: queue)
        contacts[copy].reading = reading
        contacts.copyText(from: place, to: copy)
        feedback.pending[copy] = pending
        joinQueue(copy, at: now, &calendar)
    }

    /// An item whose answer is known is mixed in: here another reading of the same text, whose truth the simulation
    /// knows, as a panel of experts would.
    private mutating func openGold(
        _ place: Int, _ key: ContactKey, _ feedback: Feedback, at now: Double,
        _ calendar: inout EventCalendar<OperationEvent>
    ) {
        guard feedback.plan.goldShare > 0, feedback.plan.queue != nil else { return }
        var golds = key.stream(.goldItem)
        guard golds.uniform() < feedback.plan.goldShare else { return }
        openReading(
            .gold, of: place,
            Feedback.Pending(
                intents: [], annotators: [], isDouble: false, isAudit: false, isLabel: false, probability: 1),
            feedback, at: now, &calendar)
    }

    /// A reader is done with an item.
    mutating func finishReading(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard let feedback, var pending = feedback.pending.removeValue(forKey: place) else {
            contacts.close(place)
            return
        }
        let reading = contacts[place].reading
        let decided = contacts[place].decidedIntent
        let isMeasured = window.contains(now)
        record(place, reading: reading, intent: decided, probability: pending.probability, at: now)
        var settled: Int?
        switch reading {
        case .first: break
        case .gold:
            feedback.quality.readGold(isWrong: decided != contacts[place].truth.intent)
            if isMeasured {
                feedback.book.gold.add(
                    annotator: Int(contacts[place].agent), isWrong: decided != contacts[place].truth.intent)
            }
        case .second:
            if pending.isDouble { feedback.quality.readTwice(agrees: decided == pending.intents[0]) }
            if isMeasured {
                feedback.book.readAgain += 1
                if pending.isDouble { feedback.book.agreement.record(pending.intents[0], decided) }
            }
            guard decided == pending.intents[0] else {
                pending.intents.append(decided)
                pending.annotators.append(Int(contacts[place].agent))
                openReading(.third, of: place, pending, feedback, at: now, &calendar)
                contacts.close(place)
                return
            }
            settled = decided
        case .third:
            settled = pending.intents.contains(decided) ? decided : nil
            if settled != pending.intents[0] { feedback.quality.changed += 1 }
            if isMeasured, settled != pending.intents[0] { feedback.book.changed += 1 }
        }
        if let settled {
            settle(
                place, intent: settled, isAudit: pending.isAudit, isLabel: pending.isLabel,
                probability: pending.probability, feedback, at: now)
        }
        contacts.close(place)
    }

    /// Nobody can read an item: the queue is full, or only those are there who have read it. What was said first counts.
    mutating func giveUpReading(_ place: Int, at now: Double) {
        guard let feedback, let pending = feedback.pending.removeValue(forKey: place) else { return }
        if window.contains(now) { feedback.book.givenUp += 1 }
        guard let first = pending.intents.first else { return }
        settle(
            place, intent: first, isAudit: pending.isAudit, isLabel: pending.isLabel,
            probability: pending.probability, feedback, at: now)
    }

    /// An agent who has read the item already does not read it again: it is put off for an hour, a day long.
    mutating func putOff(
        _ place: Int, agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let delays = feedback?.pending[place]?.delays ?? 24
        feedback?.pending[place]?.delays = delays + 1
        if delays < 24 {
            calendar.schedule(.putOff, index: contactBase + place, at: now + Seconds.perHour)
        } else {
            giveUpReading(place, at: now)
            contacts.close(place)
        }
        if usesAssigner {
            desk.assigner.finish(agent: agent, units: desk.units(contacts[place].query.channel), now: now)
        }
        freeAgent(agent, at: now, &calendar)
    }

    /// What the item is, is settled: it becomes a label, and an audit's verdict.
    private mutating func settle(
        _ place: Int, intent: Int, isAudit: Bool, isLabel: Bool, probability: Double, _ feedback: Feedback,
        at now: Double
    ) {
        if isAudit { judgeAudit(place, intent: intent, feedback, at: now) }
        guard isLabel, !isLabelled(contacts[place]) else { return }
        let record = labelRecord(place, reading: .first, intent: intent, probability: probability)
        let isUpset = contacts[place].truth.upset
        let outcome = learner?.add(
            text: contacts.text(place), intent: intent, upset: isUpset,
            weight: 1 / max(probability, 1e-6), at: now, record: record, isAudit: isAudit)
        teachSecondary(place, intent: intent, weight: 1 / max(probability, 1e-6))
        countLabel(place, at: now)
        feedback.quality.labels += 1
        feedback.labelsSinceRetraining += 1
        feedback.labelsSinceDrift += 1
        if window.contains(now) {
            feedback.book.kept += 1
            if intent != contacts[place].truth.intent { feedback.book.keptWrong += 1 }
        }
        if case .failed(let difference, let pValue)? = outcome {
            rollBack(difference: difference, pValue: pValue, feedback, at: now)
        }
        if let limit = feedback.plan.retrainAfterLabels, feedback.labelsSinceRetraining >= limit {
            retrainSoon(feedback, at: now)
        }
    }

    private func labelRecord(
        _ place: Int, reading: LabelRecord.Reading, intent: Int?, probability: Double
    ) -> LabelRecord {
        let action = contacts[place].decision.action
        let sawSuggestion = reading == .first && (action == .suggest || action == .approve)
        return LabelRecord(
            query: contacts[place].number, annotator: Int(contacts[place].agent), reading: reading, intent: intent,
            leadSeconds: contacts[place].handle, modelVersion: contacts[place].modelVersion,
            suggestion: sawSuggestion ? contacts[place].predictedIntent : nil, probability: probability)
    }

    private mutating func record(
        _ place: Int, reading: LabelRecord.Reading, intent: Int?, probability: Double, at now: Double
    ) {
        router.sink.record(
            .label(labelRecord(place, reading: reading, intent: intent, probability: probability)), at: now,
            policy: router.policy, catalog: router.catalog)
    }
}
