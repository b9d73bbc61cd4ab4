/// The text that a customer of a corpus brings.
public struct CorpusDraw: Sendable, Equatable {
    /// Number of the text in the corpus.
    public var text: Int
    /// Index of its intent in the corpus.
    public var intent: Int
    /// Whether the text had been traffic before in this replication.
    public var recycled: Bool

    /// Creates a draw.
    public init(text: Int, intent: Int, recycled: Bool = false) {
        self.text = text
        self.intent = intent
        self.recycled = recycled
    }
}
