import Routing
import Testing
import Training

@Suite struct OutOfScopeTests {
    /// The score is the share of known texts that look less strange: even over known texts, high for others.
    @Test func scoreIsEvenOverKnownTexts() throws {
        var texts = MadeUpTexts(intents: 8, seed: 60)
        let model = try Trainer(options: TrainingOptions(features: .words)).trainCalibrated(
            texts.next(count: 2_000), intents: texts.intents)
        let known = EvaluatedTexts(texts.next(count: 3_000, from: 5_000), model: model).outOfScope
        #expect(known.allSatisfy { (0...1).contains($0) })
        for limit in [0.5, 0.8, 0.95] {
            let above = Double(known.count { $0 > limit }) / Double(known.count)
            #expect(abs(above - (1 - limit)) < 0.03, "\(above) above \(limit)")
        }
        #expect(model.prediction(of: "common1 common2 common3 common4").outOfScope > 0.9)
        #expect(model.prediction(of: "own1x1 own1x2 own1x3 own1x4").outOfScope < 0.5)
        let read = try ModelFile.decode(ModelFile.encode(model), file: "m.json")
        #expect(read.prediction(of: "own1x1 common2").outOfScope == model.prediction(of: "own1x1 common2").outOfScope)
    }

    @Test func withoutATableItIsDoubt() throws {
        var texts = MadeUpTexts(intents: 8, seed: 61)
        let model = try Trainer(options: TrainingOptions(features: .words)).train(
            texts.next(count: 200), intents: texts.intents)
        let prediction = model.prediction(of: "own1x1 common2")
        #expect(prediction.outOfScope == 1 - prediction.confidence)
        #expect(TextModel.untrained(intents: ["a", "b"]).prediction(of: "x").outOfScope == 0)
    }
}
