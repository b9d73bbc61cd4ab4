import Stochastics

/// Writes queries in an invented language whose learning curve is that of real customer questions.
///
/// A query is a bag of pieces in the manner of a topic model (Blei, Ng, Jordan 2003, JMLR 3): plain English phrases
/// around pseudo-words that come from the intent, from its topic (shared by related intents) or from the vocabulary
/// at large, all with Zipf frequencies; some queries use a related intent's words (ambiguity), and there are typos,
/// fillers, angry phrases and queries about matters outside every intent. See `WordMix` for what was fitted to what.
public struct SyntheticLanguage: Sendable {
    /// What the scenario says.
    public let specification: LanguageSpecification
    private let tables: LanguageTables
    private let lengthMu: Double
    private let lengthSigma: Double
    private let phraseBelow: UInt64
    private let intentBelow: UInt64
    private let topicBelow: UInt64
    private let typoBelow: UInt64
    /// How clearly a customer says what the matter is: the standard normal number behind the number of words becomes
    /// shift + spread x that number. Few words name an intent less clearly.
    public struct Clarity: Sendable, Equatable {
        /// What is added; 0 for the usual.
        public var shift: Double
        /// What it is multiplied by, 0 or more; 1 for the usual.
        public var spread: Double

        /// Creates a clarity.
        public init(shift: Double, spread: Double) {
            self.shift = shift
            self.spread = spread
        }

        /// As the language has it.
        public static let usual = Clarity(shift: 0, spread: 1)
    }

    /// Longest query in words, and share of queries that begin with an opener.
    private static let longestWords = 400
    private static let openerChance = 0.85

    /// Builds the language: the same for the same specification and seed, whatever the replication.
    /// - Throws: the first of the specification's `problems()`.
    public init(_ specification: LanguageSpecification, seed: UInt64) throws {
        if let problem = specification.problems().first { throw problem }
        self.specification = specification
        tables = LanguageTables(specification, seed: seed)
        let mix = specification.mix
        let variance = PortableMath.log(1 + mix.wordsPerQueryVariation * mix.wordsPerQueryVariation)
        lengthSigma = variance.squareRoot()
        lengthMu = PortableMath.log(mix.wordsPerQuery) - variance / 2
        phraseBelow = UInt64(mix.phraseShare * 65_536)
        intentBelow = UInt64(mix.intentShare * 65_536)
        topicBelow = UInt64((mix.intentShare + mix.topicShare) * 65_536)
        typoBelow = UInt64(specification.typoShare * 65_536)
    }

    /// Writes one query as UTF-8 bytes, in lower case. Allocates nothing once `text` has grown.
    /// - Parameters:
    ///   - intent: index into the specification's intents; outside them the nearest counts.
    ///   - upset: whether the customer is upset; they show it with probability `upsetExpression`.
    ///   - outOfScope: whether the matter is outside every intent; `intent` is of no account then.
    ///   - atSeconds: time of the query, which decides how far the wording has drifted.
    ///   - segment: whose dialect it is; -1 for nobody's.
    ///   - clarity: how clearly it is said.
    ///   - text: replaced by the query.
    ///   - stream: the query's own stream of draws.
    public func write(
        intent: Int, upset: Bool, outOfScope: Bool, atSeconds: Double, segment: Int = -1, clarity: Clarity = .usual,
        into text: inout [UInt8], using stream: inout RandomStream
    ) {
        text.removeAll(keepingCapacity: true)
        let intent = max(0, min(intent, specification.intents.count - 1))
        let length = PortableMath.exp(lengthMu + lengthSigma * (clarity.shift + clarity.spread * stream.normal()))
        let wanted = max(2, Int(min(length, Double(Self.longestWords)).rounded()))
        let isAngry = stream.bernoulli(upset ? specification.upsetExpression : specification.calmExpression)
        let isAngryFirst = isAngry && stream.bernoulli(0.4)
        let isAmbiguous = stream.bernoulli(specification.ambiguity)
        let meant = isAmbiguous && !outOfScope ? neighbour(of: intent, using: &stream) : intent
        let foreign = outOfScope ? tables.foreignWords[stream.below(LanguageTables.foreignTopics)] : nil
        let opening = outOfScope ? stream.below(specification.intents.count) : intent
        let hasFiller = stream.bernoulli(specification.fillerShare)

        tables.tables.columns.withUnsafeBufferPointer { columns in
            tables.lexicon.bytes.withUnsafeBufferPointer { bytes in
                tables.lexicon.pieces.withUnsafeBufferPointer { pieces in
                    var pen = Pen(
                        columns: columns, bytes: bytes, pieces: pieces, connectors: tables.connectors,
                        phraseBelow: phraseBelow, companionBelow: phraseBelow * 3 / 5, typoBelow: typoBelow)
                    if hasFiller { pen.phrase(tables.fillers, into: &text, using: &stream) }
                    if isAngryFirst { pen.phrase(tables.angry, into: &text, using: &stream) }
                    pen.words = 0
                    if stream.bernoulli(Self.openerChance) {
                        pen.phrase(tables.openers[opening], into: &text, using: &stream)
                    }
                    let topic = tables.topicWords[intent / specification.mix.intentsPerTopic]
                    var isFirst = true
                    while pen.words < wanted || isFirst {
                        let bits = stream.next()
                        let source = isFirst ? 0 : bits & 0xFFFF
                        isFirst = false
                        let table: AliasTables.Range
                        if let foreign {
                            table = source < 45_000 ? foreign : tables.generalWords
                        } else if source < intentBelow {
                            table = words(of: meant, atSeconds: atSeconds, segment: segment, using: &stream)
                        } else {
                            table = source < topicBelow ? topic : tables.generalWords
                        }
                        pen.word(table, bits: bits >> 16, into: &text, using: &stream)
                    }
                    if isAngry && !isAngryFirst { pen.phrase(tables.angry, into: &text, using: &stream) }
                    if isAngry && stream.bernoulli(0.35) { pen.phrase(tables.angry, into: &text, using: &stream) }
                }
            }
        }
        let ending = stream.next() & 7
        text.append(isAngry && ending < 4 ? UInt8(ascii: "!") : UInt8(ascii: ending < 5 ? "?" : "."))
    }

    /// Adds a wish for a human to a text.
    public func askForHuman(into text: inout [UInt8], using stream: inout RandomStream) {
        let phrase = EverydayPhrases.humanRequests[stream.below(EverydayPhrases.humanRequests.count)]
        text.append(UInt8(ascii: " "))
        text.append(contentsOf: phrase.utf8)
        text.append(UInt8(ascii: "."))
    }

    /// Words of an intent at a time: the original ones or those of a drift.
    @inline(__always)
    private func words(
        of intent: Int, atSeconds: Double, segment: Int, using stream: inout RandomStream
    ) -> AliasTables.Range {
        for shift in tables.shifts[intent] {
            if let speaker = shift.drift.segment, speaker != segment { continue }
            let share = shift.drift.share(atSeconds: atSeconds)
            if share > 0, stream.bernoulli(share) { return shift.table }
        }
        return tables.intentWords[intent]
    }

    /// Another intent of the same topic, or of all where the topic has only one.
    private func neighbour(of intent: Int, using stream: inout RandomStream) -> Int {
        let count = specification.intents.count
        let perTopic = specification.mix.intentsPerTopic
        let first = intent / perTopic * perTopic
        let members = min(first + perTopic, count) - first
        if members > 1 {
            let other = first + stream.below(members - 1)
            return other < intent ? other : other + 1
        }
        guard count > 1 else { return intent }
        let other = stream.below(count - 1)
        return other < intent ? other : other + 1
    }
}
