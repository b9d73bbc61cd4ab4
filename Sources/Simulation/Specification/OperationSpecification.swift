import Routing
import Training
import Workforce

/// Everything there is to say about an operation before it is simulated; what a scenario file decodes to.
public struct OperationSpecification: Sendable {
    /// End of the measured period, in seconds from the start (Monday midnight).
    public var horizonSeconds: Double
    /// Start of the measured period, in seconds.
    public var warmUpSeconds: Double
    /// Names of intents, channels, segments, actions and queues.
    public var catalog: Catalog
    /// The intent that humans give to queries outside every other one; nil when there are none.
    public var outOfScopeIntent: Int?
    /// Who comes, when, and with what.
    public var traffic: TrafficSpecification
    /// The AI; nil when humans do everything.
    public var ai: AISpecification?
    /// Who handles what.
    public var policy: PolicyRules
    /// Queues, in the order of the catalog.
    public var queues: [QueueSpecification]
    /// Queue in which audits of AI answers wait, behind its customers if it has any, and taking places of its capacity;
    /// nil when nothing is audited.
    public var auditQueue: Int?
    /// The people.
    public var teams: [Team]
    /// How contacts and agents are matched; nil for the longest idle, the most urgent first, one contact at a time.
    public var assignment: AssignmentSpecification?
    /// Requests that the AI handles by plans; the first that fits is taken.
    public var plans: [PlanSpecification] = []
    /// How customers react.
    public var customers: CustomerBehaviour
    /// Learning from the humans' labels; nil when the first model stays.
    public var training: TrainingPlan?
    /// What is paid beside wages, and what failures cost.
    public var costs: Costs
    /// What clients pay.
    public var prices: Prices
    /// Service levels, in the order of the scenario.
    public var serviceLevels: [ServiceLevelDefinition]
    /// Contacts whose waits are measured each on their own, by their numbers in the order of arrival, from 1.
    public var followedContacts: [Int] = []
    /// What is watched while the operation runs; nil for nothing.
    public var monitors: MonitorPlan?

    /// Creates a specification; see the properties.
    public init(
        horizonSeconds: Double, warmUpSeconds: Double = 0, catalog: Catalog, outOfScopeIntent: Int? = nil,
        traffic: TrafficSpecification, ai: AISpecification?, policy: PolicyRules, queues: [QueueSpecification],
        auditQueue: Int? = nil, teams: [Team], customers: CustomerBehaviour = CustomerBehaviour(),
        training: TrainingPlan? = nil, costs: Costs = Costs(), prices: Prices = Prices(),
        serviceLevels: [ServiceLevelDefinition] = []
    ) {
        self.horizonSeconds = horizonSeconds
        self.warmUpSeconds = warmUpSeconds
        self.catalog = catalog
        self.outOfScopeIntent = outOfScopeIntent
        self.traffic = traffic
        self.ai = ai
        self.policy = policy
        self.queues = queues
        self.auditQueue = auditQueue
        self.teams = teams
        self.customers = customers
        self.training = training
        self.costs = costs
        self.prices = prices
        self.serviceLevels = serviceLevels
    }

    /// Proficiency by team (outer) and queue; empty where all are alike.
    var proficiencies: [Double] {
        guard teams.contains(where: { !$0.proficiency.isEmpty }) else { return [] }
        return teams.flatMap { team in queues.indices.map { team.proficiency(inQueue: $0) } }
    }

    /// The measured period in seconds.
    public var window: ClosedRange<Double> { warmUpSeconds...max(warmUpSeconds, horizonSeconds) }
}
