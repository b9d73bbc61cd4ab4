import Quantities
import Routing
import Training

/// What the operation sees of a matter that nobody has asked about before: first that there is one, then its name.
extension LearningDesk {
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

    private static func monitor(_ stream: NoveltyMonitor.Stream) -> AuditEvent.Alarm.Monitor {
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
        let place = feedback.book.newIntents.firstIndex { $0.intent == word }
        if let place { feedback.book.newIntents[place].add(isRight: contact.pointee.truth.intent == word) }
        guard let orders = feedback.free.add(word: word, order: freeOrder(feedback), at: now) else { return }
        feedback.unnamed.remove(word)
        loop?.rename(orders, to: word)
        for label in feedback.aside where label.word == word {
            loop?.add(
                text: label.text, intent: word, upset: label.upset, weight: 1 / max(label.probability, 1e-6),
                at: label.seconds, isFresh: label.seconds > 0, isAudit: label.isAudit)
        }
        feedback.aside.removeAll { $0.word == word }
        if let place { feedback.book.newIntents[place].name(at: now) }
        bearOut(feedback, books, at: now)
        if feedback.plan.retrainsOnDrift { retrainSoon(feedback, &router, &books, at: now) }
    }

    /// Order of the label just given in the store; nil where it was put aside.
    private func freeOrder(_ feedback: Feedback) -> Int? { outOfScopeIntent == nil ? nil : loop?.lastOrder }
}
