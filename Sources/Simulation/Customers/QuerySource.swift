import Routing
import Stochastics
import Traffic
import Training

/// Makes customers: what is true of them, and the query the operation sees.
///
/// Every attribute is drawn at arrival from a stream keyed by the number of the first contact and the attempt, so two
/// policies on the same seed meet the same customers. Not copied, because it is large and asked at every arrival.
struct QuerySource: ~Copyable {
    private let traffic: TrafficSpecification
    private let outOfScopeIntent: Int?
    private let customers: CustomerBehaviour
    /// Share of upset first contacts where no language says who is.
    private let upsetShare: Double
    private let language: SyntheticLanguage?
    private let truths: TruthSource
    private var corpus: CorpusTraffic?
    private let corpusTexts: Corpus?
    /// Whether there are such texts: to ask the large optionals themselves copies them.
    private let hasCorpus: Bool
    private let hasLanguage: Bool
    /// Whether they are the queries of a record of answers.
    private let hasRecord: Bool
    /// Channels and segments of a log that the queries come from, where it has them.
    private let recorded: RecordedContacts?
    /// What is true of every customer, where they do not differ.
    private let onlyTruth: Truth?
    private let channelSum: Double
    /// What texts show of the work that a contact is; nil where they show nothing.
    private let difficulty: SharedDifficulty?
    private let seed: UInt64
    private let replication: UInt32
    /// Texts the whole horizon needs, for the message of a corpus that is too small.
    private let needed: Int

    /// Prepares the traffic of one replication.
    init(_ specification: OperationSpecification, texts: QueryTexts, seed: UInt64, replication: UInt32) {
        // Reads only locals, as `SupportOperation` does.
        let traffic = specification.traffic
        let profile = CustomerProfile(
            patience: .constant(.infinity), work: .constant(0), segmentShares: traffic.segmentShares)
        let truths = TruthSource(texts.described, profile: profile, seed: seed, replication: replication)
        self.traffic = traffic
        self.truths = truths
        self.seed = seed
        self.replication = replication
        outOfScopeIntent = specification.outOfScopeIntent
        customers = specification.customers
        upsetShare = texts.language == nil ? specification.customers.upset?.share ?? 0 : 0
        channelSum = traffic.channels.reduce(0) { $0 + $1.share }
        difficulty = SharedDifficulty(specification.ai?.seesDifficulty ?? 0)
        needed =
            traffic.recordedArrivals?.count { $0 <= specification.horizonSeconds }
            ?? Int(traffic.arrivals.expectedCount(from: 0, to: specification.horizonSeconds).rounded(.up))
        language = texts.language
        corpus = texts.corpus
        corpusTexts = texts.corpusTexts
        hasCorpus = texts.corpus != nil
        hasLanguage = texts.language != nil
        hasRecord = texts.corpus != nil && specification.ai?.answers is RecordedPredictions
        recorded = RecordedContacts(specification)
        onlyTruth = texts.corpus == nil ? truths.only : nil
    }

    /// Whether queries have a text.
    var hasTexts: Bool { hasCorpus || hasLanguage }

    /// Makes the first contact of a customer.
    ///
    /// - Parameter isRead: whether the text has been read in a recording, so that nobody need write it.
    /// - Throws: `TrafficError` when the corpus has no text left.
    mutating func first(
        _ number: Int, at now: Double, query: inout Query, truth: inout Truth, isRead: Bool = false
    ) throws {
        if hasCorpus {
            try draw(number, query: &query, truth: &truth)
        } else {
            if let onlyTruth { truth = onlyTruth } else { truth = drawTruth(number, at: now) }
            if isRead {
                query.text.removeAll(keepingCapacity: true)
            } else if hasLanguage {
                write(&query, truth, number: number, attempt: 0, at: now)
            }
        }
        if truth.outOfScope, let outOfScopeIntent { truth.intent = outOfScopeIntent }
        if upsetShare > 0 { truth.upset = drawMood(number, 0) < upsetShare }
        if let segment = recorded?.segment(query.source) { truth.segment = segment }
        query.segment = truth.segment
        query.channel = 0
        query.action = nil
        query.amount = 0
        if traffic.channels.count > 1 {
            query.channel = Self.channel(key(number, 0), among: traffic.channels, shareSum: channelSum)
        }
        if let channel = recorded?.channel(query.source) { query.channel = channel }
        if !traffic.actions.isEmpty {
            Self.request(&query, of: truth.intent, key(number, 0), among: traffic.actions)
        }
    }

    /// Makes a customer's next contact about the same matter: said in new words, perhaps upset by now; with a corpus,
    /// in the same words, which show no anger; without texts an anger that nobody reads. A record of answers holds the
    /// contacts of those who came back, so that one of its other rows is drawn: the same one again would count each of its
    /// errors as often as customers return.
    func again(_ number: Int, attempt: Int, at now: Double, query: inout Query, truth: inout Truth) {
        if hasRecord { drawAgain(number, attempt, query: &query, truth: &truth) }
        guard hasLanguage || customers.upset != nil else { return }
        if drawMood(number, attempt) < customers.upsetOnReturn { truth.upset = true }
        guard hasLanguage else { return }
        write(&query, truth, number: number, attempt: attempt, at: now)
    }

