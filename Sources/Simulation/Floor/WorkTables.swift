import Routing
import Stochastics

/// How much work contacts are, in tables for what is asked at every contact that a human takes.
struct WorkTables {
    /// Whether the teams' handle times are all there is.
    private let isPlain: Bool
    /// Whether work is drawn by rank, because the AI sees it.
    private let isRanked: Bool
    private let channels: Int
    /// Handle time by segment and by channel; empty where none has its own.
    private let segmentTimes: [Distribution?]
    private let channelTimes: [Distribution?]
    /// Handle time by intent and channel, and its mean where only that is given (0 where it is not).
    private let ownTimes: [Distribution?]
    private let ownMeans: [Double]
    /// Work by intent and channel relative to the handle time; empty where all are alike.
    private let factors: [Double]
    /// Handle seconds by text of a corpus, 0 where nobody noted them; empty for other traffic.
    private let recorded: [Double]
    /// Work by segment relative to others.
    let segmentFactors: [Double]
    /// Proficiency by team and queue; empty where all are alike.
    private let proficiency: [Double]
    private let queues: Int
    /// Share of the work that the AI saves by a summary of what it has read, and by a suggestion that is right.
    let summarySaves: Double
    let suggestionSaves: Double

    init(_ specification: OperationSpecification) {
        let traffic = specification.traffic
        let channels = specification.catalog.channels.indices
        let intents = specification.catalog.intents.indices
        let work = traffic.work
        func table<Value: Equatable>(_ values: [Value], unless usual: Value) -> [Value] {
            values.contains { $0 != usual } ? values : []
        }
        func byKind<Value>(_ value: (Int, Int) -> Value) -> [Value] {
            intents.flatMap { intent in channels.map { value(intent, $0) } }
        }
        let ownTimes = byKind { intent, channel -> Distribution? in
            guard case .distribution(let time)? = work.ownTime(intent: intent, channel: channel) else { return nil }
            return time
        }
        let ownMeans = byKind { intent, channel -> Double in
            guard case .mean(let seconds)? = work.ownTime(intent: intent, channel: channel) else { return 0 }
            return seconds
        }
        var noted: [Double] = []
        if case .corpus(let corpus, _) = traffic.source { noted = corpus.handleSeconds }
        self.channels = channels.count
        isRanked = SharedDifficulty(specification.ai?.seesDifficulty ?? 0) != nil
        isPlain =
            work.isPlain && noted.isEmpty && !isRanked && traffic.segmentHandleTime.allSatisfy { $0 == nil }
        segmentTimes = table(traffic.segmentHandleTime, unless: nil)
        channelTimes = table(work.channelTimes, unless: nil)
        self.ownTimes = table(ownTimes, unless: nil)
        self.ownMeans = table(ownMeans, unless: 0)
        factors = table(byKind(work.factor), unless: 1)
        recorded = noted
        segmentFactors = specification.catalog.segments.indices.map { traffic.work(ofSegment: $0) }
        proficiency = specification.proficiencies
        queues = specification.queues.count
        summarySaves = specification.ai?.summarySaves ?? 0
        suggestionSaves = specification.ai?.suggestionSaves ?? 0
    }

    /// The work of a contact in seconds of an agent of usual speed, before what its segment and the AI change.
    ///
    /// What the corpus says comes first, then the handle time of the intent on the channel, then that of the segment, the
    /// channel and the team, times the work of intent and channel.
    func seconds(_ contact: UnsafePointer<OpenContact>, team: Distribution, _ key: ContactKey) -> Double {
        if isPlain { return key.sample(team, .work) }
        if !recorded.isEmpty, let text = contact.pointee.query.source, text < recorded.count, recorded[text] > 0 {
            return recorded[text]
        }
        let channel = contact.pointee.query.channel
        let segment = contact.pointee.query.segment
        let kind = contact.pointee.truth.intent * channels + channel
        if !ownTimes.isEmpty, let own = ownTimes[kind] { return draw(own, key) }
        let ofChannel = channelTimes.isEmpty ? nil : channelTimes[channel]
        let base = (segmentTimes.isEmpty ? nil : segmentTimes[segment]) ?? ofChannel ?? team
        if !ownMeans.isEmpty, ownMeans[kind] > 0 {
            let mean = base.mean
            return mean > 0 ? draw(base, key) * (ownMeans[kind] / mean) : ownMeans[kind]
        }
        let seconds = draw(base, key)
        return factors.isEmpty ? seconds : seconds * factors[kind]
    }

    /// What work takes a team on a queue, in the same unit.
    @inline(__always)
    func byProficiency(_ seconds: Double, team: Int, queue: Int) -> Double {
        proficiency.isEmpty ? seconds : seconds / proficiency[team * queues + queue]
    }

    private func draw(_ time: Distribution, _ key: ContactKey) -> Double {
        isRanked ? time.value(atRank: SharedDifficulty.rank(key)) : key.sample(time, .work)
    }
}
