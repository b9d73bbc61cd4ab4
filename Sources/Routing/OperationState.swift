/// What the operation knows of itself when it decides about a query.
public struct OperationState: Sendable, Equatable {
    /// Contacts waiting, by queue.
    public var backlog: [Int]
    /// Who serves each queue; empty where nobody keeps account of it, and then no congestion has a price.
    public var queues: [QueueState]
    /// Agents who are handling a contact.
    public var busyAgents: Int
    /// Agents on duty, busy or idle.
    public var scheduledAgents: Int
    /// Whether a monitor has detected drift.
    public var driftDetected: Bool

    /// Creates a state; the default is an operation with nothing going on.
    public init(
        backlog: [Int] = [], busyAgents: Int = 0, scheduledAgents: Int = 0, driftDetected: Bool = false,
        queues: [QueueState] = []
    ) {
        self.backlog = backlog
        self.busyAgents = busyAgents
        self.scheduledAgents = scheduledAgents
        self.driftDetected = driftDetected
        self.queues = queues
    }
}
