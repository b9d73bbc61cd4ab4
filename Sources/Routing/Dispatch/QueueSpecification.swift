/// A queue in which contacts wait for a human.
public struct QueueSpecification: Sendable, Equatable {
    /// Name in scenarios and reports.
    public var name: String
    /// Most contacts that may wait; nil for no limit. Beyond it contacts are turned away.
    public var capacity: Int?
    /// Whether an agent puts a contact of this queue aside when a more urgent one finds nobody idle; it is taken up
    /// again where it was left.
    public var interruptible: Bool

    /// Creates a queue.
    public init(name: String, capacity: Int? = nil, interruptible: Bool = false) {
        self.name = name
        self.capacity = capacity
        self.interruptible = interruptible
    }
}

/// Agents with the same skills.
public struct AgentGroup: Sendable, Equatable {
    /// Queues its agents can serve, as indices into the operation's queues.
    public var queues: [Int]
    /// Its agents' numbers: a range of the operation's agents.
    public var agents: Range<Int>

    /// Creates a group.
    public init(queues: [Int], agents: Range<Int>) {
        self.queues = queues
        self.agents = agents
    }
}
