import EventEngine
import Routing
import Stochastics
import Traffic

/// The course of a contact: it arrives and is triaged, the AI has it in hand, the customer reacts.
extension SupportOperation {
    // MARK: Arrivals and decisions

    mutating func arrive(at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        arrivals.schedule(after: now, &calendar)
        let place = contacts.open()
        let isMeasured = books.window.contains(now)
        let contact = contacts.address(of: place)
        let number = arrivals.nextNumber
        contact.pointee.begin(number: number, at: now, week: books.week, isMeasured: isMeasured)
        do {
            try source.first(
                number, at: now, query: &query, truth: &contact.pointee.truth, isRead: recorded.contains(number))
        } catch {
            contact.pointee.steps.insert(.entered)
            contacts.close(place)
            // Traffic after the horizon only keeps the queues alive; a corpus need not last for it.
            calendar.cancel(0)
            if now <= specification.horizonSeconds {
                failure = error
                calendar.stop()
            }
            return
        }
        arrivals.nextNumber += 1
        if isMeasured {
            books.openCases += 1
            if contact.pointee.truth.recycled { books.ledger.recycled += 1 }
        }
        triage(place, at: now, &calendar)
    }

    /// A customer is back about the same matter.
    mutating func comeBack(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        if contacts[place].isMeasured { books.pendingReturns -= 1 }
        contacts[place].query.give(to: &query)
        contacts[place].comeBack()
        contacts.swapText(place, &query.text)
        source.again(
            contacts[place].number, attempt: contacts[place].attempt, at: now, query: &query,
            truth: &contacts[place].truth)
        triage(place, at: now, &calendar)
    }

    /// The AI asks the customer to confirm or rephrase; the answer comes after a while.
    private mutating func askToConfirm(
        _ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        contacts[place].steps.insert(.confirmed)
        if trace != nil { traceRow(place, outcome: "asked", reaction: "rephrases") }
        let key = source.key(contacts[place].number, contacts[place].attempt)
        calendar.schedule(.rephrases, index: contactBase + place, at: now + conduct.rephraseSeconds(key))
    }

    /// The customer has confirmed or rephrased: the router decides again, and nobody asks a second time.
    mutating func rephrase(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        contacts[place].query.give(to: &query)
        contacts.swapText(place, &query.text)
        source.rephrase(
            contacts[place].number, attempt: contacts[place].attempt, at: now, query: &query,
            truth: contacts[place].truth)
        triage(place, at: now, &calendar)
    }

    /// Lets the router decide about the query at hand, and does what it says.
    private mutating func triage(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let contact = contacts.address(of: place)
        let number = contact.pointee.number
        let attempt = contact.pointee.attempt
        query.id = number
        query.arrivalSeconds = now
        query.earlierContacts = attempt
        query.failedAttempts = Int(contact.pointee.failedAttempts)
        query.isConfirmed = contact.pointee.steps.contains(.confirmed)
        let key = source.key(number, attempt)
        if assumed != nil { assumed?.tell(contact.pointee.truth, key, isConfirmed: query.isConfirmed) }
        var audits = key.stream(query.isConfirmed ? .rephrasedAudit : .audit)
        floor.describe(at: now)
        let decision = router.triage(query, state: floor.state, now: now, using: &audits)
        floor.noteQuery(decision.queue, at: now)
        contact.pointee.receive(decision, query, at: now, hour: books.hourOfWeek)
        if router.isReading {
            contact.pointee.note(router.prediction, modelVersion: router.modelVersion)
            if let recorder = learning.recorder, recorder.isRecording, attempt == 0, !query.isConfirmed {
                recorder.note(router.prediction)
            }
            if notesThreshold { contact.pointee.threshold = router.basis.threshold }
            if router.prediction.isMissing { contact.pointee.steps.insert(.unanswered) }
            if learning.watchesQueries, attempt == 0, !query.isConfirmed {
                learning.noteQuery(query, isHandedOver: decision.action != .answer, at: now)
            }
            if let secondary = learning.secondary, secondary.keepsFacts {
                secondary.note(place, query, router.prediction)
            }
        }
        contacts.swapText(place, &query.text)
        let isPlanned = assistant.beginPlan(place, contact, &books, at: now)
        if assistant.usesSlots {
            joinAI(place, at: now, &calendar)
        } else if decision.action == .answer, !isPlanned, let conversations = assistant.conversations {
            assistant.talk(place, contact, with: conversations, key, router.prediction, at: now, &calendar)
        } else if decision.action == .answer || isPlanned {
            calendar.schedule(.answered, index: contactBase + place, at: now + assistant.latencySeconds(key))
        } else if decision.action == .confirm {
            askToConfirm(place, at: now + assistant.latencySeconds(key), &calendar)
        } else {
            joinQueue(place, at: now, &calendar)
        }
    }

    // MARK: The AI has it in hand

    /// A query that has been triaged takes a slot of the AI, or waits for one.
    private mutating func joinAI(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        contacts[place].joined = now
        if assistant.isFull {
            // Whose slot ends at this instant, up to rounding, leaves it first.
            let instant = now + ClockRounding.seconds(at: now)
            while let due = calendar.takeDue(.answered, by: instant) { finishAI(due - contactBase, at: now, &calendar) }
        }
        assistant.join(place, contacts, source, &books, at: now, &calendar)
    }

