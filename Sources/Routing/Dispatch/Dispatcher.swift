/// Matches waiting contacts with idle agents.
///
/// A contact goes to the agent who has been idle longest among those with the skill; an agent takes the most urgent
/// contact among the queues it serves, and of equally urgent ones the one that has waited longest. Of agents idle or
/// contacts waiting since the very same time, the one in the group or queue listed first; within a group or queue, the
/// one that came first. Where nobody is idle, a contact may take an agent from one of a lower priority in an interruptible
/// queue, which goes back to the head of its line. Contacts ("tickets") and agents are small numbers chosen by the
/// caller. Every operation is O(groups + queues), whatever the number of contacts and agents, and allocates nothing once
/// its tables have grown.
public struct Dispatcher: ~Copyable, Sendable {
    /// Priorities go from 0 (most urgent) to 9.
    public static let priorities = 10

    /// The nearest priority that exists.
    static func valid(priority: Int) -> Int { min(max(priority, 0), priorities - 1) }

    /// The groups that serve each queue, and the queues that each group serves, in the order given.
    let groupsByQueue: FlatLists
    private let queuesByGroup: FlatLists
    var queues: FlatTable<QueueLines>
    var lines: FlatTable<LinkedLine>
    var tickets = FlatTable<Ticket>()
    var ticketLinks = FlatTable<Link>()
    private var idle: FlatTable<LinkedLine>
    var agents: FlatTable<AgentState>
    private var agentLinks: FlatTable<Link>
    /// Whether anything may be interrupted, and what agents have in hand of it.
    private let interrupts: Bool
    var inHand: WorkInHand

    /// Creates a dispatcher with nobody idle and nobody waiting.
    ///
    /// - Parameters:
    ///   - queues: the queues, in the order of the catalog.
    ///   - groups: agents by skill; their agent numbers together are 0..<n.
    public init(queues: [QueueSpecification], groups: [AgentGroup]) {
        groupsByQueue = FlatLists(
            queues.indices.map { queue in groups.indices.filter { groups[$0].queues.contains(queue) } })
        queuesByGroup = FlatLists(groups.map(\.queues))
        self.queues = FlatTable(queues.map { QueueLines(capacity: $0.capacity ?? Int.max) })
        lines = FlatTable(repeating: LinkedLine(), count: queues.count * Self.priorities)
        idle = FlatTable(repeating: LinkedLine(), count: groups.count)
        let agentCount = groups.map(\.agents.upperBound).max() ?? 0
        agents = FlatTable(repeating: AgentState(), count: agentCount)
        agentLinks = FlatTable(repeating: Link(), count: agentCount)
        for (number, group) in groups.enumerated() {
            for agent in group.agents { agents[agent].group = Int32(number) }
        }
        interrupts = queues.contains(where: \.interruptible)
        inHand = WorkInHand(queues: queues, groups: groups.count, agents: interrupts ? agentCount : 0)
    }

    /// Contacts waiting, by queue.
    public var backlog: [Int] { (0..<queues.count).map { queues[$0].backlog } }

    /// Contacts waiting in a queue.
    public func backlog(of queue: Int) -> Int { queues[queue].backlog }

    /// A contact asks for a human.
    ///
    /// - Parameters:
    ///   - ticket: its number, not waiting already.
    ///   - queue: index of the queue.
    ///   - priority: 0 (most urgent) to 9; what is outside counts as the nearer end.
    ///   - now: time in seconds, not before that of the last call.
    public mutating func join(ticket: Int, queue: Int, priority: Int, now: Double) -> Placement {
        var chosen = -1
        var earliest = Double.infinity
        for place in groupsByQueue.range(queue) {
            let first = idle[groupsByQueue[place]].first
            guard first >= 0, agents[first].idleSince < earliest || chosen < 0 else { continue }
            chosen = first
            earliest = agents[first].idleSince
        }
        if chosen >= 0 {
            remove(idleAgent: chosen)
            if interrupts { take(ticket, line: line(queue, priority), joined: now, agent: chosen, now: now) }
            return .served(agent: chosen)
        }
        if interrupts, let found = interrupt(for: ticket, queue: queue, priority: priority, now: now) { return found }
        guard queues[queue].backlog < queues[queue].capacity else { return .blocked }
        makeRoom(for: ticket)
        precondition(tickets[ticket].line < 0, "ticket is waiting already")
        let priority = Self.valid(priority: priority)
        let line = queue * Self.priorities + priority
        tickets[ticket] = Ticket(joined: now, line: Int32(truncatingIfNeeded: line))
        lines[line].append(ticket, in: &ticketLinks)
        queues[queue].backlog += 1
        queues[queue].occupied |= 1 << UInt16(priority)
        return .waiting
    }

