/// Contacts that wait for anybody, by queue and units, each in a heap by the strategy's key; and those that wait for one
/// agent, in lines.
struct WaitingContacts: ~Copyable, Sendable {
    /// A contact that may be waiting.
    struct State: Sendable {
        var joined = 0.0
        var key = 0.0
        var queue: Int32 = -1
        var units: Int16 = 1
        /// The agent it waits for; -1 for anybody.
        var agent: Int32 = -1
        /// Contacts that began to wait before it.
        var order = 0
    }

    /// A queue: its limit, how many wait in it, and the units of those that wait for anybody, one bit each.
    struct Queue: Sendable {
        let capacity: Int
        var backlog = 0
        var units: UInt64 = 0
    }

    var queues: FlatTable<Queue>
    private(set) var contacts = FlatTable<State>()
    private var heaps: FlatTable<IndexedHeap>
    private var places = FlatTable<Int32>()
    private let lanes: Int
    /// Lines of those that wait for each agent.
    private var reserved: FlatTable<LinkedLine>
    private var links = FlatTable<Link>()
    private var arrivals = 0

    /// - Parameters:
    ///   - lanes: most units that a contact takes.
    ///   - agents: number of agents.
    init(queues: [QueueSpecification], lanes: Int, agents: Int) {
        var heaps = FlatTable<IndexedHeap>()
        for _ in 0..<queues.count * lanes { heaps.append(IndexedHeap()) }
        self.heaps = heaps
        self.queues = FlatTable(queues.map { Queue(capacity: $0.capacity ?? Int.max) })
        self.lanes = lanes
        reserved = FlatTable(repeating: LinkedLine(), count: agents)
    }

    func isWaiting(_ ticket: Int) -> Bool { ticket >= 0 && ticket < contacts.count && contacts[ticket].queue >= 0 }

    /// A contact waits for anybody, or for one agent.
    mutating func add(_ ticket: Int, _ state: State) {
        makeRoom(for: ticket)
        precondition(contacts[ticket].queue < 0, "ticket is waiting already")
        contacts[ticket] = state
        contacts[ticket].units = Int16(truncatingIfNeeded: min(max(Int(state.units), 1), lanes))
        contacts[ticket].order = arrivals
        arrivals += 1
        queues[Int(state.queue)].backlog += 1
        if state.agent >= 0 { reserved[Int(state.agent)].append(ticket, in: &links) } else { enlist(ticket) }
    }

    /// A contact that waits for one agent waits for anybody from now on, in the order in which it came.
    mutating func open(_ ticket: Int) {
        let agent = Int(contacts[ticket].agent)
        guard agent >= 0 else { return }
        reserved[agent].remove(ticket, in: &links)
        contacts[ticket].agent = -1
        enlist(ticket)
    }

    /// A contact waits no longer.
    mutating func remove(_ ticket: Int) {
        let queue = Int(contacts[ticket].queue)
        let agent = Int(contacts[ticket].agent)
        queues[queue].backlog -= 1
        contacts[ticket].queue = -1
        if agent >= 0 {
            reserved[agent].remove(ticket, in: &links)
            return
        }
        let lane = Int(contacts[ticket].units) - 1
        let heap = queue * lanes + lane
        heaps[heap].remove(ticket, places: &places)
        if heaps[heap].isEmpty { queues[queue].units &= ~(1 &<< UInt64(lane)) }
    }

    private mutating func enlist(_ ticket: Int) {
        let queue = Int(contacts[ticket].queue)
        let lane = Int(contacts[ticket].units) - 1
        heaps[queue * lanes + lane].insert(
            IndexedHeap.Entry(key: contacts[ticket].key, order: contacts[ticket].order, member: ticket),
            places: &places)
        queues[queue].units |= 1 &<< UInt64(lane)
    }

    /// The contact that has waited longest for this agent and fits into its room, or -1.
    func chooseReserved(agent: Int, free: Int, capacity: Int) -> Int {
        var ticket = reserved[agent].first
        while ticket >= 0, min(Int(contacts[ticket].units), capacity) > free { ticket = Int(links[ticket].next) }
        return ticket
    }

    /// The contact that an agent with so many free units should take, or -1: O(queues x units that occur).
    ///
    /// - Parameters:
    ///   - candidates: the queues its group serves, in the order that decides between equals.
    ///   - costs: expected cost by group and queue where that comes first; empty otherwise.
    func choose(
        _ candidates: borrowing FlatLists, group: Int, free: Int, capacity: Int, costs: borrowing FlatTable<Double>,
        costFirst: Bool
    ) -> Int {
        let fitting: UInt64 = free >= capacity ? .max : (2 &<< UInt64(free - 1)) &- 1
        var chosen = -1
        var best = (Double.infinity, Double.infinity, Double.infinity)
        for place in candidates.range(group) {
            let queue = candidates[place]
            var units = queues[queue].units & fitting
            while units != 0 {
                let lane = units.trailingZeroBitCount
                units &= units &- 1
                let top = heaps[queue * lanes + lane].first
                let cost = costFirst ? costs[group * queues.count + queue] : 0
                let key = (cost, top.key, contacts[top.member].joined)
                if chosen < 0 || key < best {
                    chosen = top.member
                    best = key
                }
            }
        }
        return chosen
    }

    private mutating func makeRoom(for ticket: Int) {
        guard ticket >= contacts.count else { return }
        let size = max(64, ticket + 1, contacts.count * 2)
        contacts.grow(to: size, filling: State())
        places.grow(to: size, filling: -1)
        links.grow(to: size, filling: Link())
    }
}
