import Routing
import Stochastics
import Training

/// Labels that other humans check: second and third readings, and items with known answers.
extension LearningDesk {
    /// What a human said of a contact goes where feedback is wanted: to the labels, the monitors, or both.
    ///
    /// - Returns: what is to be read, and what is settled; the gold item comes first.
    mutating func hear(
        _ place: Int, _ contacts: borrowing ContactTable, _ source: borrowing QuerySource, _ router: inout Router,
        _ books: inout Books, at now: Double
    ) -> LabelReadings {
        guard let feedback else { return LabelReadings() }
        let contact = contacts.address(of: place)
        let isAudit = contact.pointee.isAudit
        if !isAudit, contact.pointee.wasAnsweredAs >= 0 { noteReturn(contact, feedback, source, books, at: now) }
        let asks = contact.pointee.asksLabel && !source.isLabelled(contact)
        guard asks || isAudit else { return LabelReadings() }
        var probability = contact.pointee.decision.auditProbability
        if !isAudit {
            probability = feedback.asking == nil ? plan?.labelShare ?? 1 : contact.pointee.labelProbability
        }
        var intent = contact.pointee.decidedIntent
        if asks { intent = writtenIntent(contact, source, at: now) }
        let said = LabelReadings.Settled(intent: intent, isAudit: isAudit, isLabel: asks, probability: probability)
        return take(said, place, contacts, source, feedback, &router, &books, at: now)
    }

    /// Takes a human's decision as a label, or sends it to a colleague first.
    ///
    /// A label is read again at random (`doubleShare`), or because the model doubts it (`LabelDoubt`). Where both agree,
    /// that is the label; where they differ, a third human reads it and the majority counts; where all three differ
    /// there is no label. Second and third readers know nothing of the others. An audit that contradicts the AI is read
    /// again where the policy says so; where three readers all differ, the AI's answer stands if one of them gave it.
    private mutating func take(
        _ said: LabelReadings.Settled, _ place: Int, _ contacts: borrowing ContactTable,
        _ source: borrowing QuerySource, _ feedback: Feedback, _ router: inout Router, _ books: inout Books,
        at now: Double
    ) -> LabelReadings {
        let contact = contacts.address(of: place)
        let key = source.key(contact.pointee.number, contact.pointee.attempt)
        if said.isLabel, feedback.plan.skipShare > 0 {
            var skips = key.stream(.skippedLabel)
            if skips.uniform() < feedback.plan.skipShare {
                record(contact, .first, intent: nil, said.probability, &router, at: now)
                if books.window.contains(now) { feedback.book.skipped += 1 }
                if said.isAudit { judgeAudit(contact, intent: said.intent, feedback, &router, &books, at: now) }
                return LabelReadings()
            }
        }
        if said.isLabel { record(contact, .first, intent: said.intent, said.probability, &router, at: now) }
        let text = contacts.text(place)
        let (isDouble, isDoubtful) = wantsReading(text, intent: said.intent, isLabel: said.isLabel, key, feedback)
        var readings = LabelReadings()
        if said.isLabel, mixesGold(key, feedback) { readings.gold = Feedback.Pending.gold }
        let isWatched = said.isAudit && feedback.readsAuditsAgain && contact.pointee.predictedIntent >= 0
        let contradicts = isWatched && isWrong(contact.pointee.predictedIntent, by: said.intent)
        guard isDouble || isDoubtful || contradicts else {
            readings.settled = said
            readings.settled?.isSettled = isWatched
            return readings
        }
        if books.window.contains(now), isDoubtful { feedback.book.doubted += 1 }
        readings.again = .second
        readings.pending = Feedback.Pending(
            intents: [said.intent], annotators: [Int(contact.pointee.agent)], isDouble: isDouble,
            isAudit: said.isAudit, isLabel: said.isLabel, contradicts: contradicts, probability: said.probability)
        return readings
    }

