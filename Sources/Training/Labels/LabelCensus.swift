import Files

/// What is odd about the labels of a file: copies, contradictions, spellings, and intents that have too few.
public struct LabelCensus: Sendable, Equatable {
    /// Texts that are copies of an earlier one.
    public let copies: Int
    /// Number of texts.
    public let texts: Int
    /// Different texts that occur under more than one intent.
    public let conflicts: Int
    /// Number of the first text that has another intent than a copy before it, from 0; nil without any.
    public let firstConflict: Int?
    /// Intents with a single text, in the order of their names.
    public let single: [String]
    /// How labels are spelt.
    public let spellings: LabelSpellings

    /// Looks at labelled texts.
    ///
    /// - Parameters:
    ///   - intents: names of the intents.
    ///   - intentOfExample: the intent of each text, an index into `intents`.
    public init(
        _ examples: [LabelledText], intents: [String], intentOfExample: [Int], spellings: LabelSpellings
    ) {
        self.init(CopyGroups(examples), intents: intents, intentOfText: intentOfExample, spellings: spellings)
    }

    /// Looks at the log of another AI.
    public init(_ log: RecordedPredictions) {
        self.init(
            CopyGroups(texts: log.rows.map(\.text)), intents: log.intents, intentOfText: log.rows.map(\.intent),
            spellings: log.spellings)
    }

    private init(_ groups: CopyGroups, intents: [String], intentOfText: [Int], spellings: LabelSpellings) {
        var intentOfGroup = [Int?](repeating: nil, count: groups.count)
        var conflicting: Set<Int> = []
        var first: Int?
        for (place, group) in groups.groupOfText.enumerated() {
            if let intent = intentOfGroup[group] {
                guard intent != intentOfText[place] else { continue }
                conflicting.insert(group)
                if first == nil { first = place }
            } else {
                intentOfGroup[group] = intentOfText[place]
            }
        }
        var counts = [Int](repeating: 0, count: intents.count)
        for intent in intentOfText { counts[intent] += 1 }
        texts = intentOfText.count
        copies = groups.copies
        conflicts = conflicting.count
        firstConflict = first
        single = intents.indices.filter { counts[$0] == 1 }.map { intents[$0] }
        self.spellings = spellings
    }
}
