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
    /// Those that price a wrong resolution.
    case pricesErrors
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
        case .pricesErrors: operation.prices.wrongResolution > 0
        case .movesThreshold: operation.usesAI && operation.policy.movesThreshold
        case .confirms: operation.has(.confirm)
        case .sells: operation.prices.hasRevenue
        default: holdsForFeedback(of: operation)
        }
    }
}

extension OperationSpecification {
    /// Whether an AI takes part.
    var usesAI: Bool { ai != nil && policy.usesAI }

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
}
