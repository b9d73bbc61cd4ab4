import Quantities
import Routing
import Stochastics
import Training

/// What the operation watches of itself, what it does about it, and what it sees of a matter that nobody has asked about
/// before: first that there is one, then its name.
extension LearningDesk {
    // MARK: What is watched

    /// An AI answer was given.
    @inline(__always)
    func noteAnswer(_ contact: UnsafeMutablePointer<OpenContact>, at now: Double) {
        if let feedback { note(contact, feedback, at: now) }
    }

    private func note(_ contact: UnsafeMutablePointer<OpenContact>, _ feedback: Feedback, at now: Double) {
        if contact.pointee.isMeasured {
            feedback.book.answered(
                confidence: contact.pointee.confidence, isWrong: !contact.pointee.isAIRight,
                segment: contact.pointee.query.segment, week: Int(contact.pointee.week))
        }
        if let number = feedback.flags?.answer(at: now) { contact.pointee.answerNumber = number }
        contact.pointee.wasAnsweredAs = Int32(truncatingIfNeeded: contact.pointee.predictedIntent)
    }

    /// Whether an answer is wrong by what a human says the matter is: none at all fits what is out of scope.
    func isWrong(_ answer: Int, by human: Int) -> Bool { answer != human || human == outOfScopeIntent }

    /// The verdict on an audited answer.
    mutating func judgeAudit(
        _ contact: UnsafeMutablePointer<OpenContact>, intent: Int, _ feedback: Feedback, _ router: inout Router,
        _ books: inout Books, at now: Double
    ) {
        let probability = contact.pointee.decision.auditProbability
        let predicted = contact.pointee.predictedIntent
        guard feedback.monitors != nil, probability > 0, predicted >= 0 else { return }
        let wrong = isWrong(predicted, by: intent)
        let segment = contact.pointee.query.segment
        let start = contact.pointee.caseStart
        if books.window.contains(start) {
            feedback.book.audited(
                isWrong: wrong, confidence: contact.pointee.confidence, cameBack: feedback.cameBack(contact),
                probability: probability, segment: segment, week: books.weekNumber(start))
        }
        feedback.segments?.add(segment: segment, isWrong: wrong, probability: probability)
        // Weighted down where audits were likelier, so that the mean does not depend on what is audited.
        let value = wrong ? min(1, feedback.leastAuditProbability / probability) : 0
        if let change = feedback.errors?.add(value), change.isRise {
            raiseDrift(.audits, change, feedback, &router, &books, at: now)
            bearOut(feedback, books, at: now)
        }
    }

    /// Once an hour: monitors that look at times of their own.
    mutating func watch(_ router: inout Router, _ books: inout Books, at now: Double) {
        guard let feedback else { return }
        if let change = feedback.flags?.settle(at: now) {
            raiseDrift(.flags, change, feedback, &router, &books, at: now)
            bearOut(feedback, books, at: now)
        }
        if let since = feedback.driftSince, let drift = feedback.monitors?.drift,
            now >= since + drift.clearAfterSeconds
        {
            feedback.driftSince = nil
        }
        if watchesQueries { lookAtQueries(feedback, &router, &books, at: now) }
        if let every = feedback.segments?.everySeconds, now >= feedback.lastLook + every {
            feedback.lastLook = now
            lookAtSegments(feedback, &router, books, at: now)
        }
        if feedback.plan.recalibrates, now >= feedback.lastRecalibration + Seconds.perDay {
            recalibrate(feedback, &router, books, at: now)
        }
    }

    private func lookAtSegments(
        _ feedback: Feedback, _ router: inout Router, _ books: borrowing Books, at now: Double
    ) {
        for gap in feedback.segments?.look() ?? [] {
            if books.window.contains(now) { feedback.book.gaps[gap.segment] = gap.gap }
            guard gap.isAlarm else { continue }
            if books.window.contains(now) { feedback.book.segmentAlarm(gap.segment, at: now) }
            router.record(
                .alarm(
                    .init(
                        monitor: .segment, segment: gap.segment, before: gap.others, after: gap.risk,
                        count: gap.count)), at: now)
        }
    }

    /// Takes drift for detected; an alarm while it is adds nothing, since growing evidence cuts one change many times.
    private mutating func raiseDrift(
        _ monitor: AuditEvent.Alarm.Monitor, _ change: AdaptiveWindow.Change, _ feedback: Feedback,
        _ router: inout Router, _ books: inout Books, at now: Double
    ) {
        let alarm = AuditEvent.Alarm(
            monitor: monitor, before: change.before.mean, after: change.after.mean, count: change.after.count)
        raiseDrift(alarm, feedback, &router, &books, at: now)
    }

