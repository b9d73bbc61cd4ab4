import Routing

/// A trained model calibrated on labels of the operation it is used in, and what they say of its claims.
public struct LiveCalibration: Sendable {
    /// The model with its new calibration; everything else is as it was.
    public let model: TextModel
    /// Share of the answers that the model claimed to be wrong, before and after, in 0...1; nil without answers.
    public let claimedBefore: Double?
    /// See `claimedBefore`; on the labels that it was fitted to.
    public let claimedAfter: Double?
    /// Error of the answers by claim and labels; nil without labelled answers.
    public let rectified: RectifiedRisk.Estimate?
    /// Share of wrong labels: by double readings where there are 20 or more, estimated with the calibration otherwise.
    public let labelNoise: Double
    /// Whether it is that of double readings.
    public let isNoiseMeasured: Bool
    /// Answers that a label stands for where nothing is known of the others: so many that it is a sample.
    private static let manyAnswers = 1e6
    /// Texts that two humans read.
    public let readTwice: Int
    /// Labels in use, and those of intents that the model does not know: errors of the model.
    public let labels: Int
    /// See `labels`.
    public let unknown: Int
    /// Answers: texts of at least the confidence asked for.
    public let answers: Int

    /// Calibrates a model.
    ///
    /// Labels weigh by one over the probability that they were asked for. Where some texts have no label, all of them
    /// together are the answers whose claims count; where all have one, they are a sample of many more.
    ///
    /// - Parameters:
    ///   - model: a trained one.
    ///   - labels: of texts it was not trained on.
    ///   - threshold: confidence from which the AI answers, in 0...1, as the model had it before.
    public init(_ model: TextModel, labels: [LiveLabel], threshold: Double = 0) {
        var quality = LabelQuality(intents: model.intents.count)
        for label in labels {
            // Who they were was checked when they were read.
            if let agrees = label.secondAgrees { quality.readTwice(agrees: agrees, by: 0, and: 1) }
        }
        let least = labels.lazy.filter { $0.intent != nil }.map(\.weight).min() ?? 1
        let given = labels.filter { $0.intent != nil }
        quality.labels = Double(given.count)
        var log = CalibrationLog(intentCount: model.intents.count, capacity: max(1, given.count))
        var classifier = TextClassifier(model: model)
        var prediction = Prediction()
        var risk = RectifiedRisk()
        var (count, answered, claimed) = (0, 0.0, 0.0)
        var answersTexts: [(text: [UInt8], count: Double)] = []
        for label in labels {
            classifier.classify(text: label.text, into: &prediction)
            if let intent = label.intent {
                log.add(classifier, label: intent, weight: label.weight, isSettled: label.secondAgrees == true)
            }
            let confidence = label.confidence ?? prediction.confidence
            guard confidence >= threshold else { continue }
            let stands = given.count < labels.count ? 1 : label.weight * Self.manyAnswers
            count += 1
            answered += stands
            claimed += stands * (1 - confidence)
            answersTexts.append((label.text, stands))
            risk.answered(claim: 1 - confidence, count: stands)
            guard let intent = label.intent else { continue }
            // Weights need no scale: only their ratios count.
            let probability = least / label.weight
            risk.audited(
                isWrong: intent != prediction.intent, claim: 1 - confidence, cameBack: false, probability: probability)
        }
        let calibrated = Trainer(options: model.options).calibrate(model, on: log, labelNoise: quality.noise)
        var after = TextClassifier(model: calibrated)
        var claimedAfter = 0.0
        for (text, stands) in answersTexts {
            after.classify(text: text, into: &prediction)
            claimedAfter += stands * (1 - prediction.confidence)
        }
        self.model = calibrated
        self.labels = given.count
        unknown = given.count { $0.intent == CalibrationLog.unknownLabel }
        readTwice = Int(quality.items)
        answers = count
        claimedBefore = answered > 0 ? claimed / answered : nil
        self.claimedAfter = answered > 0 ? claimedAfter / answered : nil
        isNoiseMeasured = quality.readerError != nil
        labelNoise = quality.readerError ?? calibrated.labelNoise
        let found = risk.estimate()
        rectified =
            quality.readerError.map { error in
                found?.corrected(
                    for: AuditReader(
                        error: error, readings: quality.items, intents: model.intents.count, readsAgain: false))
            } ?? found
    }
}
