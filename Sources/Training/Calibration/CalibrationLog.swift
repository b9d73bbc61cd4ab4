import Stochastics

/// Scores that models gave texts before a human labelled them: the honest data for calibration in a running operation.
///
/// Each was made by the model of its time, which cannot have been trained on the label, so that no text needs to be
/// held out. A label counts by one over the probability that it was asked for; so those asked for because the model
/// was in doubt, and the few that a random audit asked for, stand together for all texts that came (Horvitz and
/// Thompson 1952). Memory is `capacity` x intents x 4 bytes; beyond it the oldest go.
public struct CalibrationLog: Sendable {
    /// Number of intents.
    public let intentCount: Int
    /// Most predictions kept.
    public let capacity: Int
    /// Predictions kept.
    public private(set) var count = 0
    /// Label of a text whose intent is none of the model's.
    public static let unknownLabel = -1

    private var scores: [Float] = []
    private var labels: [Int32] = []
    private var weights: [Double] = []
    private var settled: [Bool] = []
    private var next = 0

    /// Creates an empty log for a model of `intentCount` intents; `capacity` is at least 1.
    public init(intentCount: Int, capacity: Int = 3_000) {
        self.intentCount = max(intentCount, 1)
        self.capacity = max(capacity, 1)
    }

    /// Keeps the scores that `classifier` gave the text it classified last, and the label that a human then gave it.
    ///
    /// - Parameters:
    ///   - classifier: a classifier with as many intents as the log.
    ///   - label: index of the intent the human chose.
    ///   - weight: one over the probability that the label was asked for, above 0.
    ///   - isSettled: whether other humans have put its errors right, so that it is taken as right.
    /// - Returns: false for a label, weight or classifier that cannot be used, or an untrained model. An intent that the
    ///   model had no example of is an error of the model: it counts for the confidence, not for the temperature. So does
    ///   `unknownLabel`.
    @discardableResult
    public mutating func add(
        _ classifier: TextClassifier, label: Int, weight: Double, isSettled: Bool = false
    ) -> Bool {
        let model = classifier.model
        guard model.isTrained, model.intents.count == intentCount,
            model.seenIntents.indices.contains(label) || label == Self.unknownLabel, weight > 0, weight.isFinite
        else { return false }
        let isSeen = label != Self.unknownLabel && model.seenIntents[label]
        if count < capacity {
            scores.append(contentsOf: repeatElement(0, count: intentCount))
            labels.append(0)
            weights.append(0)
            settled.append(false)
            count += 1
        }
        let first = next * intentCount
        scores.withUnsafeMutableBufferPointer { scores in
            classifier.copyScores(to: UnsafeMutableBufferPointer(rebasing: scores[first..<first + intentCount]))
        }
        labels[next] = isSeen ? Int32(label) : Int32(Self.unknownLabel)
        weights[next] = weight
        settled[next] = isSettled
        next = (next + 1) % capacity
        return true
    }

    private func row(_ place: Int) -> ArraySlice<Float> { scores[place * intentCount..<(place + 1) * intentCount] }

    /// Temperature, label noise and confidence correction that fit the log, and the strangeness of its texts.
    func fit(labelNoise: Double?) -> (
        temperature: NoisyLabelCalibration, confidence: ConfidenceCalibration, scope: ScopeTable
    ) {
        var rows = LogitRows(columns: intentCount)
        var unsettled = 0.0
        for place in 0..<count where labels[place] >= 0 {
            rows.append(row(place), label: Int(labels[place]), weight: weights[place])
            if !settled[place] { unsettled += weights[place] }
        }
        let share = rows.totalWeight > 0 ? unsettled / rows.totalWeight : 1
        var fitted = NoisyLabelCalibration.fit(
            rows, priorStrength: Trainer.temperaturePrior, labelNoise: labelNoise.map { $0 * share })
        // What is known of labels that nobody checked is more than what all together show.
        let noise = labelNoise ?? min(NoisyLabelCalibration.mostNoise, share > 0 ? fitted.labelNoise / share : 0)
        if let labelNoise { fitted.labelNoise = labelNoise }
        var confidences: [Double] = []
        var agrees: [Bool] = []
        var entropies: [Float] = []
        for place in 0..<count {
            let row = row(place)
            var best = row.startIndex
            for index in row.indices where row[index] > row[best] { best = index }
            let sum = row.reduce(0.0) { $0 + PortableMath.exp(Double($1 - row[best]) / fitted.temperature) }
            confidences.append(1 / sum)
            agrees.append(Int(labels[place]) == best - row.startIndex)
            entropies.append(LogitRows.entropy(row, best: row[best], temperature: fitted.temperature, sum: sum))
        }
        let outcomes = confidences.indices.map {
            ConfidenceCalibration.Outcome(
                confidence: confidences[$0], agrees: agrees[$0], weight: weights[$0], noise: settled[$0] ? 0 : noise)
        }
        let confidence = ConfidenceCalibration.fit(
            outcomes, intents: intentCount, priorStrength: Trainer.confidencePrior)
        return (
            fitted,
            confidence.lapsing(outcomes, intents: intentCount, priorStrength: Trainer.confidencePrior),
            ScopeTable(entropies: entropies, weights: weights)
        )
    }
}

extension Trainer {
    /// Strength of the prior that keeps the correction of confidences near none while labels are few, in labels.
    public static let confidencePrior = 10.0

    /// Returns `model` calibrated on predictions logged before their labels came.
    ///
    /// Fits the temperature with the share of wrong labels (`NoisyLabelCalibration`), then the correction of the
    /// largest probability (`ConfidenceCalibration`), and measures how strange texts look. `labelNoise` is the share of
    /// wrong labels where it is known, as from double annotation. An empty log, or one of another number of intents, or
    /// an untrained model, leaves the model as it is; so does the emotion head.
    public func calibrate(_ model: TextModel, on log: CalibrationLog, labelNoise: Double? = nil) -> TextModel {
        guard model.isTrained, log.count > 0, log.intentCount == model.intents.count else { return model }
        let fitted = log.fit(labelNoise: labelNoise)
        var calibrated = model
        calibrated.temperature = fitted.temperature.temperature
        calibrated.labelNoise = fitted.temperature.labelNoise
        calibrated.confidenceCalibration = fitted.confidence
        calibrated.scopeTable = fitted.scope
        return calibrated
    }
}
