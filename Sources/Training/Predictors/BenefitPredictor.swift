import Routing
import Stochastics

/// Estimates how much likelier a human is right than the AI, query by query and queue by queue.
///
/// Two stages, as in learning to defer after the fact (Madras, Pitassi and Zemel 2018, "Predict responsibly", NeurIPS;
/// Mozannar and Sontag 2020, ICML, section 4 on the mixture of two separately learned parts): the probability that the
/// AI is right is a logistic function of what is known when it answers, learned from human labels and audits; the
/// probability that a human of a queue is right about an intent is a share of resolutions after which nobody came back,
/// drawn towards the queue's and all queues' while there are few. The benefit is their difference. A class, so that a
/// predictor that many values hold is copied nowhere; immutable.
public final class BenefitPredictor: Sendable {
    private let channels: Int
    private let intents: Int
    private let coefficients: [Double]
    private let intentLogits: [Double]
    private let humanRight: [Double]
    private let routes: QueueRoutes
    /// Labels that the AI's part was learned from; 0 for one that takes the AI's confidence for true.
    public let labelCount: Int

    /// A predictor before any labels: the AI is right as often as it is confident, a human as `BenefitLearner.prior` says.
    public convenience init(rules: PolicyRules, catalog: Catalog) {
        self.init(BenefitLearner(rules: rules, catalog: catalog))
    }

    init(_ learner: BenefitLearner) {
        channels = learner.channels
        intents = learner.intents
        routes = learner.routes
        labelCount = learner.labelCount
        (coefficients, intentLogits) = learner.aiPart()
        humanRight = learner.humanPart()
    }

    /// The benefit of a human for a query that the AI has read, in -1...1.
    public func benefit(_ query: borrowing Query, prediction: borrowing Prediction) -> Double {
        guard !prediction.isMissing else { return 1 }
        return humanRight(about: prediction.intent, queue: routes.queue(prediction.intent, query.channel))
            - aiRight(query, prediction: prediction)
    }

    /// Probability that the AI is right, in 0...1.
    public func aiRight(_ query: borrowing Query, prediction: borrowing Prediction) -> Double {
        let facts = BenefitFacts(query, prediction: prediction)
        var score = 0.0
        for place in 0..<BenefitFacts.count { score += coefficients[place] * facts[place] }
        if intentLogits.indices.contains(facts.intent) {
            score += coefficients[BenefitFacts.count] * intentLogits[facts.intent]
        }
        if (0..<channels).contains(facts.channel) { score += coefficients[BenefitFacts.count + 1 + facts.channel] }
        return LogisticFit.logistic(score)
    }

    /// Probability that a human of a queue is right about an intent, in 0...1.
    public func humanRight(about intent: Int, queue: Int) -> Double {
        let place = queue * intents + intent
        return humanRight.indices.contains(place) && intent < intents ? humanRight[place] : BenefitLearner.prior
    }
}

/// What is known of a query when the AI has read it, as numbers of similar size.
public struct BenefitFacts: Sendable {
    /// Numbers a query is described by, besides intent and channel.
    static let count = 6
    private let values: SIMD8<Double>
    let intent: Int
    let channel: Int

    /// Describes a query.
    public init(_ query: borrowing Query, prediction: borrowing Prediction) {
        var values = SIMD8<Double>.zero
        values[0] = 1
        values[1] = LogisticFit.logit(prediction.confidence)
        values[2] = prediction.margin
        values[3] = PortableMath.log(1 + Double(query.text.count)) / 5
        values[4] = Double(min(query.earlierContacts, 3))
        values[5] = prediction.emotion
        self.values = values
        intent = prediction.intent
        channel = query.channel
    }

    @inline(__always)
    subscript(place: Int) -> Double { values[place] }
}

/// The queue that a policy sends a query to by its intent and channel, when no trigger names one.
struct QueueRoutes: Sendable {
    private let byIntent: [Int]
    private let byChannel: [Int]
    private let other: Int

    init(_ rules: PolicyRules, _ catalog: Catalog) {
        func place(_ name: String?) -> Int { name.flatMap { catalog.queues.firstIndex(of: $0) } ?? -1 }
        let other = max(0, place(rules.defaultQueue))
        self.other = other
        byIntent = catalog.intents.map { place(rules.queueByIntent[$0]) }
        byChannel = catalog.channels.map { max(place(rules.queueByChannel[$0]), -1) }.map { $0 < 0 ? other : $0 }
    }

    func queue(_ intent: Int, _ channel: Int) -> Int {
        if byIntent.indices.contains(intent), byIntent[intent] >= 0 { return byIntent[intent] }
        return byChannel.indices.contains(channel) ? byChannel[channel] : other
    }
}

/// Fills `Prediction.benefit` after another classifier.
public struct BenefitClassifier: Classifier {
    private var inner: any Classifier
    /// Where the benefit comes from.
    public let predictor: BenefitPredictor

    /// Puts a predictor behind a classifier.
    public init(_ inner: any Classifier, predictor: BenefitPredictor) {
        self.inner = inner
        self.predictor = predictor
    }

    /// Names of the intents, in the order of `Prediction.probabilities`.
    public var intents: [String] { inner.intents }
    /// Version of the classifier in front.
    public var modelVersion: Int { inner.modelVersion }

    /// Lets the classifier in front fill `prediction`, then adds the benefit of a human.
    public mutating func classify(_ query: Query, into prediction: inout Prediction) {
        inner.classify(query, into: &prediction)
        prediction.benefit = predictor.benefit(query, prediction: prediction)
    }
}
