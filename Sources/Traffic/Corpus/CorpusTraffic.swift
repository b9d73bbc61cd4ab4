import Stochastics

/// The queries of one replication taken from a corpus: first labels set apart, the rest as traffic.
///
/// The order is shuffled by seed and replication and stratified: each intent's texts lie at even distances, so that
/// every stretch of traffic has the intents in the proportions of the corpus. A text comes at most once, unless
/// `recycle` is on; then the texts come again in a new order, marked, all but those labelled in this replication.
/// Without `recycle` the order does not depend on what was labelled, so policies meet the same texts.
public struct CorpusTraffic: Sendable {
    /// Numbers of the texts that are labelled from the start, stratified by intent; they never are traffic.
    public let firstLabels: [Int]
    /// Texts set aside for traffic, 1 or more.
    public let trafficCount: Int
    /// Whether texts come again when they run out.
    public let recycles: Bool
    private let intentOfText: [Int]
    private let intentCount: Int
    private let seed: UInt64
    private let replication: UInt32
    private let stock: [Int]
    private var order: [Int]
    private var position = 0
    private var pass = 0
    private var isLabelled: [Bool]

    /// Sets the first labels apart and shuffles the rest.
    /// - Parameters:
    ///   - firstLabels: number of texts labelled from the start; each intent gets its share of them, and at least one
    ///     where there are as many labels as intents.
    ///   - recycle: whether texts come again when they run out.
    /// - Throws: `TrafficError.invalid` where `firstLabels` is negative or leaves no text for traffic.
    public init(_ corpus: Corpus, seed: UInt64, replication: UInt32, firstLabels: Int, recycle: Bool) throws {
        guard firstLabels >= 0 else {
            throw TrafficError.invalid(key: "first_labels", message: "the number of first labels must be 0 or more")
        }
        guard firstLabels < corpus.count else {
            throw TrafficError.invalid(
                key: "first_labels",
                message: "\(firstLabels) first labels leave none of the \(corpus.count) texts of the corpus for "
                    + "traffic; use fewer first labels")
        }
        intentOfText = corpus.intentOfText
        intentCount = corpus.intents.count
        self.seed = seed
        self.replication = replication
        recycles = recycle
        var texts = [[Int]](repeating: [], count: intentCount)
        for (text, intent) in intentOfText.enumerated() { texts[intent].append(text) }
        let quotas = Self.quotas(firstLabels, of: texts.map(\.count))
        var labelled: [Int] = []
        var rest: [Int] = []
        for intent in texts.indices {
            var random = Self.stream(seed, replication, pass: 0, intent: intent)
            random.shuffle(&texts[intent])
            labelled += texts[intent].prefix(quotas[intent])
            rest += texts[intent].dropFirst(quotas[intent])
        }
        self.firstLabels = labelled
        trafficCount = rest.count
        stock = rest
        order = []
        isLabelled = [Bool](repeating: false, count: corpus.count)
        for text in labelled { isLabelled[text] = true }
        order = stratified(rest)
    }

    /// The text of the next arrival.
    /// - Parameter needed: texts the whole horizon needs, where the caller knows it, for the error.
    /// - Throws: `TrafficError.corpusExhausted` when the texts have run out; with `recycle`,
    ///   `TrafficError.corpusAllLabelled` when each of them has been labelled.
    public mutating func next(needed: Int? = nil) throws -> CorpusDraw {
        while true {
            if position == order.count {
                guard recycles else { throw TrafficError.corpusExhausted(texts: trafficCount, needed: needed) }
                let left = stock.filter { !isLabelled[$0] }
                guard !left.isEmpty else { throw TrafficError.corpusAllLabelled(texts: trafficCount) }
                pass += 1
                order = stratified(left)
                position = 0
            }
            let text = order[position]
            position += 1
            if pass > 0 && isLabelled[text] { continue }
            return CorpusDraw(text: text, intent: intentOfText[text], recycled: pass > 0)
        }
    }

    /// Notes that a text has been labelled: it does not return as traffic in this replication.
    /// - Parameter text: number of the text; others are ignored.
    public mutating func markLabelled(_ text: Int) {
        if isLabelled.indices.contains(text) { isLabelled[text] = true }
    }

    /// Whether a text has been labelled, before the start or since.
    public func hasLabel(_ text: Int) -> Bool { isLabelled.indices.contains(text) && isLabelled[text] }

    /// Texts in an order in which the i-th of an intent's n texts lies at about (i + u) / n of the whole.
    private func stratified(_ texts: [Int]) -> [Int] {
        var ofIntent = [[Int]](repeating: [], count: intentCount)
        for text in texts { ofIntent[intentOfText[text]].append(text) }
        var placed: [(place: Double, text: Int)] = []
        placed.reserveCapacity(texts.count)
        for intent in ofIntent.indices {
            var random = Self.stream(seed, replication, pass: pass + 1, intent: intent)
            random.shuffle(&ofIntent[intent])
            let count = Double(ofIntent[intent].count)
            for (index, text) in ofIntent[intent].enumerated() {
                placed.append(((Double(index) + random.uniform()) / count, text))
            }
        }
        placed.sort { ($0.place, $0.text) < ($1.place, $1.text) }
        return placed.map(\.text)
    }

    /// Labels of each intent: proportional with the largest remainders, at least one each where there are enough.
    private static func quotas(_ labels: Int, of counts: [Int]) -> [Int] {
        let total = counts.reduce(0, +)
        let least = labels >= counts.count ? 1 : 0
        var quotas = counts.map { max(least, labels * $0 / max(1, total)) }
        let byRemainder = counts.indices.sorted {
            (labels * counts[$0] % max(1, total), $1) > (labels * counts[$1] % max(1, total), $0)
        }
        var missing = labels - quotas.reduce(0, +)
        while missing > 0 {
            for intent in byRemainder where missing > 0 && quotas[intent] < counts[intent] {
                quotas[intent] += 1
                missing -= 1
            }
        }
        while missing < 0 {
            for intent in byRemainder.reversed() where missing < 0 && quotas[intent] > max(1, least) {
                quotas[intent] -= 1
                missing += 1
            }
        }
        return quotas
    }

    private static func stream(_ seed: UInt64, _ replication: UInt32, pass: Int, intent: Int) -> RandomStream {
        RandomStream(
            seed: seed, replication: replication, purpose: Purpose.corpus.rawValue,
            entity: UInt64(pass) << 24 | UInt64(intent))
    }
}

extension RandomStream {
    /// Puts an array in random order (Fisher and Yates; Durstenfeld 1964, CACM 7), the same with every Swift version.
    mutating func shuffle(_ items: inout [Int]) {
        for index in items.indices.dropFirst().reversed() { items.swapAt(index, below(index + 1)) }
    }
}
