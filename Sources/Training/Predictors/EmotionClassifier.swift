import Routing

/// Fills `Prediction.emotion` after another classifier, from a model of emotion alone.
public struct EmotionClassifier: Classifier {
    private var inner: any Classifier
    private var head: Head

    /// A model of the two intents `EmotionLabels.intents`, ready to score.
    struct Head {
        private var classifier: TextClassifier
        private var prediction = Prediction()

        init(model: TextModel) { classifier = TextClassifier(model: model) }

        mutating func upset(_ text: [UInt8]) -> Double {
            classifier.classify(text: text, into: &prediction)
            return score
        }

        mutating func upset(_ features: SparseText) -> Double {
            classifier.classify(features: features, into: &prediction)
            return score
        }

        private var score: Double { prediction.probabilities.count == 2 ? Double(prediction.probabilities[1]) : 0 }
    }

    /// Puts a model of emotion behind a classifier; one of other intents than `EmotionLabels.intents` scores 0.
    public init(_ inner: any Classifier, emotion model: TextModel) {
        self.inner = inner
        head = Head(model: model)
    }

    /// Names of the intents, in the order of `Prediction.probabilities`.
    public var intents: [String] { inner.intents }
    /// Version of the classifier in front.
    public var modelVersion: Int { inner.modelVersion }

    /// Lets the classifier in front fill `prediction`, then replaces the emotion.
    public mutating func classify(_ query: Query, into prediction: inout Prediction) {
        inner.classify(query, into: &prediction)
        prediction.emotion = head.upset(query.text)
    }
}
