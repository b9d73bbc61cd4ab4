/// Named strategies for matching contacts with agents: who takes a contact, and which contact an agent takes.
public struct AssignmentRules: Sendable, Equatable {
    /// Who takes a contact, of the agents who have the skill and room for it.
    public enum AgentOrder: String, Sendable, CaseIterable {
        /// Who has neither taken nor finished a contact for longest.
        case longestIdle = "longest_idle"
        /// Who has the smallest share of its capacity in use; of these who has taken fewest contacts since coming on
        /// duty; of these the longest idle.
        case leastLoaded = "least_loaded"
        /// Whose expected cost for the contact's queue is lowest; of these the least loaded; of these the longest idle.
        case bestOutcome = "best_outcome"
    }

    /// Which of the waiting contacts that an agent can serve and has room for it takes.
    public enum ContactOrder: String, Sendable, CaseIterable {
        /// The most urgent; of these the one that has waited longest.
        case priority
        /// The one whose queue's target is nearest, or longest past (earliest deadline first; Liu and Layland, "Scheduling
        /// algorithms for multiprogramming in a hard-real-time environment", JACM 20, 1973).
        case deadline
        /// The one that has waited longest, whatever its priority.
        case longestWait = "longest_wait"
        /// One of the queue at which the agent's expected cost is lowest; of these the most urgent.
        case bestOutcome = "best_outcome"
    }

    /// Most units of capacity that an agent has.
    public static let largestCapacity = 64

    /// Who takes a contact.
    public var agents: AgentOrder
    /// Which contact an agent takes.
    public var contacts: ContactOrder
    /// Wait after which a contact counts as one priority more urgent, in seconds, above 0; nil when it never does.
    ///
    /// Urgency grows evenly with the wait (Kleinrock, "A delay dependent queue discipline", Naval Research Logistics
    /// Quarterly 11, 1964, with equal rates): contacts are taken in the order of joined + priority x ageing, which does
    /// not change while they wait.
    public var ageingSeconds: Double?
    /// For `deadline`: time within which a contact of each queue should be taken, in seconds.
    public var targetSeconds: [Double]
    /// Units of capacity of the agents of each group, 1 to 64; those of a group that is not listed have 1.
    public var capacities: [Int]
    /// For `bestOutcome`: expected cost of a contact of each queue (inner) when each group (outer) handles it.
    public var expectedCosts: [[Double]]
    /// How long a contact waits for the agent it asks for before anybody may take it, in seconds; 0 for not at all.
    public var stickySeconds: Double

    /// Creates rules; the default is what `Dispatcher` does: longest idle, and most urgent first.
    public init(
        agents: AgentOrder = .longestIdle, contacts: ContactOrder = .priority, ageingSeconds: Double? = nil,
        targetSeconds: [Double] = [], capacities: [Int] = [], expectedCosts: [[Double]] = [],
        stickySeconds: Double = 0
    ) {
        self.agents = agents
        self.contacts = contacts
        self.ageingSeconds = ageingSeconds
        self.targetSeconds = targetSeconds
        self.capacities = capacities
        self.expectedCosts = expectedCosts
        self.stickySeconds = stickySeconds
    }

    /// Capacity of the agents of a group, as it counts.
    public func capacity(ofGroup group: Int) -> Int {
        capacities.indices.contains(group) ? min(max(capacities[group], 1), Self.largestCapacity) : 1
    }

    /// What waiting contacts of a queue are taken by, the least first; it does not change while they wait.
    func key(queue: Int, priority: Int, joined: Double) -> Double {
        switch contacts {
        case .longestWait: joined
        case .deadline: joined + (targetSeconds.indices.contains(queue) ? targetSeconds[queue] : 0)
        case .priority, .bestOutcome:
            ageingSeconds.map { joined + Double(Dispatcher.valid(priority: priority)) * $0 }
                ?? Double(Dispatcher.valid(priority: priority))
        }
    }
}
