import Stochastics
import Training

/// The labels that exist before the operation starts, and the loop whose first model is trained on them.
enum FirstLabels {
    /// Makes the loop of an operation's own text model.
    ///
    /// Throws `TrainingError` when the options cannot be used.
    static func loop(
        _ specification: OperationSpecification, ai: AISpecification, source: borrowing QuerySource, seed: UInt64,
        replication: UInt32
    ) throws -> LearningLoop {
        let intents = specification.catalog.intents
        let storeKey = ContactKey(seed: seed, replication: replication, entity: 0)
        var storeStream = storeKey.stream(.labelStore)
        var loop = LearningLoop(
            rules(specification.training), options: ai.training, intents: intents, seed: storeStream.next())
        for (number, first) in source.firstTexts(perIntent: ai.firstLabelsPerIntent).enumerated() {
            var stream = source.key(number, 1).stream(.firstLabels)
            let isWrong = stream.uniform() < ai.firstLabelError
            let label =
                isWrong ? LabelError.otherIntent(than: first.intent, of: intents.count, &stream) : first.intent
            loop.add(text: first.text, intent: label, upset: first.upset, weight: 1, at: 0, isFresh: false)
        }
        try loop.trainFirst()
        return loop
    }

    /// How labels are kept and models judged; where nobody is asked for a label, all that there are are kept.
    private static func rules(_ plan: TrainingPlan?) -> LearningRules {
        guard let plan else { return LearningRules(storeCapacity: 1_000_000, holdoutShare: 0, holdoutCapacity: nil) }
        return LearningRules(
            storeCapacity: plan.storeCapacity, holdoutShare: plan.holdoutShare, holdoutCapacity: plan.holdoutCapacity,
            gate: plan.gate, probation: plan.feedback.probation, recalibrates: plan.feedback.recalibrates,
            judgesLabels: plan.feedback.secondOpinion, fewestFreshLabels: FeedbackPlan.fewestFreshLabels,
            fewestAudits: FeedbackPlan.fewestAudits)
    }
}
