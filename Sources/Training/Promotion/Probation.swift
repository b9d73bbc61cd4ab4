import Routing
import Stochastics

/// A promoted model is on trial: on fresh labels it must not turn out worse than the one it replaced.
///
/// Both models read every text that a human labels meanwhile, neither having been trained on it, and the difference of
/// being right is tested one-sidedly (`PairedTest`, weighted by inverse probability of the label) at four looks, each
/// at a quarter of the level (Bonferroni), so that a model that is no worse goes with probability `level` at most.
public struct Probation: Sendable, Codable, Equatable {
    /// Labels after which the trial is over.
    public var labels: Int
    /// Chance that a model that is no worse fails, in 0...1.
    public var level: Double
    static let looks = 4

    /// Creates a rule.
    public init(labels: Int = 200, level: Double = 0.05) {
        self.labels = max(labels, Self.looks * 2)
        self.level = min(max(level, 0), 1)
    }

    /// What a trial has come to.
    public enum Outcome: Sendable, Equatable {
        /// Not enough labels yet.
        case goesOn
        /// The model stays.
        case passed
        /// The model is worse than the one before: mean difference of being right, and p value.
        case failed(difference: Double, pValue: Double)
    }

    /// A trial that is going on.
    public struct Trial: Sendable {
        private let rule: Probation
        private var champion: TextClassifier
        private var challenger: TextClassifier
        private var differences: [Double] = []
        private var weights: [Double] = []
        private var prediction = Prediction()

        /// The model that would come back.
        public var previous: TextModel { champion.model }
        /// Labels judged so far.
        public var count: Int { differences.count }

        /// Begins a trial of `promoted`, which has replaced `previous`.
        public init(_ rule: Probation, previous: TextModel, promoted: TextModel) {
            self.rule = rule
            champion = TextClassifier(model: previous)
            challenger = TextClassifier(model: promoted)
        }

        /// Judges both models by a label that came after the promotion.
        public mutating func add(_ label: LabelledText) -> Outcome {
            guard label.weight > 0, label.weight.isFinite else { return .goesOn }
            champion.classify(features: label.features, into: &prediction)
            let before = prediction.intent == label.intent ? 1.0 : 0
            challenger.classify(features: label.features, into: &prediction)
            let after = prediction.intent == label.intent ? 1.0 : 0
            differences.append(after - before)
            weights.append(label.weight)
            // Looks after each quarter of the labels, the last one after all of them.
            guard count * Probation.looks / rule.labels > (count - 1) * Probation.looks / rule.labels else {
                return .goesOn
            }
            let test = PairedTest.below(differences, weights: weights)
            if test.pValue < rule.level / Double(Probation.looks) {
                return .failed(difference: test.mean, pValue: test.pValue)
            }
            return count >= rule.labels ? .passed : .goesOn
        }
    }
}
