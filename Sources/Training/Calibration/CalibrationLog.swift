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

    private var scores: [Float] = []
    private var labels: [Int32] = []
    private var weights: [Double] = []
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
    /// - Returns: false for a label, weight or classifier that cannot be used, an intent the model had no example of,
    ///   or an untrained model.
    @discardableResult
    public mutating func add(_ classifier: TextClassifier, label: Int, weight: Double) -> Bool {
        let model = classifier.model
        guard model.isTrained, model.intents.count == intentCount, model.seenIntents.indices.contains(label),
            model.seenIntents[label], weight > 0, weight.isFinite
        else { return false }
        if count < capacity {
            scores.append(contentsOf: repeatElement(0, count: intentCount))
            labels.append(0)
            weights.append(0)
            count += 1
        }
        let first = next * intentCount
        scores.withUnsafeMutableBufferPointer { scores in
            classifier.copyScores(to: UnsafeMutableBufferPointer(rebasing: scores[first..<first + intentCount]))
        }
        labels[next] = Int32(label)
        weights[next] = weight
        next = (next + 1) % capacity
        return true
    }

    private func row(_ place: Int) -> ArraySlice<Float> { scores[place * intentCount..<(place + 1) * intentCount] }

    /// Temperature, label noise and confidence correction that fit the log, and the strangeness of its texts.
    func fit(labelNoise: Double?) -> (
        temperature: NoisyLabelCalibration, confidence: ConfidenceCalibration, scope: ScopeTable
    ) {
        var rows = LogitRows(columns: intentCount)
        for place in 0..<count { rows.append(row(place), label: Int(labels[place]), weight: weights[place]) }
        let fitted = NoisyLabelCalibration.fit(
            rows, priorStrength: Trainer.temperaturePrior, labelNoise: labelNoise)
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
        let confidence = ConfidenceCalibration.fit(
            confidences: confidences, agrees: agrees, weights: weights, labelNoise: fitted.labelNoise,
            intents: intentCount, priorStrength: Trainer.confidencePrior)
        return (fitted, confidence, ScopeTable(entropies: entropies, weights: weights))
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
