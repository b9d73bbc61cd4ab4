import Foundation
import Routing
import Stochastics
import Testing
import Training

@Suite struct CalibrationLogTests {
    /// Labels are asked for below a confidence, audited above it with probability 0.2, and 10% of them are wrong.
    @Test func selectedNoisyLabelsGiveHonestConfidences() throws {
        var texts = MadeUpTexts(intents: 12, seed: 50)
        var random = RandomStream(seed: 50, replication: 0, purpose: 4, entity: 0)
        let trainer = Trainer(options: TrainingOptions(features: .words, inverseRegularisation: 300))
        let model = try trainer.train(texts.next(count: 300), intents: texts.intents)
        var classifier = TextClassifier(model: model)
        var prediction = Prediction()
        var log = CalibrationLog(intentCount: 12, capacity: 4_000)
        for text in texts.next(count: 6_000, from: 300) {
            classifier.classify(features: text.features, into: &prediction)
            let probability = prediction.confidence < 0.8 ? 1 : 0.2
            guard random.uniform() < probability else { continue }
            let label = random.bernoulli(0.1) ? (text.intent + 1 + random.below(11)) % 12 : text.intent
            log.add(classifier, label: label, weight: 1 / probability)
        }
        let fresh = texts.next(count: 4_000, from: 10_000)
        func gap(_ model: TextModel) -> Double {
            let judged = EvaluatedTexts(fresh, model: model)
            let answered = judged.confidences.indices.filter { judged.confidences[$0] >= 0.8 }
            let claimed = answered.reduce(0) { $0 + 1 - judged.confidences[$1] }
            let wrong = answered.count { !judged.correct[$0] }
            return abs(claimed - Double(wrong)) / Double(max(answered.count, 1))
        }
        let calibrated = trainer.calibrate(model, on: log)
        #expect(abs(calibrated.labelNoise - 0.1) < 0.03)
        #expect(gap(calibrated) < 0.02)
        #expect(gap(model) > 0.025)
        #expect(calibrated.evaluate(on: fresh).accuracy == model.evaluate(on: fresh).accuracy)
        let known = trainer.calibrate(model, on: log, labelNoise: 0.1)
        #expect(known.labelNoise == 0.1)
        #expect(gap(known) < 0.02)
    }

    @Test func correctedProbabilitiesAreProbabilities() throws {
        var texts = MadeUpTexts(intents: 5, seed: 51)
        let trainer = Trainer(options: TrainingOptions(features: .words))
        let model = try trainer.train(texts.next(count: 200), intents: texts.intents)
        var classifier = TextClassifier(model: model)
        var (before, after) = (Prediction(), Prediction())
        var log = CalibrationLog(intentCount: 5)
        // Labels that have nothing to do with the texts: confidences must fall to those of guessing.
        for text in texts.next(count: 500).withShuffledLabels(seed: 3) {
            classifier.classify(features: text.features, into: &before)
            log.add(classifier, label: text.intent, weight: 1)
        }
        let calibrated = trainer.calibrate(model, on: log, labelNoise: 0)
        var corrected = TextClassifier(model: calibrated)
        for text in texts.next(count: 200) {
            classifier.classify(features: text.features, into: &before)
            corrected.classify(features: text.features, into: &after)
            #expect(after.intent == before.intent)
            #expect(after.runnerUp == before.runnerUp)
            #expect(after.margin >= 0 && after.runnerUpConfidence >= 0)
            #expect(abs(after.probabilities.reduce(0, +) - 1) < 1e-5)
            #expect(Double(after.probabilities[after.intent]) <= after.confidence + 1e-6)
            #expect(after.confidence < 0.5)
        }
    }

