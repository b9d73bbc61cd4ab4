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
    /// Reads texts for judging labels, with the model in use; nil where none are judged.
    private var reader: TextClassifier?
    private var prediction = Prediction()
    /// The trial that the model in use is on, if any.
    private var trial: Probation.Trial?
    /// What the model in use thought of texts whose labels it has not been trained on, and how many of them were audits.
    private var log: CalibrationLog
    private var audits = 0
    /// Share of wrong labels, where checks of labels tell it; nil where calibration estimates it.
    var labelNoise: Double?

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
        log = CalibrationLog(intentCount: specification.catalog.intents.count)
        featuriser = Featuriser(options: ai.training.features)
        let storeKey = ContactKey(seed: seed, replication: replication, entity: 0)
        var storeStream = storeKey.stream(.labelStore)
        store = LabelStore(
            capacity: plan?.storeCapacity ?? 1_000_000, intents: intents.count,
            holdoutShare: plan?.holdoutShare ?? 0, seed: storeStream.next(), holdoutCapacity: plan?.holdoutCapacity)
        model = .untrained(intents: intents, options: ai.training)
        if plan?.feedback.secondOpinion ?? false || plan?.feedback.recalibrates ?? false {
            reader = TextClassifier(model: model)
        }
        for (number, first) in source.firstTexts(perIntent: ai.firstLabelsPerIntent).enumerated() {
            var stream = source.key(number, 1).stream(.firstLabels)
            let isWrong = stream.uniform() < ai.firstLabelError
            let label = isWrong ? Self.otherIntent(than: first.intent, of: intents.count, &stream) : first.intent
            add(text: first.text, intent: label, upset: first.upset, weight: 1, at: 0)
        }
        guard store.trainingCount > 1 else { return }
        version = 1
        model = try trainer.trainCalibrated(store.training, intents: intents, version: 1)
        reader?.model = model
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
    ///   - record: who gave it and how, where that is kept.
    ///   - isAudit: whether it is an audited answer's.
    /// - Returns: what the label decided about a model on trial; nil where none is.
    @discardableResult
    mutating func add(
        text: [UInt8], intent: Int, upset: Bool, weight: Double, at now: Double, record: LabelRecord? = nil,
        isAudit: Bool = false
    ) -> Probation.Outcome? {
        featuriser.features(of: text, into: &features)
        var label = LabelledText(
            features: features, intent: intent, upset: upset, weight: weight, labelledAtSeconds: now,
            order: labelled)
        label.record = record
        store.add(label)
        labelled += 1
        if plan?.feedback.recalibrates ?? false, now > 0, reader != nil {
            reader?.classify(features: label.features, into: &prediction)
            if let reader, log.add(reader, label: intent, weight: weight), isAudit { audits += 1 }
        }
        let outcome = trial?.add(label)
        if outcome == .passed { trial = nil }
        return outcome
    }

    /// What the model in use thinks of a text; empty where labels are not judged.
    mutating func probabilities(of text: [UInt8]) -> [Float] {
        guard model.isTrained, reader != nil else { return [] }
        reader?.classify(text: text, into: &prediction)
        return prediction.probabilities
    }

    /// Calibrates the model in use on labels that it has not been trained on.
    ///
    /// - Returns: their number; nil where there are too few, or too few audits among them.
    mutating func recalibrate() -> Int? {
        guard model.isTrained, log.count >= FeedbackPlan.fewestFreshLabels, audits >= FeedbackPlan.fewestAudits else {
            return nil
        }
        use(trainer.calibrate(model, on: log, labelNoise: labelNoise))
        return log.count
    }

    /// Brings the model back that the one on trial replaced.
    ///
    /// - Returns: the labels they were compared on; nil where none is on trial.
    mutating func rollBack() -> Int? {
        guard let trial else { return nil }
        use(trial.previous)
        forgetLog()
        self.trial = nil
        return trial.count
    }

    private mutating func forgetLog() {
        log = CalibrationLog(intentCount: intents.count)
        audits = 0
    }

    /// A challenger whose claims are fitted to held-out labels with what is known of their errors.
    private func calibrated(_ challenger: TextModel, on holdout: [LabelledText]) -> TextModel {
        var fitted = trainer.calibrate(challenger, on: holdout)
        guard plan?.feedback.recalibrates ?? false else { return fitted }
        var log = CalibrationLog(intentCount: intents.count)
        var classifier = TextClassifier(model: fitted)
        var prediction = Prediction()
        for label in holdout {
            classifier.classify(features: label.features, into: &prediction)
            log.add(classifier, label: label.intent, weight: label.weight)
        }
        fitted = trainer.calibrate(fitted, on: log, labelNoise: labelNoise)
        return fitted
    }

    /// Takes a model that was trained elsewhere.
    mutating func take(_ next: TextModel) {
        version += 1
        use(next)
    }

    private mutating func use(_ next: TextModel) {
        model = next
        if reader != nil { reader?.model = next }
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
        let challenger = calibrated(trained, on: holdout)
        let verdict = plan.gate.judge(champion: model, challenger: challenger, holdout: holdout)
        if verdict.promoted {
            if let probation = plan.feedback.probation, model.isTrained {
                trial = Probation.Trial(probation, previous: model, promoted: challenger)
            }
            use(challenger)
            forgetLog()
        }
        return verdict
    }
}
