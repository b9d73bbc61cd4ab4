/// What a classifier believes about one query; probabilities are calibrated before they get here.
///
/// A caller reuses one value from query to query, so that classification allocates nothing.
public struct Prediction: Sendable {
    /// Index of the likeliest intent in the classifier's `intents`; below 0 when it has no answer (`isMissing`).
    public var intent: Int = 0
    /// Calibrated probability of `intent`, in 0...1.
    public var confidence: Double = 0
    /// Index of the second likeliest intent; equal to `intent` when there is only one.
    public var runnerUp: Int = 0
    /// Calibrated probability of `runnerUp`, in 0...1.
    public var runnerUpConfidence: Double = 0
    /// Probability that the customer is upset, scored from the text, in 0...1.
    public var emotion: Double = 0
    /// How unlike the texts of the known intents the text is, in 0...1; 0 where the classifier cannot tell.
    ///
    /// About this share of the texts the classifier was made for look less strange, so that a limit of 0.95 takes in
    /// about 5% of them by mistake.
    public var outOfScope: Double = 0
    /// How much likelier a human is right than the AI, in -1...1; 0 where nobody estimates it.
    public var benefit: Double = 0
    /// Calibrated probability of every intent, in the order of the classifier's `intents`.
    public var probabilities: [Float] = []

    /// Creates an empty prediction to be filled by a classifier.
    public init() {}

    /// Whether the classifier has no answer: it failed, or has never seen the query. Then no other property counts.
    public var isMissing: Bool { intent < 0 }

    /// Says that there is no answer.
    public mutating func becomeMissing() {
        intent = -1
        confidence = 0
        runnerUp = -1
        runnerUpConfidence = 0
        emotion = 0
        outOfScope = 0
        benefit = 0
        probabilities.removeAll(keepingCapacity: true)
    }

    /// Distance between the two best intents, in 0...1.
    public var margin: Double { confidence - runnerUpConfidence }
}
