import Quantities
import Routing

/// Which operations can produce a measure.
public enum MeasureCondition: String, Sendable {
    /// All.
    case always
    /// Those with an AI.
    case usesAI
    /// Those with an AI and a whole week that is measured.
    case usesAIForWeeks
    /// Those whose AI is retrained.
    case learns
    /// Those with an AI and more than one segment.
    case comparesSegments
    /// Those whose AI is retrained, or whose assumed accuracy improves.
    case usesLabels
    /// Those in which humans approve what the AI drafted.
    case approves
    /// Those in which humans see drafts or suggestions of the AI.
    case reviews
    /// Those in which humans audit answers of the AI.
    case audits
    /// Those in which humans spend time on labels.
    case labels
    /// Those whose customers give up waiting.
    case losesPatience
    /// Those with a queue that can be full.
    case hasFullQueues
    /// Those with contacts that can be put aside.
    case interrupts
    /// Those whose agents may serve several contacts at once.
    case sharesAgents
    /// Those whose repeat contacts ask for the agent of the earlier one.
    case isSticky
    /// Those with an AI that was not trained here.
    case asksOthers
    /// Those whose AI handles requests by plans.
    case plans
    /// Those whose plans wait for approvals.
    case plansAsk
    /// Those whose approvals go elsewhere after a time.
    case plansTimeOut
    /// Those whose AI has conversations.
    case converses
    /// Those whose AI hands conversations over before they fail.
    case handsOver
    /// Those in which the AI's vendor charges resolutions.
    case paysVendor
    /// Those with fixed costs.
    case paysFixed
    /// Those with an AI that price its wrong answers.
    case pricesWrongAnswers
    /// Those that price a case that ends wrong.
    case pricesWrongCases
    /// Those that price a lost customer.
    case pricesLost
    /// Those that price what nobody looked at in time.
    case pricesUnhandled
    /// Those whose customers give up waiting, or are turned away.
    case canMiss
    /// Those whose policy weighs expected costs.
    case weighsCosts
    /// Those whose policy asks for more confidence at one time than at another.
    case movesThreshold
    /// Those whose AI asks customers to confirm or rephrase.
    case confirms
    /// Those that sell resolutions.
    case sells
    /// Those that watch their AI.
    case watches
    /// Those that watch the audits of AI answers.
    case watchesAudits
    /// Those that watch for drift.
    case watchesDrift
    /// Those that watch for drift, and in which something happens that may make the AI worse.
    case watchesFaults
    /// Those that watch the queries themselves, without labels.
    case watchesQueries
    /// Those that watch the shares of the intents.
    case watchesShares
    /// Those in which customers ask for something that nobody has a name for at the start.
    case namesIntents
    /// Those that compare segments.
    case watchesSegments
    /// Those that compare segments of which one is served worse by what the scenario says.
    case watchesWorseSegments
    /// Those in which humans flag AI answers.
    case flags
    /// Those in which labels are given twice at random.
    case readsTwice
    /// Those in which labels are read again, at random or in doubt.
    case readsAgain
    /// Those that mix in items with known answers.
    case usesGold
    /// Those that watch audits whose labels nobody checks, and know the annotators' errors from gold items.
    case correctsAudits
    /// Those in which labels are skipped.
    case skipsLabels
    /// Those that check their labels in one of these ways.
    case checksLabels
    /// Those that put promoted models on probation.
    case usesProbation
    /// Those that recalibrate the model in use.
    case recalibrates
    /// Those that retrain by labels or drift.
    case retrainsByNeed

    /// Whether an operation is one of them.
    public func holds(for operation: OperationSpecification) -> Bool {
        switch self {
        case .always: true
        case .usesAI: operation.usesAI
        case .usesAIForWeeks: operation.usesAI && !operation.wholeWeeks.isEmpty
        case .usesLabels:
            operation.usesAI && (operation.training != nil || operation.ai?.assumedLearning != nil)
        case .learns: operation.usesAI && operation.training != nil
        case .comparesSegments: operation.usesAI && operation.catalog.segments.count > 1
        case .approves: operation.has(.approve)
        case .reviews: operation.has(.approve) || operation.has(.suggest)
        case .audits: operation.audits
        case .labels: operation.labels
        case .losesPatience: operation.traffic.losesPatience
        case .hasFullQueues: operation.queues.contains { $0.capacity != nil }
        case .sharesAgents: operation.assignment?.sharesAgents ?? false
        case .isSticky: operation.assignment?.isSticky ?? false
        case .plans: operation.usesAI && !operation.plans.isEmpty
        case .plansAsk: operation.approvesPlans
        case .plansTimeOut: operation.approvesPlans && operation.plans.contains { $0.timeOutSeconds != nil }
        case .interrupts: operation.queues.contains { $0.interruptible }
        case .asksOthers: operation.usesAI && operation.ai?.answers != nil
        case .converses: operation.usesAI && operation.ai?.turns != nil
        case .handsOver: operation.usesAI && operation.ai?.turns?.handoffAbove != nil
        case .paysVendor: operation.usesAI && operation.costs.vendor != nil
        case .paysFixed: operation.costs.fixed.contains { $0.perMonth > 0 }
        case .pricesWrongAnswers: operation.usesAI && operation.hasPrice(operation.costs.wrongAnswer)
        case .pricesWrongCases: operation.hasPrice(operation.costs.wrongCase)
        case .pricesLost: operation.hasPrice(operation.costs.lostCustomer)
        case .pricesUnhandled: operation.hasPrice(operation.costs.unhandled)
        case .canMiss: operation.canMissCustomers
        case .weighsCosts: operation.usesAI && operation.policy.rule.weighsCosts
        case .movesThreshold: operation.usesAI && operation.policy.movesThreshold
        case .confirms: operation.has(.confirm)
        case .sells: operation.prices.hasRevenue
        default: holdsForFeedback(of: operation)
        }
    }
}
