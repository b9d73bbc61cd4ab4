import Routing

/// A classifier that says what an external or recorded AI said, with confidences calibrated on human labels.
///
/// A query without a usable answer gets a prediction of no intent (`Prediction.isMissing`), which the policy gives to a
/// human. Intents but the stated one have no probability, and there is no runner-up.
public struct StatedClassifier: Classifier {
    /// Where the answers come from.
    public let source: any AnswerSource
    /// Applied to every stated confidence.
    public var calibration: ConfidenceCalibration
    /// Number of the calibration; 0 before any labels.
    public var modelVersion: Int
    /// Counts the queries without an answer; shared by all copies.
    public let faults: FaultTally

    /// Creates a classifier.
    public init(
        source: any AnswerSource, calibration: ConfidenceCalibration = .none, modelVersion: Int = 0,
        faults: FaultTally = FaultTally()
    ) {
        self.source = source
        self.calibration = calibration
        self.modelVersion = modelVersion
        self.faults = faults
    }

    /// Names of the intents, in the order of `Prediction.probabilities`.
    public var intents: [String] { source.intents }

    /// Fills `prediction` with the calibrated answer to `query`.
    public mutating func classify(_ query: Query, into prediction: inout Prediction) {
        switch source.answer(to: query) {
        case .success(let answer):
            prediction.intent = answer.intent
            prediction.confidence = calibration.calibrated(answer.confidence)
            prediction.runnerUp = answer.intent
            prediction.runnerUpConfidence = 0
            prediction.emotion = answer.emotion
            prediction.outOfScope = 0
            prediction.probabilities.removeAll(keepingCapacity: true)
        case .failure(let fault):
            faults.count(fault)
            prediction.becomeMissing()
        }
    }
}

/// Counts queries without a usable answer by reason. A class, because all copies of a classifier count together; one
/// operation's, used by one thread.
public final class FaultTally {
    private var counts = [Int](repeating: 0, count: AnswerFault.allCases.count)

    /// Creates a tally of nothing.
    public init() {}

    func count(_ fault: AnswerFault) {
        counts[AnswerFault.allCases.firstIndex(of: fault) ?? 0] += 1
    }

    /// Queries without an answer for a reason.
    public subscript(fault: AnswerFault) -> Int { counts[AnswerFault.allCases.firstIndex(of: fault) ?? 0] }

    /// Queries without an answer.
    public var total: Int { counts.reduce(0, +) }
}
