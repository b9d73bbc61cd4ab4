/// Matches waiting contacts with agents by named strategies, where agents may serve several contacts at once.
///
/// An agent has units of capacity, a contact takes some of them, and all of an agent's where it asks for more. A contact
/// goes at once to the best agent with the skill and room for it; an agent with room takes the best waiting contact that
/// fits. A contact that needs more room than an agent has free does not keep others from it: large contacts may starve
/// among small ones unless some agents serve them alone. Between equals the group or queue listed first goes first, and
/// within it who came first. `Dispatcher` does the same for one contact at a time by the default rules, faster, and can
/// interrupt.
///
/// A decision takes O(groups x capacity + queues x sizes + log n) for n agents or contacts, and allocates nothing once
/// the tables have grown. Contacts ("tickets") and agents are small numbers chosen by the caller.
public struct Assigner: ~Copyable, Sendable {
    /// The strategies in force.
    public let rules: AssignmentRules
    private let groupsByQueue: FlatLists
    private let queuesByGroup: FlatLists
    private let costs: FlatTable<Double>
    private let costFirst: Bool
    private let isSticky: Bool
    private var available: AvailableAgents
    private var waiting: WaitingContacts

    /// Creates an assigner with nobody on duty and nobody waiting.
    ///
    /// - Parameters:
    ///   - rules: the strategies.
    ///   - queues: the queues, in the order of the catalog; none is interruptible here.
    ///   - groups: agents by skill; their agent numbers together are 0..<n.
    public init(_ rules: AssignmentRules, queues: [QueueSpecification], groups: [AgentGroup]) {
        let capacity = groups.indices.map { rules.capacity(ofGroup: $0) }.max() ?? 1
        let agents = groups.map(\.agents.upperBound).max() ?? 0
        let usesCosts = rules.agents == .bestOutcome || rules.contacts == .bestOutcome
        let table = groups.indices.flatMap { group in
            queues.indices.map { queue in
                let row = rules.expectedCosts.indices.contains(group) ? rules.expectedCosts[group] : []
                return row.indices.contains(queue) ? row[queue] : 0
            }
        }
        groupsByQueue = FlatLists(
            queues.indices.map { queue in groups.indices.filter { groups[$0].queues.contains(queue) } })
        queuesByGroup = FlatLists(groups.map(\.queues))
        costs = FlatTable(usesCosts ? table : [])
        costFirst = rules.contacts == .bestOutcome
        isSticky = rules.stickySeconds > 0
        available = AvailableAgents(rules, groups: groups)
        waiting = WaitingContacts(queues: queues, lanes: capacity, agents: agents)
        self.rules = rules
    }

    // MARK: Contacts

    /// Contacts waiting in a queue.
    public func backlog(of queue: Int) -> Int { waiting.queues[queue].backlog }

    /// A contact asks for a human.
    ///
    /// - Parameters:
    ///   - ticket: its number, not waiting already.
    ///   - queue: index of the queue.
    ///   - priority: 0 (most urgent) to 9; what is outside counts as the nearer end.
    ///   - units: units of capacity it takes, 1 or more.
    ///   - agent: the agent it should have if possible, or -1: at once where it is on duty, has the skill and room;
    ///     otherwise the contact waits for it, where the rules say so.
    ///   - now: time in seconds, not before that of the last call.
    public mutating func join(
        ticket: Int, queue: Int, priority: Int, units: Int = 1, preferring agent: Int = -1, now: Double
    ) -> Placement {
        let asks = agent >= 0 && canServe(agent, queue: queue)
        if asks, hasRoom(agent, units: units) {
            engage(agent, units: units, now: now)
            return .served(agent: agent)
        }
        let reserves = asks && isSticky
        if !reserves {
            let chosen = choose(queue: queue, units: units)
            if chosen >= 0 {
                engage(chosen, units: units, now: now)
                return .served(agent: chosen)
            }
        }
        guard waiting.queues[queue].backlog < waiting.queues[queue].capacity else { return .blocked }
        let state = WaitingContacts.State(
            joined: now, key: rules.key(queue: queue, priority: priority, joined: now), queue: Int32(queue),
            units: Int16(clamping: units), agent: reserves ? Int32(agent) : -1)
        waiting.add(ticket, state)
        return reserves ? .reserved : .waiting
    }

