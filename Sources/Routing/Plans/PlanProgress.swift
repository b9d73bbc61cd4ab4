/// How far a plan is: a state that follows from the events so far.
///
/// A step is done once: it can begin only when all before it are finished, and what was begun before a restart is
/// `uncertain` until somebody has found out, by its idempotency key, whether it was done.
public struct PlanProgress: Sendable, Equatable {
    /// What the plan waits for; steps are numbered from 0, and nil is the plan as a whole.
    public enum State: Sendable, Equatable {
        /// A human's answer.
        case approval(step: Int?)
        /// The customer's reply, after which the human is asked again.
        case customer(step: Int?)
        /// The beginning of a step.
        case ready(step: Int)
        /// The end of a step.
        case running(step: Int)
        /// Somebody to find out whether a step that was begun before a restart was done: `finished` says that it was,
        /// `began` that it is done again, with the same idempotency key.
        case uncertain(step: Int)
        /// Nothing: all steps are done.
        case finished
        /// Nothing: a human takes the request over.
        case rejected(reason: String)

        /// Whether nothing more happens.
        public var isOver: Bool {
            switch self {
            case .finished, .rejected: true
            default: false
            }
        }
    }

    /// The plan.
    public let plan: Plan
    /// What it waits for.
    public private(set) var state: State
    /// Steps that are done.
    public private(set) var stepsDone = 0

    /// Starts a plan.
    public init(_ plan: Plan) {
        self.plan = plan
        state = .finished
        state = plan.approvesWhole ? .approval(step: nil) : next(0)
    }

    /// The state of a plan that a process left: an event that was begun and not finished is uncertain.
    ///
    /// - Throws: `PlanFault` when the events are not those of this plan.
    public init(resuming plan: Plan, after events: [PlanEvent]) throws(PlanFault) {
        self.init(plan)
        for event in events {
            // A step that was begun twice: the plan was resumed in between.
            if case .running(let step) = state, event == .began(step: step) { state = .uncertain(step: step) }
            try apply(event)
        }
        if case .running(let step) = state { state = .uncertain(step: step) }
    }

    /// Takes an event.
    ///
    /// - Throws: `PlanFault` when it cannot happen now; nothing has changed then.
    public mutating func apply(_ event: PlanEvent) throws(PlanFault) {
        switch (event, state) {
        case (.answered(.accept), .approval(let step)), (.answered(.edit), .approval(let step)):
            state = step.map { .ready(step: $0) } ?? next(0)
        case (.answered(.respond), .approval(let step)): state = .customer(step: step)
        case (.answered(.reject(let reason)), .approval): state = .rejected(reason: reason)
        case (.replied, .customer(let step)): state = .approval(step: step)
        case (.escalated, .approval): break
        case (.began(let begun), .ready(let step)) where begun == step,
            (.began(let begun), .uncertain(let step)) where begun == step:
            state = .running(step: step)
        case (.finished(let done), .running(let step)) where done == step,
            (.finished(let done), .uncertain(let step)) where done == step:
            stepsDone = step + 1
            state = next(step + 1)
        default: throw PlanFault(description: "'\(event)' cannot happen to a plan that is '\(state)'")
        }
    }

    private func next(_ step: Int) -> State {
        guard plan.steps.indices.contains(step) else { return .finished }
        return plan.steps[step].pauses ? .approval(step: step) : .ready(step: step)
    }
}
