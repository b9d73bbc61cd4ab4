/// What became of a contact that asked for a human.
public enum Placement: Sendable, Equatable {
    /// This agent takes it now.
    case served(agent: Int)
    /// This agent takes it now and puts another contact aside, which waits at the head of its line.
    case interrupting(agent: Int, ticket: Int)
    /// It waits for anybody.
    case waiting
    /// It waits for the agent it asked for, until that agent is given up.
    case reserved
    /// The queue was full.
    case blocked
}
