/// A label as it was given: by whom, how, and of what; what an auditor of the training data asks for.
public struct LabelRecord: Sendable, Equatable {
    /// Which reading of the item it is.
    public enum Reading: UInt8, Sendable, CaseIterable {
        /// The first human who said what it is: whoever resolved or audited it.
        case first
        /// A colleague's, for agreement or because the first was doubtful.
        case second
        /// A third human's, where two differ.
        case third
        /// Of an item whose answer is known, to measure the annotator.
        case gold

        /// Its name in audit records.
        public var name: String {
            switch self {
            case .first: "first"
            case .second: "second"
            case .third: "third"
            case .gold: "gold"
            }
        }
    }

    /// Number of the query.
    public var query: Int
    /// Number of the agent who gave it.
    public var annotator: Int
    /// Which reading it is.
    public var reading: Reading
    /// Intent chosen, an index into the catalog; nil when the annotator skipped the item.
    public var intent: Int?
    /// Time the annotator had the item, in seconds.
    public var leadSeconds: Double
    /// Model in use when the item was classified; 0 for none.
    public var modelVersion: Int
    /// Intent that the annotator saw suggested; nil when they saw none.
    public var suggestion: Int?
    /// Probability with which the label was asked for, in 0<...1.
    public var probability: Double
    /// Whether the item's answer was known.
    public var isGold: Bool { reading == .gold }
    /// Whether the annotator skipped the item.
    public var isSkipped: Bool { intent == nil }

    /// Creates a record; see the properties.
    public init(
        query: Int, annotator: Int, reading: Reading = .first, intent: Int?, leadSeconds: Double, modelVersion: Int,
        suggestion: Int? = nil, probability: Double = 1
    ) {
        self.query = query
        self.annotator = annotator
        self.reading = reading
        self.intent = intent
        self.leadSeconds = leadSeconds
        self.modelVersion = modelVersion
        self.suggestion = suggestion
        self.probability = probability
    }
}
