import Foundation
import Stochastics
import Testing
import Training

@Suite struct CalibrationTests {
    /// Rows of scores with labels drawn from softmax(scores / temperature).
    private func sample(_ temperature: Double, count: Int, columns: Int) -> (logits: [[Float]], labels: [Int]) {
        var random = RandomStream(seed: 11, replication: 0, purpose: 4, entity: 0)
        var logits: [[Float]] = []
        var labels: [Int] = []
        for _ in 0..<count {
            let row = (0..<columns).map { _ in Float(3 * random.normal()) }
            let shares = row.map { exp(Double($0) / temperature) }
            var left = random.uniform() * shares.reduce(0, +)
            labels.append(
                shares.firstIndex { share in
                    left -= share
                    return left <= 0
                } ?? columns - 1)
            logits.append(row)
        }
        return (logits, labels)
    }

    @Test(arguments: [0.3, 1, 2.5]) func recoversAKnownTemperature(temperature: Double) {
        let (logits, labels) = sample(temperature, count: 20_000, columns: 11)
        let fitted = TemperatureCalibration.fit(logits: logits, labels: labels)
        #expect(abs(fitted / temperature - 1) < 0.03)
    }

    @Test func weightsCountAsCopies() {
        let (logits, labels) = sample(1.5, count: 300, columns: 4)
        let weights = labels.indices.map { Double($0 % 3) }
        let copies = labels.indices.flatMap { Array(repeating: $0, count: $0 % 3) }
        let weighted = TemperatureCalibration.fit(logits: logits, labels: labels, weights: weights)
        let copied = TemperatureCalibration.fit(
            logits: copies.map { logits[$0] }, labels: copies.map { labels[$0] })
        #expect(abs(weighted - copied) < 1e-3)
    }

    @Test func twoOutcomes() {
        var random = RandomStream(seed: 12, replication: 0, purpose: 5, entity: 0)
        let scores = (0..<20_000).map { _ in 4 * random.normal() }
        let outcomes = scores.map { random.bernoulli(1 / (1 + exp(-$0 / 2))) }
        #expect(abs(TemperatureCalibration.fit(scores: scores, outcomes: outcomes) / 2 - 1) < 0.05)
    }

    @Test func aFewLabelsDoNotDriveItToItsLimit() {
        let logits: [[Float]] = [[3, 0], [2, 0], [0, 4]]
        let labels = [0, 0, 1]
        #expect(TemperatureCalibration.fit(logits: logits, labels: labels) < 0.1)
        #expect(TemperatureCalibration.fit(logits: logits, labels: labels, priorStrength: 5) > 0.5)
    }

    @Test func oddInputIsHandled() {
        #expect(TemperatureCalibration.fit(logits: [], labels: []) == 1)
        #expect(TemperatureCalibration.fit(logits: [[1, 2]], labels: [7]) == 1)
        #expect(TemperatureCalibration.fit(logits: [[1, 2]], labels: [0], weights: [0]) == 1)
        #expect(TemperatureCalibration.fit(logits: [[]], labels: [0]) == 1)
    }

    @Test func holdoutCalibrationMakesConfidenceHonest() throws {
        var texts = MadeUpTexts(intents: 10, seed: 13)
        let trainer = Trainer(options: TrainingOptions(features: .words, inverseRegularisation: 1))
        let model = try trainer.train(texts.next(count: 1500), intents: texts.intents)
        let calibrated = trainer.calibrate(model, on: texts.next(count: 1500))
        let test = texts.next(count: 4000)
        #expect(calibrated.evaluate(on: test).calibrationError < 0.06)
        #expect(calibrated.evaluate(on: test).calibrationError < 0.7 * model.evaluate(on: test).calibrationError)
        #expect(calibrated.evaluate(on: test).accuracy == model.evaluate(on: test).accuracy)
        #expect(calibrated.metrics?.n == 1500)
    }

    @Test func foldsKeepLabelsApart() throws {
        // Labels that have nothing to do with the texts: out of fold none can be known.
        var texts = MadeUpTexts(intents: 10, seed: 14)
        let noise = texts.next(count: 1500).withShuffledLabels(seed: 1)
        let calibration = try Trainer(options: TrainingOptions(features: .words)).calibrateOutOfFold(
            noise, intents: texts.intents)
        #expect(calibration.metrics.accuracy < 0.15)
        #expect(calibration.temperature > 3)
    }
}
