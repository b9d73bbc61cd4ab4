import Testing
import Training

@Suite("Probation of a promoted model")
struct ProbationTests {
    private let trainer = Trainer(options: TrainingOptions(features: .words))

    private func outcome(
        _ trial: inout Probation.Trial, _ labels: [LabelledText]
    ) -> Probation.Outcome {
        for label in labels {
            let outcome = trial.add(label)
            if outcome != .goesOn { return outcome }
        }
        return .goesOn
    }

    @Test("A model that is worse goes before the trial is over", arguments: 1...5 as ClosedRange<UInt64>)
    func worse(seed: UInt64) throws {
        var texts = MadeUpTexts(intents: 10, seed: seed)
        let good = try trainer.train(texts.next(count: 600), intents: texts.intents, version: 1)
        let bad = try trainer.train(
            texts.next(count: 600).withShuffledLabels(seed: seed), intents: texts.intents, version: 2)
        var trial = Probation.Trial(Probation(labels: 200), previous: good, promoted: bad)
        guard case .failed(let difference, let pValue) = outcome(&trial, texts.next(count: 200)) else {
            Issue.record("it passed")
            return
        }
        #expect(difference < -0.2 && pValue < 0.0125)
        #expect(trial.count == 50, "at the first look")
        #expect(trial.previous.version == 1)
    }

    @Test("A better one stays, and the same one as well")
    func better() throws {
        var texts = MadeUpTexts(intents: 10, seed: 11)
        let poor = try trainer.train(texts.next(count: 60), intents: texts.intents, version: 1)
        let good = try trainer.train(texts.next(count: 1000), intents: texts.intents, version: 2)
        var trial = Probation.Trial(Probation(labels: 100), previous: poor, promoted: good)
        #expect(outcome(&trial, texts.next(count: 100)) == .passed)
        var same = Probation.Trial(Probation(labels: 100), previous: good, promoted: good)
        #expect(outcome(&same, texts.next(count: 99)) == .goesOn)
        #expect(outcome(&same, texts.next(count: 1)) == .passed)
    }

    @Test("Models that are equally good fail hardly ever")
    func level() throws {
        var texts = MadeUpTexts(intents: 10, seed: 12)
        var failed = 0
        for _ in 0..<40 {
            let one = try trainer.train(texts.next(count: 200), intents: texts.intents, version: 1)
            let other = try trainer.train(texts.next(count: 200), intents: texts.intents, version: 2)
            var trial = Probation.Trial(Probation(labels: 200), previous: one, promoted: other)
            if case .failed = outcome(&trial, texts.next(count: 200)) { failed += 1 }
        }
        #expect(failed <= 10, "\(failed) of 40")
    }
}
