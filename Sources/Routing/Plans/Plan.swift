/// What the AI wants to do for a request: steps in order, some of them only after a human's approval.
public struct Plan: Sendable, Equatable {
    /// One step.
    public struct Step: Sendable, Equatable {
        /// Its name, for approvers, records and idempotency keys.
        public var name: String
        /// Whether it waits for an approval before it is begun.
        public var pauses: Bool

        /// Creates a step.
        public init(name: String, pauses: Bool = false) {
            self.name = name
            self.pauses = pauses
        }
    }

    /// Its name.
    public var name: String
    /// The steps, in order.
    public var steps: [Step]
    /// Whether a human approves the whole of it before the first step; steps that pause ask again.
    public var approvesWhole: Bool

    /// Creates a plan.
    public init(name: String, steps: [Step], approvesWhole: Bool = false) {
        self.name = name
        self.steps = steps
        self.approvesWhole = approvesWhole
    }

    /// Whether any human is asked.
    public var asks: Bool { approvesWhole || steps.contains(where: \.pauses) }
}

/// What a human says to a plan, or to its next step.
public enum PlanAnswer: Sendable, Equatable {
    /// Go on.
    case accept
    /// Go on, with what the human changed.
    case edit
    /// The customer must be asked first; the human decides after the reply.
    case respond
    /// Do not; a human takes the request over. With the reason.
    case reject(reason: String)

    /// Its name in records.
    public var name: String {
        switch self {
        case .accept: "accept"
        case .edit: "edit"
        case .respond: "respond"
        case .reject: "reject"
        }
    }
}

/// What happens to a plan; a journal keeps these, and a plan's state follows from them.
public enum PlanEvent: Sendable, Equatable {
    /// A human answered.
    case answered(PlanAnswer)
    /// The customer replied to a question.
    case replied
    /// A step is about to be done: written before anything is done.
    case began(step: Int)
    /// A step has been done.
    case finished(step: Int)
    /// Nobody answered in time: the approval waits elsewhere from now on.
    case escalated
}

/// An event that cannot follow: a fault of the caller.
public struct PlanFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The fault in a sentence.
    public let description: String
}
