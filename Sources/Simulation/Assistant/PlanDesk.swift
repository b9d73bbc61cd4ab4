import EventEngine
import Routing
import Stochastics

/// Requests that the AI handles by a plan, whose steps wait for humans to approve them: the plans that are going on, by the
/// places of their contacts. Nothing where the scenario has no plans.
struct PlanDesk: ~Copyable {
    /// A contact's plan.
    struct Entry {
        /// Number of its specification; -1 when the contact has no plan, or none any more.
        var number = -1
        var progress: PlanProgress?
        /// When it was begun, and when an approval was last asked for, in seconds.
        var started = 0.0
        var asked = 0.0
        /// Approvals and escalations asked for so far.
        var approvals = 0
        /// What its approvals took in all, in seconds: until answers, in queues, and in hands.
        var delay = 0.0
        var waited = 0.0
        var handled = 0.0
        /// What its steps took, in seconds.
        var steps = 0.0
        /// What the human who has it will say.
        var answer = PlanAnswer.accept
        /// The policy's priority, for a human who takes the request over.
        var priority = 5
        var isEscalated = false
        /// Whether the customer has been asked about the approval that waits.
        var hasResponded = false
        var isChanged = false
        var isRejected = false
    }

    private let specifications: [PlanSpecification]
    let contactBase: Int
    private var entries = FlatTable<Entry>()
    /// A fault of a plan, which ends the run.
    private(set) var failure: (any Error)?

    /// - Parameter contactBase: place of the contacts' events.
    init(_ specifications: [PlanSpecification], contactBase: Int) {
        self.specifications = specifications
        self.contactBase = contactBase
    }

    /// Whether a contact has a plan that is going on.
    func isOpen(_ place: Int) -> Bool { place < entries.count && entries[place].number >= 0 }

    /// Whether a contact's plan was rejected.
    func isRejected(_ place: Int) -> Bool { place < entries.count && entries[place].isRejected }

    /// The contact's plan; a place that has had no plan has none.
    subscript(place: Int) -> Entry {
        @inline(__always) unsafeAddress { UnsafePointer(entries.address(of: place)) }
        @inline(__always) unsafeMutableAddress { entries.address(of: place) }
    }

    /// What a contact's plan is like.
    func specification(of place: Int) -> PlanSpecification { specifications[self[place].number] }

    // MARK: The course of a plan

    /// A contact whose answer or action the policy leaves to the AI begins the plan for its request, if there is one.
    mutating func begin(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ books: inout Books, at now: Double
    ) -> Bool {
        // Whatever the last contact in this place had.
        if place >= entries.count { entries.grow(to: max(64, place + 1, entries.count * 2), filling: Entry()) }
        self[place] = Entry()
        let decision = contact.pointee.decision
        guard decision.action == .answer || decision.action == .approve else { return false }
        let (action, intent) = (contact.pointee.query.action, contact.pointee.predictedIntent)
        guard let number = specifications.firstIndex(where: { $0.handles(action: action, intent: intent) })
        else { return false }
        var plan = specifications[number].plan
        // Where the policy wants an approval and the plan has none, the whole of it is approved.
        if decision.action == .approve, !plan.asks { plan.approvesWhole = true }
        self[place].number = number
        self[place].progress = PlanProgress(plan)
        self[place].started = now
        self[place].priority = decision.priority
        if contact.pointee.isMeasured { books.ledger.plans.started += 1 }
        return true
    }

    /// Does what the plan waits for, as far as that is for the AI to do.
    mutating func advance(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ key: ContactKey, _ router: inout Router,
        _ books: inout Books, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) -> Assistant.Next {
        guard let state = self[place].progress?.state else { return .wait }
        switch state {
        case .approval:
            askApproval(place, contact, &router, &books, at: now)
            return .ask
        case .customer:
            let reply = time(key, .planReply, self[place].approvals, specification(of: place).replyTime)
            calendar.schedule(.stepEnds, index: contactBase + place, at: now + reply)
        case .ready(let step):
            apply(.began(step: step), place, &calendar)
            let seconds = time(key, .planStep, step, specification(of: place).stepTimes[step])
            self[place].steps += seconds
            calendar.schedule(.stepEnds, index: contactBase + place, at: now + seconds)
        case .finished: return complete(place, contact, &books, at: now)
        case .rejected:
            handOver(place, contact, &books)
            return .ask
        case .running, .uncertain: break
        }
        return .wait
    }

    /// A step is done, or the customer has replied.
    mutating func endStep(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ key: ContactKey, _ router: inout Router,
        _ books: inout Books, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) -> Assistant.Next {
        switch self[place].progress?.state {
        case .running(let step): apply(.finished(step: step), place, &calendar)
        default:
            self[place].delay += now - self[place].asked
            apply(.replied, place, &calendar)
        }
        return advance(place, contact, key, &router, &books, at: now, &calendar)
    }

    mutating func apply(_ event: PlanEvent, _ place: Int, _ calendar: inout EventCalendar<OperationEvent>) {
        do {
            try self[place].progress?.apply(event)
        } catch {
            failure = error
            calendar.stop()
        }
    }

    /// All steps are done: the customer reacts, to an answer where no human had a part in it.
    private mutating func complete(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ books: inout Books, at now: Double
    ) -> Assistant.Next {
        let isRight = contact.pointee.isAIRight
        if contact.pointee.isMeasured {
            books.ledger.plans.completed += 1
            if isRight { books.ledger.plans.completedRight += 1 }
            books.ledger.plans.duration += now - self[place].started
            books.ledger.plans.steps += self[place].steps
            books.ledger.plans.delay += self[place].delay
        }
        self[place].number = -1
        guard self[place].approvals > 0 else { return .answer }
        contact.pointee.decidedIntent = contact.pointee.predictedIntent
        contact.pointee.wait = self[place].waited
        contact.pointee.handle = 0
        contact.pointee.steps.insert(self[place].isChanged ? [.handled, .overridden] : .handled)
        contact.pointee.meetHuman()
        addApprovals(place, contact, at: now)
        return .react(isRight: isRight)
    }

    /// A human takes a rejected request over.
    private mutating func handOver(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ books: inout Books
    ) {
        if contact.pointee.isMeasured {
            books.ledger.plans.rejected += 1
            if contact.pointee.isAIRight { books.ledger.plans.rejectedRight += 1 }
        }
        contact.pointee.decision.queue = specification(of: place).takeOverQueue
        contact.pointee.decision.priority = self[place].priority
        contact.pointee.agent = -1
        self[place].number = -1
        self[place].isRejected = true
    }

    /// Adds what the approvals of a contact took to what it was handled for; the time from the draft to the decision is
    /// that of all of them. The wait of a rejected request stays that for the human who took it over.
    func addApprovals(_ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, at now: Double) {
        contact.pointee.handle += self[place].handled
        contact.pointee.joined = now - self[place].delay
    }

    /// The value of a time for a turn of a contact, each with its own draw, 0 or more.
    func time(
        _ key: ContactKey, _ purpose: SimulationPurpose, _ turn: Int, _ distribution: Distribution
    ) -> Double {
        var stream = key.stream(purpose)
        for _ in 0..<turn { _ = distribution.sample(using: &stream) }
        return max(0, distribution.sample(using: &stream))
    }
}