    private mutating func wantsReading(
        _ text: [UInt8], intent: Int, isLabel: Bool, _ key: ContactKey, _ feedback: Feedback
    ) -> (double: Bool, doubtful: Bool) {
        guard feedback.plan.queue != nil else { return (false, false) }
        var isDouble = false
        if isLabel, feedback.plan.doubleShare > 0 {
            var doubles = key.stream(.doubleLabel)
            isDouble = doubles.uniform() < feedback.plan.doubleShare
        }
        guard feedback.plan.secondOpinion, let probabilities = loop?.probabilities(of: text), !probabilities.isEmpty
        else { return (isDouble, false) }
        let verdict = feedback.doubt.judge(intent, probabilities: probabilities)
        feedback.doubt.note(intent, probabilities: probabilities)
        return (isDouble, verdict.isDoubtful)
    }

    /// Whether an item whose answer is known is mixed in: here another reading of the same text, whose truth the simulation
    /// knows, as a panel of experts would.
    private func mixesGold(_ key: ContactKey, _ feedback: Feedback) -> Bool {
        guard feedback.plan.goldShare > 0, feedback.plan.queue != nil else { return false }
        var golds = key.stream(.goldItem)
        return golds.uniform() < feedback.plan.goldShare
    }

    /// A reader is done with an item.
    ///
    /// - Returns: what is settled, or to be read a third time.
    mutating func finishReading(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ router: inout Router, _ books: inout Books,
        at now: Double
    ) -> LabelReadings {
        var readings = LabelReadings()
        guard let feedback, var pending = feedback.pending.removeValue(forKey: place) else { return readings }
        let reading = contact.pointee.reading
        let decided = contact.pointee.decidedIntent
        let isMeasured = books.window.contains(now)
        record(contact, reading, intent: decided, pending.probability, &router, at: now)
        var settled: Int?
        switch reading {
        case .first: break
        case .gold:
            let isWrong = decided != contact.pointee.truth.intent
            feedback.book.quality.readGold(isWrong: isWrong)
            if isMeasured { feedback.book.gold.add(annotator: Int(contact.pointee.agent), isWrong: isWrong) }
        case .second:
            if pending.isDouble {
                feedback.book.quality.readTwice(
                    agrees: decided == pending.intents[0], by: pending.annotators[0],
                    and: Int(contact.pointee.agent))
            }
            if isMeasured {
                feedback.book.readAgain += 1
                if pending.isDouble { feedback.book.agreement.record(pending.intents[0], decided) }
            }
            guard decided == pending.intents[0] else {
                pending.intents.append(decided)
                pending.annotators.append(Int(contact.pointee.agent))
                readings.again = .third
                readings.pending = pending
                return readings
            }
            settled = decided
        case .third:
            settled = pending.intents.contains(decided) ? decided : nil
            if pending.contradicts, settled == nil {
                let stands = (pending.intents + [decided]).contains(contact.pointee.predictedIntent)
                settled = stands ? contact.pointee.predictedIntent : pending.intents[0]
                // A verdict on the answer, and too little for a label.
                pending.isLabel = false
            }
            if settled != pending.intents[0], !pending.contradicts { feedback.book.quality.changed += 1 }
            if isMeasured, settled != pending.intents[0] { feedback.book.changed += 1 }
        }
        if let settled { readings.settled = pending.settled(settled) }
        return readings
    }

    /// Nobody can read an item: the queue is full, or only those are there who have read it. What was said first counts.
    func giveUpReading(_ place: Int, _ books: borrowing Books, at now: Double) -> LabelReadings {
        var readings = LabelReadings()
        guard let feedback, let pending = feedback.pending.removeValue(forKey: place) else { return readings }
        if books.window.contains(now) { feedback.book.givenUp += 1 }
        if let first = pending.intents.first {
            readings.settled = pending.settled(first)
            readings.settled?.isSettled = false
        }
        return readings
    }

    /// Whether a reading must not go to an agent: one who has said already what it is.
    @inline(__always)
    func excludes(_ place: Int, _ agent: Int) -> Bool { feedback?.excludes(place, agent) ?? false }

    /// Whether an item is one that was put off.
    @inline(__always)
    func isPutOff(_ place: Int) -> Bool { (feedback?.pending[place]?.delays ?? 0) > 0 }

