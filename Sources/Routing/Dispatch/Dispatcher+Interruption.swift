extension Dispatcher {
    /// Takes an agent from less urgent work, which goes back to the head of its line, whatever the queue's capacity.
    mutating func interrupt(for ticket: Int, queue: Int, priority: Int, now: Double) -> Placement? {
        guard
            let agent = inHand.leastUrgent(of: groupsByQueue, serving: queue, below: Self.valid(priority: priority))
        else { return nil }
        let item = inHand[agent]
        inHand.drop(agent)
        putBack(item)
        take(ticket, line: line(queue, priority), joined: now, agent: agent, now: now)
        return .interrupting(agent: agent, ticket: item.ticket)
    }

    /// Notes what an agent has in hand.
    mutating func take(_ ticket: Int, line: Int, joined: Double, agent: Int, now: Double) {
        inHand.take(
            WorkInHand.Item(ticket: ticket, line: line, joined: joined), agent: agent, group: Int(agents[agent].group),
            now: now)
    }

    private mutating func putBack(_ item: WorkInHand.Item) {
        makeRoom(for: item.ticket)
        tickets[item.ticket] = Ticket(joined: item.joined, line: Int32(truncatingIfNeeded: item.line))
        lines[item.line].prepend(item.ticket, in: &ticketLinks)
        let (queue, priority) = item.line.quotientAndRemainder(dividingBy: Self.priorities)
        queues[queue].backlog += 1
        queues[queue].occupied |= 1 << UInt16(priority)
    }
}
