import EventEngine

extension SupportOperation {
    /// An agent puts a contact aside for a more urgent one; it waits at the head of its queue, and nobody loses patience
    /// while work has begun.
    mutating func putAside(_ place: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        calendar.cancel(contactBase + place)
        contacts[place].secondsLeft = max(0, contacts[place].finish - now)
        contacts[place].asideSince = now
        congestion.end(Int(contacts[place].agent))
        contacts[place].agent = -1
        state.busyAgents -= 1
        busy.add(-1, at: now)
        changeBacklog(contacts[place].decision.queue, by: 1, at: now)
        contacts[place].steps.insert(.interrupted)
        contacts[place].interruptions += 1
    }

    /// An agent takes up a contact where it was left.
    mutating func resume(_ place: Int, agent: Int, at now: Double, _ calendar: inout EventCalendar<OperationEvent>) {
        contacts[place].asideSeconds += now - contacts[place].asideSince
        contacts[place].asideSince = -1
        contacts[place].agent = Int32(agent)
        contacts[place].finish = now + contacts[place].secondsLeft
        state.busyAgents += 1
        congestion.begin(agent)
        busy.add(1, at: now)
        calendar.schedule(.handled, index: contactBase + place, at: contacts[place].finish)
    }
}
