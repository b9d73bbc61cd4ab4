import Routing
import Stochastics
import Testing
import Training

@Suite struct BenefitPredictorTests {
    static let catalog = Catalog(
        intents: ["a", "b", "c"], channels: ["chat", "mail"], queues: ["general", "experts", "novices"])
    static let rules = PolicyRules(
        defaultQueue: "general", queueByIntent: ["b": "experts", "c": "novices"])

    static func read(_ intent: Int, _ confidence: Double, channel: Int = 0) -> (query: Query, prediction: Prediction) {
        var prediction = Prediction()
        prediction.intent = intent
        prediction.confidence = confidence
        return (Query(id: 1, channel: channel, text: Array("some words".utf8)), prediction)
    }

    /// Before anything is learned it is Chow's rule: what the AI doubts is what a human is better at.
    @Test func beforeLabelsTheBenefitIsTheDoubt() {
        let predictor = BenefitPredictor(rules: Self.rules, catalog: Self.catalog)
        for confidence in [0.1, 0.5, 0.8, 0.99] {
            let (query, prediction) = Self.read(1, confidence)
            #expect(abs(predictor.benefit(query, prediction: prediction) - (0.95 - confidence)) < 1e-12)
        }
        var missing = Prediction()
        missing.becomeMissing()
        #expect(predictor.benefit(Query(id: 1), prediction: missing) == 1)
    }

    /// The AI states 90% everywhere; it is right in 95% of the chats and 50% of the mails, and hardly ever about c.
    @Test func itLearnsWhereTheAIIsWrong() {
        var random = RandomStream(seed: 3, replication: 0, purpose: 1, entity: 0)
        var learner = BenefitLearner(rules: Self.rules, catalog: Self.catalog)
        for number in 0..<6000 {
            let (query, prediction) = Self.read(number % 3, 0.9, channel: number / 3 % 2)
            let chance = number % 3 == 2 ? 0.1 : query.channel == 0 ? 0.95 : 0.5
            learner.addLabel(
                BenefitFacts(query, prediction: prediction), isRight: random.uniform() < chance, weight: 1)
        }
        let predictor = learner.predictor()
        func right(_ intent: Int, _ channel: Int) -> Double {
            let (query, prediction) = Self.read(intent, 0.9, channel: channel)
            return predictor.aiRight(query, prediction: prediction)
        }
        #expect(abs(right(0, 0) - 0.95) < 0.05)
        #expect(abs(right(1, 1) - 0.5) < 0.1)
        #expect(right(2, 1) < 0.15)
        #expect(predictor.labelCount == 6000)
    }

    /// Humans of one queue come off badly: there the same doubt makes no benefit.
    @Test func itLearnsWhichHumansAreRight() {
        var learner = BenefitLearner(rules: Self.rules, catalog: Self.catalog)
        for number in 0..<600 {
            learner.addResolution(intent: 1, queue: 1, isRight: number % 50 != 0)
            learner.addResolution(intent: 2, queue: 2, isRight: number % 5 < 3)
        }
        let predictor = learner.predictor()
        #expect(abs(predictor.humanRight(about: 1, queue: 1) - 0.98) < 0.01)
        #expect(abs(predictor.humanRight(about: 2, queue: 2) - 0.6) < 0.01)
        // An intent nobody had in that queue takes the queue's share; a queue of its own the whole's.
        #expect(abs(predictor.humanRight(about: 0, queue: 2) - 0.6) < 0.02)
        #expect((0.6...0.98).contains(predictor.humanRight(about: 0, queue: 0)))
        let (expert, doubtful) = (Self.read(1, 0.7), Self.read(2, 0.7))
        #expect(predictor.benefit(expert.query, prediction: expert.prediction) > 0.2)
        #expect(predictor.benefit(doubtful.query, prediction: doubtful.prediction) < 0)
    }

    /// Right ones were labelled at a tenth of the chance: weights restore their share.
    @Test func labelsCountByInverseProbability() {
        var random = RandomStream(seed: 5, replication: 0, purpose: 1, entity: 0)
        var learner = BenefitLearner(rules: Self.rules, catalog: Self.catalog)
        for _ in 0..<20_000 {
            let (query, prediction) = Self.read(0, 0.8)
            let isRight = random.uniform() < 0.8
            let chance = isRight ? 0.1 : 1.0
            guard random.uniform() < chance else { continue }
            learner.addLabel(BenefitFacts(query, prediction: prediction), isRight: isRight, weight: 1 / chance)
        }
        let (query, prediction) = Self.read(0, 0.8)
        #expect(abs(learner.predictor().aiRight(query, prediction: prediction) - 0.8) < 0.02)
    }

    @Test func aTriggerCanAskForTheBenefit() {
        var rules = Self.rules
        rules.threshold = 0
        rules.triggers = [
            Trigger(name: "benefit", condition: TriggerCondition(benefitAbove: 0.3), effect: .escalate)
        ]
        let policy = EscalationPolicy(rules, catalog: Self.catalog)
        let predictor = BenefitPredictor(rules: rules, catalog: Self.catalog)
        var classifier = BenefitClassifier(Stated(), predictor: predictor)
        var generator = SystemRandomNumberGenerator()
        for (confidence, action) in [
            (0.9, Decision.Action.answer), (0.66, .answer), (0.64, .escalate), (0.2, .escalate),
        ] {
            Stated.confidence.value = confidence
            var prediction = Prediction()
            let query = Query(id: 1)
            classifier.classify(query, into: &prediction)
            #expect(abs(prediction.benefit - (0.95 - confidence)) < 1e-12)
            #expect(policy.decide(query, prediction: prediction, using: &generator).action == action)
        }
    }

    /// Says one confidence.
    struct Stated: Classifier {
        final class Box: @unchecked Sendable { var value = 0.5 }
        static let confidence = Box()
        let intents = BenefitPredictorTests.catalog.intents
        let modelVersion = 1

        mutating func classify(_ query: Query, into prediction: inout Prediction) {
            prediction.intent = 0
            prediction.confidence = Self.confidence.value
        }
    }
}
