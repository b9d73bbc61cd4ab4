import Stochastics

/// What a model predicts for a set of human labels, and the temperatures that fit them.
public struct Calibration: Sendable, Equatable {
    /// Temperature of the intents.
    public var temperature: Double
    /// Estimated share of wrong labels among those fitted on; 0 where they were taken as right.
    public var labelNoise = 0.0
    /// Temperature of the emotion head; 1 without emotion labels.
    public var emotionTemperature: Double
    /// How strange the texts look with that temperature.
    var scopeTable = ScopeTable()
    /// Quality with that temperature applied; for labels the temperature was fitted on.
    public var metrics: ClassificationMetrics
}

/// Collects scores of labelled texts model by model, then fits temperatures and measures.
struct CalibrationSample {
    private var rows: LogitRows
    private var emotionScores: [Double] = []
    private var upset: [Bool] = []
    private var emotionWeights: [Double] = []
    private var tops: [[Float]] = []
    private var labels: [Int] = []
    private var weights: [Double] = []
    private let intentCount: Int
    private var scorer = TextScorer()

    init(intentCount: Int) {
        self.intentCount = intentCount
        rows = LogitRows(columns: intentCount)
    }

    /// Adds the scores of `model` for `examples`, none of which it may have been trained on.
    mutating func add(_ examples: some Sequence<LabelledText>, model: TextModel) {
        guard model.isTrained else { return }
        let mask = model.columnMask
        for example in examples where example.weight > 0 && example.intent < intentCount {
            scorer.score(example.features, model: model)
            let scores = (0..<intentCount).map { column -> Float in
                let (lane, place) = (column >> 3, column & 7)
                return scorer.scores[lane][place] + mask[lane][place]
            }
            if model.seenIntents[example.intent] {
                rows.append(scores, label: example.intent, weight: example.weight)
            }
            tops.append(scores)
            labels.append(example.intent)
            weights.append(example.weight)
            if model.hasEmotionHead, let mood = example.upset {
                emotionScores.append(Double(scorer.scores[intentCount >> 3][intentCount & 7]))
                upset.append(mood)
                emotionWeights.append(example.weight)
            }
        }
    }

    /// Fits both temperatures, taking the labels as right; `priorStrength` as in `TemperatureCalibration.fit`.
    func fit(priorStrength: Double) -> Calibration {
        let temperature = TemperatureCalibration.fit(rows, priorStrength: priorStrength)
        let (metrics, scopeTable) = measure(temperature)
        return Calibration(
            temperature: temperature, emotionTemperature: emotionTemperature(priorStrength), scopeTable: scopeTable,
            metrics: metrics)
    }

    /// Fits both temperatures to labels of which some are wrong, and their share.
    func fitNoisyLabels(priorStrength: Double) -> Calibration {
        let fitted = NoisyLabelCalibration.fit(rows, priorStrength: priorStrength)
        let (metrics, scopeTable) = measure(fitted.temperature)
        return Calibration(
            temperature: fitted.temperature, labelNoise: fitted.labelNoise,
            emotionTemperature: emotionTemperature(priorStrength), scopeTable: scopeTable, metrics: metrics)
    }

    private func emotionTemperature(_ priorStrength: Double) -> Double {
        TemperatureCalibration.fit(
            scores: emotionScores, outcomes: upset, weights: emotionWeights, priorStrength: priorStrength)
    }

    private func measure(_ temperature: Double) -> (ClassificationMetrics, ScopeTable) {
        var entropies: [Float] = []
        var confidences: [Double] = []
        var correct: [Bool] = []
        for (scores, label) in zip(tops, labels) {
            var best = 0
            for (column, score) in scores.enumerated() where score > scores[best] { best = column }
            let sum = scores.reduce(0.0) {
                $0 + PortableMath.exp(Double($1 - scores[best]) / temperature)
            }
            entropies.append(LogitRows.entropy(scores, best: scores[best], temperature: temperature, sum: sum))
            confidences.append(1 / sum)
            correct.append(best == label)
        }
        return (
            ClassificationMetrics.of(confidences: confidences, correct: correct, weights: weights),
            ScopeTable(entropies: entropies, weights: weights)
        )
    }
}
