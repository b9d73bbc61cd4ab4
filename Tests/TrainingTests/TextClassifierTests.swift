import Routing
import Testing
import Training

@Suite struct TextClassifierTests {
    @Test func untrainedIsUniform() {
        var classifier = TextClassifier(model: .untrained(intents: ["a", "b", "c", "d"]))
        var prediction = Prediction()
        classifier.classify(Query(id: 1, text: Array("hello there".utf8)), into: &prediction)
        #expect(prediction.probabilities == [0.25, 0.25, 0.25, 0.25])
        #expect(prediction.confidence == 0.25)
        #expect(prediction.margin == 0)
        #expect(prediction.emotion == 0)
        #expect(classifier.modelVersion == 0)
        #expect(classifier.lastFeatures.count > 0)
    }

    @Test func featuresOfAQueryGiveTheSamePrediction() throws {
        var texts = MadeUpTexts(intents: 9, seed: 1)
        let model = try Trainer(options: TrainingOptions(features: .words)).train(
            texts.next(count: 400), intents: texts.intents, version: 7)
        var classifier = TextClassifier(model: model)
        var (fromText, fromFeatures) = (Prediction(), Prediction())
        classifier.classify(Query(id: 1, text: Array("own2x1 common1 own2x3".utf8)), into: &fromText)
        let kept = classifier.lastFeatures
        classifier.classify(Query(id: 2, text: Array("other".utf8)), into: &fromFeatures)
        classifier.classify(features: kept, into: &fromFeatures)
        #expect(fromText.probabilities == fromFeatures.probabilities)
        #expect(fromText.intent == 2)
        #expect(fromText.emotion == fromFeatures.emotion)
        #expect(classifier.modelVersion == 7)
        let best = fromText.probabilities.enumerated().sorted { ($0.element, $1.offset) > ($1.element, $0.offset) }
        #expect(best[0].offset == fromText.intent)
        #expect(best[1].offset == fromText.runnerUp)
        #expect(Double(best[1].element) == fromText.runnerUpConfidence)
        #expect(abs(fromText.probabilities.reduce(0, +) - 1) < 1e-5)
    }

    @Test func aNewModelIsUsedAtOnce() throws {
        var texts = MadeUpTexts(intents: 3, seed: 8, options: .wordsAndCharacters)
        let model = try Trainer().train(texts.next(count: 100), intents: texts.intents)
        var classifier = TextClassifier(
            model: .untrained(intents: texts.intents, options: TrainingOptions(features: .words)))
        var prediction = Prediction()
        classifier.classify(text: Array("own1x1 own1x2".utf8), into: &prediction)
        #expect(prediction.confidence < 0.34)
        classifier.model = model
        classifier.classify(text: Array("own1x1 own1x2".utf8), into: &prediction)
        #expect(prediction.intent == 1)
        #expect(prediction.confidence > 0.5)
    }
}
