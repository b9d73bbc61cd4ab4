import Quantities
import Routing
import Stochastics

/// Decides whether a newly trained model replaces the one in use, on recent human labels that neither was trained or
/// calibrated on: the challenger has to be no worse, with a margin.
///
/// What is compared is the cost of each text under both models: what the operation would pay where prices are known
/// (`AnswerPrices`), otherwise 1 for a wrong answer. With g the mean saving of the challenger, weighted by inverse
/// probability, and m the margin, the challenger is promoted in either of two cases:
///
/// - "Worse by m or more" is rejected at `level` by a one-sided paired t test: the test of non-inferiority (Blackwelder
///   1982, Controlled Clinical Trials 3, 345-353; for pairs Nam 1997, Biometrics 53, 1422-1430, and Liu et al. 2002,
///   Statistics in Medicine 21, 231-245).
/// - g is at least -m/4, midway between a challenger that is worse by m and one that is better by m/2. Where labels are
///   too few to tell those two apart at `level`, each is then mistaken for the other equally often. The test alone would
///   refuse most good challengers there.
public struct PromotionGate: Sendable, Codable, Equatable {
    /// Fewest labels on which a challenger is promoted.
    public var minimumLabels: Int
    /// Significance level of the tests, in 0...1.
    public var level: Double
    /// How much worse a challenger may be, as a share of the texts answered rightly, 0 or more.
    public var margin: Double
    /// The same as money a text, 0 or more; nil for `margin` times the price of a wrong answer. Used with `prices`.
    public var moneyMargin: Double?
    /// Age in seconds beyond which labels are not judged on, counted from the newest; nil for no limit.
    public var windowSeconds: Double?
    /// What a text costs; nil to compare how often the models are right.
    public var prices: AnswerPrices?

    /// Share of the texts by which a challenger may be worse where nothing is said: a point.
    public static let usualMargin = 0.01
    /// Part of the margin below which a mean saving alone promotes nothing: midway between -1 and 1/2.
    private static let midway = 0.25

    /// Creates a gate; numbers out of their range are brought to its nearest end.
    public init(
        minimumLabels: Int = 20, level: Double = 0.05, margin: Double = Self.usualMargin, moneyMargin: Double? = nil,
        windowSeconds: Double? = nil, prices: AnswerPrices? = nil
    ) {
        self.minimumLabels = max(minimumLabels, 1)
        self.level = min(max(level, 0), 1)
        self.margin = max(margin, 0)
        self.moneyMargin = moneyMargin.map { max($0, 0) }
        self.windowSeconds = windowSeconds
        self.prices = prices
    }

    /// The margin in the unit of what is compared.
    private var marginInUse: Double { prices.map { moneyMargin ?? margin * $0.wrongAnswer } ?? margin }

    /// The rule on savings of the challenger, text by text.
    ///
    /// - Returns: the weighted mean saving, the p value of "worse by the margin or more", and whether it is promoted.
    package func decide(
        _ savings: [Double], weights: [Double]
    ) -> (gain: Double, pValue: Double, isPromoted: Bool) {
        let margin = marginInUse
        let test = PairedTest.below(savings.map { -($0 + margin) }, weights: weights)
        let gain = -test.mean - margin
        let slack = 1e-9 * max(margin, .leastNormalMagnitude)
        return (gain, test.pValue, test.pValue < level || gain >= -Self.midway * margin - slack)
    }

