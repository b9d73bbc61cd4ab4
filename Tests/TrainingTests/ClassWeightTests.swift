import Foundation
import Testing
import Training

@Suite struct ClassWeightTests {
    private let features = FeatureOptions(wordNgrams: 1...1, characterNgrams: nil, hashBits: 20)

    private func examples(_ texts: [(String, Int)]) -> [LabelledText] {
        var featuriser = Featuriser(options: features)
        return texts.enumerated().map { order, text in
            LabelledText(text: Array(text.0.utf8), intent: text.1, order: order, featuriser: &featuriser)
        }
    }

    /// Two texts with nothing in common: p = 1 / (1 + exp(-2 C w (1 - p))) for the intent of weight w.
    @Test(arguments: [0.2, 1, 5]) func twoTextsHaveTheExactOptimum(weight: Double) throws {
        let c = 2.0
        let options = TrainingOptions(
            features: features, inverseRegularisation: c, epochs: 50, interceptScale: 0,
            classWeights: .byIntent(["a": weight]))
        let model = try Trainer(options: options).train(examples([("apple", 0), ("pear", 1)]), intents: ["a", "b"])
        func root(_ slope: Double) -> Double {
            var (low, high) = (0.0, 1.0)
            for _ in 0..<60 {
                let p = (low + high) / 2
                if p < 1 / (1 + exp(-slope * (1 - p))) { low = p } else { high = p }
            }
            return low
        }
        let duals = try (0..<2).map { try #require(model.dualDistribution(ofExample: $0)).intents }
        #expect(abs(duals[0][0] - root(2 * c * weight)) < 2e-4)
        #expect(abs(duals[1][1] - root(2 * c)) < 2e-4)
        // What is predicted comes from weights of 16 bits.
        #expect(abs(Double(model.probabilities(of: "apple")[0]) - root(2 * c * weight)) < 1e-3)
        #expect(abs(Double(model.probabilities(of: "pear")[1]) - root(2 * c)) < 1e-3)
    }

    /// Three texts of a and one of b: weights 4 / (2 x 3) and 4 / (2 x 1); c has none.
    @Test func balancedIsByHand() throws {
        let texts = examples([("apple red", 0), ("apple green", 0), ("apple", 0), ("pear", 1)])
        func scores(_ weights: ClassWeights) throws -> [Float] {
            let options = TrainingOptions(features: features, classWeights: weights)
            let model = try Trainer(options: options).train(texts, intents: ["a", "b", "c"])
            return model.scores(of: texts[0].features) + model.scores(of: texts[3].features)
        }
        #expect(try scores(.balanced) == scores(.byIntent(["a": 4.0 / 6, "b": 2])))
        #expect(try scores(.equal) == scores(.byIntent([:])))
        #expect(try scores(.balanced) != scores(.equal))
    }

    @Test func wrongWeightsAreErrors() {
        for weights in [["x": 1.0], ["a": 0], ["a": -1], ["a": .infinity], ["a": .nan]] {
            let options = TrainingOptions(features: features, classWeights: .byIntent(weights))
            #expect(throws: TrainingError.self) {
                try Trainer(options: options).train(examples([("apple", 0)]), intents: ["a", "b"])
            }
        }
    }

    /// Trainings side by side share nothing.
    @Test func threadsDoNotChangeTheBits() async throws {
        var texts = MadeUpTexts(intents: 6, seed: 70)
        let (labels, intents) = (texts.next(count: 400), texts.intents)
        let trainer = Trainer(options: TrainingOptions(features: .words, classWeights: .balanced))
        let alone = try ModelFile.encode(trainer.trainCalibrated(labels, intents: intents))
        let together = try await withThrowingTaskGroup(of: Data.self) { group in
            for _ in 0..<6 {
                group.addTask { try ModelFile.encode(trainer.trainCalibrated(labels, intents: intents)) }
            }
            return try await group.reduce(into: [Data]()) { $0.append($1) }
        }
        #expect(together.count == 6 && together.allSatisfy { $0 == alone })
    }

    /// 100,000 intents of a text each would need tens of gigabytes: refused before they are taken.
    @Test func tooManyIntentsAreRefused() throws {
        let texts = examples((0..<20_000).map { ("word\($0) other\($0 % 7919)", $0 * 5) })
        let intents = (0..<100_000).map { "intent \($0)" }
        #expect {
            try Trainer(options: TrainingOptions(features: features)).train(texts, intents: intents)
        } throws: { error in
            "\(error)".contains("100000 intents") && "\(error)".contains("GiB")
        }
    }
}
