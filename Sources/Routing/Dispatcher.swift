/// Matches waiting contacts with idle agents.
///
/// A contact goes to the agent who has been idle longest among those with the skill; an agent takes the most urgent
/// contact among the queues it serves, and of equally urgent ones the one that has waited longest. Of agents idle or
/// contacts waiting since the very same time, the one in the group or queue listed first; within a group or queue, the
/// one that came first. Contacts ("tickets") and agents are small numbers chosen by the caller. Every operation is O(groups + queues), whatever the
/// number of contacts and agents, and allocates nothing once its tables have grown.
public struct Dispatcher: Sendable {
    /// What became of a contact that asked for a human.
    public enum Placement: Sendable, Equatable {
        /// This agent takes it now.
        case served(agent: Int)
        /// It waits.
        case waiting
        /// The queue was full.
        case blocked
    }

    /// Priorities go from 0 (most urgent) to 9.
    public static let priorities = 10

    /// The nearest priority that exists.
    static func valid(priority: Int) -> Int { min(max(priority, 0), priorities - 1) }

    private let capacities: [Int]
    private let groups: [AgentGroup]
    private let groupsByQueue: [[Int]]
    private let groupByAgent: [Int32]
    private var lines: [LinkedLine]
    private var tickets = LinkTable()
    private var ticketLine: [Int32] = []
    private var joined: [Double] = []
    private var idle: [LinkedLine]
    private var agents = LinkTable()
    private var isIdle: [Bool]
    private var idleSince: [Double]

    /// Contacts waiting, by queue.
    public private(set) var backlog: [Int]

    /// Creates a dispatcher with nobody idle and nobody waiting.
    ///
    /// - Parameters:
    ///   - queues: the queues, in the order of the catalog.
    ///   - groups: agents by skill; their agent numbers together are 0..<n.
    public init(queues: [QueueSpecification], groups: [AgentGroup]) {
        capacities = queues.map { $0.capacity ?? Int.max }
        self.groups = groups
        groupsByQueue = queues.indices.map { queue in
            groups.indices.filter { groups[$0].queues.contains(queue) }
        }
        let agentCount = groups.map(\.agents.upperBound).max() ?? 0
        var byAgent = [Int32](repeating: 0, count: agentCount)
        for (number, group) in groups.enumerated() {
            for agent in group.agents { byAgent[agent] = Int32(number) }
        }
        groupByAgent = byAgent
        lines = Array(repeating: LinkedLine(), count: queues.count * Self.priorities)
        idle = Array(repeating: LinkedLine(), count: groups.count)
        agents.grow(to: agentCount)
        isIdle = Array(repeating: false, count: agentCount)
        idleSince = Array(repeating: 0, count: agentCount)
        backlog = Array(repeating: 0, count: queues.count)
    }

    /// A contact asks for a human.
    ///
    /// - Parameters:
    ///   - ticket: its number, not waiting already.
    ///   - queue: index of the queue.
    ///   - priority: 0 (most urgent) to 9; what is outside counts as the nearer end.
    ///   - now: time in seconds, not before that of the last call.
    public mutating func join(ticket: Int, queue: Int, priority: Int, now: Double) -> Placement {
        var chosen: Int?
        for group in groupsByQueue[queue] {
            guard let agent = idle[group].first else { continue }
            if let best = chosen, idleSince[best] <= idleSince[agent] { continue }
            chosen = agent
        }
        if let agent = chosen {
            remove(idleAgent: agent)
            return .served(agent: agent)
        }
        guard backlog[queue] < capacities[queue] else { return .blocked }
        if ticket >= ticketLine.count {
            let size = max(64, ticket + 1, ticketLine.count * 2)
            tickets.grow(to: size)
            ticketLine.append(contentsOf: repeatElement(-1, count: size - ticketLine.count))
            joined.append(contentsOf: repeatElement(0, count: size - joined.count))
        }
        precondition(ticketLine[ticket] < 0, "ticket is waiting already")
        let line = queue * Self.priorities + Self.valid(priority: priority)
        ticketLine[ticket] = Int32(line)
        joined[ticket] = now
        lines[line].append(ticket, in: &tickets)
        backlog[queue] += 1
        return .waiting
    }

    /// A waiting contact leaves without having been served.
    ///
    /// - Returns: false when it was not waiting.
    @discardableResult
    public mutating func leave(ticket: Int) -> Bool {
        guard ticket < ticketLine.count, ticketLine[ticket] >= 0 else { return false }
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
        guard !isIdle[agent] else { return nil }
        let group = Int(groupByAgent[agent])
        for priority in 0..<Self.priorities {
            var chosen: Int?
            for queue in groups[group].queues where backlog[queue] > 0 {
                guard let ticket = lines[queue * Self.priorities + priority].first else { continue }
                if let best = chosen, joined[best] <= joined[ticket] { continue }
                chosen = ticket
            }
            if let ticket = chosen {
                takeOut(ticket)
                return ticket
            }
        }
        isIdle[agent] = true
        idleSince[agent] = now
        idle[group].append(agent, in: &agents)
        return nil
    }

    /// An agent goes off duty.
    ///
    /// - Returns: true when it was idle and is gone; false when it was not, so that a busy one leaves after the contact
    ///   in hand.
    public mutating func leaveDuty(agent: Int) -> Bool {
        guard isIdle[agent] else { return false }
        remove(idleAgent: agent)
        return true
    }

    private mutating func remove(idleAgent agent: Int) {
        isIdle[agent] = false
        idle[Int(groupByAgent[agent])].remove(agent, in: &agents)
    }

    private mutating func takeOut(_ ticket: Int) {
        let line = Int(ticketLine[ticket])
        ticketLine[ticket] = -1
        lines[line].remove(ticket, in: &tickets)
        backlog[line / Self.priorities] -= 1
    }
}
