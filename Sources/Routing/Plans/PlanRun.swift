/// The plan of one request, as production carries it out: every event goes to the journal first, so that whoever resumes
/// it after a crash repeats no finished step.
///
/// A step has an idempotency key that never changes. Before it is done its beginning is journalled; one that was begun
/// and not finished when the process died may or may not have been done, and the resumed plan is `uncertain`: ask the
/// system that does it for the key and say `settle(done:)`. Systems that ignore a key they have seen may be sent the step
/// again. Write-ahead logging with idempotent redo: Gray and Reuter, "Transaction processing", section 10.3.
public struct PlanRun {
    /// A step to be done now.
    public struct Call: Sendable, Equatable {
        /// Number of the step, from 0.
        public let step: Int
        /// Its name.
        public let name: String
        /// The same for this step of this request at every attempt, and for no other.
        public let idempotencyKey: String
    }

    /// Number of the request.
    public let request: String
    private var progress: PlanProgress
    private let journal: PlanJournal

    /// Starts a request's plan, or resumes it where the journal has it.
    ///
    /// - Throws: `PlanFault` when the journal has another plan for the request; `OutputError` when it cannot be written.
    public init(request: String, plan: Plan, journal: PlanJournal) throws {
        if let events = try journal.events(of: request, plan: plan) {
            progress = try PlanProgress(resuming: plan, after: events)
        } else {
            try journal.start(request, plan: plan)
            progress = PlanProgress(plan)
        }
        self.request = request
        self.journal = journal
    }

    /// What the plan waits for.
    public var state: PlanProgress.State { progress.state }

    /// A human answers.
    ///
    /// - Throws: `PlanFault` when nobody was asked; `OutputError`. Nothing has changed then, as with all that follows.
    public mutating func answer(_ answer: PlanAnswer) throws { try happen(.answered(answer)) }

    /// The customer replies.
    public mutating func reply() throws { try happen(.replied) }

    /// Nobody answered in time, and the approval goes elsewhere.
    public mutating func escalate() throws { try happen(.escalated) }

    /// Begins the next step.
    ///
    /// - Returns: what is to be done now; `finishStep` when it has been done.
    public mutating func beginStep() throws -> Call {
        let step =
            switch state {
            case .ready(let step), .uncertain(let step): step
            default: progress.stepsDone
            }
        try happen(.began(step: step))
        return call(step)
    }

    /// The step has been done.
    public mutating func finishStep() throws { try happen(.finished(step: progress.stepsDone)) }

    /// The step that was begun before a restart and may or may not have been done; nil when there is none.
    public var uncertainCall: Call? {
        if case .uncertain(let step) = state { call(step) } else { nil }
    }

    /// Says whether the uncertain step had been done: if not, it is to be done now.
    ///
    /// - Returns: what is to be done now, or nil.
    public mutating func settle(done: Bool) throws -> Call? {
        guard let uncertain = uncertainCall else {
            throw PlanFault(description: "no step of request '\(request)' is uncertain")
        }
        guard done else { return try beginStep() }
        try happen(.finished(step: uncertain.step))
        return nil
    }

    private func call(_ step: Int) -> Call {
        Call(step: step, name: progress.plan.steps[step].name, idempotencyKey: "\(request)/\(step)")
    }

    private mutating func happen(_ event: PlanEvent) throws {
        var after = progress
        try after.apply(event)
        try journal.add(event, to: request)
        progress = after
    }
}
