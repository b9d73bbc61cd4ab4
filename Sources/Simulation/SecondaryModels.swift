import Routing
import Training

/// What an operation learns from labels beside its text model: the calibration of somebody else's AI. A class, because
/// it is asked a few times per contact and would be large to copy; one operation's, used by one thread.
final class SecondaryModels {
    /// Somebody else's AI; nil where the operation trains its own.
    private let source: (any AnswerSource)?
    /// Queries without an answer of that AI.
    let faults = FaultTally()
    private var calibration = ConfidenceCalibration.none
    private var version = 0
    private var labels: RingBuffer<StatedLabel>

    private struct StatedLabel {
        var stated: Double
        var isRight: Bool
        var weight: Double
    }

    /// Nil for an operation that has nothing of the kind.
    init?(_ specification: OperationSpecification) {
        guard let ai = specification.ai, let source = ai.answers else { return nil }
        self.source = source
        labels = RingBuffer(capacity: specification.training?.storeCapacity ?? 1)
    }

    /// The classifier for the router; nil where the operation trains its own.
    var classifier: (any Classifier)? {
        source.map {
            StatedClassifier(source: $0, calibration: calibration, modelVersion: version, faults: faults)
        }
    }

    /// Takes a human's label of a query.
    func learn(_ query: borrowing Query, intent: Int, weight: Double) {
        // What the AI stated is asked again, because a contact keeps the calibrated confidence.
        guard let source, case .success(let answer) = source.answer(to: query) else { return }
        labels.append(StatedLabel(stated: answer.confidence, isRight: answer.intent == intent, weight: weight))
    }

    /// Fits the calibration to the labels so far.
    ///
    /// - Returns: the classifier's new version, its labels and the share of them that it had right by inverse
    ///   probability; nil when there are no labels.
    func recalibrate() -> (version: Int, labels: Int, accuracy: Double)? {
        guard source != nil, labels.count > 0 else { return nil }
        let kept = labels.elements
        calibration = .fit(stated: kept.map(\.stated), right: kept.map(\.isRight), weights: kept.map(\.weight))
        version += 1
        let total = kept.reduce(0) { $0 + $1.weight }
        return (version, kept.count, kept.reduce(0) { $0 + ($1.isRight ? $1.weight : 0) } / total)
    }
}

/// The last so many elements, in the order they came.
struct RingBuffer<Element> {
    private let capacity: Int
    private var stored: [Element] = []
    private var next = 0

    init(capacity: Int) { self.capacity = max(1, capacity) }

    var count: Int { stored.count }

    mutating func append(_ element: Element) {
        if stored.count < capacity {
            stored.append(element)
        } else {
            stored[next] = element
            next = (next + 1) % capacity
        }
    }

    /// All, oldest first.
    var elements: [Element] { Array(stored[next...] + stored[..<next]) }
}
