import Routing

/// What a model says of labelled texts that it was not trained on, text by text.
public struct EvaluatedTexts: Sendable {
    /// Confidence of the answer to each text.
    public private(set) var confidences: [Double] = []
    /// Whether each answer is right.
    public private(set) var correct: [Bool] = []
    /// Weight of each text.
    public private(set) var weights: [Double] = []
    /// How strange each text looks, in 0...1.
    public private(set) var outOfScope: [Double] = []
    /// Probability of one intent of each text, where one was asked for; otherwise empty.
    public private(set) var probabilityOfIntent: [Double] = []

    /// Classifies `examples`; a label that the model does not know (below 0) is answered wrongly.
    ///
    /// - Parameter intent: index of an intent whose probability is kept.
    public init(_ examples: [LabelledText], model: TextModel, probabilityOf intent: Int? = nil) {
        var classifier = TextClassifier(model: model)
        var prediction = Prediction()
        for example in examples {
            classifier.classify(features: example.features, into: &prediction)
            confidences.append(prediction.confidence)
            correct.append(prediction.intent == example.intent)
            weights.append(example.weight)
            outOfScope.append(prediction.outOfScope)
            if let intent { probabilityOfIntent.append(Double(prediction.probabilities[intent])) }
        }
    }

    /// Quality over the texts.
    public var metrics: ClassificationMetrics {
        .of(confidences: confidences, correct: correct, weights: weights)
    }
}
