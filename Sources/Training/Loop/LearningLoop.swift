import Routing

/// How a model goes on learning in an operation: labels are kept, challengers trained on them, calibrated on held-out
/// ones, judged by the gate, and on trial after they were promoted.
///
/// It does each step when it is told to, and says as an `AuditEvent` what it did. Time is an argument. A value: a copy goes
/// its own way.
public struct LearningLoop: Sendable {
    private let rules: LearningRules
    private let trainer: Trainer
    private let intents: [String]
    private var featuriser: Featuriser
    private var features = SparseText()
    /// Labels given so far: their order.
    private var labelled = 0
    /// The labels that are kept.
    public private(set) var store: LabelStore
    /// The model in use.
    public private(set) var model: TextModel
    /// Versions trained so far.
    public private(set) var version = 0
    /// Reads texts for judging labels, with the model in use; nil where nobody asks.
    private var reader: TextClassifier?
    private var prediction = Prediction()
    /// The trial that the model in use is on, if any.
    private var trial: Probation.Trial?
    /// What the model in use thought of texts whose labels it has not been trained on, and how many of them were audits.
    private var log: CalibrationLog
    private var audits = 0
    /// Share of wrong labels, where checks of labels tell it; nil where calibration estimates it.
    public var labelNoise: Double?

    /// Creates a loop with an untrained model.
    ///
    /// - Parameters:
    ///   - rules: how labels are kept and models judged.
    ///   - options: of the trainings.
    ///   - intents: names; labels are indices into them.
    ///   - seed: of the choice of labels that are held out.
    public init(_ rules: LearningRules, options: TrainingOptions, intents: [String], seed: UInt64) {
        self.rules = rules
        trainer = Trainer(options: options)
        self.intents = intents
        log = CalibrationLog(intentCount: intents.count)
        featuriser = Featuriser(options: options.features)
        store = LabelStore(
            capacity: rules.storeCapacity, intents: intents.count, holdoutShare: rules.holdoutShare, seed: seed,
            holdoutCapacity: rules.holdoutCapacity)
        model = .untrained(intents: intents, options: options)
        if rules.judgesLabels || rules.recalibrates { reader = TextClassifier(model: model) }
    }

    /// Trains the first model on the labels so far, calibrated out of fold; no gate judges it.
    ///
    /// Throws `TrainingError` when the options cannot be used. Fewer than two labels leave the model untrained.
    public mutating func trainFirst() throws {
        guard store.trainingCount > 1 else { return }
        version = 1
        use(try trainer.trainCalibrated(store.training, intents: intents, version: 1))
    }

    // MARK: Labels

    /// Keeps a label.
    ///
    /// - Parameters:
    ///   - text: what the customer said.
    ///   - intent: what the human decided.
    ///   - upset: whether the human marked the customer as upset; nil when not asked.
    ///   - weight: one over the probability with which this label was asked for.
    ///   - now: time in seconds.
    ///   - record: who gave it and how, where that is kept.
    ///   - isFresh: whether the model in use may be calibrated on it: not for labels from before the operation.
    ///   - isAudit: whether it is an audited answer's.
    ///   - isSettled: whether other humans have put its errors right.
    /// - Returns: what the label decided about a model on trial; nil where none is. After `failed` the caller calls
    ///   `rollBack`.
    @discardableResult
    public mutating func add(
        text: [UInt8], intent: Int, upset: Bool?, weight: Double, at now: Double, record: LabelRecord? = nil,
        isFresh: Bool = true, isAudit: Bool = false, isSettled: Bool = false
    ) -> Probation.Outcome? {
        featuriser.features(of: text, into: &features)
        var label = LabelledText(
            features: features, intent: intent, upset: upset, weight: weight, labelledAtSeconds: now,
            order: labelled)
        label.record = record
        label.isSettled = isSettled
        store.add(label)
        labelled += 1
        if rules.recalibrates, isFresh, reader != nil {
            reader?.classify(features: label.features, into: &prediction)
            if let reader, log.add(reader, label: intent, weight: weight, isSettled: isSettled), isAudit { audits += 1 }
        }
        let outcome = trial?.add(label)
        if outcome == .passed { trial = nil }
        return outcome
    }

    /// Order of the label that was added last; -1 before any.
    public var lastOrder: Int { labelled - 1 }

