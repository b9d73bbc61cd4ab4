/// A labelled text with what an AI said of it.
public struct JudgedRow: Sendable, Equatable {
    /// What the customer meant: an index into `JudgedRows.names`.
    public var intent: Int
    /// What the AI said, likewise; nil where it said nothing.
    public var predicted: Int?
    /// Confidence of the answer, in 0...1; 0 where there is none.
    public var confidence: Double
    /// Whether the text has no intent that the AI can answer: one it does not know, or that of texts out of scope.
    public var isOutside: Bool
    /// How strange the text looks, or how likely out of scope, in 0...1; nil where the AI does not say.
    public var strangeness: Double?
    /// Number of the group of copies it belongs to, from 0.
    public var copyGroup: Int
    /// How much of the traffic it stands for, 0 or more; 1 where the file is like the traffic.
    public var weight = 1.0

    /// Whether the answer is the right one.
    public var isRight: Bool { predicted == intent }

    /// Creates a row that counts once.
    public init(
        intent: Int, predicted: Int?, confidence: Double, isOutside: Bool = false, strangeness: Double? = nil,
        copyGroup: Int
    ) {
        self.intent = intent
        self.predicted = predicted
        self.confidence = predicted == nil || !confidence.isFinite ? 0 : min(max(confidence, 0), 1)
        self.isOutside = isOutside
        self.strangeness = strangeness
        self.copyGroup = copyGroup
    }
}
