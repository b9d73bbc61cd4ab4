import Routing
import Stochastics
import Traffic

/// Makes customers: what is true of them, and the query the operation sees.
///
/// Every attribute is drawn at arrival from a stream keyed by the number of the first contact and the attempt, so two
/// policies on the same seed meet the same customers.
struct QuerySource {
    private let traffic: TrafficSpecification
    private let outOfScopeIntent: Int?
    private let customers: CustomerBehaviour
    private let language: SyntheticLanguage?
    private let truths: TruthSource
    private var corpus: CorpusTraffic?
    private let corpusTexts: Corpus?
    /// Whether there are such texts: to ask the large optionals themselves copies them.
    private let hasCorpus: Bool
    private let hasLanguage: Bool
    private let channelSum: Double
    private let seed: UInt64
    private let replication: UInt32
    /// Texts the whole horizon needs, for the message of a corpus that is too small.
    private let needed: Int

    /// Prepares the traffic of one replication.
    ///
    /// - Throws: `TrafficError` for a corpus or a language that cannot be used.
    init(_ specification: OperationSpecification, seed: UInt64, replication: UInt32) throws {
        traffic = specification.traffic
        outOfScopeIntent = specification.outOfScopeIntent
        customers = specification.customers
        self.seed = seed
        self.replication = replication
        channelSum = traffic.channels.reduce(0) { $0 + $1.share }
        needed =
            traffic.recordedArrivals?.count { $0 <= specification.horizonSeconds }
            ?? Int(traffic.arrivals.expectedCount(from: 0, to: specification.horizonSeconds).rounded(.up))
        let profile = CustomerProfile(
            patience: .constant(.infinity), work: .constant(0), segmentShares: traffic.segmentShares)
        let described: LanguageSpecification
        switch traffic.source {
        case .language(let details):
            described = details
            language = try SyntheticLanguage(details, seed: seed)
            corpus = nil
            corpusTexts = nil
        case .corpus(let texts, let recycle):
            var details = LanguageSpecification(intents: texts.intents.map { IntentSpecification(name: $0) })
            details.outOfScopeShare = 0
            // Nothing in a corpus says who is upset, so nobody is.
            details.upsetShare = 0
            described = details
            language = nil
            corpusTexts = texts
            corpus = try CorpusTraffic(
                texts, seed: seed, replication: replication,
                firstLabels: (specification.ai?.firstLabelsPerIntent ?? 0) * texts.intents.count, recycle: recycle)
        case .none:
            var details = LanguageSpecification(
                intents: specification.catalog.intents.map { IntentSpecification(name: $0) })
            // Without texts nothing can be out of scope, or sound upset.
            details.outOfScopeShare = 0
            details.upsetShare = 0
            described = details
            language = nil
            corpus = nil
            corpusTexts = nil
        }
        hasCorpus = corpus != nil
        hasLanguage = language != nil
        truths = TruthSource(described, profile: profile, seed: seed, replication: replication)
    }

    /// Makes the first contact of a customer.
    ///
    /// - Throws: `TrafficError` when the corpus has no text left.
    mutating func first(_ number: Int, at now: Double, query: inout Query, truth: inout Truth) throws {
        if hasCorpus {
            try draw(number, query: &query, truth: &truth)
        } else {
            truth = truths.truth(of: number, atSeconds: now)
            if hasLanguage { write(&query, truth, number: number, attempt: 0, at: now) }
        }
        if truth.outOfScope, let outOfScopeIntent { truth.intent = outOfScopeIntent }
        query.segment = truth.segment
        query.channel = channel(of: number)
        request(&query, truth, number: number)
    }

    /// Makes a customer's next contact about the same matter: said in new words, perhaps upset by now; with a corpus,
    /// in the same words, which show no anger.
    func again(_ number: Int, attempt: Int, at now: Double, query: inout Query, truth: inout Truth) {
        guard language != nil else { return }
        var emotion = key(number, attempt).stream(.emotion)
        if emotion.uniform() < customers.upsetOnReturn { truth.upset = true }
        write(&query, truth, number: number, attempt: attempt, at: now)
    }