    /// Gives labels the intent of a matter that has got its name; see `LabelStore.rename`.
    public mutating func rename(_ orders: [Int], to intent: Int) { store.rename(orders, to: intent) }

    /// What the model in use takes held-out labels for, for changes of the intents' shares.
    public func labelShift() -> LabelShift {
        var shift = LabelShift(intents: intents.count)
        var (classifier, prediction) = (TextClassifier(model: model), Prediction())
        for label in store.calibration + store.judging {
            classifier.classify(features: label.features, into: &prediction)
            shift.add(predicted: prediction.intent, intent: label.intent, weight: label.weight)
        }
        return shift
    }

    /// What the model in use thinks of a text; empty where labels are not judged.
    public mutating func probabilities(of text: [UInt8]) -> [Float] {
        guard model.isTrained, reader != nil else { return [] }
        reader?.classify(text: text, into: &prediction)
        return prediction.probabilities
    }

    // MARK: Models

    /// Trains a challenger on the labels so far, calibrates it on held-out ones, and lets the gate decide on others.
    ///
    /// - Returns: the verdict, and what was done; nil when there are no labels to learn from.
    public mutating func retrain() throws -> (verdict: GateVerdict, event: AuditEvent.Promotion)? {
        guard store.trainingCount > 1 else { return nil }
        version += 1
        let trained = try trainer.train(
            store.training, intents: intents, warmStart: model.isTrained ? model : nil, version: version)
        let challenger = calibrated(trained, on: store.calibration)
        let verdict = rules.gate.judge(
            champion: model, challenger: challenger, holdout: store.judging, labelNoise: labelNoise)
        if verdict.promoted {
            if let probation = rules.probation, model.isTrained {
                trial = Probation.Trial(probation, previous: model, promoted: challenger)
            }
            use(challenger)
            forgetLog()
        }
        let event = AuditEvent.Promotion(
            version: version, promoted: verdict.promoted, labels: store.trainingCount,
            accuracy: verdict.challengerAccuracy)
        return (verdict, event)
    }

    /// Calibrates the model in use on labels that it has not been trained on.
    ///
    /// - Returns: what was done; nil where there are too few, or too few audits among them.
    public mutating func recalibrate() -> AuditEvent.Recalibration? {
        guard model.isTrained, log.count >= rules.fewestFreshLabels, audits >= rules.fewestAudits else { return nil }
        let before = model.temperature
        use(trainer.calibrate(model, on: log, labelNoise: labelNoise))
        return AuditEvent.Recalibration(
            version: model.version, labels: log.count, before: before, after: model.temperature)
    }

    /// Brings the model back that the one on trial replaced.
    ///
    /// - Parameters:
    ///   - difference: share of the labels that the one on trial had right, less that of the one before.
    ///   - pValue: one-sided.
    /// - Returns: what was done; nil where none is on trial.
    public mutating func rollBack(difference: Double, pValue: Double) -> AuditEvent.Rollback? {
        guard let trial else { return nil }
        let version = model.version
        use(trial.previous)
        forgetLog()
        self.trial = nil
        return AuditEvent.Rollback(
            version: version, previous: model.version, labels: trial.count, difference: difference, pValue: pValue)
    }

    /// Takes a model that was trained elsewhere.
    public mutating func take(_ next: TextModel) {
        version += 1
        use(next)
    }

    private mutating func use(_ next: TextModel) {
        model = next
        if reader != nil { reader?.model = next }
    }

    private mutating func forgetLog() {
        log = CalibrationLog(intentCount: intents.count)
        audits = 0
    }

    /// A challenger whose claims are fitted to held-out labels with what is known of their errors.
    private func calibrated(_ challenger: TextModel, on holdout: [LabelledText]) -> TextModel {
        var fitted = trainer.calibrate(challenger, on: holdout)
        guard rules.recalibrates else { return fitted }
        var log = CalibrationLog(intentCount: intents.count)
        var classifier = TextClassifier(model: fitted)
        var prediction = Prediction()
        for label in holdout {
            classifier.classify(features: label.features, into: &prediction)
            log.add(classifier, label: label.intent, weight: label.weight, isSettled: label.isSettled)
        }
        fitted = trainer.calibrate(fitted, on: log, labelNoise: labelNoise)
        return fitted
    }
}