    /// The same for an alarm of any stream.
    mutating func raiseDrift(
        _ alarm: AuditEvent.Alarm, _ feedback: Feedback, _ router: inout Router, _ books: inout Books, at now: Double
    ) {
        guard feedback.driftSince == nil else { return }
        router.record(.alarm(alarm), at: now)
        if books.window.contains(now) { feedback.book.driftAlarm(at: now, by: alarm.monitor) }
        feedback.driftSince = now
        feedback.labelsSinceDrift = 0
        if feedback.plan.retrainsOnDrift { retrainSoon(feedback, &router, &books, at: now) }
    }

    // MARK: What follows

    /// Retrains now, unless that was done within the hour.
    mutating func retrainSoon(_ feedback: Feedback, _ router: inout Router, _ books: inout Books, at now: Double) {
        guard feedback.schedule.allows(at: now) else { return }
        retrain(&router, &books, at: now)
    }

    /// What feedback and monitors make of a retraining.
    mutating func noteRetraining(
        _ promoted: Bool, _ feedback: Feedback, _ router: inout Router, _ books: inout Books, at now: Double
    ) {
        if books.window.contains(now) { feedback.book.retrainings += 1 }
        let counts = loop?.store.countsByIntent ?? []
        feedback.asking?.note(labelsByIntent: counts)
        router.audits?.note(labelsByIntent: counts)
        if promoted {
            notePromotion(feedback)
        } else if feedback.plan.recalibrates {
            recalibrate(feedback, &router, books, at: now)
        }
    }

    /// A new model is in use: what monitors knew of the old one's labels is over, and drift if it learned of it.
    private func notePromotion(_ feedback: Feedback) {
        feedback.doubt.reset()
        guard feedback.driftSince != nil, feedback.labelsSinceDrift >= Feedback.fewestLabelsAfterDrift else { return }
        feedback.driftSince = nil
    }

    /// The model in use is calibrated anew on labels that it has not been trained on.
    private mutating func recalibrate(
        _ feedback: Feedback, _ router: inout Router, _ books: borrowing Books, at now: Double
    ) {
        feedback.lastRecalibration = now
        loop?.labelNoise = feedback.book.quality.noise
        guard let event = loop?.recalibrate() else { return }
        useModel(&router)
        if books.window.contains(now) { feedback.book.recalibrations += 1 }
        router.record(.recalibration(event), at: now)
    }

    /// The model before comes back: the promoted one has done worse on fresh labels.
    mutating func rollBack(
        difference: Double, pValue: Double, _ feedback: Feedback, _ router: inout Router, _ books: borrowing Books,
        at now: Double
    ) {
        guard let event = loop?.rollBack(difference: difference, pValue: pValue) else { return }
        useModel(&router)
        feedback.doubt.reset()
        if books.window.contains(now) { feedback.book.rollbacks += 1 }
        router.record(.rollback(event), at: now)
    }

    // MARK: Queries without a label

    /// A customer's first query about a matter was read.
    func noteQuery(_ query: borrowing Query, isHandedOver: Bool, at now: Double) {
        feedback?.novelty?.note(query: query.id, text: query.text, isHandedOver: isHandedOver, at: now)
    }

    /// Looks at the queries of the last days.
    mutating func lookAtQueries(
        _ feedback: Feedback, _ router: inout Router, _ books: inout Books, at now: Double
    ) {
        if let rise = feedback.novelty?.look(at: now) {
            let alarm = AuditEvent.Alarm(
                monitor: Self.monitor(rise.stream), before: rise.before, after: rise.after, count: rise.count)
            raise(alarm, feedback, &router, &books, at: now)
        }
        guard now >= feedback.lastDailyLook + Seconds.perDay else { return }
        feedback.lastDailyLook = now
        if let since = feedback.confirmation.since, let drift = feedback.monitors?.drift,
            now > since + drift.clearAfterSeconds
        {
            feedback.confirmation.close()
        }
        if feedback.confirmation.isBorneOut() { countBorneOut(feedback, books, at: now) }
        guard let drift = feedback.monitors?.drift, drift.watchesShares, let loop,
            let counts = feedback.novelty?.predictions(at: now, intents: intents)
        else { return }
        let level = drift.level * Seconds.perDay / Seconds.perYear
        guard let change = loop.labelShift().clearest(before: counts.before, now: counts.now, level: level) else {
            return
        }
        let before = Double(counts.before[change.intent]) / Double(max(1, counts.before.reduce(0, +)))
        let alarm = AuditEvent.Alarm(
            monitor: .shares, before: before, after: before + change.difference,
            count: Double(counts.now.reduce(0, +)))
        raise(alarm, feedback, &router, &books, at: now)
    }

