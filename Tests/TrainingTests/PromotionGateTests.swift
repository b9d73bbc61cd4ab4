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
