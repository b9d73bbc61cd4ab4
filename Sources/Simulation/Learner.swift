import Routing
import Stochastics
import Traffic
import Training

/// The learning side of a simulated operation: keeps the humans' labels and offers new models to the gate.
struct Learner {
    private let plan: TrainingPlan?
    private let trainer: Trainer
    private let intents: [String]
    private var featuriser: Featuriser
    private var features = SparseText()
    /// Labels given so far, the first ones included: their order.
    private var labelled = 0
    private(set) var store: LabelStore
    /// The model in use.
    private(set) var model: TextModel
    /// Versions trained so far.
    private(set) var version = 0

    /// Trains the first model on the labels that exist before the operation starts.
    ///
    /// - Throws: `TrainingError` when the options cannot be used.
    init(
        _ specification: OperationSpecification, ai: AISpecification, source: borrowing QuerySource, seed: UInt64,
        replication: UInt32
    ) throws {
        plan = specification.training
        trainer = Trainer(options: ai.training)
        intents = specification.catalog.intents
        featuriser = Featuriser(options: ai.training.features)
        let storeKey = ContactKey(seed: seed, replication: replication, entity: 0)
        var storeStream = storeKey.stream(.labelStore)
        store = LabelStore(
            capacity: plan?.storeCapacity ?? 1_000_000, intents: intents.count,
            holdoutShare: plan?.holdoutShare ?? 0, seed: storeStream.next(), holdoutCapacity: plan?.holdoutCapacity)
        model = .untrained(intents: intents, options: ai.training)
        for (number, first) in source.firstTexts(perIntent: ai.firstLabelsPerIntent).enumerated() {
            var stream = source.key(number, 1).stream(.firstLabels)
            let isWrong = stream.uniform() < ai.firstLabelError
            let label = isWrong ? Self.otherIntent(than: first.intent, of: intents.count, &stream) : first.intent
            add(text: first.text, intent: label, upset: first.upset, weight: 1, at: 0)
        }
        guard store.trainingCount > 1 else { return }
        version = 1
        model = try trainer.trainCalibrated(store.training, intents: intents, version: 1)
    }

    /// What somebody who errs takes an intent for: any other one, each as likely.
    static func otherIntent(than intent: Int, of count: Int, _ stream: inout RandomStream) -> Int {
        guard count > 1 else { return intent }
        let other = stream.below(count - 1)
        return other < intent ? other : other + 1
    }

    /// Keeps a label.
    ///
    /// - Parameters:
    ///   - text: what the customer said.
    ///   - intent: what the human decided.
    ///   - upset: whether the human marked the customer as upset.
    ///   - weight: one over the probability with which this label was asked for.
    ///   - now: time in seconds.
    mutating func add(text: [UInt8], intent: Int, upset: Bool, weight: Double, at now: Double) {
        featuriser.features(of: text, into: &features)
        store.add(
            LabelledText(
                features: features, intent: intent, upset: upset, weight: weight, labelledAtSeconds: now,
                order: labelled))
        labelled += 1
    }

    /// Trains a challenger on the labels so far, calibrates it on held-out ones, and lets the gate decide.
    ///
    /// - Returns: the verdict; nil when there are no labels to learn from.
    mutating func retrain() throws -> GateVerdict? {
        guard let plan, store.trainingCount > 1 else { return nil }
        version += 1
        let holdout = store.holdout
        let trained = try trainer.train(
            store.training, intents: intents, warmStart: model.isTrained ? model : nil, version: version)
        let challenger = trainer.calibrate(trained, on: holdout)
        let verdict = plan.gate.judge(champion: model, challenger: challenger, holdout: holdout)
        if verdict.promoted { model = challenger }
        return verdict
    }
}
