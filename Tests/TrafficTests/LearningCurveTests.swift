import Routing
import Stochastics
import TestSupport
import Testing
import Traffic
import Training

/// The synthetic language is as hard to learn as real questions, for the classifier the project ships.
@Suite(.serialized)
struct LearningCurveTests {
    private static func percent(_ points: [Double]) -> String {
        points.map { "\(($0 * 1_000).rounded() / 10)" }.joined(separator: " ")
    }

    /// Accuracy on Banking77's test part at 1, 5, 10, 30 and all labels an intent, as the shipped classifier measures it.
    private static let banking = (
        wordsAndCharacters: [0.332, 0.651, 0.752, 0.857, 0.920], words: [0.251, 0.560, 0.681, 0.825, 0.899]
    )

    @Test(.enabled(if: SharedData.hasBanking77, "needs ../shared/data/banking77"))
    func whatIsSaidOfBanking77IsMeasured() throws {
        for (features, said) in [
            (FeatureOptions.wordsAndCharacters, Self.banking.wordsAndCharacters), (.words, Self.banking.words),
        ] {
            let measured = try LearningCurve.banking(features: features).points()
            for (one, other) in zip(measured, said) { #expect(abs(one - other) < 0.001, "\(Self.percent(measured))") }
        }
    }

    @Test func wordsAndCharactersLearnItLikeBanking77() throws {
        for seed in [1, 2] as [UInt64] {
            let invented = try LearningCurve.synthetic(
                LanguageSpecification(intentCount: 77), seed: seed, features: .wordsAndCharacters
            ).points()
            print("learning curve at 1, 5, 10, 30, 130: synthetic (seed \(seed)) \(Self.percent(invented))")
            for (ours, theirs) in zip(invented, Self.banking.wordsAndCharacters) { #expect(abs(ours - theirs) < 0.05) }
        }
    }

    @Test func wordsAloneLearnItMuchLikeBanking77() throws {
        let invented = try LearningCurve.synthetic(
            LanguageSpecification(intentCount: 77), seed: 1, features: .words
        ).points()
        print("words only: synthetic \(Self.percent(invented))")
        for (ours, theirs) in zip(invented, Self.banking.words) { #expect(abs(ours - theirs) < 0.08) }
    }

    @Test func twentyIntentsAreEasierAndStillTakeLabels() throws {
        let curve = try LearningCurve.synthetic(
            LanguageSpecification(intentCount: 20), seed: 3, features: .wordsAndCharacters
        ).points()
        print("20 intents: \(Self.percent(curve))")
        #expect(zip(curve, curve.dropFirst()).allSatisfy { $0 < $1 - 0.02 })
        #expect((0.3...0.55).contains(curve[0]) && (0.9...0.97).contains(curve[4]))
    }

    @Test func ambiguityIsAnErrorThatLabelsDoNotRemove() throws {
        var specification = LanguageSpecification(intentCount: 20)
        specification.ambiguity = 0.2
        let curve = try LearningCurve.synthetic(specification, seed: 3, features: .words)
        let accuracy = try curve.accuracy(perIntent: nil, draws: 1)
        #expect((0.6...0.8).contains(accuracy))
    }

    @Test func anEmotionHeadLearnsWhoIsUpsetButNotPerfectly() throws {
        let specification = LanguageSpecification(intentCount: 20)
        let language = try SyntheticLanguage(specification, seed: 5)
        let profile = CustomerProfile(patience: .constant(1), work: .constant(1))
        let source = TruthSource(specification, profile: profile, seed: 5, replication: 0)
        var featuriser = Featuriser(options: .wordsAndCharacters)
        let examples = (0..<4_000).map { number in
            let truth = source.truth(of: number, atSeconds: 0)
            return LabelledText(
                text: text(language, of: number, truth: truth, seed: 5), intent: truth.intent, upset: truth.upset,
                order: number, featuriser: &featuriser)
        }
        let model = try Trainer().train(Array(examples.prefix(2_000)), intents: specification.intents.map(\.name))
        var classifier = TextClassifier(model: model)
        var prediction = Prediction()
        var upset: [Double] = []
        var calm: [Double] = []
        for example in examples.dropFirst(2_000) {
            classifier.classify(features: example.features, into: &prediction)
            if example.upset == true { upset.append(prediction.emotion) } else { calm.append(prediction.emotion) }
        }
        let pairs = upset.reduce(0) { sum, score in sum + calm.count { $0 < score } }
        let area = Double(pairs) / Double(upset.count * calm.count)
        print("emotion: area under the curve \(area)")
        #expect((0.8...0.99).contains(area))
    }
}
