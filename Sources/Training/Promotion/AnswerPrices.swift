/// What a text costs an operation under a model, in its currency: for a gate that weighs money.
public struct AnswerPrices: Sendable, Codable, Equatable {
    /// Cost of a wrong answer of the AI, above 0.
    public var wrongAnswer: Double
    /// Cost of a human's handling, his errors included; 0 or more.
    public var human: Double
    /// Confidence from which the AI answers alone; above 1 where it never does.
    public var threshold: Double

    /// Creates prices.
    public init(wrongAnswer: Double, human: Double, threshold: Double) {
        self.wrongAnswer = wrongAnswer
        self.human = human
        self.threshold = threshold
    }

    /// Cost of a text.
    ///
    /// - Parameters:
    ///   - confidence: of the model's answer, in 0...1.
    ///   - wrong: whether the answer is wrong, 1 or 0; in between or beyond where labels may err.
    public func cost(confidence: Double, wrong: Double) -> Double {
        confidence >= threshold ? wrong * wrongAnswer : human
    }
}
