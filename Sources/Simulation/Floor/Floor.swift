import EventEngine
import Routing
import Stochastics
import Workforce

/// The people at work: who is on duty, who waits for whom, and what each has in hand.
///
/// It hides how contacts and agents are matched: by the dispatcher, or by strategies (`Assigner`) where the scenario names
/// some, and then agents may have several contacts in hand. A part of one operation, changed where it lies.
struct Floor: ~Copyable {
    /// The people.
    let roster: Roster
    /// What the policy may know of queues and agents.
    var state: OperationState
    /// Whether the scenario names strategies of assignment: then the desk takes the dispatcher's place.
    let usesAssigner: Bool
    var dispatcher: Dispatcher
    var desk: AssignmentDesk
    /// What is known of the humans behind each queue, where the policy prices their time.
    var congestion: Congestion
    /// How much work contacts are.
    let work: WorkTables
    let intents: Int
    /// Whether an agent's turn of duty is on.
    var onDuty: FlatTable<Bool>
    /// Whether an agent is there: on duty, or finishing a contact after it.
    var present: FlatTable<Bool>
    var busy: TimeWeighted
    var staffed: TimeWeighted
    /// Place of the first contact's event.
    let contactBase: Int

    /// Places of the agents' events: behind those of the events that belong to nobody.
    static var agentBase: Int { 3 }

    /// Place of the first contact's event, behind those of so many agents.
    static func contactBase(agents: Int) -> Int { agentBase + agents }

    init(_ specification: OperationSpecification, roster: Roster) {
        let window = specification.window
        let queues = specification.queues.count
        let agents = roster.agents.count
        let pricesHumans = specification.ai != nil && specification.policy.pricesHumans
        self.roster = roster
        state = OperationState(
            backlog: Array(repeating: 0, count: queues),
            queues: Array(repeating: QueueState(), count: pricesHumans ? queues : 0))
        usesAssigner = specification.assignment != nil
        dispatcher = Dispatcher(queues: specification.queues, groups: roster.groups)
        desk = AssignmentDesk(
            specification.assignment, queues: specification.queues, groups: roster.groups,
            channels: specification.catalog.channels.count, window: window)
        congestion = Congestion(specification, roster: roster, isKept: pricesHumans)
        work = WorkTables(specification)
        intents = specification.catalog.intents.count
        onDuty = FlatTable(repeating: false, count: agents)
        present = FlatTable(repeating: false, count: agents)
        busy = TimeWeighted(0, window: window)
        staffed = TimeWeighted(0, window: window)
        contactBase = Self.contactBase(agents: agents)
    }

    // MARK: What others are told

    /// Number of agents, those off duty included.
    var agents: Int { roster.agents.count }

    /// The team of an agent.
    @inline(__always)
    func team(of agent: Int) -> Int { roster.agents[agent].team }

    /// Contacts that wait for a human.
    var waiting: Int { state.backlog.reduce(0, +) }

    /// Brings what the policy may know up to date.
    @inline(__always)
    mutating func describe(at now: Double) { congestion.describe(into: &state, at: now) }

    /// Time spent since this was last asked, in agent-seconds: by busy agents, by those present, and, where agents share
    /// themselves, on contacts in hand and by capacity in use.
    mutating func takeTimes(at now: Double) -> (
        busy: Double, staffed: Double, shared: (inHand: Double, load: Double)?
    ) {
        let shared =
            usesAssigner ? (Self.take(&desk.inHand, at: now), Self.take(&desk.load, at: now)) : nil
        return (Self.take(&busy, at: now), Self.take(&staffed, at: now), shared)
    }

    private static func take(_ value: inout TimeWeighted, at now: Double) -> Double {
        value.settle(now)
        return value.takeArea()
    }

    /// The share of an agent's capacity that a contact takes.
    @inline(__always)
    func share(_ contact: UnsafeMutablePointer<OpenContact>, of agent: Int) -> Double {
        usesAssigner ? desk.share(desk.units(contact.pointee.query.channel), of: agent) : 1
    }