    /// Compares two models text by text.
    ///
    /// The rule is that of the type. Where prices are unknown, the challenger's log-loss, allowing for the estimated share
    /// of wrong labels, must not be significantly worse either: being right as often says nothing about what it claims,
    /// and no price does. An untrained champion is replaced when the challenger is right significantly more often than by
    /// uniform guessing (or there is only one intent).
    ///
    /// - Parameters:
    ///   - champion: the model in use.
    ///   - challenger: the new one. Both are judged with their calibration, as they would answer.
    ///   - holdout: labels that neither was trained or calibrated on.
    ///   - labelNoise: share of wrong labels, in 0..<0.5, where it is known. Labels that err make models look more alike
    ///     than they are, by the factor 1 - e K / (K - 1) with K intents, which is undone.
    /// - Returns: the decision; `pValue` is that of the test that decided.
    public func judge(
        champion: TextModel, challenger: TextModel, holdout: [LabelledText], labelNoise: Double? = nil
    ) -> GateVerdict {
        let newest = holdout.reduce(-Double.infinity) { max($0, $1.labelledAtSeconds) }
        let oldest = windowSeconds.map { newest - $0 } ?? -.infinity
        let judged = holdout.filter {
            $0.weight > 0 && challenger.intents.indices.contains($0.intent) && $0.labelledAtSeconds >= oldest
        }
        let weights = judged.map(\.weight)
        let total = weights.reduce(0, +)
        let old = outcomes(champion, judged, labelNoise: challenger.labelNoise)
        let new = outcomes(challenger, judged, labelNoise: challenger.labelNoise)
        func accuracy(_ outcomes: [Outcome]) -> Double {
            total > 0 ? zip(outcomes, weights).reduce(0) { $0 + ($1.0.isRight ? $1.1 : 0) } / total : 0
        }
        let guessing = 1 / Double(max(challenger.intents.count, 1))
        var verdict = GateVerdict(
            promoted: false, championAccuracy: champion.isTrained ? accuracy(old) : guessing,
            challengerAccuracy: accuracy(new), difference: 0, pValue: 1, n: judged.count, reason: "")
        verdict.difference = verdict.challengerAccuracy - verdict.championAccuracy
        verdict.margin = marginInUse
        if !challenger.isTrained {
            verdict.reason = "Refused: the challenger is untrained."
        } else if judged.count < minimumLabels {
            verdict.reason =
                "Refused: only \(judged.count) held-out labels, \(minimumLabels) are needed to judge."
        } else if champion.isTrained {
            let costs = { outcomes in self.costs(outcomes, labelNoise: labelNoise ?? 0, intents: 1 / guessing) }
            let savings = zip(costs(old), costs(new)).map { $0 - $1 }
            judge(&verdict, old: old, new: new, savings: savings, weights: weights)
        } else {
            judgeAgainstGuessing(&verdict, guessing: guessing, weights: weights)
        }
        return verdict
    }

    private func judge(
        _ verdict: inout GateVerdict, old: [Outcome], new: [Outcome], savings: [Double], weights: [Double]
    ) {
        let decision = decide(savings, weights: weights)
        (verdict.gain, verdict.pValue) = (decision.gain, decision.pValue)
        verdict.promoted = decision.isPromoted
        let what = text(verdict)
        guard decision.isPromoted else {
            verdict.reason = "Refused: the challenger may be worse by the margin or more, \(what)."
            return
        }
        guard prices == nil else {
            verdict.reason = "Promoted: \(what)."
            return
        }
        let claims = PairedTest.below(zip(old, new).map { $0.logLoss - $1.logLoss }, weights: weights)
        if claims.pValue < level {
            verdict.promoted = false
            verdict.pValue = claims.pValue
            verdict.reason = "Refused: its probabilities are significantly worse (log-loss), \(what)."
        } else {
            verdict.reason = "Promoted: \(what), and its log-loss is not significantly worse."
        }
    }

    /// What was compared, in words.
    private func text(_ verdict: GateVerdict) -> String {
        let accuracies =
            "\(BriefUnits.percent(verdict.challengerAccuracy, always: true)) against"
            + " \(BriefUnits.percent(verdict.championAccuracy, always: true)) right on \(verdict.n) held-out labels"
        guard prices != nil else { return accuracies }
        let saving = FixedDigits.significant(abs(verdict.gain), 2)
        return accuracies + ", a text costs \(saving) \(verdict.gain < 0 ? "more" : "less")"
            + " (margin \(FixedDigits.significant(verdict.margin, 2)))"
    }

    /// Costs text by text. A wrong label counts a right answer as wrong: with noise e, "wrong" stands for
    /// (wrong - e) / (1 - e K / (K - 1)), whose mean is that without noise.
    private func costs(_ outcomes: [Outcome], labelNoise: Double, intents: Double) -> [Double] {
        let factor = intents > 1 ? 1 - labelNoise * intents / (intents - 1) : 1
        return outcomes.map { outcome in
            let seen: Double = outcome.isRight ? 0 : 1
            let wrong = factor > 0 ? (seen - labelNoise) / factor : seen
            return prices?.cost(confidence: outcome.confidence, wrong: wrong) ?? wrong
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
        var confidence: Double
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
                isRight: known && prediction.intent == example.intent, confidence: prediction.confidence,
                logLoss: -PortableMath.log(max(likelihood, 1e-6)))
        }
    }
}
