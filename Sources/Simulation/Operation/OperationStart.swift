import EventEngine
import Quantities
import Routing
import Traffic
import Training

/// What a replication knew at a time, and what its AI said and learned from then on: other rosters begin there.
///
/// Customers, texts and arrivals do not depend on the roster, and what the AI learns hardly does. So a roster near the one
/// that was recorded meets the same customers with the same predictions, without reading or training anything again:
/// the first contact of each customer takes its prediction from here, a later one is read by the model of its time.
/// Who was waiting or served at that time is not kept: the measured period begins some days later.
public struct OperationStart: Sendable {
    /// Time at which it begins, in seconds.
    public let seconds: Double
    /// Days before the measured period at which it begins, so that queues are as full as they would be.
    public static let leadDays = 2.0

    let arrivals: ArrivalProcess
    /// When the first customer comes; nil where nobody does.
    let arrival: Double?
    /// Number of that customer.
    let number: Int
    let learning: Learning
    let said: [Said]

    /// What was learned by then and later; the AI's own text model only.
    struct Learning: @unchecked Sendable {
        // Values only, none of which is changed after the recording: each operation changes its own copy.
        let loop: LearningLoop?
        /// The model in use after each training from then on.
        let models: [TextModel]
    }

    /// What the AI said of a first contact.
    struct Said: Sendable, Equatable {
        let intent: Int16
        let runnerUp: Int16
        let confidence: Double
        let runnerUpConfidence: Double
        let emotion: Double
        let outOfScope: Double

        init(_ prediction: Prediction) {
            intent = Int16(clamping: prediction.intent)
            runnerUp = Int16(clamping: prediction.runnerUp)
            confidence = prediction.confidence
            runnerUpConfidence = prediction.runnerUpConfidence
            emotion = prediction.emotion
            outOfScope = prediction.outOfScope
        }

        func fill(_ prediction: inout Prediction) {
            prediction.intent = Int(intent)
            prediction.runnerUp = Int(runnerUp)
            prediction.confidence = confidence
            prediction.runnerUpConfidence = runnerUpConfidence
            prediction.emotion = emotion
            prediction.outOfScope = outOfScope
            prediction.benefit = 0
            prediction.probabilities.removeAll(keepingCapacity: true)
        }
    }

    /// First contacts whose predictions are known.
    var numbers: Range<Int> { number..<number + said.count }

    /// Reads with a model, and what is recorded without one.
    static func classifier(_ model: TextModel, _ start: OperationStart?) -> any Classifier {
        let classifier = TextClassifier(model: model)
        return start.map { RecordedClassifier(start: $0, model: classifier) } ?? classifier
    }
}

/// Reads first contacts from a recording, and the others with the model of the time.
struct RecordedClassifier: Classifier {
    let start: OperationStart
    var model: TextClassifier

    var intents: [String] { model.intents }
    var modelVersion: Int { model.modelVersion }

    mutating func classify(_ query: Query, into prediction: inout Prediction) {
        let place = query.id - start.number
        if query.earlierContacts == 0, !query.isConfirmed, start.said.indices.contains(place) {
            start.said[place].fill(&prediction)
        } else {
            model.classify(query, into: &prediction)
        }
    }
}

/// Gathers what a start needs while a replication runs; owned by one operation.
final class StartRecorder {
    let seconds: Double
    private var arrivals: ArrivalProcess?
    private var arrival: Double?
    private var number = 0
    private var loop: LearningLoop?
    private var models: [TextModel] = []
    private var said: [OperationStart.Said] = []

    init(at seconds: Double) { self.seconds = seconds }

    /// Whether the time has come.
    private(set) var isRecording = false

    func begin(_ arrivals: CustomerArrivals, loop: LearningLoop?) {
        self.arrivals = arrivals.process
        arrival = arrivals.nextSeconds
        number = arrivals.nextNumber
        self.loop = loop
        isRecording = true
    }

    func note(_ prediction: Prediction) { said.append(OperationStart.Said(prediction)) }

    func note(_ model: TextModel?) {
        if isRecording, let model { models.append(model) }
    }

    /// What was recorded; nil where the run ended before.
    var start: OperationStart? {
        arrivals.map {
            OperationStart(
                seconds: seconds, arrivals: $0, arrival: arrival, number: number,
                learning: OperationStart.Learning(loop: loop, models: models), said: said)
        }
    }
}