    // MARK: Queues

    /// A contact asks for a human; who waits is still to be added to the queue (`changeBacklog`).
    ///
    /// - Parameters:
    ///   - place: the contact's place; its arrival in the queue is now.
    ///   - hasPlan: whether a plan of the contact waits for an answer.
    @inline(__always)
    mutating func join(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, hasPlan: Bool, _ books: inout Books, at now: Double
    ) -> Placement {
        guard usesAssigner else {
            return dispatcher.join(
                ticket: place, queue: contact.pointee.decision.queue, priority: contact.pointee.decision.priority,
                now: now)
        }
        let asks = desk.asks(contact, hasPlan: hasPlan)
        let placement = desk.join(place, contact, asks: asks, at: now)
        if asks, contact.pointee.isMeasured, case .served(let agent) = placement {
            books.countFollowUp(isSameAgent: desk.lastAgent(place) == agent)
        }
        return placement
    }

    /// A human of a queue is asked for.
    @inline(__always)
    mutating func noteArrival(_ queue: Int, at now: Double) { congestion.arrive(queue, at: now) }

    /// A query has come that humans of a queue would handle if the AI did not.
    @inline(__always)
    mutating func noteQuery(_ queue: Int, at now: Double) { congestion.note(queue, at: now) }

    /// A queue becomes longer or shorter.
    @inline(__always)
    mutating func changeBacklog(_ queue: Int, by change: Int, _ books: inout Books, at now: Double) {
        books.changeQueue(queue, by: change, at: now)
        state.backlog[queue] += change
    }

    /// A waiting contact waits no longer, without having been served.
    mutating func leave(_ place: Int) {
        if usesAssigner { desk.assigner.leave(ticket: place) } else { dispatcher.leave(ticket: place) }
    }

    /// A contact that waits for its earlier agent waits for anybody after a time, if the customer has not given up.
    mutating func awaitEarlierAgent(
        _ place: Int, patienceEnd: Double, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let end = now + desk.stickySeconds
        guard end < patienceEnd else {
            if patienceEnd.isFinite { calendar.schedule(.abandons, index: contactBase + place, at: patienceEnd) }
            return
        }
        desk.setPatience(place, end: patienceEnd)
        calendar.schedule(.opens, index: contactBase + place, at: end)
    }

    /// A contact has waited long enough for its earlier agent.
    ///
    /// - Returns: the agent who takes it now; nil when it waits on.
    mutating func open(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) -> Int? {
        if let agent = desk.assigner.open(ticket: place, now: now) { return agent }
        if desk.held[place].patienceEnd.isFinite {
            calendar.schedule(.abandons, index: contactBase + place, at: desk.held[place].patienceEnd)
        }
        return nil
    }

    /// A contact that waited is taken: whether that is by the agent who had its case, where such agents are asked for.
    @inline(__always)
    mutating func noteTaken(
        _ place: Int, _ contact: UnsafeMutablePointer<OpenContact>, agent: Int, hasPlan: Bool,
        _ books: inout Books
    ) {
        guard usesAssigner, contact.pointee.isMeasured, desk.asks(contact, hasPlan: hasPlan) else { return }
        books.countFollowUp(isSameAgent: desk.lastAgent(place) == agent)
    }

    // MARK: Hands

    /// The waiting contact that an agent takes who has room for it; nil when the agent waits for one, or has gone home.
    @inline(__always)
    mutating func next(for agent: Int, at now: Double) -> Int? {
        guard onDuty[agent] else {
            if !usesAssigner || desk.count(agent) == 0 { goHome(agent, at: now) }
            return nil
        }
        return usesAssigner ? desk.assigner.ready(agent: agent, now: now) : dispatcher.ready(agent: agent, now: now)
    }

    /// Whether an agent who has taken a contact has room for another one.
    @inline(__always)
    mutating func hasRoom(_ agent: Int) -> Bool { usesAssigner && hasUnitsLeft(agent) }

