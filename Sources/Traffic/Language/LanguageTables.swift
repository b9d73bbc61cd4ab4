import Stochastics

/// The word distributions of a language: what an intent's customers say, and how often.
struct LanguageTables: Sendable {
    /// A changed wording of an intent: the drift it belongs to and the new words.
    struct Shift: Sendable {
        var drift: LanguageDrift
        var table: AliasTables.Range
    }

    private(set) var lexicon = Lexicon()
    private(set) var tables = AliasTables()
    private(set) var intentWords: [AliasTables.Range] = []
    private(set) var openers: [AliasTables.Range] = []
    private(set) var topicWords: [AliasTables.Range] = []
    private(set) var foreignWords: [AliasTables.Range] = []
    private(set) var generalWords = AliasTables.Range(start: 0, count: 0)
    private(set) var connectors = AliasTables.Range(start: 0, count: 0)
    private(set) var fillers = AliasTables.Range(start: 0, count: 0)
    private(set) var angry = AliasTables.Range(start: 0, count: 0)
    /// Shifts of each intent, latest first, dialects of segments after them.
    private(set) var shifts: [[Shift]] = []

    /// Matters that no intent covers: as many topics for queries out of scope.
    static let foreignTopics = 8
    /// How much intents differ in how their queries begin: standard deviation of the log weights of openers.
    private static let openerTilt = 1.0

    /// Builds all distributions; the same for the same specification and seed.
    init(_ specification: LanguageSpecification, seed: UInt64) {
        let mix = specification.mix
        func stream(_ part: Int) -> RandomStream {
            RandomStream(seed: seed, replication: 0, purpose: Purpose.language.rawValue, entity: UInt64(part))
        }
        func zipf(_ count: Int, _ exponent: Double) -> [Double] {
            (1...max(1, count)).map { zipfWeight(rank: $0, exponent: exponent) }
        }

        let phrases = [EverydayPhrases.openers, EverydayPhrases.connectors, EverydayPhrases.fillers]
        let everyday = phrases.flatMap(\.self) + EverydayPhrases.angry
        let taken = Set(everyday.flatMap { $0.split(separator: " ").map(String.init) })
        let openerPieces = EverydayPhrases.openers.map { lexicon.add($0) }
        let connectorPieces = EverydayPhrases.connectors.map { lexicon.add($0) }
        let fillerPieces = EverydayPhrases.fillers.map { lexicon.add($0) }
        let angryPieces = EverydayPhrases.angry.map { lexicon.add($0) }
        connectors = tables.add(values: connectorPieces, weights: zipf(connectorPieces.count, 0.9))
        fillers = tables.add(values: fillerPieces, weights: zipf(fillerPieces.count, 0.8))
        angry = tables.add(values: angryPieces, weights: zipf(angryPieces.count, 0.8))

        var spelling = stream(0)
        let vocabulary = lexicon.addWords(
            specification.vocabularySize, companions: connectorPieces, avoiding: taken, using: &spelling)
        generalWords = tables.add(values: vocabulary, weights: zipf(vocabulary.count, mix.topicExponent))

        func draw(_ count: Int, from pool: [Int], except used: inout Set<Int>, using stream: inout RandomStream)
            -> [Int]
        {
            var words: [Int] = []
            var attempts = 0
            while words.count < count, attempts < 20 * count {
                attempts += 1
                let word = pool[stream.below(pool.count)]
                if used.insert(word).inserted { words.append(word) }
            }
            return words
        }
        let intentCount = specification.intents.count
        let topicCount = (intentCount + mix.intentsPerTopic - 1) / mix.intentsPerTopic
        for topic in 0..<topicCount {
            var random = stream(1_000_000 + topic)
            var used = Set<Int>()
            let words = draw(mix.wordsPerTopic, from: vocabulary, except: &used, using: &random)
            topicWords.append(tables.add(values: words, weights: zipf(words.count, mix.topicExponent)))
            let pool = draw(mix.wordsPerIntent, from: vocabulary, except: &used, using: &random)
            let members = topic * mix.intentsPerTopic..<min(intentCount, (topic + 1) * mix.intentsPerTopic)
            for intent in members {
                var random = stream(2_000_000 + intent)
                var used = Set(words)
                func ownWords(_ random: inout RandomStream) -> [Int] {
                    var own: [Int] = []
                    for _ in 0..<mix.wordsPerIntent {
                        let isShared = random.bernoulli(mix.sharedWords) && !pool.isEmpty
                        own += draw(1, from: isShared ? pool : vocabulary, except: &used, using: &random)
                    }
                    return own
                }
                let own = ownWords(&random)
                intentWords.append(tables.add(values: own, weights: zipf(own.count, mix.intentExponent)))
                let tilted = zipf(openerPieces.count, 0.8).map {
                    $0 * PortableMath.exp(Self.openerTilt * random.normal())
                }
                openers.append(tables.add(values: openerPieces, weights: tilted))
                let name = specification.intents[intent].name
                let touching = specification.drifts.filter { $0.intents.isEmpty || $0.intents.contains(name) }
                shifts.append(
                    // Dialects last, so that they change nobody else's words.
                    touching.sorted {
                        ($0.segment == nil ? 0 : 1, $1.startSeconds) < ($1.segment == nil ? 0 : 1, $0.startSeconds)
                    }.map { drift in
                        let new = ownWords(&random)
                        return Shift(
                            drift: drift, table: tables.add(values: new, weights: zipf(new.count, mix.intentExponent)))
                    })
            }
        }
        for topic in 0..<Self.foreignTopics {
            var random = stream(3_000_000 + topic)
            var used = Set<Int>()
            let words = draw(mix.wordsPerTopic, from: vocabulary, except: &used, using: &random)
            foreignWords.append(tables.add(values: words, weights: zipf(words.count, mix.topicExponent)))
        }
    }
}
