import Routing
import Stochastics
import TestSupport
import Traffic
import Training

/// Labelled texts to learn from and to be tested on, with the features of one classifier.
struct LearningCurve {
    private let train: [LabelledText]
    private let test: [LabelledText]
    private let intents: [String]
    private let features: FeatureOptions

    init(train: [([UInt8], Int)], test: [([UInt8], Int)], intents: [String], features: FeatureOptions) {
        var featuriser = Featuriser(options: features)
        func labelled(_ texts: [([UInt8], Int)]) -> [LabelledText] {
            texts.enumerated().map { order, item in
                LabelledText(text: item.0, intent: item.1, order: order, featuriser: &featuriser)
            }
        }
        self.train = labelled(train)
        self.test = labelled(test)
        self.intents = intents
        self.features = features
    }

    /// The train and test parts of Banking77.
    static func banking(features: FeatureOptions) throws -> LearningCurve {
        let parts = try [SharedData.bankingTrain, SharedData.bankingTest].map { try Corpus(path: $0) }
        let texts = parts.map { part in
            (0..<part.count).map { number in
                var bytes: [UInt8] = []
                part.copyText(number, into: &bytes)
                return (bytes, part.intentOfText[number])
            }
        }
        return LearningCurve(train: texts[0], test: texts[1], intents: parts[0].intents, features: features)
    }

    /// Texts of a synthetic language within its scope: 130 an intent on average to learn from.
    static func synthetic(
        _ specification: LanguageSpecification, seed: UInt64, features: FeatureOptions
    ) throws -> LearningCurve {
        var specification = specification
        specification.outOfScopeShare = 0
        let language = try SyntheticLanguage(specification, seed: seed)
        let profile = CustomerProfile(patience: .constant(1), work: .constant(1))
        let source = TruthSource(specification, profile: profile, seed: seed, replication: 0)
        let count = 130 * specification.intents.count
        let texts = (0..<count + 3_000).map { number in
            let truth = source.truth(of: number, atSeconds: 0)
            return (text(language, of: number, truth: truth, seed: seed), truth.intent)
        }
        return LearningCurve(
            train: Array(texts.prefix(count)), test: Array(texts.dropFirst(count)),
            intents: specification.intents.map(\.name), features: features)
    }

    /// Test accuracy with `perIntent` labels of each intent (nil: all), averaged over draws of the labels.
    func accuracy(perIntent: Int?, draws: Int) throws -> Double {
        var sum = 0.0
        for draw in 0..<draws {
            var random = RandomStream(seed: 1, replication: UInt32(draw), purpose: 999, entity: 0)
            var taken = [Int](repeating: 0, count: intents.count)
            var chosen: [LabelledText] = []
            for example in train.shuffled(using: &random) where taken[example.intent] < perIntent ?? .max {
                taken[example.intent] += 1
                chosen.append(example)
            }
            let trainer = Trainer(options: TrainingOptions(features: features))
            var classifier = TextClassifier(model: try trainer.train(chosen, intents: intents))
            var prediction = Prediction()
            let right = test.count { example in
                classifier.classify(features: example.features, into: &prediction)
                return prediction.intent == example.intent
            }
            sum += Double(right) / Double(test.count)
        }
        return sum / Double(draws)
    }

    /// Accuracy at 1, 5, 10, 30 and all labels per intent; 10 draws of 1 and 5, fewer of more.
    func points() throws -> [Double] {
        try [(1, 10), (5, 10), (10, 4), (30, 2)].map { try accuracy(perIntent: $0.0, draws: $0.1) }
            + [accuracy(perIntent: nil, draws: 1)]
    }
}
