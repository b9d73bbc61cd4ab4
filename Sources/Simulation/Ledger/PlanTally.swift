/// What became of the plans of a replication's measured cases. Amounts of time are in seconds.
public struct PlanTally: Sendable, Equatable {
    /// Plans begun.
    public internal(set) var started = 0.0
    /// Plans all of whose steps were done.
    public internal(set) var completed = 0.0
    /// Those of them that were what the customer wanted.
    public internal(set) var completedRight = 0.0
    /// Plans that a human rejected.
    public internal(set) var rejected = 0.0
    /// Those of them that were what the customer wanted.
    public internal(set) var rejectedRight = 0.0
    /// Approvals asked for.
    public internal(set) var asked = 0.0
    /// Answers that changed something.
    public internal(set) var edited = 0.0
    /// Answers that asked the customer first.
    public internal(set) var responded = 0.0
    /// Answers given.
    public internal(set) var answered = 0.0
    /// Approvals that nobody answered in time.
    public internal(set) var timedOut = 0.0
    /// Time from the request to the last step, of completed plans.
    public internal(set) var duration = 0.0
    /// Time that the steps of completed plans took.
    public internal(set) var steps = 0.0
    /// Time that completed plans waited for approvals: in queues, in hands, and for the customers' replies.
    public internal(set) var delay = 0.0
    /// Time that approvals waited in queues.
    public internal(set) var wait = 0.0
    /// Time that humans took to answer.
    public internal(set) var handling = 0.0
}
