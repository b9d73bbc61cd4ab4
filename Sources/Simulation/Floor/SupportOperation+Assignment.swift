import EventEngine
import Routing
import Stochastics

/// Where the scenario names strategies of assignment: agents may have several contacts in hand.
extension SupportOperation {
    /// A contact asks for a human, and for the one its case had before where the scenario says so.
    mutating func assign(_ place: Int, at now: Double) -> Dispatcher.Placement {
        desk.makeRoom(for: place)
        let asks = asksForAgent(place)
        let placement = desk.assigner.join(
            ticket: place, queue: contacts[place].decision.queue, priority: contacts[place].decision.priority,
            units: desk.units(contacts[place].query.channel),
            preferring: asks ? Int(desk.held[place].lastAgent) : -1, now: now)
        desk.setPatience(place, end: .infinity)
        desk.hasReserved = placement == .reserved
        switch placement {
        case .served(let agent):
            if asks, contacts[place].isMeasured { countFollowUp(place, agent: agent) }
            return .served(agent: agent)
        case .waiting, .reserved: return .waiting
        case .blocked: return .blocked
        }
    }

    /// Whether a contact wants the agent who had its case before: no audit, and no approval of a plan.
    private func asksForAgent(_ place: Int) -> Bool {
        guard let assignment = specification.assignment, assignment.isSticky else { return false }
        return contacts[place].metHuman && !contacts[place].isAudit && !(hasPlans && planDesk.isOpen(place))
    }

    /// A contact that waits for its earlier agent waits for anybody after a time, if the customer has not given up.
    mutating func awaitEarlierAgent(
        _ place: Int, patienceEnd: Double, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        let end = now + (specification.assignment?.rules.stickySeconds ?? 0)
        guard end < patienceEnd else {
            if patienceEnd.isFinite { calendar.schedule(.abandons, index: contactBase + place, at: patienceEnd) }
            return
        }
        desk.setPatience(place, end: patienceEnd)
        calendar.schedule(.opens, index: contactBase + place, at: end)
    }

    /// A contact has waited long enough for its earlier agent.
    mutating func open(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        if let agent = desk.assigner.open(ticket: place, now: now) {
            takeWaiting(place, agent: agent, at: now, &calendar)
        } else if desk.held[place].patienceEnd.isFinite {
            calendar.schedule(.abandons, index: contactBase + place, at: desk.held[place].patienceEnd)
        }
    }

    /// An agent who comes on duty, or has finished a contact, takes as many as there is room for.
    mutating func fillHands(_ agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        guard onDuty[agent] else {
            if desk.count(agent) == 0 { leave(agent, at: now) }
            return
        }
        while let next = desk.assigner.ready(agent: agent, now: now) {
            calendar.cancel(contactBase + next)
            takeWaiting(next, agent: agent, at: now, &calendar)
        }
    }

    private mutating func takeWaiting(
        _ place: Int, agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        changeBacklog(contacts[place].decision.queue, by: -1, at: now)
        endWait(place, at: now)
        if asksForAgent(place), contacts[place].isMeasured { countFollowUp(place, agent: agent) }
        beginHandling(place, agent: agent, at: now, &calendar)
    }

    private mutating func countFollowUp(_ place: Int, agent: Int) {
        ledger.followUps += 1
        if Int(desk.held[place].lastAgent) == agent { ledger.followUpsBySameAgent += 1 }
    }

    /// An agent has one contact more in hand, which may slow the others down.
    mutating func hold(
        _ place: Int, agent: Int, work: Double, at now: Double, _ calendar: inout EventCalendar<OperationEvent>
    ) {
        if desk.count(agent) == 0 {
            state.busyAgents += 1
            busy.add(1, at: now)
        }
        // Who has room left counts as idle: nobody waits for that agent.
        if desk.assigner.isFull(agent) { congestion.begin(agent) }
        desk.take(place, agent: agent, units: desk.units(contacts[place].query.channel), work: work, at: now)
        if desk.stretches {
            reschedule(agent, &calendar)
        } else {
            calendar.schedule(.handled, index: contactBase + place, at: now + work)
        }
    }

    /// An agent has one contact less in hand, which may speed the others up.
    mutating func letGo(_ place: Int, agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        let units = desk.units(contacts[place].query.channel)
        if desk.stretches { contacts[place].handle = now - desk.held[place].began }
        desk.drop(place, agent: agent, units: units, at: now)
        if desk.assigner.isFull(agent) { congestion.end(agent) }
        desk.assigner.finish(agent: agent, units: units, now: now)
        if desk.stretches { reschedule(agent, &calendar) }
        if desk.count(agent) == 0 {
            state.busyAgents -= 1
            busy.add(-1, at: now)
        }
    }

    /// Sets the ends of all that an agent has in hand anew.
    private mutating func reschedule(_ agent: Int, _ calendar: inout EventCalendar<OperationEvent>) {
        var place = desk.first(agent)
        while place >= 0 {
            calendar.cancel(contactBase + place)
            contacts[place].finish = max(calendar.now, desk.finish(place, agent: agent))
            calendar.schedule(.handled, index: contactBase + place, at: contacts[place].finish)
            place = Int(desk.held[place].next)
        }
    }
}
