import Routing

/// The rules of `Assigner` written down as searches through plain lists.
struct ReferenceAssigner {
    struct Waiting {
        var ticket: Int
        var queue: Int
        var units: Int
        var key: Double
        var joined: Double
        var agent: Int?
        var order: Int
    }

    struct Agent {
        var group: Int
        var load = 0
        var taken = 0
        var since = 0.0
        var isOnDuty = false
        /// When it was listed as available, in the order of listings; nil when it is not.
        var listed: Int?
    }

    let rules: AssignmentRules
    let limits: [Int]
    let groups: [AgentGroup]
    let largest: Int
    var waiting: [Waiting] = []
    var agents: [Agent]
    var count = 0

    init(_ rules: AssignmentRules, queues: [QueueSpecification], groups: [AgentGroup]) {
        self.rules = rules
        limits = queues.map { $0.capacity ?? .max }
        self.groups = groups
        largest = groups.indices.map { rules.capacity(ofGroup: $0) }.max() ?? 1
        agents = (0..<(groups.map(\.agents.upperBound).max() ?? 0)).map { agent in
            Agent(group: groups.firstIndex { $0.agents.contains(agent) } ?? 0)
        }
    }

    func backlog(of queue: Int) -> Int { waiting.count { $0.queue == queue } }

    private func capacity(_ agent: Int) -> Int { rules.capacity(ofGroup: agents[agent].group) }

    private func fits(_ units: Int, _ agent: Int) -> Bool {
        agents[agent].load + min(units, capacity(agent)) <= capacity(agent)
    }

    private func cost(_ agent: Int, _ queue: Int) -> Double { rules.expectedCosts[agents[agent].group][queue] }

    /// Lexicographic order of numbers.
    private func first<Item>(_ items: [Item], by key: (Item) -> [Double]) -> Item? {
        items.min { key($0).lexicographicallyPrecedes(key($1)) }
    }

    private func chooseAgent(queue: Int, units: Int) -> Int? {
        let able = agents.indices.filter {
            agents[$0].listed != nil && groups[agents[$0].group].queues.contains(queue) && fits(units, $0)
        }
        return first(able) { agent in
            let found = agents[agent]
            let share = Double(found.load) / Double(capacity(agent))
            let (group, order) = (Double(found.group), Double(found.listed ?? 0))
            switch rules.agents {
            case .longestIdle: return [found.since, group, Double(found.load), order]
            case .leastLoaded: return [share, Double(found.taken), found.since, group, order]
            case .bestOutcome: return [cost(agent, queue), share, found.since, group, order]
            }
        }
    }

    private mutating func engage(_ agent: Int, _ units: Int, _ now: Double) {
        agents[agent].load += min(units, capacity(agent))
        agents[agent].taken += 1
        agents[agent].since = now
        agents[agent].listed = nil
    }

    private mutating func list(_ agent: Int) {
        guard agents[agent].load < capacity(agent) else { return }
        count += 1
        agents[agent].listed = count
    }

    mutating func join(
        ticket: Int, queue: Int, priority: Int, units: Int, preferring wanted: Int, now: Double
    ) -> Placement {
        let asks =
            wanted >= 0 && agents[wanted].isOnDuty && groups[agents[wanted].group].queues.contains(queue)
        var chosen = asks && fits(units, wanted) ? wanted : nil
        let reserves = asks && rules.stickySeconds > 0
        if chosen == nil, !reserves { chosen = chooseAgent(queue: queue, units: units) }
        if let chosen {
            engage(chosen, units, now)
            list(chosen)
            return .served(agent: chosen)
        }
        guard backlog(of: queue) < limits[queue] else { return .blocked }
        let key: Double
        switch rules.contacts {
        case .longestWait: key = now
        case .deadline: key = now + rules.targetSeconds[queue]
        case .priority, .bestOutcome: key = rules.ageingSeconds.map { now + $0 * Double(priority) } ?? Double(priority)
        }
        count += 1
        waiting.append(
            Waiting(
                ticket: ticket, queue: queue, units: min(units, largest), key: key, joined: now,
                agent: reserves ? wanted : nil, order: count))
        return reserves ? .reserved : .waiting
    }

    mutating func open(ticket: Int, now: Double) -> Int? {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket && $0.agent != nil }) else { return nil }
        waiting[place].agent = nil
        guard let chosen = chooseAgent(queue: waiting[place].queue, units: waiting[place].units) else { return nil }
        engage(chosen, waiting.remove(at: place).units, now)
        list(chosen)
        return chosen
    }

    mutating func leave(ticket: Int) -> Bool {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return false }
        waiting.remove(at: place)
        return true
    }

    mutating func comeOnDuty(agent: Int, now: Double) {
        agents[agent] = Agent(group: agents[agent].group, load: agents[agent].load, since: now, isOnDuty: true)
    }

    mutating func leaveDuty(agent: Int) -> Bool {
        agents[agent].listed = nil
        agents[agent].isOnDuty = false
        return agents[agent].load == 0
    }

    mutating func finish(agent: Int, units: Int, now: Double) {
        agents[agent].load -= min(units, capacity(agent))
        agents[agent].since = now
        agents[agent].listed = nil
    }

    mutating func ready(agent: Int, now: Double) -> Int? {
        guard agents[agent].isOnDuty, agents[agent].listed == nil, agents[agent].load < capacity(agent) else {
            return nil
        }
        let fitting = waiting.indices.filter { fits(waiting[$0].units, agent) }
        let queues = groups[agents[agent].group].queues
        let own = fitting.first { waiting[$0].agent == agent }
        let common = fitting.filter { waiting[$0].agent == nil && queues.contains(waiting[$0].queue) }
        let best = first(common) { place in
            let found = waiting[place]
            let rest = [
                found.key, found.joined, Double(queues.firstIndex(of: found.queue) ?? 0), Double(found.units),
                Double(found.order),
            ]
            return rules.contacts == .bestOutcome ? [cost(agent, found.queue)] + rest : rest
        }
        guard let place = own ?? best else {
            list(agent)
            return nil
        }
        let found = waiting.remove(at: place)
        engage(agent, found.units, now)
        return found.ticket
    }
}