    /// A contact waits no longer for the agent it asked for: anybody may take it.
    ///
    /// - Returns: the agent who takes it now, or nil when it waits on.
    public mutating func open(ticket: Int, now: Double) -> Int? {
        guard waiting.isWaiting(ticket), waiting.contacts[ticket].agent >= 0 else { return nil }
        let units = Int(waiting.contacts[ticket].units)
        let chosen = choose(queue: Int(waiting.contacts[ticket].queue), units: units)
        guard chosen >= 0 else {
            waiting.open(ticket)
            return nil
        }
        waiting.remove(ticket)
        engage(chosen, units: units, now: now)
        return chosen
    }

    /// A waiting contact leaves without having been served.
    ///
    /// - Returns: false when it was not waiting.
    @discardableResult
    public mutating func leave(ticket: Int) -> Bool {
        guard waiting.isWaiting(ticket) else { return false }
        waiting.remove(ticket)
        return true
    }

    // MARK: Agents

    /// Units that an agent has in use.
    public func load(of agent: Int) -> Int { Int(available.agents[agent].load) }

    /// Whether an agent has no room left.
    public func isFull(_ agent: Int) -> Bool { load(of: agent) == capacity(of: agent) }

    /// Units that a contact takes of an agent.
    public func units(_ units: Int, of agent: Int) -> Int {
        min(max(units, 1), available.groups[Int(available.agents[agent].group)].capacity)
    }

    /// Units of capacity of an agent.
    public func capacity(of agent: Int) -> Int { available.groups[Int(available.agents[agent].group)].capacity }

    /// An agent comes on duty, with what it still has in hand; it takes nothing before `ready` is called.
    public mutating func comeOnDuty(agent: Int, now: Double) {
        available.unlist(agent)
        available.agents[agent].isOnDuty = true
        available.agents[agent].taken = 0
        available.agents[agent].since = now
    }

    /// An agent goes off duty: it takes nothing more.
    ///
    /// - Returns: true when it had nothing in hand and is gone; false when it finishes that first.
    public mutating func leaveDuty(agent: Int) -> Bool {
        available.unlist(agent)
        available.agents[agent].isOnDuty = false
        return available.agents[agent].load == 0
    }

    /// An agent has finished a contact of so many units; it takes nothing before `ready` is called.
    public mutating func finish(agent: Int, units: Int, now: Double) {
        available.unlist(agent)
        available.agents[agent].load -= Int32(self.units(units, of: agent))
        available.agents[agent].since = now
    }

    /// An agent takes a waiting contact, or is available for those that come; to be called until it takes none.
    ///
    /// What waits for this agent goes first.
    /// - Returns: the contact it takes, or nil.
    public mutating func ready(agent: Int, now: Double) -> Int? {
        guard available.agents[agent].isOnDuty, !available.agents[agent].isListed else { return nil }
        let group = Int(available.agents[agent].group)
        let capacity = available.groups[group].capacity
        let free = capacity - Int(available.agents[agent].load)
        guard free > 0 else { return nil }
        var ticket = isSticky ? waiting.chooseReserved(agent: agent, free: free, capacity: capacity) : -1
        if ticket < 0 {
            ticket = waiting.choose(
                queuesByGroup, group: group, free: free, capacity: capacity, costs: costs, costFirst: costFirst)
        }
        guard ticket >= 0 else {
            available.list(agent)
            return nil
        }
        let units = self.units(Int(waiting.contacts[ticket].units), of: agent)
        waiting.remove(ticket)
        available.agents[agent].load += Int32(units)
        available.agents[agent].taken += 1
        available.agents[agent].since = now
        return ticket
    }

    private func choose(queue: Int, units: Int) -> Int {
        available.choose(
            groupsByQueue, queue: queue, queues: waiting.queues.count, units: max(units, 1), costs: costs)
    }

    private func canServe(_ agent: Int, queue: Int) -> Bool {
        guard agent < available.agents.count, available.agents[agent].isOnDuty else { return false }
        let group = Int(available.agents[agent].group)
        return groupsByQueue.range(queue).contains { groupsByQueue[$0] == group }
    }

    private func hasRoom(_ agent: Int, units: Int) -> Bool {
        load(of: agent) + self.units(units, of: agent) <= capacity(of: agent)
    }

    private mutating func engage(_ agent: Int, units: Int, now: Double) {
        available.unlist(agent)
        available.agents[agent].load += Int32(self.units(units, of: agent))
        available.agents[agent].taken += 1
        available.agents[agent].since = now
        available.list(agent)
    }
}
