import Routing

/// The rules of `Dispatcher` written down as searches through plain lists.
struct ReferenceDispatcher {
    struct Waiting {
        var ticket: Int
        var queue: Int
        var priority: Int
        var since: Double
    }

    struct Idle {
        var agent: Int
        var group: Int
        var since: Double
    }

    let capacities: [Int]
    let groups: [AgentGroup]
    /// In the order of arrival.
    var waiting: [Waiting] = []
    /// In the order of becoming idle.
    var idle: [Idle] = []

    var backlog: [Int] { capacities.indices.map { queue in waiting.count { $0.queue == queue } } }

    /// The first of the best, as the order of the list says who came first.
    private func best<Element>(
        of list: [Element], where fits: (Element) -> Bool, key: (Element) -> (Double, Double, Int)
    ) -> Int? {
        let places = list.indices.filter { fits(list[$0]) }
        return places.min { a, b in
            let (x, y) = (key(list[a]), key(list[b]))
            return x == y ? a < b : x < y
        }
    }

    mutating func join(ticket: Int, queue: Int, priority: Int, now: Double) -> Dispatcher.Placement {
        let place = best(
            of: idle, where: { groups[$0.group].queues.contains(queue) }, key: { ($0.since, 0, $0.group) })
        if let place { return .served(agent: idle.remove(at: place).agent) }
        guard backlog[queue] < capacities[queue] else { return .blocked }
        waiting.append(Waiting(ticket: ticket, queue: queue, priority: priority, since: now))
        return .waiting
    }

    mutating func leave(ticket: Int) -> Bool {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return false }
        waiting.remove(at: place)
        return true
    }

    mutating func ready(agent: Int, now: Double) -> Int? {
        guard !idle.contains(where: { $0.agent == agent }) else { return nil }
        guard let group = groups.firstIndex(where: { $0.agents.contains(agent) }) else { return nil }
        let skills = groups[group].queues
        let place = best(
            of: waiting, where: { skills.contains($0.queue) },
            key: { (Double($0.priority), $0.since, skills.firstIndex(of: $0.queue) ?? 0) })
        if let place { return waiting.remove(at: place).ticket }
        idle.append(Idle(agent: agent, group: group, since: now))
        return nil
    }

    mutating func leaveDuty(agent: Int) -> Bool {
        guard let place = idle.firstIndex(where: { $0.agent == agent }) else { return false }
        idle.remove(at: place)
        return true
    }
}
