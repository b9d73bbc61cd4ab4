import EventEngine
import Routing
import Stochastics
import Workforce

/// How humans approve plans, and what the audit trail says of it.
extension PlanDesk {
    mutating func askApproval(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ router: inout Router,
        _ books: inout Books, at now: Double
    ) {
        let plan = specification(of: place)
        contact.pointee.decision.action = .approve
        contact.pointee.decision.queue = plan.queue
        contact.pointee.decision.priority = plan.priority
        self[place].approvals += 1
        self[place].asked = now
        self[place].isEscalated = false
        if contact.pointee.isMeasured { books.ledger.plans.asked += 1 }
        recordRequest(place, contact, &router, at: now)
    }

    /// An approval waits: after a time it goes to another queue. No customer loses patience over it.
    func awaitAnswer(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard !self[place].isEscalated, let seconds = specification(of: place).timeOutSeconds else { return }
        calendar.schedule(.expires, index: contactBase + place, at: now + seconds)
    }

    /// An approval goes to the other queue, which the contact then names.
    mutating func escalate(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ router: inout Router,
        _ books: inout Books, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        recordApproval(place, contact, agent: nil, answer: nil, &router, at: now)
        if contact.pointee.isMeasured { books.ledger.plans.timedOut += 1 }
        apply(.escalated, place, &calendar)
        self[place].isEscalated = true
        contact.pointee.decision.queue = specification(of: place).escalationQueue
        recordRequest(place, contact, &router, at: now)
    }

    /// The approvals' queue is full: the other one is asked, if there is one.
    ///
    /// - Returns: false when that is full too, or there is none.
    mutating func escalateBlocked(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ router: inout Router,
        _ books: inout Books, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) -> Bool {
        let other = specification(of: place).escalationQueue
        guard !self[place].isEscalated, other != contact.pointee.decision.queue else {
            self[place].number = -1
            return false
        }
        escalate(place, contact, &router, &books, at: now, &calendar)
        return true
    }

    /// Takes what a contact has waited for an answer.
    mutating func addWait(_ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ books: inout Books) {
        self[place].waited += contact.pointee.wait
        if contact.pointee.isMeasured { books.ledger.plans.wait += contact.pointee.wait }
        contact.pointee.wait = 0
    }

    /// What a human will say to a plan, and how long that takes, in seconds.
    ///
    /// A human sees whether a plan is right, unless he errs; wrong ones are rejected. Every answer of every contact has
    /// its own draws.
    mutating func decide(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ key: ContactKey, by team: Team
    ) -> Double {
        let plan = specification(of: place)
        let turn = self[place].approvals + (self[place].isEscalated ? 64 : 0)
        var stream = key.stream(.planAnswer)
        for _ in 0..<4 * turn { _ = stream.uniform() }
        let errs = stream.uniform() < team.labelError
        let (why, asks, edits) = (stream.uniform(), stream.uniform(), stream.uniform())
        var seconds = time(key, .planWork, turn, team.approvalTime ?? team.handleTime)
        if contact.pointee.isAIRight == errs {
            var sum = 0.0
            let reason = plan.reasons.first {
                sum += $0.share
                return why < sum
            }
            self[place].answer = .reject(reason: (reason ?? plan.reasons.last)?.name ?? "wrong")
        } else if asks < plan.responds, !self[place].hasResponded {
            self[place].answer = .respond
        } else if edits < plan.edits {
            self[place].answer = .edit
            seconds += time(key, .planEdit, turn, plan.editTime)
        } else {
            self[place].answer = .accept
        }
        return seconds
    }

    /// A human has answered.
    mutating func finishApproval(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ key: ContactKey, agent: Int,
        _ router: inout Router, _ books: inout Books, at now: Double,
        _ calendar: inout EventCalendar<OperationEvent>
    ) -> Assistant.Next {
        let answer = self[place].answer
        addWait(place, contact, &books)
        self[place].handled += contact.pointee.handle
        self[place].delay += now - self[place].asked
        self[place].asked = now
        self[place].hasResponded = answer == .respond
        if answer == .edit { self[place].isChanged = true }
        if contact.pointee.isMeasured {
            books.ledger.plans.answered += 1
            books.ledger.plans.handling += contact.pointee.handle
            if answer == .edit { books.ledger.plans.edited += 1 }
            if answer == .respond { books.ledger.plans.responded += 1 }
        }
        recordApproval(place, contact, agent: agent, answer: answer, &router, at: now)
        apply(.answered(answer), place, &calendar)
        return advance(place, contact, key, &router, &books, at: now, &calendar)
    }

    // MARK: The audit trail

    /// A plan asks for an approval.
    private func recordRequest(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ router: inout Router, at now: Double
    ) {
        contact.pointee.steps.insert(.asksApproval)
        if let approval = approval(place, contact, agent: nil, answer: nil) {
            router.record(.request(approval), at: now)
        }
    }

    private func recordApproval(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, agent: Int?, answer: PlanAnswer?,
        _ router: inout Router, at now: Double
    ) {
        contact.pointee.steps.remove(.asksApproval)
        if let approval = approval(place, contact, agent: agent, answer: answer) {
            router.record(.approval(approval), at: now)
        }
    }

    /// What a plan that waits for an approval waits for; nil where none does.
    private func approval(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, agent: Int?, answer: PlanAnswer?
    ) -> AuditEvent.Approval? {
        guard let progress = self[place].progress, case .approval(let step) = progress.state else { return nil }
        return AuditEvent.Approval(
            query: contact.pointee.number, plan: progress.plan.name, step: step.map { progress.plan.steps[$0].name },
            agent: agent, answer: answer, queue: contact.pointee.decision.queue)
    }
}
