/// Contacts in the hands of agents that a more urgent one may interrupt, by group of agents and priority.
struct WorkInHand: ~Copyable, Sendable {
    /// A contact in hand.
    struct Item: Sendable {
        var ticket: Int
        /// Its line: queue x priorities + priority.
        var line: Int
        /// When it joined the queue, in seconds.
        var joined: Double
        /// When the agent took it, in seconds.
        var began = 0.0
        /// The group's line here; -1 when the agent has nothing that may be interrupted.
        var place = -1
    }

    private let isInterruptible: [Bool]
    private var lines: FlatTable<LinkedLine>
    private var agents: FlatTable<Link>
    private var items: FlatTable<Item>

    init(queues: [QueueSpecification], groups: Int, agents count: Int) {
        isInterruptible = queues.map(\.interruptible)
        lines = FlatTable(repeating: LinkedLine(), count: groups * Dispatcher.priorities)
        agents = FlatTable(repeating: Link(), count: count)
        items = FlatTable(repeating: Item(ticket: -1, line: 0, joined: 0), count: count)
    }

    /// An agent takes a contact.
    mutating func take(_ item: Item, agent: Int, group: Int, now: Double) {
        guard isInterruptible[item.line / Dispatcher.priorities] else { return }
        items[agent] = item
        items[agent].began = now
        items[agent].place = group * Dispatcher.priorities + item.line % Dispatcher.priorities
        lines[items[agent].place].append(agent, in: &agents)
    }

    /// An agent's contact is done, or may not be interrupted any more.
    mutating func drop(_ agent: Int) {
        let place = items[agent].place
        guard place >= 0 else { return }
        lines[place].remove(agent, in: &agents)
        items[agent].place = -1
    }

    /// The agent with the least urgent contact below a priority, of these the one who took it last; in the group listed
    /// first, where they took them at the very same time.
    func leastUrgent(of groups: borrowing FlatLists, serving queue: Int, below priority: Int) -> Int? {
        var level = Dispatcher.priorities - 1
        while level > priority {
            var chosen = -1
            for place in groups.range(queue) {
                let agent = lines[groups[place] * Dispatcher.priorities + level].last
                guard agent >= 0, chosen < 0 || items[chosen].began < items[agent].began else { continue }
                chosen = agent
            }
            if chosen >= 0 { return chosen }
            level -= 1
        }
        return nil
    }

    /// What an agent has in hand.
    subscript(agent: Int) -> Item { items[agent] }
}