    /// Changes nothing; that it may keeps the desk from being copied for a question.
    private mutating func hasUnitsLeft(_ agent: Int) -> Bool { !desk.assigner.isFull(agent) }

    /// An agent works on a contact, whose end is known now; with several in hand that may slow the others down.
    @inline(__always)
    mutating func begin(
        _ place: Int, agent: Int, _ contacts: borrowing ContactTable, at now: Double,
        _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let contact = contacts.address(of: place)
        guard !usesAssigner else { return hold(place, agent: agent, contacts, at: now, &calendar) }
        state.busyAgents += 1
        congestion.begin(agent)
        busy.add(1, at: now)
        calendar.schedule(.handled, index: contactBase + place, at: contact.pointee.finish)
    }

    /// An agent is done with a contact; with others in hand that may speed them up.
    ///
    /// - Returns: the share of the agent's capacity that it took.
    @inline(__always)
    mutating func finish(
        _ place: Int, agent: Int, _ contacts: borrowing ContactTable, at now: Double,
        _ calendar: inout EventCalendar<OperationEvent>
    ) -> Double {
        var share = 1.0
        if usesAssigner {
            letGo(place, agent: agent, contacts, at: now, &calendar)
            share = self.share(contacts.address(of: place), of: agent)
        } else {
            state.busyAgents -= 1
            congestion.end(agent)
            busy.add(-1, at: now)
        }
        let contact = contacts.address(of: place)
        congestion.finish(contact.pointee.decision.queue, handleSeconds: contact.pointee.handle * share)
        return share
    }

    /// An agent who has just taken a contact may not do it.
    mutating func giveBack(_ contact: UnsafeMutablePointer<OpenContact>, agent: Int, at now: Double) {
        guard usesAssigner else { return }
        desk.assigner.finish(agent: agent, units: desk.units(contact.pointee.query.channel), now: now)
    }

    private mutating func hold(
        _ place: Int, agent: Int, _ contacts: borrowing ContactTable, at now: Double,
        _ calendar: inout EventCalendar<OperationEvent>
    ) {
        if desk.count(agent) == 0 {
            state.busyAgents += 1
            busy.add(1, at: now)
        }
        // Who has room left counts as idle: nobody waits for that agent.
        if desk.assigner.isFull(agent) { congestion.begin(agent) }
        let contact = contacts.address(of: place)
        desk.take(
            place, agent: agent, units: desk.units(contact.pointee.query.channel), work: contact.pointee.handle, at: now
        )
        if desk.stretches {
            reschedule(agent, contacts, &calendar)
        } else {
            calendar.schedule(.handled, index: contactBase + place, at: now + contact.pointee.handle)
        }
    }

    private mutating func letGo(
        _ place: Int, agent: Int, _ contacts: borrowing ContactTable, at now: Double,
        _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let contact = contacts.address(of: place)
        let units = desk.units(contact.pointee.query.channel)
        if desk.stretches { contact.pointee.handle = now - desk.held[place].began }
        desk.drop(place, agent: agent, units: units, at: now)
        if desk.assigner.isFull(agent) { congestion.end(agent) }
        desk.assigner.finish(agent: agent, units: units, now: now)
        if desk.stretches { reschedule(agent, contacts, &calendar) }
        if desk.count(agent) == 0 {
            state.busyAgents -= 1
            busy.add(-1, at: now)
        }
    }

    /// Sets the ends of all that an agent has in hand anew.
    private func reschedule(
        _ agent: Int, _ contacts: borrowing ContactTable, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        var place = desk.first(agent)
        while place >= 0 {
            let contact = contacts.address(of: place)
            calendar.cancel(contactBase + place)
            contact.pointee.finish = max(calendar.now, desk.finish(place, agent: agent))
            calendar.schedule(.handled, index: contactBase + place, at: contact.pointee.finish)
            place = Int(desk.held[place].next)
        }
    }
}
