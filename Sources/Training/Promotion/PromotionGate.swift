import Quantities
import Routing
import Stochastics

/// Decides whether a newly trained model replaces the one in use, on human labels that neither was trained on.
public struct PromotionGate: Sendable, Codable, Equatable {
    /// Fewest held-out labels on which a challenger is promoted.
    public var minimumLabels: Int
    /// Significance level of the tests, in 0...1.
    public var level: Double

    /// Creates a gate.
    public init(minimumLabels: Int = 20, level: Double = 0.05) {
        self.minimumLabels = max(minimumLabels, 1)
        self.level = min(max(level, 0), 1)
    }

    /// Compares two models text by text.
    ///
    /// The challenger is promoted when it is right at least as often as the champion (weighted by inverse
    /// probability of being labelled) and its log-loss, allowing for the estimated share of wrong labels, is not
    /// significantly worse: `pValue` is that of the one-sided paired t test against "the challenger's log-loss is no
    /// worse". An untrained champion is replaced when the challenger is right significantly more often than by uniform
    /// guessing (or there is only one intent); `pValue` is then that of this test.
    public func judge(champion: TextModel, challenger: TextModel, holdout: [LabelledText]) -> GateVerdict {
        let judged = holdout.filter { $0.weight > 0 && challenger.intents.indices.contains($0.intent) }
        let weights = judged.map(\.weight)
        let total = weights.reduce(0, +)
        let noise = challenger.labelNoise
        let old = outcomes(champion, judged, labelNoise: noise)
        let new = outcomes(challenger, judged, labelNoise: noise)
        func accuracy(_ outcomes: [Outcome]) -> Double {
            total > 0 ? zip(outcomes, weights).reduce(0) { $0 + ($1.0.isRight ? $1.1 : 0) } / total : 0
        }
        let guessing = 1 / Double(max(challenger.intents.count, 1))
        var verdict = GateVerdict(
            promoted: false, championAccuracy: champion.isTrained ? accuracy(old) : guessing,
            challengerAccuracy: accuracy(new), difference: 0, pValue: 1, n: judged.count, reason: "")
        verdict.difference = verdict.challengerAccuracy - verdict.championAccuracy
        if !challenger.isTrained {
            verdict.reason = "Refused: the challenger is untrained."
        } else if judged.count < minimumLabels {
            verdict.reason =
                "Refused: only \(judged.count) held-out labels, \(minimumLabels) are needed to judge."
        } else if champion.isTrained {
            judge(&verdict, old: old, new: new, weights: weights)
        } else {
            judgeAgainstGuessing(&verdict, guessing: guessing, weights: weights)
        }
        return verdict
    }

    private func judge(_ verdict: inout GateVerdict, old: [Outcome], new: [Outcome], weights: [Double]) {
        let gains = zip(old, new).map { $0.logLoss - $1.logLoss }
        let test = PairedTest.below(gains, weights: weights)
        verdict.pValue = test.pValue
        let accuracies =
            "\(BriefUnits.percent(verdict.challengerAccuracy, always: true)) against \(BriefUnits.percent(verdict.championAccuracy, always: true)) right"
            + " on \(verdict.n) held-out labels"
        if verdict.difference < 0 {
            verdict.reason = "Refused: the challenger is less accurate, \(accuracies)."
        } else if test.pValue < level {
            verdict.reason = "Refused: its probabilities are significantly worse (log-loss), \(accuracies)."
        } else {
            verdict.promoted = true
            verdict.reason = "Promoted: \(accuracies), and its log-loss is not significantly worse."
        }
    }

    private func judgeAgainstGuessing(_ verdict: inout GateVerdict, guessing: Double, weights: [Double]) {
        let total = weights.reduce(0, +)
        let squares = weights.reduce(0) { $0 + $1 * $1 }
        let error = (guessing * (1 - guessing) * squares).squareRoot() / total
        verdict.pValue =
            error > 0 && verdict.n > 1
            ? StudentT.cumulative(-verdict.difference / error, degreesOfFreedom: Double(verdict.n - 1))
            : 1
        verdict.promoted = verdict.pValue < level || guessing >= 1
        let accuracies =
            "\(BriefUnits.percent(verdict.challengerAccuracy, always: true)) right on \(verdict.n) held-out labels"
        verdict.reason =
            verdict.promoted
            ? "Promoted as the first model: \(accuracies), guessing gives \(BriefUnits.percent(guessing, always: true))."
            : "Refused: \(accuracies) is not significantly better than guessing (\(BriefUnits.percent(guessing, always: true)))."
    }

    private struct Outcome {
        var isRight: Bool
        var logLoss: Double
    }

    private func outcomes(_ model: TextModel, _ examples: [LabelledText], labelNoise: Double) -> [Outcome] {
        let others = Double(max(model.intents.count - 1, 1))
        var classifier = TextClassifier(model: model)
        var prediction = Prediction()
        return examples.map { example in
            classifier.classify(features: example.features, into: &prediction)
            let known = prediction.probabilities.indices.contains(example.intent)
            let probability = known ? Double(prediction.probabilities[example.intent]) : 0
            let likelihood = (1 - labelNoise) * probability + labelNoise * (1 - probability) / others
            return Outcome(
                isRight: known && prediction.intent == example.intent,
                logLoss: -PortableMath.log(max(likelihood, 1e-6)))
        }
    }
}
