import EventEngine
import Routing
import Stochastics

extension SupportOperation {
    /// The AI's answer reaches the customer; perhaps a human audits it later.
    mutating func answer(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        contacts[place].steps.insert(.answered)
        if let feedback { noteAnswer(place, feedback, at: now) }
        if contacts[place].decision.audited, specification.auditQueue != nil {
            openAudit(of: place, at: now, &calendar)
        }
        react(place, isRight: contacts[place].isAIRight, at: now, &calendar)
    }

    /// The customer takes a resolution, comes back, or leaves for good.
    ///
    /// What becomes of the case is known at once, because returns are drawn now. The reopen window has no part in who
    /// comes back: a return after it leaves what was resolved as it was, and begins a new matter of the same case.
    mutating func react(
        _ place: Int, isRight: Bool, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let contact = contacts.address(of: place)
        contact.pointee.ended = now
        if !isRight { contact.pointee.steps.insert(.wrong) }
        let isUpset = upsetDiffer && contact.pointee.truth.upset
        let chance =
            isUpset
            ? specification.customers.minds(isRight: isRight, isUpset: true)
            : isRight ? specification.customers.returnsWhenRight : specification.customers.noticesWrong
        guard chance > 0 else {
            noteOutcome(place, returnsAt: nil, at: now)
            close(place, isResolved: true, at: now)
            return
        }
        // All drawn before any is used, so that a customer returns at the same time whatever made them.
        var stream = source.key(contacts[place].number, contacts[place].attempt).stream(.reaction)
        let minds = stream.uniform() < chance
        let givesAnotherChance = stream.uniform() < specification.customers.givesAnotherChance(isUpset: isUpset)
        guard minds else {
            noteOutcome(place, returnsAt: nil, at: now)
            close(place, isResolved: true, at: now)
            return
        }
        let customers = specification.customers
        let comesBack = isRight || givesAnotherChance
        let delay = max(0, customers.returnDelay.sample(using: &stream))
        if comesBack && contacts[place].attempt + 1 < customers.mostContacts {
            let isLate = delay > customers.reopenWindowSeconds
            if isLate { contacts[place].steps.insert(.stands) }
            noteOutcome(place, returnsAt: now + delay, at: now)
            traceRow(
                place, outcome: contacts[place].agent >= 0 ? "handled" : "answered",
                reaction: isLate ? "returns_late" : "returns")
            enter(place)
            contacts[place].isNewMatter = false
            if isLate { contacts[place].standUntilLate() }
            calendar.schedule(.returns, index: contactBase + place, at: now + delay)
        } else {
            noteOutcome(place, returnsAt: nil, at: now)
            close(place, isResolved: isRight, at: now)
        }
    }

    /// Ends a case.
    ///
    /// - Parameter isResolved: false when the customer was lost.
    mutating func close(_ place: Int, isResolved: Bool, at now: Double, outcome: String? = nil) {
        let contact = contacts.address(of: place)
        contact.pointee.ended = now
        contact.pointee.steps.insert(isResolved ? [.resolved, .stands] : [.lost])
        if contact.pointee.steps.contains(.asksApproval) { endApproval(place, .withdrawn, outcome, at: now) }
        enter(place)
        if contact.pointee.isMeasured { openCases -= 1 }
        if trace != nil {
            traceRow(
                place, outcome: outcome ?? (contacts[place].agent >= 0 ? "handled" : "answered"),
                reaction: isResolved ? "content" : "lost")
        }
        contacts.close(place)
    }

    /// Writes a finished contact to the trace, when there is one.
    mutating func traceRow(_ place: Int, outcome: String, reaction: String) {
        guard let trace else { return }
        trace.write(
            contacts[place], text: contacts.text(place), outcome: outcome, reaction: reaction,
            reasons: router.policy.reasons(of: contacts[place].decision.reasons), specification: specification)
    }
}