    /// Whether a text of the corpus has been labelled.
    func hasLabel(_ text: Int) -> Bool { corpus?.hasLabel(text) ?? false }

    /// Notes that a human has labelled a text, which therefore never returns as traffic.
    mutating func markLabelled(_ text: Int) {
        corpus?.markLabelled(text)
    }

    /// Texts with true intents that the operation has labelled before it starts, `perIntent` of each intent.
    func firstTexts(perIntent: Int) -> [(text: [UInt8], intent: Int, upset: Bool)] {
        var texts: [(text: [UInt8], intent: Int, upset: Bool)] = []
        if let corpus, let corpusTexts {
            for number in corpus.firstLabels {
                var text: [UInt8] = []
                corpusTexts.copyText(number, into: &text)
                texts.append((text, corpusTexts.intentOfText[number], false))
            }
        } else if let language {
            let intents = language.specification.intents
            var number = 0
            for _ in 0..<perIntent {
                for intent in 0...intents.count {
                    number += 1
                    let isOutOfScope = intent == intents.count
                    guard let label = isOutOfScope ? outOfScopeIntent : intent else { continue }
                    guard isOutOfScope || intents[intent].startSeconds <= 0 else { continue }
                    var stream = key(number, 0).stream(.firstLabels)
                    let drawn = isOutOfScope ? stream.below(intents.count) : intent
                    let isUpset = stream.uniform() < (intents[drawn].upsetShare ?? language.specification.upsetShare)
                    var text: [UInt8] = []
                    language.write(
                        intent: drawn, upset: isUpset, outOfScope: isOutOfScope, atSeconds: 0, into: &text,
                        using: &stream)
                    texts.append((text, label, isUpset))
                }
            }
        }
        return texts
    }

    /// Names the streams of an attempt.
    func key(_ number: Int, _ attempt: Int) -> ContactKey {
        ContactKey(seed: seed, replication: replication, entity: Contact.entity(first: number, attempt: attempt))
    }

    // Kept apart, so that a customer without text does not pay for copies of these large optionals.
    @inline(never)
    private mutating func draw(_ number: Int, query: inout Query, truth: inout Truth) throws {
        guard let draw = try corpus?.next(needed: needed) else { return }
        truth = truths.truth(of: number, drawn: draw)
        corpusTexts?.copyText(draw.text, into: &query.text)
        query.source = draw.text
    }

    @inline(never)
    private func write(_ query: inout Query, _ truth: Truth, number: Int, attempt: Int, at now: Double) {
        guard let language else { return }
        var stream = key(number, attempt).stream(.text)
        language.write(
            intent: truth.outOfScope ? 0 : truth.intent, upset: truth.upset, outOfScope: truth.outOfScope,
            atSeconds: now, into: &query.text, using: &stream)
    }

    private func channel(of number: Int) -> Int {
        guard traffic.channels.count > 1 else { return 0 }
        var stream = key(number, 0).stream(.channel)
        var rest = stream.uniform() * channelSum
        for (index, channel) in traffic.channels.enumerated() {
            rest -= channel.share
            if rest < 0 { return index }
        }
        return traffic.channels.count - 1
    }

    private func request(_ query: inout Query, _ truth: Truth, number: Int) {
        query.action = nil
        query.amount = 0
        guard !traffic.actions.isEmpty else { return }
        var stream = key(number, 0).stream(.risk)
        var chance = stream.uniform()
        for (index, action) in traffic.actions.enumerated()
        where action.intents.indices.contains(truth.intent) && action.intents[truth.intent] {
            if chance < action.share {
                query.action = index
                query.amount = action.amount.sample(using: &stream)
                return
            }
            chance -= action.share
        }
    }
}