    /// Lets a customer say the same in other words, when asked; with a corpus they only confirm what they said.
    func rephrase(_ number: Int, attempt: Int, at now: Double, query: inout Query, truth: Truth) {
        guard language != nil else { return }
        write(&query, truth, number: number, attempt: attempt, at: now, isAsked: true)
    }

    /// Whether texts are written anew rather than drawn.
    var writesTexts: Bool { hasLanguage }

    /// Writes what a customer says in the course of a conversation.
    @inline(never)
    func writeTurn(_ query: inout Query, _ truth: Truth, at now: Double, using stream: inout RandomStream) {
        language?.write(
            intent: truth.outOfScope ? 0 : truth.intent, upset: truth.upset, outOfScope: truth.outOfScope,
            atSeconds: now, into: &query.text, using: &stream)
    }

    /// Whether a text of a corpus has a label: a customer who comes back says the same again, and the same text twice
    /// could be trained on and held out.
    @inline(__always)
    func isLabelled(_ contact: UnsafeMutablePointer<OpenContact>) -> Bool {
        guard let text = contact.pointee.query.source else { return false }
        return corpus?.hasLabel(text) ?? false
    }

    /// Notes that a human has labelled a contact's text, which therefore never returns as traffic.
    mutating func markLabelled(_ contact: UnsafeMutablePointer<OpenContact>) {
        if let text = contact.pointee.query.source { corpus?.markLabelled(text) }
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
    @inline(__always)
    func key(_ number: Int, _ attempt: Int) -> ContactKey {
        ContactKey(seed: seed, replication: replication, entity: Contact.entity(first: number, attempt: attempt))
    }

    private func drawMood(_ number: Int, _ attempt: Int) -> Double {
        var mood = key(number, attempt).stream(.emotion)
        return mood.uniform()
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
    private func drawAgain(_ number: Int, _ attempt: Int, query: inout Query, truth: inout Truth) {
        guard let corpusTexts, let before = query.source else { return }
        // Who brings the only row there is brings nothing that was recorded.
        guard corpusTexts.count > 1 else {
            query.source = nil
            return
        }
        var stream = key(number, attempt).stream(.returningRow)
        let drawn = stream.below(corpusTexts.count - 1)
        let row = drawn < before ? drawn : drawn + 1
        query.source = row
        truth.intent = corpusTexts.intentOfText[row]
        corpusTexts.copyText(row, into: &query.text)
        guard query.action != nil, !traffic.actions.isEmpty else { return }
        query.action = nil
        query.amount = 0
        Self.request(&query, of: truth.intent, key(number, attempt), among: traffic.actions)
    }

    @inline(never)
    private func drawTruth(_ number: Int, at now: Double) -> Truth { truths.truth(of: number, atSeconds: now) }

    @inline(never)
    private func write(
        _ query: inout Query, _ truth: Truth, number: Int, attempt: Int, at now: Double, isAsked: Bool = false
    ) {
        guard let language else { return }
        let key = key(number, attempt)
        var stream = isAsked ? key.stream(.rephrasedText) : key.stream(Purpose.text)
        language.write(
            intent: truth.outOfScope ? 0 : truth.intent, upset: truth.upset, outOfScope: truth.outOfScope,
            atSeconds: now, segment: truth.segment, clarity: clarity(key), into: &query.text, using: &stream)
        guard language.specification.asksForHuman > 0 else { return }
        var wish = key.stream(isAsked ? SimulationPurpose.rephrasedRequest : .humanRequest)
        if wish.uniform() < language.specification.asksForHuman {
            language.askForHuman(into: &query.text, using: &wish)
        }
    }

    /// How clearly a customer says what the matter is: the less, the more work it is.
    private func clarity(_ key: ContactKey) -> SyntheticLanguage.Clarity {
        difficulty.map { SyntheticLanguage.Clarity(shift: $0.shift(key), spread: $0.own) } ?? .usual
    }

    private static func channel(
        _ key: ContactKey, among channels: [ChannelSpecification], shareSum: Double
    ) -> Int {
        var stream = key.stream(.channel)
        var rest = stream.uniform() * shareSum
        for (index, channel) in channels.enumerated() {
            rest -= channel.share
            if rest < 0 { return index }
        }
        return channels.count - 1
    }

    private static func request(
        _ query: inout Query, of intent: Int, _ key: ContactKey, among actions: [ActionSpecification]
    ) {
        var stream = key.stream(.risk)
        var chance = stream.uniform()
        for (index, action) in actions.enumerated()
        where action.intents.indices.contains(intent) && action.intents[intent] {
            if chance < action.share {
                query.action = index
                query.amount = action.amount.sample(using: &stream)
                return
            }
            chance -= action.share
        }
    }
}