    /// The AI is done with a query, with a turn of a conversation, or with waiting to begin a plan.
    mutating func finishAI(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let contact = contacts.address(of: place)
        if assistant.usesSlots { assistant.leaveSlot(contacts, source, &books, at: now, &calendar) }
        var next = Assistant.Next.answer
        if assistant.hasPlan(place) {
            let key = source.key(contact.pointee.number, contact.pointee.attempt)
            next = assistant.plans.advance(place, contact, key, &router, &books, at: now, &calendar)
        } else if assistant.usesSlots {
            next = assistant.conclude(contact)
        } else if let conversations = assistant.conversations {
            next = assistant.finishTurn(
                place, contact, with: conversations, source, &router, &query, &books, at: now, &calendar)
        }
        follow(next, place, at: now, &calendar)
    }

    /// A step of a plan is done, or the customer has replied to a question about it.
    mutating func endStep(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let contact = contacts.address(of: place)
        let key = source.key(contact.pointee.number, contact.pointee.attempt)
        let next = assistant.plans.endStep(place, contact, key, &router, &books, at: now, &calendar)
        follow(next, place, at: now, &calendar)
    }

    /// Nobody has answered in time whether a plan may go on: the other queue is asked.
    mutating func expire(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let contact = contacts.address(of: place)
        floor.leave(place)
        floor.changeBacklog(contact.pointee.decision.queue, by: -1, &books, at: now)
        contact.pointee.endWait(at: now)
        assistant.plans.addWait(place, contact, &books)
        assistant.plans.escalate(place, contact, &router, &books, at: now, &calendar)
        joinQueue(place, at: now, &calendar)
    }

    /// Does what is next with a contact that the AI had in hand.
    mutating func follow(
        _ next: Assistant.Next, _ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        switch next {
        case .wait: break
        case .answer: answer(place, at: now, &calendar)
        case .confirm: askToConfirm(place, at: now, &calendar)
        case .ask: joinQueue(place, at: now, &calendar)
        case .react(let isRight): react(place, isRight: isRight, at: now, &calendar)
        }
    }

    /// The AI's answer reaches the customer; perhaps a human audits it later.
    private mutating func answer(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let contact = contacts.address(of: place)
        contact.pointee.steps.insert(.answered)
        learning.noteAnswer(contact, at: now)
        if contact.pointee.decision.audited, let queue = specification.auditQueue {
            openAudit(of: place, in: queue, at: now, &calendar)
        }
        react(place, isRight: contacts[place].isAIRight, at: now, &calendar)
    }

    // MARK: The customer reacts

    /// The customer takes a resolution, comes back, or leaves for good.
    mutating func react(
        _ place: Int, isRight: Bool, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let contact = contacts.address(of: place)
        contact.pointee.ended = now
        if !isRight { contact.pointee.steps.insert(.wrong) }
        switch conduct.reaction(contact, isRight: isRight, source) {
        case .takes:
            noteOutcome(place, contact, returnsAt: nil, at: now)
            close(place, isResolved: true, at: now)
        case .leaves:
            noteOutcome(place, contact, returnsAt: nil, at: now)
            close(place, isResolved: false, at: now)
        case .returns(let delay, let isLate):
            if isLate { contact.pointee.steps.insert(.stands) }
            noteOutcome(place, contact, returnsAt: now + delay, at: now)
            traceRow(
                place, outcome: contact.pointee.agent >= 0 ? "handled" : "answered",
                reaction: isLate ? "returns_late" : "returns")
            books.enter(contact)
            contact.pointee.isNewMatter = false
            if isLate { contact.pointee.standUntilLate() }
            if contact.pointee.isMeasured { books.pendingReturns += 1 }
            calendar.schedule(.returns, index: contactBase + place, at: now + delay)
        }
    }

    @inline(__always)
    private mutating func noteOutcome(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, returnsAt: Double?, at now: Double
    ) {
        books.charge(contact, returnsAt: returnsAt, at: now)
        learning.noteOutcome(place, contact, returnsAt: returnsAt, at: now)
    }

    /// Ends a case.
    ///
    /// - Parameter isResolved: false when the customer was lost.
    mutating func close(_ place: Int, isResolved: Bool, at now: Double, outcome: String? = nil) {
        let contact = contacts.address(of: place)
        contact.pointee.ended = now
        contact.pointee.steps.insert(isResolved ? [.resolved, .stands] : [.lost])
        if contact.pointee.steps.contains(.asksApproval) { endApproval(contact, .withdrawn, outcome, at: now) }
        books.enter(contact)
        if contact.pointee.isMeasured { books.openCases -= 1 }
        if trace != nil {
            traceRow(
                place, outcome: outcome ?? (contact.pointee.agent >= 0 ? "handled" : "answered"),
                reaction: isResolved ? "content" : "lost")
        }
        contacts.close(place)
    }

    /// An approval ends that no human has answered.
    ///
    /// - Parameter outcome: what became of the contact; nil where it goes on.
    mutating func endApproval(
        _ contact: UnsafeMutablePointer<OpenContact>, _ kind: AuditEvent.ApprovalEnd.Kind, _ outcome: String?,
        at now: Double
    ) {
        contact.pointee.steps.remove(.asksApproval)
        router.record(
            .approvalEnd(
                .init(
                    query: contact.pointee.number, queue: contact.pointee.decision.queue, kind: kind, cause: outcome)),
            at: now)
    }

    /// Writes a finished contact to the trace, when there is one.
    mutating func traceRow(_ place: Int, outcome: String, reaction: String) {
        guard let trace else { return }
        trace.write(
            contacts[place], text: contacts.text(place), outcome: outcome, reaction: reaction,
            reasons: router.policy.reasons(of: contacts[place].decision.reasons), specification: specification)
    }
}
