import Routing

/// What an AI that we did not train says about one query, before calibration.
public struct StatedAnswer: Sendable, Equatable {
    /// Index of the intent it names.
    public var intent: Int
    /// How sure it says it is, in 0...1; not calibrated.
    public var confidence: Double
    /// Probability that the customer is upset, in 0...1; 0 where it says nothing about that.
    public var emotion: Double

    /// Creates an answer.
    public init(intent: Int, confidence: Double, emotion: Double = 0) {
        self.intent = intent
        self.confidence = confidence
        self.emotion = emotion
    }
}

/// Why there is no usable answer to a query.
public enum AnswerFault: String, Error, Sendable, CaseIterable {
    /// Nothing came within the time-out.
    case timedOut = "timed_out"
    /// The program ended, or could not be started.
    case died
    /// The server cannot be reached, or answered with an error.
    case refused
    /// The server sent the call on to another address, to which it does not go.
    case redirected
    /// The reply, or its headers, are longer than is read.
    case tooLong = "too_long"
    /// The reply holds no JSON object with an intent and a confidence, or several.
    case garbage
    /// The reply names an intent that nobody asked about.
    case unknownIntent = "unknown_intent"
    /// The confidence is not in 0...1.
    case badConfidence = "bad_confidence"
    /// The record has no answer to this request, and no call may be made.
    case notRecorded = "not_recorded"
    /// Too many calls in a row had failed, so that none was made: only in records of earlier versions.
    case gaveUp = "gave_up"
}

/// Where the answers of an AI that we did not train come from: a service, or a log of what it said.
public protocol AnswerSource: AnyObject, Sendable {
    /// Names of the intents, in the order of `StatedAnswer.intent`.
    var intents: [String] { get }
    /// What it says about a query; the same query always has the same outcome.
    func answer(to query: borrowing Query) -> Result<StatedAnswer, AnswerFault>
}
