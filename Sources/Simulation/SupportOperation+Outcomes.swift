import EventEngine
import Routing
import Stochastics

extension SupportOperation {
    /// The AI's answer reaches the customer; perhaps a human audits it later.
    mutating func answer(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let contact = contacts[place]
        if contact.isMeasured {
            ledger.add(.answered, of: contact.slices)
            if !contact.isAIRight { ledger.add(.answeredWrong, of: contact.slices) }
        }
        if contact.decision.audited, specification.auditQueue != nil { openAudit(of: place, at: now, &calendar) }
        react(place, isRight: contact.isAIRight, at: now, &calendar)
    }

    /// The customer takes a resolution, comes back, or leaves for good.
    ///
    /// What becomes of the case is known at once, because returns are drawn now and those after the reopen window do
    /// not reopen it.
    mutating func react(
        _ place: Int, isRight: Bool, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        if contacts[place].isMeasured && !isRight {
            ledger.add(.errorCost, specification.prices.wrongResolution, of: contacts[place].slices)
        }
        var stream = source.key(contacts[place].number, contacts[place].attempt).stream(.reaction)
        let chance = isRight ? specification.customers.returnsWhenRight : specification.customers.noticesWrong
        guard chance > 0, stream.uniform() < chance else {
            close(place, isResolved: true, isRight: isRight, at: now)
            return
        }
        let customers = specification.customers
        let contact = contacts[place]
        let comesBack = isRight || stream.uniform() < customers.returns
        let delay = max(0, customers.returnDelay.sample(using: &stream))
        if comesBack && delay <= customers.reopenWindowSeconds && contact.attempt + 1 < customers.mostContacts {
            traceRow(place, outcome: contact.agent >= 0 ? "handled" : "answered", reaction: "returns")
            calendar.schedule(.returns, index: contactBase + place, at: now + delay)
        } else {
            close(place, isResolved: isRight, isRight: isRight, at: now)
        }
    }

    /// Ends a case.
    ///
    /// - Parameters:
    ///   - isResolved: false when the customer was lost.
    ///   - isRight: whether the resolution was what the customer needed.
    mutating func close(_ place: Int, isResolved: Bool, isRight: Bool, at now: Double, outcome: String? = nil) {
        let isMeasured = contacts[place].isMeasured
        if isMeasured && isResolved {
            let slices = contacts[place].slices
            let seconds = now - contacts[place].caseStart
            let isFirst = contacts[place].attempt == 0
            ledger.add(.resolved, of: slices)
            if isFirst { ledger.add(.resolvedFirst, of: slices) }
            if isRight { ledger.add(.resolvedRight, of: slices) }
            ledger.add(.resolutionSeconds, seconds, of: slices)
            ledger.recordResolution(seconds)
            let byHuman = contacts[place].metHuman
            if isFirst && !byHuman { ledger.add(.contained, of: slices) }
            if let price = byHuman ? specification.prices.humanResolution : specification.prices.aiResolution {
                ledger.add(.revenue, price, of: slices)
            }
        }
        if isMeasured { openCases -= 1 }
        traceRow(
            place, outcome: outcome ?? (contacts[place].agent >= 0 ? "handled" : "answered"),
            reaction: isResolved ? "content" : "lost")
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
