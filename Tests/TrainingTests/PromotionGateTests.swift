import Foundation
import Routing
import Testing
import Training

@Suite struct PromotionGateTests {
    private let trainer = Trainer(options: TrainingOptions(features: .words))

    private func models(
        _ seed: UInt64
    ) throws -> (champion: TextModel, texts: MadeUpTexts, day: [LabelledText], holdout: [LabelledText]) {
        var texts = MadeUpTexts(intents: 10, seed: seed)
        let day = texts.next(count: 400)
        let holdout = texts.next(count: 400)
        let champion = try trainer.train(day, intents: texts.intents, version: 1)
        return (trainer.calibrate(champion, on: holdout), texts, day, holdout)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>) func aNightOfShuffledLabelsIsRefused(seed: UInt64) throws {
        var (champion, texts, day, holdout) = try models(seed)
        let night = texts.next(count: 1000).withShuffledLabels(seed: seed)
        let challenger = try trainer.train(day + night, intents: texts.intents, version: 2)
        let verdict = PromotionGate().judge(
            champion: champion, challenger: trainer.calibrate(challenger, on: holdout), holdout: holdout)
        #expect(!verdict.promoted)
        #expect(verdict.difference < 0)
        #expect(verdict.reason.hasPrefix("Refused"))
        #expect(verdict.n == 400)
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>) func manyMoreGoodLabelsPass(seed: UInt64) throws {
        var (champion, texts, day, holdout) = try models(seed)
        let challenger = try trainer.train(
            day + texts.next(count: 3000), intents: texts.intents, version: 2)
        let verdict = PromotionGate().judge(
            champion: champion, challenger: trainer.calibrate(challenger, on: holdout), holdout: holdout)
        #expect(verdict.promoted)
        #expect(verdict.challengerAccuracy > verdict.championAccuracy)
        #expect(verdict.reason.hasPrefix("Promoted"))
    }

    @Test func anEqualModelPassesAndABadlyCalibratedOneDoesNot() throws {
        var (champion, texts, _, holdout) = try models(9)
        #expect(PromotionGate().judge(champion: champion, challenger: champion, holdout: holdout).promoted)
        // Fitting the temperature to noise flattens the probabilities: as accurate, but of far less use.
        let flat = trainer.calibrate(champion, on: texts.next(count: 400).withShuffledLabels(seed: 3))
        let verdict = PromotionGate().judge(champion: champion, challenger: flat, holdout: holdout)
        #expect(verdict.difference == 0)
        #expect(!verdict.promoted)
        #expect(verdict.pValue < 0.001)
    }

    @Test func theFirstModelMustBeatGuessing() throws {
        var texts = MadeUpTexts(intents: 10, seed: 21)
        let holdout = texts.next(count: 200)
        let empty = TextModel.untrained(intents: texts.intents)
        let good = try trainer.train(texts.next(count: 300), intents: texts.intents)
        let noise = try trainer.train(texts.next(count: 300).withShuffledLabels(seed: 5), intents: texts.intents)
        let promoted = PromotionGate().judge(champion: empty, challenger: good, holdout: holdout)
        #expect(promoted.promoted)
        #expect(promoted.championAccuracy == 0.1)
        #expect(!PromotionGate().judge(champion: empty, challenger: noise, holdout: holdout).promoted)
        #expect(!PromotionGate().judge(champion: good, challenger: empty, holdout: holdout).promoted)
    }

    @Test func weightsDecideWhoseErrorsCount() throws {
        let (champion, texts, day, holdout) = try models(30)
        let challenger = try trainer.train(Array(day.prefix(150)), intents: texts.intents)
        let plain = PromotionGate().judge(champion: champion, challenger: challenger, holdout: holdout)
        var weighted = holdout
        for index in weighted.indices where index % 2 == 0 { weighted[index].weight = 20 }
        let judged = PromotionGate().judge(champion: champion, challenger: challenger, holdout: weighted)
        let even = holdout.indices.filter { $0 % 2 == 0 }.map { holdout[$0] }
        let odd = holdout.indices.filter { $0 % 2 == 1 }.map { holdout[$0] }
        let expected = (20 * champion.evaluate(on: even).accuracy + champion.evaluate(on: odd).accuracy) / 21
        #expect(abs(judged.championAccuracy - expected) < 1e-9)
        #expect(abs(plain.championAccuracy - champion.evaluate(on: holdout).accuracy) < 1e-9)
    }

