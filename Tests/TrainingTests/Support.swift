import Foundation
import Routing
import Stochastics
import Training

/// Made-up texts whose words depend on their intent, so that a classifier has something to learn.
struct MadeUpTexts {
    var random: RandomStream
    var featuriser: Featuriser
    let intentCount: Int

    init(intents: Int, seed: UInt64, options: FeatureOptions = .words) {
        intentCount = intents
        random = RandomStream(seed: seed, replication: 0, purpose: 1, entity: 0)
        featuriser = Featuriser(options: options)
    }

    var intents: [String] { (0..<intentCount).map { "intent \($0)" } }

    /// A text of four words of its intent or common to all; upset ones mostly end in "!".
    mutating func next(order: Int) -> LabelledText {
        let intent = random.below(intentCount)
        let upset = random.bernoulli(0.3)
        var words: [String] = []
        for _ in 0..<4 {
            words.append(
                random.bernoulli(0.4) ? "own\(intent)x\(random.below(6))" : "common\(random.below(40))")
        }
        let text = words.joined(separator: " ") + (upset && random.bernoulli(0.9) ? " !" : "")
        return LabelledText(
            text: Array(text.utf8), intent: intent, upset: upset, order: order, featuriser: &featuriser)
    }

    mutating func next(count: Int, from order: Int = 0) -> [LabelledText] {
        (0..<count).map { next(order: order + $0) }
    }
}

extension [LabelledText] {
    /// The same texts with their labels dealt out anew.
    func withShuffledLabels(seed: UInt64) -> [LabelledText] {
        var random = RandomStream(seed: seed, replication: 0, purpose: 2, entity: 0)
        let labels = map(\.intent).shuffled(using: &random)
        return zip(self, labels).map { text, label in
            var changed = text
            changed.intent = label
            return changed
        }
    }
}

extension TextModel {
    func probabilities(of text: String) -> [Float] { prediction(of: text).probabilities }

    func prediction(of text: String) -> Prediction {
        var classifier = TextClassifier(model: self)
        var prediction = Prediction()
        classifier.classify(Query(id: 1, text: Array(text.utf8)), into: &prediction)
        return prediction
    }
}
