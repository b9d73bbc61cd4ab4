import Routing

/// A text with the label a human gave it.
public struct LabelledText: Sendable {
    /// Features of the text, made with the options the model is trained with.
    public var features: SparseText
    /// Index of the intent the human chose.
    public var intent: Int
    /// Whether the human marked the customer as upset; nil when not asked.
    public var upset: Bool?
    /// One over the probability that the label was asked for, above 0: weighs calibration and the promotion gate.
    public var weight: Double
    /// Time of the label in seconds on the caller's clock.
    public var labelledAtSeconds: Double
    /// Number of the label in order of arrival.
    public var order: Int
    /// Who gave the label, how and of what; nil where that is not known.
    public var record: LabelRecord?
    /// Key that copies share: texts that are the same to a model, whatever their case and spaces.
    ///
    /// FNV-1a with 64 bits over the features as they stood when the value was made. They keep the order of the words, so
    /// that two texts of the same words in another order are no copies.
    public let copyKey: UInt64

    /// Creates a labelled text from features already made.
    public init(
        features: SparseText, intent: Int, upset: Bool? = nil, weight: Double = 1, labelledAtSeconds: Double = 0,
        order: Int = 0
    ) {
        self.features = features.compacted()
        copyKey = features.entries.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        self.intent = intent
        self.upset = upset
        self.weight = weight
        self.labelledAtSeconds = labelledAtSeconds
        self.order = order
    }

    /// Creates a labelled text from UTF-8 bytes.
    public init(
        text: [UInt8], intent: Int, upset: Bool? = nil, weight: Double = 1, order: Int = 0,
        featuriser: inout Featuriser
    ) {
        var features = SparseText()
        featuriser.features(of: text, into: &features)
        self.init(features: features, intent: intent, upset: upset, weight: weight, order: order)
    }
}