    /// 2,000 labels, 80 of which tell the models apart: the errors of the rule itself, by the exact binomial.
    @Test func theRuleAdmitsAndRefusesAsItsPowerSays() {
        func promoted(_ gate: PromotionGate, better: Int, worse: Int, of labels: Int) -> Bool {
            let savings =
                Array(repeating: 1.0, count: better) + Array(repeating: -1, count: worse)
                + Array(repeating: 0, count: labels - better - worse)
            return gate.decide(savings, weights: Array(repeating: 1, count: labels)).isPromoted
        }
        /// Share of the draws of 40 in 1,000 that are promoted, where each of them favours the challenger with `share`.
        func power(_ gate: PromotionGate, labels: Int, gain: Double) -> Double {
            let discordant = labels / 25
            let share = (1 + gain / 0.04) / 2
            var probability = pow(1 - share, Double(discordant))
            var sum = 0.0
            for better in 0...discordant {
                if promoted(gate, better: better, worse: discordant - better, of: labels) { sum += probability }
                probability *= Double(discordant - better) / Double(better + 1) * share / (1 - share)
            }
            return sum
        }
        let gate = PromotionGate()
        #expect(power(gate, labels: 2_000, gain: 0.005) > 0.9)
        #expect(power(gate, labels: 2_000, gain: -0.01) < 0.1)
        #expect(power(gate, labels: 1_000, gain: 0.005) > 0.85)
        #expect(power(gate, labels: 1_000, gain: -0.01) < 0.15)
        // An equal model is refused in less than half of the draws, whatever the number of labels.
        for labels in [300, 600, 1_000, 2_000] { #expect(power(gate, labels: labels, gain: 0) > 0.5) }
        // Worse by -m/4 passes, by more does not, where labels are few.
        #expect(promoted(gate, better: 4, worse: 5, of: 400))
        #expect(!promoted(gate, better: 4, worse: 6, of: 400))
        // Many labels: what the test excludes passes although it is worse by more than a quarter of the margin.
        #expect(promoted(gate, better: 400, worse: 600, of: 40_000))
        #expect(!promoted(PromotionGate(margin: 0.005), better: 400, worse: 600, of: 40_000))
        // No margin asks for a model that is right as often.
        #expect(promoted(PromotionGate(margin: 0), better: 5, worse: 5, of: 100))
        #expect(!promoted(PromotionGate(margin: 0), better: 5, worse: 6, of: 100))
    }

    /// Two models that are right as often: one answers what it does not know, the other leaves it to humans.
    @Test func whereThereArePricesMoneyDecides() throws {
        var (champion, texts, _, holdout) = try models(12)
        var classifier = TextClassifier(model: champion)
        var prediction = Prediction()
        // Fitted to labels that are always right a model of few labels claims too much.
        let agreed = holdout.map { text in
            var agreed = text
            classifier.classify(features: text.features, into: &prediction)
            agreed.intent = prediction.intent
            return agreed
        }
        let bold = trainer.calibrate(champion, on: agreed)
        let labels = texts.next(count: 600)
        let dear = PromotionGate(prices: AnswerPrices(wrongAnswer: 10, human: 2, threshold: 0.8))
        let verdict = dear.judge(champion: champion, challenger: bold, holdout: labels)
        #expect(verdict.difference == 0 && !verdict.promoted && verdict.gain < -verdict.margin)
        #expect(abs(verdict.margin - 0.1) < 1e-12)
        let back = dear.judge(champion: bold, challenger: champion, holdout: labels)
        #expect(back.promoted && abs(back.gain + verdict.gain) < 1e-9)
        let allowed = PromotionGate(moneyMargin: 20, prices: dear.prices)
        #expect(allowed.judge(champion: champion, challenger: bold, holdout: labels).promoted)
        // A human who costs more than any error: the bold one is the better.
        let cheap = PromotionGate(prices: AnswerPrices(wrongAnswer: 1, human: 1, threshold: 0.8))
        #expect(cheap.judge(champion: champion, challenger: bold, holdout: labels).promoted)
    }

    @Test func oldLabelsAreLeftOutWhereAWindowIsStated() throws {
        let (champion, _, _, holdout) = try models(13)
        let timed = holdout.enumerated().map { number, text in
            var dated = text
            dated.labelledAtSeconds = Double(number) * 60
            return dated
        }
        let gate = PromotionGate(windowSeconds: 3600)
        #expect(gate.judge(champion: champion, challenger: champion, holdout: timed).n == 61)
        #expect(PromotionGate().judge(champion: champion, challenger: champion, holdout: timed).n == 400)
    }

    /// With five in a hundred labels wrong among ten intents a difference shows as 1 - .05 x 10/9 of what it is.
    @Test func knownLabelNoiseIsUndone() throws {
        let (champion, texts, day, holdout) = try models(14)
        let challenger = try trainer.train(Array(day.prefix(100)), intents: texts.intents)
        let plain = PromotionGate().judge(champion: champion, challenger: challenger, holdout: holdout)
        let noisy = PromotionGate().judge(
            champion: champion, challenger: challenger, holdout: holdout, labelNoise: 0.05)
        #expect(plain.gain < 0 && abs(plain.gain - plain.difference) < 1e-9)
        #expect(abs(noisy.gain * (1 - 0.05 * 10 / 9) - plain.gain) < 1e-9)
    }

    @Test func fewLabelsAreNotEnough() throws {
        let (champion, _, _, holdout) = try models(31)
        let verdict = PromotionGate(minimumLabels: 20).judge(
            champion: champion, challenger: champion, holdout: Array(holdout.prefix(19)))
        #expect(!verdict.promoted)
        #expect(verdict.reason.contains("19"))
        #expect(!PromotionGate().judge(champion: champion, challenger: champion, holdout: []).promoted)
    }

    /// Student's sleep data (1908): ten paired differences, t = 4.0621, one-sided p = .001416.
    @Test func pairedTestOnStudentsOwnData() {
        let differences = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4]
        let test = PairedTest.below(differences.map { -$0 }, weights: Array(repeating: 1, count: 10))
        #expect(abs(test.mean + 1.58) < 1e-12)
        #expect(abs(test.pValue - 0.001416) < 1e-5)
        #expect(PairedTest.below([], weights: []).pValue == 1)
        #expect(PairedTest.below([-1, -1], weights: [1, 1]).pValue == 0)
    }
}