    /// A waiting contact leaves without having been served.
    ///
    /// - Returns: false when it was not waiting.
    @discardableResult
    public mutating func leave(ticket: Int) -> Bool {
        guard ticket < tickets.count, tickets[ticket].line >= 0 else { return false }
        takeOut(ticket)
        return true
    }

    /// An agent has nothing to do: takes a waiting contact, or becomes idle.
    ///
    /// - Parameters:
    ///   - agent: its number; nothing changes when it is idle already.
    ///   - now: time in seconds, not before that of the last call.
    /// - Returns: the contact it takes, or nil.
    public mutating func ready(agent: Int, now: Double) -> Int? {
        guard !agents[agent].isIdle else { return nil }
        if interrupts { inHand.drop(agent) }
        let group = Int(agents[agent].group)
        var occupied: UInt16 = 0
        for place in queuesByGroup.range(group) { occupied |= queues[queuesByGroup[place]].occupied }
        guard occupied != 0 else {
            agents[agent].isIdle = true
            agents[agent].idleSince = now
            idle[group].append(agent, in: &agentLinks)
            return nil
        }
        let priority = occupied.trailingZeroBitCount
        var chosen = -1
        var earliest = Double.infinity
        for place in queuesByGroup.range(group) {
            let first = lines[queuesByGroup[place] * Self.priorities + priority].first
            guard first >= 0, tickets[first].joined < earliest || chosen < 0 else { continue }
            chosen = first
            earliest = tickets[first].joined
        }
        let line = Int(tickets[chosen].line)
        takeOut(chosen)
        if interrupts { take(chosen, line: line, joined: tickets[chosen].joined, agent: agent, now: now) }
        return chosen
    }

    /// An agent goes off duty.
    ///
    /// - Returns: true when it was idle and is gone; false when it was not, so that a busy one leaves after the contact
    ///   in hand, which nothing interrupts any more.
    public mutating func leaveDuty(agent: Int) -> Bool {
        guard agents[agent].isIdle else {
            if interrupts { inHand.drop(agent) }
            return false
        }
        remove(idleAgent: agent)
        return true
    }

    func line(_ queue: Int, _ priority: Int) -> Int { queue * Self.priorities + Self.valid(priority: priority) }

    @inline(__always)
    mutating func makeRoom(for ticket: Int) {
        guard ticket >= tickets.count else { return }
        let size = max(64, ticket + 1, tickets.count * 2)
        tickets.grow(to: size, filling: Ticket())
        ticketLinks.grow(to: size, filling: Link())
    }

    private mutating func remove(idleAgent agent: Int) {
        agents[agent].isIdle = false
        idle[Int(agents[agent].group)].remove(agent, in: &agentLinks)
    }

    private mutating func takeOut(_ ticket: Int) {
        let line = Int(tickets[ticket].line)
        tickets[ticket].line = -1
        lines[line].remove(ticket, in: &ticketLinks)
        let (queue, priority) = line.quotientAndRemainder(dividingBy: Self.priorities)
        queues[queue].backlog -= 1
        if lines[line].isEmpty { queues[queue].occupied &= ~(1 << UInt16(priority)) }
    }
}

/// A queue: its limit, its contacts, and the priorities at which some wait, one bit each.
struct QueueLines {
    let capacity: Int
    var backlog = 0
    var occupied: UInt16 = 0
}

/// A contact that may be waiting: since when, and in which line, or -1.
struct Ticket {
    var joined = 0.0
    var line: Int32 = -1
}

/// An agent: its group, and whether it is idle and since when.
struct AgentState {
    var idleSince = 0.0
    var group: Int32 = 0
    var isIdle = false
}

/// Lists of small numbers, one after the other in one table.
struct FlatLists: ~Copyable {
    private let members: FlatTable<Int>
    private let starts: FlatTable<Int>

    init(_ lists: [[Int]]) {
        members = FlatTable(lists.flatMap { $0 })
        var starts = [0]
        for list in lists { starts.append(starts[starts.count - 1] + list.count) }
        self.starts = FlatTable(starts)
    }

    /// Places of the members of a list.
    func range(_ list: Int) -> Range<Int> { starts[list]..<starts[list + 1] }

    subscript(place: Int) -> Int { members[place] }
}
