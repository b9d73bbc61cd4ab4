import Foundation
import Routing
import Stochastics
import Testing
import Training

@Suite struct TrainerTests {
    private let features = FeatureOptions(wordNgrams: 1...1, characterNgrams: nil, hashBits: 20)

    private func examples(_ texts: [(String, Int, Bool?)]) -> [LabelledText] {
        var featuriser = Featuriser(options: features)
        return texts.enumerated().map { order, text in
            LabelledText(
                text: Array(text.0.utf8), intent: text.1, upset: text.2, order: order, featuriser: &featuriser)
        }
    }

    /// Two texts with nothing in common: the score of the right intent is C (1 - p), of the other -C (1 - p), so that
    /// p = 1 / (1 + exp(-2 C (1 - p))); the emotion head has s = 1 / (1 + exp(-C (1 - s))). What is
    /// predicted comes from weights of 16 bits, which are off by 2^-8 at most.
    @Test(arguments: [0.1, 1, 10, 100]) func twoTextsHaveTheExactOptimum(c: Double) throws {
        let options = TrainingOptions(
            features: features, inverseRegularisation: c, epochs: 50, interceptScale: 0)
        let model = try Trainer(options: options).train(
            examples([("apple", 0, true), ("pear", 1, false)]), intents: ["a", "b"])
        func root(_ slope: Double) -> Double {
            var (low, high) = (0.0, 1.0)
            for _ in 0..<60 {
                let p = (low + high) / 2
                if p < 1 / (1 + exp(-slope * (1 - p))) { low = p } else { high = p }
            }
            return low
        }
        for (position, text) in ["apple", "pear"].enumerated() {
            let dual = try #require(model.dualDistribution(ofExample: position))
            let upset = position == 0 ? root(c) : 1 - root(c)
            #expect(abs(dual.intents[position] - root(2 * c)) < 2e-4)
            #expect(abs(dual.upset - upset) < 2e-4)
            let prediction = model.prediction(of: text)
            #expect(abs(Double(prediction.probabilities[position]) - root(2 * c)) < 5e-4)
            #expect(abs(prediction.emotion - upset) < 5e-4)
        }
        #expect(model.probabilities(of: "plum") == [0.5, 0.5])
    }

