import Routing
import Stochastics

/// Requests that the AI handles by a plan with approvals, and what is true of such plans and of those who approve them.
public struct PlanSpecification: Sendable, Equatable {
    /// A reason for which wrong plans are rejected, and its share.
    public struct Reason: Sendable, Equatable {
        /// Its name in the audit trail.
        public var name: String
        /// Its share of the rejections, in 0...1.
        public var share: Double

        /// Creates a reason.
        public init(name: String, share: Double) {
            self.name = name
            self.share = share
        }
    }

    /// The plan.
    public var plan: Plan
    /// By action of the catalog: whether a request for it is handled so; empty for any, or none.
    public var actions: [Bool]
    /// By intent of the catalog: whether a query read as this is handled so; empty for any.
    public var intents: [Bool]
    /// Time that each step takes, in seconds.
    public var stepTimes: [Distribution]
    /// Where approvals wait.
    public var queue: Int
    /// 0 (most urgent) to 9.
    public var priority: Int
    /// Wait after which an approval goes to another queue, in seconds; nil when it never does.
    public var timeOutSeconds: Double?
    /// The queue it then waits in.
    public var escalationQueue: Int
    /// The queue in which a rejected request waits for a human who takes it over.
    public var takeOverQueue: Int
    /// Share of the answers to right plans that change something, in 0...1.
    public var edits: Double
    /// Time that a change takes, in seconds.
    public var editTime: Distribution
    /// Share of the first looks at a right plan that ask the customer first, in 0...1.
    public var responds: Double
    /// Time until the customer replies, in seconds.
    public var replyTime: Distribution
    /// Why wrong plans are rejected; the shares add up to 1.
    public var reasons: [Reason]

    /// Creates a specification; the properties say the rest.
    public init(
        plan: Plan, actions: [Bool] = [], intents: [Bool] = [], stepTimes: [Distribution], queue: Int,
        priority: Int = 5, timeOutSeconds: Double? = nil, escalationQueue: Int? = nil, takeOverQueue: Int? = nil,
        edits: Double = 0, editTime: Distribution = .constant(0), responds: Double = 0,
        replyTime: Distribution = .constant(0), reasons: [Reason] = []
    ) {
        self.plan = plan
        self.actions = actions
        self.intents = intents
        self.stepTimes = stepTimes
        self.queue = queue
        self.priority = priority
        self.timeOutSeconds = timeOutSeconds
        self.escalationQueue = escalationQueue ?? queue
        self.takeOverQueue = takeOverQueue ?? queue
        self.edits = edits
        self.editTime = editTime
        self.responds = responds
        self.replyTime = replyTime
        self.reasons = reasons
    }

    /// Whether a query is handled by this plan: by what it asks for, what it is read as, or both where both are given.
    func handles(action: Int?, intent: Int) -> Bool {
        let asked = actions.isEmpty || action.map { actions.indices.contains($0) && actions[$0] } ?? false
        let read = intents.isEmpty || (intents.indices.contains(intent) && intents[intent])
        return asked && read && !(actions.isEmpty && intents.isEmpty)
    }
}
