/// Agents who have room for more, by group and units in use, each in a heap by the strategy's key.
struct AvailableAgents: ~Copyable, Sendable {
    /// A group: the units of its agents, its first heap, and the units in use at which it has agents, one bit each.
    struct Group: Sendable {
        let capacity: Int
        let start: Int
        var levels: UInt64 = 0

        /// The levels at which there is room for so many units; who asks for more than all gets all.
        @inline(__always)
        func levels(withRoomFor units: Int) -> UInt64 {
            let most = UInt64(truncatingIfNeeded: capacity - min(units, capacity))
            return levels & ((2 &<< most) &- 1)
        }
    }

    /// An agent: since when nothing has changed, contacts taken on this turn of duty, and units in use.
    struct State: Sendable {
        var since = 0.0
        var taken = 0
        var group: Int32 = 0
        var load: Int32 = 0
        var isOnDuty = false
        var isListed = false
    }

    private let order: AssignmentRules.AgentOrder
    private(set) var groups: FlatTable<Group>
    var agents: FlatTable<State>
    private var heaps: FlatTable<IndexedHeap>
    private var places: FlatTable<Int32>
    private var listings = 0

    init(_ rules: AssignmentRules, groups: [AgentGroup]) {
        var list: [Group] = []
        var heaps = FlatTable<IndexedHeap>()
        for number in groups.indices {
            let capacity = rules.capacity(ofGroup: number)
            list.append(Group(capacity: capacity, start: heaps.count))
            for _ in 0..<capacity { heaps.append(IndexedHeap()) }
        }
        let count = groups.map(\.agents.upperBound).max() ?? 0
        var agents = FlatTable<State>(repeating: State(), count: count)
        for (number, group) in groups.enumerated() {
            for agent in group.agents { agents[agent].group = Int32(number) }
        }
        order = rules.agents
        self.groups = FlatTable(list)
        self.agents = agents
        places = FlatTable(repeating: -1, count: count)
        self.heaps = heaps
    }

    /// Lists an agent on duty who has room, as of now.
    mutating func list(_ agent: Int) {
        let group = Int(agents[agent].group)
        let level = Int(agents[agent].load)
        guard agents[agent].isOnDuty, level < groups[group].capacity else { return }
        let key = order == .leastLoaded ? Double(agents[agent].taken) : agents[agent].since
        agents[agent].isListed = true
        listings += 1
        heaps[groups[group].start + level].insert(
            IndexedHeap.Entry(key: key, order: listings, member: agent), places: &places)
        groups[group].levels |= 1 &<< UInt64(level)
    }

    /// Takes an agent off the lists, if it is on one.
    mutating func unlist(_ agent: Int) {
        guard agents[agent].isListed else { return }
        agents[agent].isListed = false
        let group = Int(agents[agent].group)
        let level = Int(agents[agent].load)
        let heap = groups[group].start + level
        heaps[heap].remove(agent, places: &places)
        if heaps[heap].isEmpty { groups[group].levels &= ~(1 &<< UInt64(level)) }
    }

    /// The agent who should take a contact of so many units, or -1: O(groups x capacity).
    ///
    /// - Parameters:
    ///   - candidates: the groups with the skill, in the order that decides between equals.
    ///   - queue: the contact's queue.
    ///   - costs: expected cost by group and queue, for `bestOutcome`; empty otherwise.
    func choose(
        _ candidates: borrowing FlatLists, queue: Int, queues: Int, units: Int, costs: borrowing FlatTable<Double>
    ) -> Int {
        var chosen = -1
        var best = (Double.infinity, Double.infinity, Double.infinity)
        for place in candidates.range(queue) {
            let group = candidates[place]
            let start = groups[group].start
            var levels = groups[group].levels(withRoomFor: units)
            while levels != 0 {
                let level = levels.trailingZeroBitCount
                levels &= levels &- 1
                let top = heaps[start + level].first
                let since = agents[top.member].since
                let share = Double(level) / Double(groups[group].capacity)
                let key: (Double, Double, Double)
                switch order {
                case .longestIdle: key = (0, 0, since)
                case .leastLoaded: key = (share, top.key, since)
                case .bestOutcome: key = (costs[group * queues + queue], share, since)
                }
                if chosen < 0 || key < best {
                    chosen = top.member
                    best = key
                }
                // Fuller agents of the same group cannot be better by load.
                if order != .longestIdle { break }
            }
        }
        return chosen
    }
}
