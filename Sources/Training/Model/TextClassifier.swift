import Routing
import Stochastics

/// Classifies queries with a text model; holds the scratch space, so that nothing is allocated per query.
public struct TextClassifier: Classifier, Sendable {
    /// The model in use; assigning another one switches at once.
    public var model: TextModel {
        didSet { prepare() }
    }
    /// Features of the text classified last: what a human's label of it is stored with.
    public private(set) var lastFeatures = SparseText()

    private var featuriser: Featuriser
    private var scorer = TextScorer()
    private var mask: [SIMD8<Float>] = []
    private var candidates = 0

    /// Creates a classifier.
    public init(model: TextModel) {
        self.model = model
        featuriser = Featuriser(options: model.options.features)
        prepare()
    }

    private mutating func prepare() {
        if featuriser.options != model.options.features {
            featuriser = Featuriser(options: model.options.features)
        }
        mask = model.columnMask
        candidates = model.seenIntents.count { $0 }
    }

    /// Names of the intents, in the order of `Prediction.probabilities`.
    public var intents: [String] { model.intents }
    /// Version of the model in use; 0 before any training.
    public var modelVersion: Int { model.version }

    /// Fills `prediction` for the text of `query` and keeps its features in `lastFeatures`.
    public mutating func classify(_ query: Query, into prediction: inout Prediction) {
        classify(text: query.text, into: &prediction)
    }

    /// Fills `prediction` for `text`, UTF-8, and keeps its features in `lastFeatures`.
    public mutating func classify(text: borrowing [UInt8], into prediction: inout Prediction) {
        featuriser.features(of: text, into: &lastFeatures)
        predict(into: &prediction)
    }

    /// Fills `prediction` for features made earlier with the model's options, and copies them to `lastFeatures`.
    public mutating func classify(features: borrowing SparseText, into prediction: inout Prediction) {
        lastFeatures.entries.removeAll(keepingCapacity: true)
        lastFeatures.entries.append(contentsOf: features.entries)
        predict(into: &prediction)
    }

    private mutating func predict(into prediction: inout Prediction) {
        let intentCount = model.intents.count
        if prediction.probabilities.count != intentCount {
            prediction.probabilities = Array(repeating: 0, count: intentCount)
        }
        guard model.isTrained, candidates > 0 else { return uniform(&prediction) }
        scorer.score(lastFeatures, model: model)
        let inverse = Float(1 / model.temperature)
        scorer.softmax(mask: mask, inverseTemperature: inverse, into: &prediction)
        prediction.outOfScope = model.scopeTable.score(entropy: scorer.entropy) ?? (1 - prediction.confidence)
        if model.confidenceCalibration != .none { correct(&prediction) }
        prediction.emotion =
            model.hasEmotionHead
            ? scorer.emotion(column: intentCount, inverseTemperature: 1 / model.emotionTemperature) : 0
    }

    /// Corrects the largest probability and shares out the rest as before, keeping the likeliest intent the likeliest.
    private func correct(_ prediction: inout Prediction) {
        let confidence = prediction.confidence
        guard confidence < 1, prediction.probabilities.count > 1 else { return }
        let ratio = prediction.runnerUpConfidence / (1 - confidence)
        // Where the others' share would lift the second above the first, both are made equal.
        let corrected = max(model.confidenceCalibration.applied(to: confidence), ratio / (1 + ratio))
        let scale = Float((1 - corrected) / (1 - confidence))
        for intent in prediction.probabilities.indices { prediction.probabilities[intent] *= scale }
        prediction.probabilities[prediction.intent] = Float(corrected)
        prediction.confidence = corrected
        prediction.runnerUpConfidence = min(prediction.runnerUpConfidence * Double(scale), corrected)
    }

    /// Copies the scores of the text classified last, before temperature and softmax, to `target`, of one element an
    /// intent; intents without examples get a score that stands for probability 0.
    func copyScores(to target: UnsafeMutableBufferPointer<Float>) {
        for intent in 0..<min(model.intents.count, target.count) {
            let (lane, place) = (intent >> 3, intent & 7)
            target[intent] = scorer.scores[lane][place] + mask[lane][place]
        }
    }

    private func uniform(_ prediction: inout Prediction) {
        let count = model.intents.count
        let share = count > 0 ? 1 / Double(count) : 0
        for intent in 0..<count { prediction.probabilities[intent] = Float(share) }
        prediction.intent = 0
        prediction.confidence = share
        prediction.runnerUp = count > 1 ? 1 : 0
        prediction.runnerUpConfidence = share
        prediction.outOfScope = 0
        prediction.emotion = 0
    }
}

extension TextScorer {
    /// Turns the scores into probabilities (softmax of score / temperature) and finds the two best intents and
    /// the entropy.
    mutating func softmax(mask: [SIMD8<Float>], inverseTemperature: Float, into prediction: inout Prediction) {
        let count = prediction.probabilities.count
        var entropy: Float = 0
        scores.withUnsafeBufferPointer { scores in
            mask.withUnsafeBufferPointer { mask in
                prediction.probabilities.withUnsafeMutableBufferPointer { probabilities in
                    var best = SIMD8<Float>(repeating: -.infinity)
                    for lane in 0..<scores.count { best = SIMD8.larger(best, scores[lane] + mask[lane]) }
                    let top = best.largest
                    var sums = SIMD8<Float>.zero
                    var weighted = SIMD8<Float>.zero
                    for lane in 0..<scores.count {
                        let masked = scores[lane] + mask[lane]
                        let shifted = (masked - top) * inverseTemperature
                        let share = PortableMath.exp(shifted).replacing(with: 0, where: mask[lane] .< 0)
                        sums += share
                        weighted += share * shifted
                        let first = lane * 8
                        if first + 8 <= count {
                            UnsafeMutableRawPointer(probabilities.baseAddress.unsafelyUnwrapped + first)
                                .storeBytes(of: share, as: SIMD8<Float>.self)
                        } else {
                            for column in 0..<max(0, count - first) { probabilities[first + column] = share[column] }
                        }
                    }
                    let total = sums.sum()
                    let scale = 1 / total
                    entropy = PortableMath.log(total) - weighted.sum() * scale
                    var (first, second) = (0, 0)
                    var (firstShare, secondShare): (Float, Float) = (-1, -1)
                    for intent in 0..<count {
                        let share = probabilities[intent] * scale
                        probabilities[intent] = share
                        if share > firstShare {
                            (second, secondShare) = (first, firstShare)
                            (first, firstShare) = (intent, share)
                        } else if share > secondShare {
                            (second, secondShare) = (intent, share)
                        }
                    }
                    if secondShare < 0 { (second, secondShare) = (first, firstShare) }
                    prediction.intent = first
                    prediction.confidence = Double(firstShare)
                    prediction.runnerUp = second
                    prediction.runnerUpConfidence = Double(secondShare)
                }
            }
        }
        self.entropy = max(entropy, 0)
    }

    /// Probability of being upset: the logistic function of the score in `column` over the temperature.
    func emotion(column: Int, inverseTemperature: Double) -> Double {
        1 / (1 + PortableMath.exp(-Double(scores[column >> 3][column & 7]) * inverseTemperature))
    }
}