    /// At the optimum the gradient vanishes: W = C sum x (e(y) - p), with p the dual distributions. The kernel of the texts
    /// is computed here apart. What is predicted differs from p by what weights of 16 bits leave.
    @Test func gradientVanishesAtTheOptimum() throws {
        var random = RandomStream(seed: 5, replication: 0, purpose: 3, entity: 0)
        let texts = (0..<40).map { index -> (String, Int, Bool?) in
            let words = (0..<5).map { _ in "w\(random.below(30))" }
            return (words.joined(separator: " "), random.below(4), index % 3 == 0 ? nil : random.bernoulli(0.5))
        }
        let (c, intercept) = (5.0, 0.7)
        let options = TrainingOptions(
            features: features, inverseRegularisation: c, epochs: 200, interceptScale: intercept)
        let model = try Trainer(options: options).train(
            examples(texts), intents: ["a", "b", "c", "d"])
        let kernel = plainKernel(texts.map(\.0), intercept: intercept)
        let duals = try texts.indices.map { try #require(model.dualDistribution(ofExample: $0)) }
        for target in texts.indices {
            var scores = [Double](repeating: 0, count: 4)
            var emotion = 0.0
            for (source, text) in texts.enumerated() {
                for intent in 0..<4 {
                    let residual = (text.1 == intent ? 1 : 0) - duals[source].intents[intent]
                    scores[intent] += c * kernel[source][target] * residual
                }
                if let upset = text.2 {
                    emotion += c * kernel[source][target] * ((upset ? 1 : 0) - duals[source].upset)
                }
            }
            let sum = scores.reduce(0) { $0 + exp($1) }
            let prediction = model.prediction(of: texts[target].0)
            for intent in 0..<4 {
                #expect(abs(exp(scores[intent]) / sum - duals[target].intents[intent]) < 5e-4)
                #expect(abs(Double(prediction.probabilities[intent]) - duals[target].intents[intent]) < 2e-3)
            }
            #expect(abs(prediction.emotion - 1 / (1 + exp(-emotion))) < 2e-3)
            if texts[target].2 != nil { #expect(abs(1 / (1 + exp(-emotion)) - duals[target].upset) < 5e-4) }
        }
    }

    /// Inner products of the texts' TF-IDF rows of length 1, and of the intercept.
    private func plainKernel(_ texts: [String], intercept: Double) -> [[Double]] {
        let counts = texts.map { text in
            text.split(separator: " ").reduce(into: [Substring: Double]()) { $0[$1, default: 0] += 1 }
        }
        let rows = counts.map { row -> [Substring: Double] in
            var weighted: [Substring: Double] = [:]
            for (word, count) in row {
                let documents = Double(counts.count { $0[word] != nil })
                weighted[word] = (1 + log(count)) * (log(Double(1 + texts.count) / (1 + documents)) + 1)
            }
            let length = weighted.values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return weighted.mapValues { $0 / length }
        }
        return rows.map { left in
            rows.map { right in
                left.reduce(intercept * intercept) { $0 + $1.value * (right[$1.key] ?? 0) }
            }
        }
    }

    @Test func intentsWithoutLabelsHaveProbabilityZero() throws {
        var texts = MadeUpTexts(intents: 5, seed: 2)
        let known = texts.next(count: 200).filter { $0.intent != 1 && $0.intent != 4 }
        let model = try Trainer(options: TrainingOptions(features: .words)).train(known, intents: texts.intents)
        #expect(model.seenIntents == [true, false, true, true, false])
        let probabilities = model.probabilities(of: "own1x1 own4x2 common3")
        #expect(probabilities[1] == 0)
        #expect(probabilities[4] == 0)
        #expect(abs(probabilities.reduce(0, +) - 1) < 1e-5)
    }

    @Test func oneIntentIsCertain() throws {
        let model = try Trainer(options: TrainingOptions(features: features)).train(
            examples([("apple", 0, nil)]), intents: ["a"])
        let prediction = model.prediction(of: "anything")
        #expect(prediction.confidence == 1)
        #expect(prediction.runnerUp == 0)
        #expect(prediction.emotion == 0)
    }

    @Test func sameInputGivesTheSameBits() throws {
        var texts = MadeUpTexts(intents: 6, seed: 3)
        let examples = texts.next(count: 500)
        let trainer = Trainer(options: TrainingOptions(features: .words))
        let one = try ModelFile.encode(trainer.trainCalibrated(examples, intents: texts.intents))
        let other = try ModelFile.encode(trainer.trainCalibrated(examples, intents: texts.intents))
        #expect(one == other)
    }

    @Test func emotionIsLearnedFromItsLabels() throws {
        var texts = MadeUpTexts(intents: 4, seed: 4)
        let model = try Trainer(options: TrainingOptions(features: .words)).train(
            texts.next(count: 1000), intents: texts.intents)
        #expect(model.prediction(of: "own1x2 common4 common5 !").emotion > 0.7)
        #expect(model.prediction(of: "own1x2 common4 common5").emotion < 0.3)
    }

    /// A pass from where the old model ended must be worth several from nothing.
    @Test func warmStartIsAtLeastAsGoodWithFewerPasses() throws {
        var texts = MadeUpTexts(intents: 12, seed: 6)
        let old = texts.next(count: 3000)
        let all = Array(old.dropFirst(200)) + texts.next(count: 400, from: 3000)
        let test = texts.next(count: 1500, from: 9000)
        func options(_ epochs: Int) -> Trainer {
            Trainer(options: TrainingOptions(features: .words, epochs: epochs, warmEpochs: 2))
        }
        let champion = try options(5).train(old, intents: texts.intents)
        let best = try options(60).train(all, intents: texts.intents)
        let cold = try options(2).train(all, intents: texts.intents)
        let warm = try options(2).train(all, intents: texts.intents, warmStart: champion)
        func distance(_ model: TextModel) -> Double {
            var (one, other) = (TextClassifier(model: model), TextClassifier(model: best))
            var (mine, optimal) = (Prediction(), Prediction())
            return test.reduce(0) { sum, text in
                one.classify(features: text.features, into: &mine)
                other.classify(features: text.features, into: &optimal)
                return sum + zip(mine.probabilities, optimal.probabilities).reduce(0) { $0 + Double(abs($1.0 - $1.1)) }
            }
        }
        #expect(distance(warm) < 0.5 * distance(cold))
        #expect(warm.evaluate(on: test).accuracy >= best.evaluate(on: test).accuracy - 0.01)
    }

    @Test(arguments: [1e-6, 1, 1e8], [0, 1, 1e4]) func extremeOptionsStayFinite(c: Double, intercept: Double) throws {
        var texts = MadeUpTexts(intents: 30, seed: 7)
        let options = TrainingOptions(features: .words, inverseRegularisation: c, interceptScale: intercept)
        let examples = texts.next(count: 300) + texts.next(count: 100).withShuffledLabels(seed: 1)
        let model = try Trainer(options: options).train(examples, intents: texts.intents)
        for text in examples.prefix(50) {
            #expect(model.scores(of: text.features).allSatisfy { $0.isFinite })
        }
        let prediction = model.prediction(of: "own1x2 common3 !")
        #expect(abs(prediction.probabilities.reduce(0, +) - 1) < 1e-4)
        #expect((0...1).contains(prediction.emotion))
    }

    @Test func badInputIsAnError() {
        let trainer = Trainer(options: TrainingOptions(features: features))
        #expect(throws: TrainingError.noExamples) { try trainer.train([], intents: ["a"]) }
        #expect(throws: TrainingError.noIntents) { try trainer.train(examples([("x", 0, nil)]), intents: []) }
        #expect(throws: TrainingError.self) { try trainer.train(examples([("x", 2, nil)]), intents: ["a"]) }
        #expect(throws: TrainingError.self) { try trainer.train(examples([("x", -1, nil)]), intents: ["a"]) }
        let wrong = Trainer(options: TrainingOptions(features: features, inverseRegularisation: 0))
        #expect(throws: TrainingError.self) { try wrong.train(examples([("x", 0, nil)]), intents: ["a"]) }
    }

    @Test func textsWithoutFeaturesAreHandled() throws {
        let model = try Trainer(options: TrainingOptions(features: features)).train(
            examples([("", 0, nil), ("...", 1, nil), ("word", 1, true)]), intents: ["a", "b"])
        #expect(model.probabilities(of: "").allSatisfy { $0.isFinite })
    }
}
