import EventEngine
import Quantities
import Routing
import Traffic

/// The course of a contact among humans: it waits, is handled, and frees the agent for the next one.
extension SupportOperation {
    // MARK: Waiting

    /// A contact goes to its human queue: it is taken at once, waits, or is turned away.
    mutating func joinQueue(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        contacts[place].joined = now
        finishWhatIsDue(at: now, &calendar)
        let contact = contacts.address(of: place)
        let queue = contact.pointee.decision.queue
        floor.noteArrival(queue, at: now)
        if books.keepsIntervals { books.noteArrival(contact, isPutOff: learning.isPutOff(place), at: now) }
        let placement = floor.join(place, contact, hasPlan: assistant.hasPlan(place), &books, at: now)
        contact.pointee.steps.insert(.sent)
        switch placement {
        case .served(let agent):
            contact.pointee.steps.insert(.waited)
            beginHandling(place, agent: agent, at: now, &calendar)
        case .interrupting(let agent, let other):
            floor.putAside(other, contacts.address(of: other), &books, at: now, &calendar)
            contact.pointee.steps.insert(.waited)
            beginHandling(place, agent: agent, at: now, &calendar)
        case .waiting:
            contact.pointee.steps.insert(.queued)
            floor.changeBacklog(queue, by: 1, &books, at: now)
            if assistant.hasPlan(place) {
                assistant.plans.awaitAnswer(place, at: now, &calendar)
                return
            }
            guard conduct.losesPatience, !contact.pointee.isAudit else { return }
            let seconds = conduct.patienceSeconds(contact, source)
            if seconds.isFinite { calendar.schedule(.abandons, index: contactBase + place, at: now + seconds) }
        case .reserved:
            contact.pointee.steps.insert(.queued)
            floor.changeBacklog(queue, by: 1, &books, at: now)
            let waits = conduct.losesPatience && !contact.pointee.isAudit
            let seconds = waits ? conduct.patienceSeconds(contact, source) : .infinity
            floor.awaitEarlierAgent(place, patienceEnd: now + seconds, at: now, &calendar)
        case .blocked:
            turnAway(place, at: now, &calendar)
        }
    }

    /// The queue is full.
    private mutating func turnAway(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let contact = contacts.address(of: place)
        if assistant.hasPlan(place),
            assistant.plans.escalateBlocked(place, contact, &router, &books, at: now, &calendar)
        {
            joinQueue(place, at: now, &calendar)
            return
        }
        if contact.pointee.isAudit {
            if contact.pointee.reading != .first {
                follow(learning.giveUpReading(place, books, at: now), of: place, at: now, &calendar)
            }
            contacts.close(place)
        } else {
            contact.pointee.steps.insert(.blocked)
            close(place, isResolved: false, at: now, outcome: "blocked")
        }
    }

    /// A customer gives up waiting.
    mutating func abandon(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        finishWhatIsDue(at: now, &calendar)
        // Somebody who was about to finish has taken it.
        guard !calendar.isPending(contactBase + place) else { return }
        floor.leave(place)
        let contact = contacts.address(of: place)
        floor.changeBacklog(contact.pointee.decision.queue, by: -1, &books, at: now)
        contact.pointee.steps.insert(.abandoned)
        contact.pointee.endWait(at: now)
        close(place, isResolved: false, at: now, outcome: "abandoned")
    }

    /// A contact has waited long enough for its earlier agent.
    mutating func open(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        if let agent = floor.open(place, at: now, &calendar) {
            takeWaiting(place, agent: agent, at: now, &calendar)
        }
    }

    /// Who finishes at this instant, up to rounding, makes room before anybody joins a queue or leaves it.
    private mutating func finishWhatIsDue(at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        while let due = calendar.takeDue(.handled, by: now + ClockRounding.seconds(at: now)) {
            finishHandling(due - contactBase, at: now, &calendar)
        }
    }

    // MARK: Handling

    /// A human takes a contact: reads the case, decides, and is busy for a time that is known now.
    private mutating func beginHandling(
        _ place: Int, agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let contact = contacts.address(of: place)
        let isReading = contact.pointee.reading != .first
        if isReading, learning.excludes(place, agent) {
            putOff(place, agent: agent, at: now, &calendar)
            return
        }
        let key = source.key(contact.pointee.number, contact.pointee.attempt)
        let team = floor.team(of: agent)
        let decided = floor.reviewedIntent(contact, team: team, key)
        let isApproval = assistant.hasPlan(place)
        let seconds =
            isApproval
            ? assistant.plans.decide(place, contact, key, by: floor.roster.teams[team])
            : floor.handleSeconds(
                contact, decided: decided, team: team, key, isRejected: assistant.isRejected(place))
        let asksLabel =
            !isApproval && !isReading && learning.asksAnybody
            && learning.asksLabel(contact, key, isLabelled: source.isLabelled(contact))
        let annotation = asksLabel || isReading ? books.annotationSeconds : 0
        let handle = floor.handleSeconds(seconds, contact, agent: agent, team: team, at: now) + annotation
        contact.pointee.agent = Int32(agent)
        contact.pointee.decidedIntent = decided
        contact.pointee.asksLabel = asksLabel
        contact.pointee.handle = handle
        contact.pointee.finish = now + handle
        if books.keepsIntervals {
            books.noteHandling(
                contact, isPutOff: learning.isPutOff(place), team: team,
                seconds: handle * floor.share(contact, of: agent),
                at: now)
        }
        floor.begin(place, agent: agent, contacts, at: now, &calendar)
    }