    @Test func whatCannotBeUsedIsLeftOut() throws {
        var texts = MadeUpTexts(intents: 4, seed: 52)
        let trainer = Trainer(options: TrainingOptions(features: .words))
        let seen = texts.next(count: 100).filter { $0.intent != 2 }
        let model = try trainer.train(seen, intents: texts.intents)
        var classifier = TextClassifier(model: model)
        var prediction = Prediction()
        classifier.classify(features: seen[0].features, into: &prediction)
        var log = CalibrationLog(intentCount: 4, capacity: 3)
        for (label, weight) in [(9, 1.0), (-2, 1), (0, 0), (0, -1), (0, .nan)] {
            let isKept = log.add(classifier, label: label, weight: weight)
            #expect(!isKept, "label \(label), weight \(weight)")
        }
        var other = CalibrationLog(intentCount: 5)
        let isForeign = !other.add(classifier, label: 0, weight: 1)
        #expect(isForeign)
        #expect(trainer.calibrate(model, on: log).temperature == 1)
        #expect(trainer.calibrate(model, on: other).temperature == 1)
        for _ in 0..<10 { log.add(classifier, label: 0, weight: 1) }
        #expect(log.count == 3)
    }

    /// A new matter of 30% that the model has no intent, or no example, for: its confidences fall, its temperature not.
    @Test(arguments: [2, CalibrationLog.unknownLabel]) func unknownIntentsAreErrorsOfTheModel(unknown: Int) throws {
        var texts = MadeUpTexts(intents: 4, seed: 53)
        let trainer = Trainer(options: TrainingOptions(features: .words))
        let model = try trainer.train(
            texts.next(count: 200).filter { $0.intent != 2 }, intents: texts.intents)
        var classifier = TextClassifier(model: model)
        var prediction = Prediction()
        var (with, without) = (CalibrationLog(intentCount: 4), CalibrationLog(intentCount: 4))
        for (number, text) in texts.next(count: 1000).filter({ $0.intent != 2 }).enumerated() {
            classifier.classify(features: text.features, into: &prediction)
            without.add(classifier, label: text.intent, weight: 1)
            let isKept = with.add(classifier, label: number % 10 < 3 ? unknown : text.intent, weight: 1)
            #expect(isKept)
        }
        let fresh = texts.next(count: 1000).filter { $0.intent != 2 }
        func claim(_ log: CalibrationLog) -> Double {
            let judged = EvaluatedTexts(fresh, model: trainer.calibrate(model, on: log, labelNoise: 0))
            return judged.confidences.reduce(0, +) / Double(fresh.count)
        }
        #expect(abs(claim(with) - 0.7 * claim(without)) < 0.05, "\(claim(with)) \(claim(without))")
    }
}

@Suite struct LoggedConfidenceTests {
    /// Outcomes at their expected shares: the fit must find the offset and slope they were made with.
    @Test(arguments: [0, 0.1]) func knownMapIsRecovered(labelNoise: Double) {
        let truth = ConfidenceCalibration(offset: -0.7, slope: 0.6)
        let intents = 21
        var (confidences, agrees, weights): ([Double], [Bool], [Double]) = ([], [], [])
        for step in 1...99 {
            let confidence = Double(step) / 100
            let right = truth.applied(to: confidence)
            let agreement = right * (1 - labelNoise) + (1 - right) * labelNoise / Double(intents - 1)
            confidences += [confidence, confidence]
            agrees += [true, false]
            weights += [agreement, 1 - agreement]
        }
        let fitted = ConfidenceCalibration.fit(
            confidences: confidences, agrees: agrees, weights: weights, labelNoise: labelNoise, intents: intents,
            priorStrength: 0)
        #expect(abs(fitted.offset - truth.offset) < 0.01)
        #expect(abs(fitted.slope - truth.slope) < 0.01)
        let held = ConfidenceCalibration.fit(
            confidences: confidences, agrees: agrees, weights: weights, labelNoise: labelNoise, intents: intents,
            priorStrength: 1e9)
        #expect(abs(held.offset) < 1e-3 && abs(held.slope - 1) < 1e-3)
    }

    @Test func nothingLeavesConfidencesAsTheyAre() {
        let fitted = ConfidenceCalibration.fit(
            confidences: [], agrees: [], weights: [], labelNoise: 0, intents: 3, priorStrength: 1)
        #expect(fitted == .none)
        #expect(abs(ConfidenceCalibration.none.applied(to: 0.3) - 0.3) < 1e-12)
        #expect(ConfidenceCalibration(offset: 0, slope: 2).applied(to: 1) <= 1)
    }
}