    private static func monitor(_ stream: NoveltyMonitor.Signal) -> AuditEvent.Alarm.Monitor {
        switch stream {
        case .confidence: .confidence
        case .scope: .scope
        case .escalations: .escalations
        }
    }

    private mutating func raise(
        _ alarm: AuditEvent.Alarm, _ feedback: Feedback, _ router: inout Router, _ books: inout Books, at now: Double
    ) {
        guard feedback.driftSince == nil else { return }
        if books.window.contains(now) { feedback.book.queryAlarms += 1 }
        feedback.confirmation.open(at: now)
        raiseDrift(alarm, feedback, &router, &books, at: now)
    }

    // MARK: What bears an alarm out

    /// A label was settled: the query is watched no more, and the label tells whether the model had it right.
    func noteLabelled(
        _ contact: UnsafeMutablePointer<OpenContact>, intent: Int, _ feedback: Feedback, at now: Double
    ) {
        guard watchesQueries else { return }
        feedback.novelty?.labelled(contact.pointee.number)
        guard contact.pointee.predictedIntent >= 0 else { return }
        feedback.confirmation.add(isWrong: contact.pointee.predictedIntent != intent, at: now)
    }

    /// Labels show what a stream without any has raised an alarm for.
    func bearOut(_ feedback: Feedback, _ books: borrowing Books, at now: Double) {
        guard feedback.confirmation.since != nil else { return }
        feedback.confirmation.close()
        countBorneOut(feedback, books, at: now)
    }

    private func countBorneOut(_ feedback: Feedback, _ books: borrowing Books, at now: Double) {
        if books.window.contains(now) { feedback.book.borneOut += 1 }
    }

    // MARK: Words that are no intents yet

    /// What a label is kept as: a word that is no intent yet stands for "none of these"; nil where the scenario has no
    /// such intent.
    func storedIntent(_ intent: Int, _ feedback: Feedback) -> Int? {
        feedback.unnamed.contains(intent) ? outOfScopeIntent : intent
    }

    /// Keeps a label that nothing can be made of yet.
    func putAside(
        _ place: Int, _ contacts: borrowing ContactTable, _ settled: LabelReadings.Settled, _ feedback: Feedback,
        at now: Double
    ) {
        let contact = contacts.address(of: place)
        feedback.aside.append(
            LabelAside(
                word: settled.intent, text: contacts.text(place), upset: contact.pointee.truth.upset,
                probability: settled.probability, isAudit: settled.isAudit, seconds: now))
    }

    /// A human has written a word of their own; when enough have, it becomes an intent, and its labels take its name.
    mutating func noteFreeLabel(
        _ word: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ feedback: Feedback, _ router: inout Router,
        _ books: inout Books, at now: Double
    ) {
        // Before anybody asked for it, who erred wrote some word of no use, and each another one.
        guard let place = feedback.book.newIntents.firstIndex(where: { $0.intent == word }),
            now >= feedback.book.newIntents[place].start
        else { return }
        feedback.book.newIntents[place].add(isRight: contact.pointee.truth.intent == word)
        guard let orders = feedback.free.add(word: word, order: freeOrder(feedback), at: now) else { return }
        feedback.unnamed.remove(word)
        loop?.rename(orders, to: word)
        let start = feedback.book.newIntents[place].start
        for label in feedback.aside where label.word == word && label.seconds >= start {
            loop?.add(
                text: label.text, intent: word, upset: label.upset, weight: 1 / max(label.probability, 1e-6),
                at: label.seconds, isFresh: label.seconds > 0, isAudit: label.isAudit)
        }
        feedback.aside.removeAll { $0.word == word }
        feedback.book.newIntents[place].name(at: now)
        bearOut(feedback, books, at: now)
        if feedback.plan.retrainsOnDrift { retrainSoon(feedback, &router, &books, at: now) }
    }

    /// Order of the label just given in the store; nil where it was put aside.
    private func freeOrder(_ feedback: Feedback) -> Int? { outOfScopeIntent == nil ? nil : loop?.lastOrder }
}
