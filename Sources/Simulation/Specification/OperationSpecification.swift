import Quantities
import Routing
import Traffic
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
    /// Whether audits that contradict the AI are read by another human, and by a third where those two differ.
    public var readsAuditsAgain = false
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

/// What happens in an operation, by what the scenario says.
extension OperationSpecification {
    /// Whether humans audit AI answers.
    var audits: Bool { usesAI && auditQueue != nil && policy.auditShare > 0 }

    /// Whether humans spend time on labels.
    var labels: Bool {
        usesAI && training.map { $0.annotationSeconds > 0 || $0.feedback.readsAgain } ?? false
            || audits && readsAuditsAgain
    }

    /// Whether humans do anything else than handle contacts.
    var doesOtherWork: Bool { has(.approve) || audits || labels }

    /// The rules of the policy that can decide, by their bits in `ReasonSet`; none where there is no AI, and so one only.
    var reasonBits: [Int] {
        guard usesAI else { return [] }
        let triggers = Array(policy.triggers.indices.prefix(ReasonSet.maximumTriggers))
        return triggers + (ai?.answers == nil ? [] : [ReasonSet.noPredictionBit])
            + [ReasonSet.doubtBit, ReasonSet.confidentBit]
    }

    /// Whether an AI takes part.
    var usesAI: Bool { ai != nil && policy.usesAI }

    /// Whether customers give up waiting, or are turned away by a full queue.
    public var canMissCustomers: Bool { traffic.losesPatience || queues.contains { $0.capacity != nil } }

    /// Whether an outcome costs anything for some intent.
    func hasPrice(_ price: PriceByIntent) -> Bool { !price.isFree(intents: catalog.intents.count) }

    /// Whether the policy can decide on an action.
    func has(_ action: Decision.Action) -> Bool {
        usesAI && (policy.belowThreshold == action || policy.triggers.contains { $0.effect == action })
            || action == .approve && approvesPlans
    }

    /// Whether humans approve plans of the AI.
    var approvesPlans: Bool {
        usesAI && plans.contains { $0.plan.asks }
            || usesAI && !plans.isEmpty && policy.triggers.contains { $0.effect == .approve }
    }

    /// Weeks of the run that lie wholly in the measured period.
    var wholeWeeks: Range<Int> {
        let week = Seconds.perWeek
        let first = Int((warmUpSeconds / week).rounded(.up))
        let last = Int((horizonSeconds / week).rounded(.down))
        return first..<max(first, last)
    }

    /// Whether AI answers are audited and what comes of it is watched.
    var watchesAudits: Bool { monitors != nil && usesAI && auditQueue != nil && policy.auditShare > 0 }

    /// Times in seconds from which on the AI's answers may get worse, by a fault that the scenario contains: drifts of the
    /// language, new intents, shuffled labels, dialects with a later start; rising, and each time once.
    var faultStarts: [Double] {
        var starts: [Double] = []
        if case .language(let language) = traffic.source {
            starts += language.drifts.map(\.startSeconds)
            starts += language.intents.map(\.startSeconds).filter { $0 > 0 }
        }
        if let shuffled = training?.shuffled { starts.append(shuffled.lowerBound) }
        var seen: [Double] = []
        for start in starts.sorted() where seen.last != start && start <= horizonSeconds { seen.append(start) }
        return seen
    }

    /// Intents that nobody has a name for at the start, an index into the catalog each, and since when customers ask for
    /// them, in seconds; none where nobody is asked for labels.
    var laterIntents: [(intent: Int, start: Double)] {
        guard usesAI, training != nil, case .language(let language) = traffic.source else { return [] }
        return language.intents.compactMap { later in
            guard later.startSeconds > 0, let intent = catalog.intents.firstIndex(of: later.name) else { return nil }
            return (intent, later.startSeconds)
        }
    }

    /// Since when each segment is served worse by what the scenario says, in seconds; nil for one that is not.
    var worseSince: [Double?] {
        catalog.segments.indices.map { segment in
            var since: Double?
            if case .language(let language) = traffic.source {
                since = language.drifts.filter { $0.segment == segment }.map(\.startSeconds).min()
            }
            if ai?.assumed != nil, traffic.accuracyFactor(ofSegment: segment) < 1 { since = 0 }
            return since
        }
    }
}
