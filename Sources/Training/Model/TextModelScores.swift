extension TextModel {
    /// Scores of the intents for a text before temperature and softmax; 0 for every intent before training.
    public func scores(of features: SparseText) -> [Float] {
        guard isTrained else { return Array(repeating: 0, count: intents.count) }
        var scorer = TextScorer()
        scorer.score(features, model: self)
        return intents.indices.map { scorer.scores[$0 >> 3][$0 & 7] }
    }

    /// The sparse TF-IDF row of a text, intercept left out: columns in 0..<`featureCount`, and their values.
    ///
    /// Features the model has never seen have no column; before training there are none.
    public func row(of features: SparseText) -> (columns: [Int32], values: [Float]) {
        guard isTrained else { return ([], []) }
        var rows = [Int32](repeating: 0, count: features.count + 1)
        var values = [Float](repeating: 0, count: features.count + 1)
        let count = rows.withUnsafeMutableBufferPointer { rows in
            values.withUnsafeMutableBufferPointer { lookUp(features, rows: rows, values: $0) }
        }
        return (rows[1..<count].map { $0 - 1 }, Array(values[1..<count]))
    }

    mutating func apply(_ calibration: Calibration) {
        temperature = calibration.temperature
        labelNoise = calibration.labelNoise
        emotionTemperature = calibration.emotionTemperature
        confidenceCalibration = .none
        scopeTable = calibration.scopeTable
        metrics = calibration.metrics
    }

    /// Quality of the model, as calibrated, on labelled texts it was not trained on.
    public func evaluate(on examples: [LabelledText]) -> ClassificationMetrics {
        EvaluatedTexts(examples, model: self).metrics
    }
}
