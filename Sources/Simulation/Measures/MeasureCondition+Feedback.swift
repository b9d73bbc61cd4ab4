extension MeasureCondition {
    /// Whether an operation is one of those that a condition on feedback or monitors names.
    func holdsForFeedback(of operation: OperationSpecification) -> Bool {
        let plan = operation.usesAI ? operation.training?.feedback ?? FeedbackPlan() : FeedbackPlan()
        let monitors = operation.usesAI ? operation.monitors : nil
        let queries = (monitors?.drift?.watchesQueries ?? false) && operation.training != nil
        let drift =
            monitors?.drift != nil
            && (operation.watchesAudits || (monitors?.flagShare ?? 0) > 0 || queries)
        let segments =
            monitors?.segments != nil && operation.watchesAudits && operation.catalog.segments.count > 1
        return switch self {
        case .watches: monitors != nil
        case .watchesAudits: operation.watchesAudits
        case .watchesDrift: drift
        case .watchesFaults: drift && !operation.faultStarts.isEmpty
        case .watchesQueries: queries
        case .watchesShares: queries && (monitors?.drift?.watchesShares ?? false)
        case .namesIntents: !operation.laterIntents.isEmpty
        case .watchesSegments: segments
        case .watchesWorseSegments: segments && operation.worseSince.contains { $0 != nil }
        case .flags: (monitors?.flagShare ?? 0) > 0
        case .readsTwice: plan.doubleShare > 0
        case .readsAgain:
            plan.doubleShare > 0 || plan.secondOpinion
                || operation.watchesAudits && operation.readsAuditsAgain
        case .usesGold: plan.goldShare > 0
        case .correctsAudits: operation.watchesAudits && plan.goldShare > 0 && !plan.secondOpinion
        case .skipsLabels: plan.skipShare > 0
        case .checksLabels: plan.readsAgain
        case .usesProbation: plan.probation != nil
        case .recalibrates: plan.recalibrates
        case .retrainsByNeed: plan.retrainAfterLabels != nil || plan.retrainsOnDrift
        default: false
        }
    }
}