    /// A human is done: the decision counts, leaves a label, and the agent is free for the next contact.
    mutating func finishHandling(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let contact = contacts.address(of: place)
        let agent = Int(contact.pointee.agent)
        let share = floor.finish(place, agent: agent, contacts, at: now, &calendar)
        if books.splitsWork {
            books.noteWork(contact, isRejected: assistant.isRejected(place), share: share, until: now)
        }
        if assistant.hasPlan(place) {
            let key = source.key(contact.pointee.number, contact.pointee.attempt)
            let next = assistant.plans.finishApproval(
                place, contact, key, agent: agent, &router, &books, at: now, &calendar)
            follow(next, place, at: now, &calendar)
        } else if contact.pointee.reading != .first {
            let readings = learning.finishReading(place, contact, &router, &books, at: now)
            follow(readings, of: place, at: now, &calendar)
            contacts.close(place)
        } else {
            finishReview(place, agent: agent, at: now, &calendar)
        }
        freeAgent(agent, at: now, &calendar)
    }

    /// A human has decided about a customer's contact, or about an answer that was audited.
    @inline(__always)
    private mutating func finishReview(
        _ place: Int, agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let contact = contacts.address(of: place)
        let decided = contact.pointee.decidedIntent
        let isAudit = contact.pointee.isAudit
        let overrides = contact.pointee.predictedIntent >= 0 && decided != contact.pointee.predictedIntent
        if !router.sink.counts(.review) {
            router.record(
                .review(
                    .init(
                        query: contact.pointee.number, agent: agent, intent: decided, overrides: overrides,
                        isAudit: isAudit)), at: now)
        }
        if learning.feedback != nil {
            follow(
                learning.hear(place, contacts, source, &router, &books, at: now), of: place, at: now, &calendar)
        } else if contact.pointee.asksLabel {
            learning.keepLabel(place, contacts, &source, &books, at: now)
        }
        if isAudit {
            contacts.close(place)
            return
        }
        if assumed != nil, assumed?.improve() ?? false { books.countLabel(at: now) }
        concludeHandling(place, decided: decided, overrides: overrides, at: now, &calendar)
    }

    /// A human has done what there was to do for a customer, who reacts.
    private mutating func concludeHandling(
        _ place: Int, decided: Int, overrides: Bool, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let contact = contacts.address(of: place)
        contact.pointee.steps.insert(overrides ? [.handled, .overridden] : .handled)
        contact.pointee.steps.remove(.asksApproval)
        contact.pointee.meetHuman()
        if assistant.isRejected(place) { assistant.plans.addApprovals(place, contact, at: now) }
        assistant.conversations?.learnFromHuman(
            place, source.key(contact.pointee.number, contact.pointee.attempt), overrides: overrides, at: now)
        react(place, isRight: decided == contact.pointee.truth.intent, at: now, &calendar)
    }

    /// An agent who has come on duty, or has finished a contact, takes as many as there is room for.
    mutating func freeAgent(_ agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        repeat {
            guard let next = floor.next(for: agent, at: now) else { return }
            calendar.cancel(contactBase + next)
            takeWaiting(next, agent: agent, at: now, &calendar)
        } while floor.hasRoom(agent)
    }

    @inline(__always)
    private mutating func takeWaiting(
        _ place: Int, agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let contact = contacts.address(of: place)
        floor.changeBacklog(contact.pointee.decision.queue, by: -1, &books, at: now)
        if contact.pointee.asideSince >= 0 {
            floor.resume(place, contact, agent: agent, at: now, &calendar)
            return
        }
        contact.pointee.endWait(at: now)
        floor.noteTaken(place, contact, agent: agent, hasPlan: assistant.hasPlan(place), &books)
        beginHandling(place, agent: agent, at: now, &calendar)
    }

    // MARK: Audits and readings

    /// An AI answer waits for a human to check it.
    mutating func openAudit(
        of place: Int, in queue: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let audit = contacts.open()
        contacts[audit] = contacts[place].audit(queue: queue)
        contacts.copyText(from: place, to: audit)
        learning.secondary?.copyFacts(from: place, to: audit)
        contacts[place].steps.insert(.audited)
        joinQueue(audit, at: now, &calendar)
    }

    /// Sees to what others are to read, and to what is settled.
    private mutating func follow(
        _ readings: LabelReadings, of place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        if let gold = readings.gold { openReading(.gold, of: place, gold, at: now, &calendar) }
        if let settled = readings.settled {
            learning.settle(place, contacts, settled, &source, &router, &books, at: now)
        }
        if let again = readings.again, let pending = readings.pending {
            openReading(again, of: place, pending, at: now, &calendar)
        }
        floor.state.driftDetected = learning.hasDrift
    }

    /// An item goes to the queue of readings.
    private mutating func openReading(
        _ reading: LabelRecord.Reading, of place: Int, _ pending: Feedback.Pending, at now: Double,
        _ calendar: inout EventCalendar<OperationEvent>
    ) {
        guard let feedback = learning.feedback, let queue = feedback.plan.queue else { return }
        let copy = contacts.open()
        contacts[copy] = contacts[place].audit(queue: queue)
        contacts[copy].reading = reading
        contacts.copyText(from: place, to: copy)
        feedback.pending[copy] = pending
        joinQueue(copy, at: now, &calendar)
    }

    /// An agent who has read the item already does not read it again.
    private mutating func putOff(
        _ place: Int, agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        floor.giveBack(contacts.address(of: place), agent: agent, at: now)
        if learning.putOff(place) {
            calendar.schedule(.putOff, index: contactBase + place, at: now + Seconds.perHour)
        } else {
            follow(learning.giveUpReading(place, books, at: now), of: place, at: now, &calendar)
            contacts.close(place)
        }
        freeAgent(agent, at: now, &calendar)
    }
}
