import Routing
import Stochastics
import Training

extension SupportOperation {
    /// Whether labels are of use to anything.
    var learnsFromLabels: Bool { secondary != nil || learner != nil }

    /// A human's label goes to what learns beside the text model.
    mutating func teachSecondary(_ place: Int, intent: Int, weight: Double) {
        guard let secondary else { return }
        var asked = Query(id: contacts[place].number, text: contacts.text(place))
        asked.source = contacts[place].query.source
        secondary.learn(
            place, asked, intent: intent, predicted: contacts[place].predictedIntent, weight: weight)
    }

    /// What is learned beside the text model learns; somebody else's AI cannot be trained, but it is calibrated.
    mutating func retrainSecondary(at now: Double) {
        guard let secondary else { return }
        secondary.retrain(at: now)
        if let news = secondary.recalibrate() {
            router.sink.record(
                .model(.init(version: news.version, promoted: true, labels: news.labels, accuracy: news.accuracy)),
                at: now, policy: router.policy, catalog: router.catalog)
        }
        useModel()
    }

    /// Lets the router use what has been learned.
    mutating func useModel() {
        if let classifier = secondary?.classifier ?? learner.map({ TextClassifier(model: $0.model) }) {
            router.use(secondary?.complete(classifier) ?? classifier)
        }
    }

    /// What becomes of a contact that has been answered or handled, for what learns from it.
    ///
    /// - Parameter returnsAt: when the customer comes back; nil when that does not happen. After the reopen window
    ///   nobody takes it for a sign that something was wrong.
    mutating func noteOutcome(_ place: Int, returnsAt: Double?, at now: Double) {
        if prices.reopenedWithinSeconds >= 0 { charge(place, returnsAt: returnsAt, at: now) }
        guard let secondary else { return }
        let returnsAt = contacts[place].steps.contains(.stands) ? nil : returnsAt
        let known = returnsAt ?? now + specification.customers.reopenWindowSeconds
        if contacts[place].agent >= 0 {
            secondary.conclude(
                intent: contacts[place].decidedIntent, queue: contacts[place].decision.queue,
                cameBack: returnsAt != nil, knownAt: known)
        } else {
            secondary.desk?.conclude(place, failed: returnsAt != nil, knownAt: known)
        }
    }
}
