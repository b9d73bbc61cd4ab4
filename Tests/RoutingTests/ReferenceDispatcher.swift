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

    /// A contact in hand that may be interrupted.
    struct InHand {
        var agent: Int
        var group: Int
        var contact: Waiting
        var began: Double
    }

    let capacities: [Int]
    let interruptible: [Bool]
    let groups: [AgentGroup]
    /// In the order of arrival, what was put aside before all others.
    var waiting: [Waiting] = []
    /// In the order of becoming idle.
    var idle: [Idle] = []
    /// In the order of being taken.
    var inHand: [InHand] = []

    init(queues: [QueueSpecification], groups: [AgentGroup]) {
        capacities = queues.map { $0.capacity ?? .max }
        interruptible = queues.map(\.interruptible)
        self.groups = groups
    }

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

    mutating func join(ticket: Int, queue: Int, priority: Int, now: Double) -> Placement {
        let place = best(
            of: idle, where: { groups[$0.group].queues.contains(queue) }, key: { ($0.since, 0, $0.group) })
        let contact = Waiting(ticket: ticket, queue: queue, priority: priority, since: now)
        if let place {
            let agent = idle.remove(at: place)
            take(contact, agent: agent.agent, group: agent.group, now: now)
            return .served(agent: agent.agent)
        }
        // The least urgent, of these the one begun last; of the same time that of the first group, there the last.
        let last = inHand.indices.reversed().filter {
            inHand[$0].contact.priority > priority && groups[inHand[$0].group].queues.contains(queue)
        }.min { a, b in
            func key(_ place: Int) -> (Int, Double, Int, Int) {
                (-inHand[place].contact.priority, -inHand[place].began, inHand[place].group, -place)
            }
            return key(a) < key(b)
        }
        if let last {
            let found = inHand.remove(at: last)
            waiting.insert(found.contact, at: 0)
            take(contact, agent: found.agent, group: found.group, now: now)
            return .interrupting(agent: found.agent, ticket: found.contact.ticket)
        }
        guard backlog[queue] < capacities[queue] else { return .blocked }
        waiting.append(contact)
        return .waiting
    }

    private mutating func take(_ contact: Waiting, agent: Int, group: Int, now: Double) {
        guard interruptible[contact.queue] else { return }
        inHand.append(InHand(agent: agent, group: group, contact: contact, began: now))
    }

    mutating func leave(ticket: Int) -> Bool {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return false }
        waiting.remove(at: place)
        return true
    }

    mutating func ready(agent: Int, now: Double) -> Int? {
        guard !idle.contains(where: { $0.agent == agent }) else { return nil }
        guard let group = groups.firstIndex(where: { $0.agents.contains(agent) }) else { return nil }
        inHand.removeAll { $0.agent == agent }
        let skills = groups[group].queues
        // Who is first in each queue at each priority stands for the rest of the line.
        var heads: Set<Int> = []
        let place = best(
            of: waiting,
            where: { skills.contains($0.queue) && heads.insert($0.queue * 10 + $0.priority).inserted },
            key: { (Double($0.priority), $0.since, skills.firstIndex(of: $0.queue) ?? 0) })
        if let place {
            let contact = waiting.remove(at: place)
            take(contact, agent: agent, group: group, now: now)
            return contact.ticket
        }
        idle.append(Idle(agent: agent, group: group, since: now))
        return nil
    }

    mutating func leaveDuty(agent: Int) -> Bool {
        guard let place = idle.firstIndex(where: { $0.agent == agent }) else {
            inHand.removeAll { $0.agent == agent }
            return false
        }
        idle.remove(at: place)
        return true
    }
}
