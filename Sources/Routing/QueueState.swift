/// What the operation knows of the humans behind a queue when it decides about a query.
public struct QueueState: Sendable, Equatable {
    /// Agents on duty who serve the queue, beside others perhaps.
    public var agents: Int
    /// Those of them who have nothing to do.
    public var idleAgents: Int
    /// Mean handle time as observed so far, in seconds; 0 where not known.
    public var meanHandleSeconds: Double
    /// Seconds of work that arrive a second for each of its agents, by any queue they serve: 1 is all they can do.
    public var load: Double
    /// The same if humans were asked about every query of these queues; 0 where not known.
    public var offeredLoad: Double
    /// Seconds of work that wait in other queues for each of its agents.
    public var otherWorkSeconds: Double
    /// Seconds until the turns of duty of its agents end, on average; infinity where they do not.
    public var secondsLeft: Double
    /// Seconds until an agent comes, where none is on duty.
    public var secondsToDuty: Double

    /// Creates a state; see the properties. The default is a queue that nobody serves.
    public init(
        agents: Int = 0, idleAgents: Int = 0, meanHandleSeconds: Double = 0, load: Double = 0,
        otherWorkSeconds: Double = 0, secondsLeft: Double = .infinity, secondsToDuty: Double = 0,
        offeredLoad: Double = 0
    ) {
        self.agents = agents
        self.idleAgents = idleAgents
        self.meanHandleSeconds = meanHandleSeconds
        self.load = load
        self.offeredLoad = offeredLoad
        self.otherWorkSeconds = otherWorkSeconds
        self.secondsLeft = secondsLeft
        self.secondsToDuty = secondsToDuty
    }
}
