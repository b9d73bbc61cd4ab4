import Routing
import Training

/// What an operation learns beside its text model: the calibration of somebody else's AI, the benefit of a human, and when
/// the AI should hand over. A class, because it is asked a few times per contact and would be large to copy; one
/// operation's, used by one thread.
final class SecondaryModels {
    /// Somebody else's AI; nil where the operation trains its own.
    private let source: (any AnswerSource)?
    /// A model of emotion alone, or nil.
    private let emotion: TextModel?
    /// Queries without an answer of that AI.
    let faults = FaultTally()
    private var calibration = ConfidenceCalibration.none
    private var version = 0
    private var labels: RingBuffer<StatedLabel>

    private var benefitLearner: BenefitLearner?
    private var benefitPredictor: BenefitPredictor?
    /// What was known of the contacts when they were triaged, by place.
    private var facts: [BenefitFacts] = []
    /// Resolutions by humans whose outcome will be known.
    private var resolutions: [(knownAt: Double, intent: Int, queue: Int, isRight: Bool)] = []
    /// The AI's conversations, where it has them.
    let desk: ConversationDesk?

    private struct StatedLabel {
        var stated: Double
        var isRight: Bool
        var weight: Double
    }

    /// Nil for an operation that has nothing of the kind.
    init?(_ specification: OperationSpecification) {
        guard let ai = specification.ai, specification.policy.usesAI else { return nil }
        let usesBenefit = specification.policy.triggers.contains { $0.condition.benefitAbove != nil }
        guard ai.answers != nil || usesBenefit || ai.turns != nil || ai.emotionModel != nil else { return nil }
        source = ai.answers
        emotion = ai.emotionModel
        desk = ai.turns.map { ConversationDesk($0) }
        let capacity = specification.training?.storeCapacity ?? 1
        labels = RingBuffer(capacity: capacity)
        if usesBenefit {
            let learner = BenefitLearner(
                rules: specification.policy, catalog: specification.catalog, capacity: capacity)
            benefitLearner = learner
            benefitPredictor = learner.predictor()
        }
    }

    /// Somebody else's AI for the router; nil where the operation trains its own.
    var classifier: (any Classifier)? {
        source.map {
            StatedClassifier(source: $0, calibration: calibration, modelVersion: version, faults: faults)
        }
    }

    /// The classifier with everything behind it that is learned beside it.
    func complete(_ classifier: any Classifier) -> any Classifier {
        let feeling = emotion.map { EmotionClassifier(classifier, emotion: $0) } ?? classifier
        return benefitPredictor.map { BenefitClassifier(feeling, predictor: $0) } ?? feeling
    }

    /// Whether it wants to know what was triaged.
    var keepsFacts: Bool { benefitLearner != nil }

    /// Takes what was known of a contact when it was triaged.
    func note(_ place: Int, _ query: borrowing Query, _ prediction: borrowing Prediction) {
        let known = BenefitFacts(query, prediction: prediction)
        while facts.count <= place { facts.append(known) }
        facts[place] = known
    }

    /// An audit is about the same contact.
    func copyFacts(from place: Int, to audit: Int) {
        guard facts.indices.contains(place) else { return }
        let known = facts[place]
        while facts.count <= audit { facts.append(known) }
        facts[audit] = known
    }

    /// Takes a human's label of a contact.
    func learn(_ place: Int, _ query: borrowing Query, intent: Int, predicted: Int, weight: Double) {
        if benefitLearner != nil, facts.indices.contains(place), predicted >= 0 {
            benefitLearner?.addLabel(facts[place], isRight: intent == predicted, weight: weight)
        }
        // What the AI stated is asked again, because a contact keeps the calibrated confidence.
        guard let source, case .success(let answer) = source.answer(to: query) else { return }
        labels.append(StatedLabel(stated: answer.confidence, isRight: answer.intent == intent, weight: weight))
    }

    /// Takes what becomes of a human's resolution: right as far as the operation will know, unless the customer comes back.
    func conclude(intent: Int, queue: Int, cameBack: Bool, knownAt: Double) {
        guard benefitLearner != nil else { return }
        resolutions.append((knownAt, intent, queue, !cameBack))
    }

    /// Learns from what is known by now, but for somebody else's AI.
    func retrain(at now: Double) {
        desk?.retrain(at: now)
        guard benefitLearner != nil else { return }
        for outcome in resolutions where outcome.knownAt <= now {
            benefitLearner?.addResolution(intent: outcome.intent, queue: outcome.queue, isRight: outcome.isRight)
        }
        resolutions.removeAll { $0.knownAt <= now }
        benefitPredictor = benefitLearner?.predictor()
    }

    /// Fits the calibration of somebody else's AI to the labels so far.
    ///
    /// - Returns: the classifier's new version, its labels and the share of them that it had right by inverse
    ///   probability; nil when there are no labels, or the AI is the operation's own.
    func recalibrate() -> (version: Int, labels: Int, accuracy: Double)? {
        guard source != nil, labels.count > 0 else { return nil }
        let kept = labels.elements
        calibration = .fit(stated: kept.map(\.stated), right: kept.map(\.isRight), weights: kept.map(\.weight))
        version += 1
        let total = kept.reduce(0) { $0 + $1.weight }
        return (version, kept.count, kept.reduce(0) { $0 + ($1.isRight ? $1.weight : 0) } / total)
    }
}