    /// An item is put off because only an agent who has read it is free: for an hour, a day long.
    ///
    /// - Returns: false when the day is over.
    func putOff(_ place: Int) -> Bool {
        let delays = feedback?.pending[place]?.delays ?? 24
        feedback?.pending[place]?.delays = delays + 1
        return delays < 24
    }

    /// What the item is, is settled: it becomes a label, and an audit's verdict.
    mutating func settle(
        _ place: Int, _ contacts: borrowing ContactTable, _ settled: LabelReadings.Settled,
        _ source: inout QuerySource, _ router: inout Router, _ books: inout Books, at now: Double
    ) {
        guard let feedback else { return }
        let contact = contacts.address(of: place)
        let (intent, probability) = (settled.intent, settled.probability)
        if settled.isAudit { judgeAudit(contact, intent: intent, feedback, &router, &books, at: now) }
        guard settled.isLabel, !source.isLabelled(contact) else { return }
        noteLabelled(contact, intent: intent, feedback, at: now)
        var outcome: Probation.Outcome?
        if let stored = storedIntent(intent, feedback) {
            let record = labelRecord(contact, .first, intent: stored, probability)
            outcome = loop?.add(
                text: contacts.text(place), intent: stored, upset: contact.pointee.truth.upset,
                weight: 1 / max(probability, 1e-6), at: now, record: record, isFresh: now > 0, isAudit: settled.isAudit,
                isSettled: settled.isSettled)
            teachSecondary(place, contacts, intent: stored, weight: 1 / max(probability, 1e-6))
        } else {
            putAside(place, contacts, settled, feedback, at: now)
        }
        source.markLabelled(contact)
        books.countLabel(at: now)
        if !settled.isSettled { feedback.book.quality.labels += 1 }
        let isTime = feedback.schedule.noteLabel()
        feedback.labelsSinceDrift += 1
        if books.window.contains(now) {
            feedback.book.kept += 1
            if intent != contact.pointee.truth.intent { feedback.book.keptWrong += 1 }
        }
        if feedback.unnamed.contains(intent) { noteFreeLabel(intent, contact, feedback, &router, &books, at: now) }
        if case .failed(let difference, let pValue)? = outcome {
            rollBack(difference: difference, pValue: pValue, feedback, &router, books, at: now)
        }
        if isTime { retrainSoon(feedback, &router, &books, at: now) }
    }

    /// A human has handled a customer whom the AI had answered before, and may flag that answer as wrong.
    func noteReturn(
        _ contact: UnsafeMutablePointer<OpenContact>, _ feedback: Feedback, _ source: borrowing QuerySource,
        _ books: borrowing Books, at now: Double
    ) {
        let answered = Int(contact.pointee.wasAnsweredAs)
        contact.pointee.wasAnsweredAs = -1
        guard let share = feedback.monitors?.flagShare, share > 0, answered >= 0,
            isWrong(answered, by: contact.pointee.decidedIntent)
        else { return }
        var stream = source.key(contact.pointee.number, contact.pointee.attempt).stream(.flag)
        guard stream.uniform() < share else { return }
        feedback.flags?.flag(contact.pointee.answerNumber)
        if books.window.contains(now) { feedback.book.flags += 1 }
    }

    private func labelRecord(
        _ contact: UnsafeMutablePointer<OpenContact>, _ reading: LabelRecord.Reading, intent: Int?,
        _ probability: Double
    ) -> LabelRecord {
        let action = contact.pointee.decision.action
        let sawSuggestion = reading == .first && (action == .suggest || action == .approve)
        return LabelRecord(
            query: contact.pointee.number, annotator: Int(contact.pointee.agent), reading: reading, intent: intent,
            leadSeconds: contact.pointee.handle, modelVersion: contact.pointee.modelVersion,
            suggestion: sawSuggestion ? contact.pointee.predictedIntent : nil, probability: probability)
    }

    private func record(
        _ contact: UnsafeMutablePointer<OpenContact>, _ reading: LabelRecord.Reading, intent: Int?,
        _ probability: Double, _ router: inout Router, at now: Double
    ) {
        router.record(.label(labelRecord(contact, reading, intent: intent, probability)), at: now)
    }
}
