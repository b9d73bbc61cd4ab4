import EventEngine
import Routing
import Stochastics
import Training

/// What the AI does after it has read a query: it takes a slot, works through a plan, talks, and answers or hands over.
///
/// A part of one operation, changed where it lies. It says what is next (`Next`), and the operation does it.
struct Assistant: ~Copyable {
    /// What is next with a contact that the AI had in hand.
    enum Next {
        /// Nothing: an event is scheduled that brings the contact back.
        case wait
        /// The AI's answer reaches the customer.
        case answer
        /// The customer is asked to confirm or rephrase.
        case confirm
        /// A human is asked, in the queue that the contact names.
        case ask
        /// All is done that humans had approved; the customer reacts.
        case react(isRight: Bool)
    }

    /// Whether the AI spends time with every query.
    let usesSlots: Bool
    private let slots: Int
    private let slotTime: Distribution?
    /// Queries that wait for a slot.
    private var line = AILine()
    /// The time its answers take otherwise.
    private let latency: Distribution?
    /// Whether the AI handles any requests by plans, and the plans that are going on.
    private let hasPlans: Bool
    var plans: PlanDesk
    /// The AI's conversations, where it has them.
    let conversations: ConversationDesk?
    /// Whether a model reads what customers say in them.
    private let readsTurns: Bool
    /// Whether upset customers do anything else than others.
    private let upsetDiffer: Bool
    private let contactBase: Int

    /// - Parameters:
    ///   - conversations: the AI's conversations; nil where it has none.
    ///   - readsTurns: whether there are words in them, and a model of the operation's own to read them.
    ///   - contactBase: place of the contacts' events.
    init(
        _ specification: OperationSpecification, conversations: ConversationDesk?, readsTurns: Bool, contactBase: Int
    ) {
        let handling = specification.ai?.handling
        usesSlots = handling != nil
        slots = handling?.slots ?? .max
        slotTime = handling?.time
        latency = specification.ai?.latency
        hasPlans = !specification.plans.isEmpty
        plans = PlanDesk(specification.plans, contactBase: contactBase)
        self.conversations = conversations
        self.readsTurns = readsTurns
        upsetDiffer = specification.customers.upset != nil
        self.contactBase = contactBase
    }

    /// Whether a contact has a plan that is going on.
    @inline(__always)
    func hasPlan(_ place: Int) -> Bool { hasPlans && plans.isOpen(place) }

    /// Whether a contact's plan was rejected.
    @inline(__always)
    func isRejected(_ place: Int) -> Bool { hasPlans && plans.isRejected(place) }

    /// A contact whose answer or action the policy leaves to the AI begins the plan for its request, if there is one.
    @inline(__always)
    mutating func beginPlan(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, _ books: inout Books, at now: Double
    ) -> Bool {
        hasPlans && plans.begin(place, contact, &books, at: now)
    }

    /// Time until the AI has answered or asked, where it takes no slot, in seconds.
    @inline(__always)
    func latencySeconds(_ key: ContactKey) -> Double {
        max(0, latency.map { key.sample($0, .latency) } ?? 0)
    }

    // MARK: Slots

    /// Whether a query that comes now waits for a slot.
    var isFull: Bool { line.busy >= slots }

    /// A query that has been triaged takes a slot, or waits for one.
    mutating func join(
        _ place: Int, _ contacts: borrowing ContactTable, _ source: borrowing QuerySource, _ books: inout Books,
        at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        guard isFull else { return begin(place, contacts, source, &books, at: now, &calendar) }
        line.append(place)
    }

    private mutating func begin(
        _ place: Int, _ contacts: borrowing ContactTable, _ source: borrowing QuerySource, _ books: inout Books,
        at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let contact = contacts.address(of: place)
        line.busy += 1
        if contact.pointee.isMeasured {
            books.ledger.aiServed += 1
            let wait = now - contact.pointee.joined
            if wait > ClockRounding.seconds(at: now) { books.ledger.aiWaitSeconds += wait }
        }
        let key = source.key(contact.pointee.number, contact.pointee.attempt)
        let seconds = max(0, slotTime.map { key.sample($0, .latency) } ?? 0)
        calendar.schedule(.answered, index: contactBase + place, at: now + seconds)
    }

    /// The AI is done with a query, and its slot goes to the next one.
    mutating func leaveSlot(
        _ contacts: borrowing ContactTable, _ source: borrowing QuerySource, _ books: inout Books, at now: Double,
        _ calendar: inout EventCalendar<OperationEvent>
    ) {
        line.busy -= 1
        if let next = line.removeFirst() { begin(next, contacts, source, &books, at: now, &calendar) }
    }

    /// What the AI does with a query when its slot ends: what was decided, where the query has no plan.
    func conclude(_ contact: UnsafeMutablePointer<OpenContact>) -> Next {
        switch contact.pointee.decision.action {
        case .answer: .answer
        case .confirm: .confirm
        case .suggest, .approve, .escalate: .ask
        }
    }

    // MARK: Conversations

    /// The AI begins a conversation that will end in an answer, or in a human's hands.
    func talk(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, with desk: ConversationDesk, _ key: ContactKey,
        _ prediction: Prediction, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let seconds = desk.begin(
            place, key, isAIRight: contact.pointee.isAIRight, isUpset: contact.pointee.truth.upset,
            prediction: prediction)
        calendar.schedule(.answered, index: contactBase + place, at: now + seconds)
    }

    /// A turn is over: the conversation ends, fails, goes to a human before it fails, or goes on.
    ///
    /// A human takes over in the queue that triage has named.
    func finishTurn(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, with desk: ConversationDesk,
        _ source: borrowing QuerySource, _ router: inout Router, _ query: inout Query, _ books: inout Books,
        at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) -> Next {
        switch desk.finishTurn(place) {
        case .ends: return .answer
        case .fails:
            desk.conclude(place, failed: true, knownAt: now)
            if contact.pointee.isMeasured { books.ledger.handoffs.late += 1 }
        case .goesOn:
            readMessage(place, contact, with: desk, source, &router, &query, at: now)
            guard desk.handsOver(place) else {
                calendar.schedule(.answered, index: contactBase + place, at: now + desk.nextSeconds(place))
                return .wait
            }
            if contact.pointee.isMeasured { books.ledger.handoffs.handOver(place, contact, desk) }
            desk.handOver(place)
        }
        contact.pointee.decision.action = .escalate
        return .ask
    }

    /// The customer says something; a model reads it where there are words.
    private func readMessage(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, with desk: ConversationDesk,
        _ source: borrowing QuerySource, _ router: inout Router, _ query: inout Query, at now: Double
    ) {
        let isUpset = desk.listen(place, isAIRight: contact.pointee.isAIRight)
        if upsetDiffer, isUpset { contact.pointee.truth.upset = true }
        guard readsTurns else { return }
        var truth = contact.pointee.truth
        truth.upset = isUpset
        var turn = desk.turn(place)
        source.writeTurn(&query, truth, at: now, using: &turn.words)
        router.read(query, into: &turn.latest)
        desk.keep(turn, place)
    }
}
