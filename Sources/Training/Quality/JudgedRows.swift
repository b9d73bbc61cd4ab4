import Routing

/// All texts of a labelled file with what an AI said of them: a sample of the traffic that comes.
public struct JudgedRows: Sendable {
    /// Names of all intents that were meant or said.
    public let names: [String]
    /// The texts, in the order of the file.
    public private(set) var rows: [JudgedRow]
    /// Number of different texts.
    public let groupCount: Int
    /// Share of the traffic without an intent that the AI can answer, as stated, in 0...1; nil where it is the file's.
    public private(set) var statedOutsideShare: Double?
    /// Number of texts with an intent that the AI does not know and that is not the one of texts out of scope.
    public let unknownIntents: Int

    /// Takes rows whose intents are indices into `names`, and whose groups of copies are below `groupCount`.
    public init(names: [String], rows: [JudgedRow], groupCount: Int, unknownIntents: Int = 0) {
        self.names = names
        self.rows = rows
        self.groupCount = groupCount
        self.unknownIntents = unknownIntents
    }

    /// What `model` says of labelled texts it was not trained on.
    ///
    /// - Parameters:
    ///   - examples: the texts; their own intents are not looked at.
    ///   - intents: names of the labels.
    ///   - intentOfExample: the label of each text, an index into `intents`.
    ///   - outOfScopeIntent: the label of texts that are none of the model's. They are outside also where the model was
    ///     trained on such texts, and answers for them as for any other intent.
    public init(
        _ examples: [LabelledText], intents: [String], intentOfExample: [Int], model: TextModel,
        outOfScopeIntent: String
    ) {
        let known = Dictionary(uniqueKeysWithValues: model.intents.enumerated().map { ($0.element, $0.offset) })
        let others = intents.filter { known[$0] == nil }
        let numbers = intents.map { known[$0] ?? model.intents.count + (others.firstIndex(of: $0) ?? 0) }
        let scope = known[outOfScopeIntent]
        let groups = CopyGroups(examples)
        var classifier = TextClassifier(model: model)
        var prediction = Prediction()
        let rows = examples.indices.map { place -> JudgedRow in
            classifier.classify(features: examples[place].features, into: &prediction)
            let label = intents[intentOfExample[place]]
            return JudgedRow(
                intent: numbers[intentOfExample[place]], predicted: prediction.intent,
                confidence: prediction.confidence, isOutside: known[label] == nil || label == outOfScopeIntent,
                strangeness: scope.map { Double(prediction.probabilities[$0]) } ?? prediction.outOfScope,
                copyGroup: groups.groupOfText[place])
        }
        let unknown = intentOfExample.count { known[intents[$0]] == nil && intents[$0] != outOfScopeIntent }
        self.init(names: model.intents + others, rows: rows, groupCount: groups.count, unknownIntents: unknown)
    }

    /// What another AI said, by its log; what it knows is not told, so only `outOfScopeIntent` is outside.
    public init(_ log: RecordedPredictions, outOfScopeIntent: String) {
        let groups = CopyGroups(texts: log.rows.map(\.text))
        let rows = log.rows.indices.map { place -> JudgedRow in
            let row = log.rows[place]
            return JudgedRow(
                intent: row.intent, predicted: row.answer?.intent, confidence: row.answer?.confidence ?? 0,
                isOutside: log.intents[row.intent] == outOfScopeIntent, copyGroup: groups.groupOfText[place])
        }
        self.init(names: log.intents, rows: rows, groupCount: groups.count)
    }

    /// Number of texts outside.
    public var outsideCount: Int { rows.count { $0.isOutside } }
    /// Texts that are copies of an earlier one.
    public var copies: Int { rows.count - groupCount }
    /// Share of the file that is outside, in 0...1.
    public var outsideShareOfFile: Double { rows.isEmpty ? 0 : Double(outsideCount) / Double(rows.count) }

    /// Weighs the texts so that `share` of the traffic is outside, as is known from elsewhere.
    ///
    /// - Returns: false, with nothing changed, for a share outside 0...1, and for one that no text of the file can stand
    ///   for.
    public mutating func state(outsideShare share: Double) -> Bool {
        let (outside, inside) = (outsideCount, rows.count - outsideCount)
        guard share >= 0, share <= 1, outside > 0 || share == 0, inside > 0 || share == 1 else { return false }
        let total = Double(rows.count)
        for place in rows.indices {
            rows[place].weight =
                rows[place].isOutside ? share * total / Double(outside) : (1 - share) * total / Double(inside)
        }
        statedOutsideShare = share
        return true
    }

    /// The texts inside, each counting once: what the figures in scope are of.
    var inside: JudgedRows {
        let kept = rows.filter { !$0.isOutside }
        let groups = CopyGroups(keys: kept.map(\.copyGroup))
        let numbered = kept.indices.map { place -> JudgedRow in
            var row = kept[place]
            row.copyGroup = groups.groupOfText[place]
            row.weight = 1
            return row
        }
        return JudgedRows(names: names, rows: numbered, groupCount: groups.count)
    }
}
