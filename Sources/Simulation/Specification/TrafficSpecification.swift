import Stochastics
import Traffic

/// Who comes, when, and with what.
public struct TrafficSpecification: Sendable {
    /// Where queries come from.
    public enum Source: Sendable {
        /// Texts written by a synthetic language, the same for all replications of a seed.
        case language(LanguageSpecification)
        /// Texts of a corpus; `recycle` lets texts return that nobody has labelled.
        case corpus(Corpus, recycle: Bool)
        /// No texts: queries without content, for operations without an AI.
        case none
    }

    /// Expected arrivals over time.
    public var arrivals: ArrivalRate
    /// Recorded arrival times in seconds, ascending, that take the place of random ones; nil for random arrivals.
    public var recordedArrivals: [Double]?
    /// Where queries come from.
    public var source: Source
    /// Channels, in the order of the catalog.
    public var channels: [ChannelSpecification]
    /// Relative sizes of the segments, in the order of the catalog.
    public var segmentShares: [Double]
    /// What handling a contact of a segment takes, relative to the team's handle time; empty where all are alike.
    public var segmentWork: [Double]
    /// Handle time by segment, in place of the teams'; nil entries and missing ones leave it to the team.
    public var segmentHandleTime: [Distribution?] = []
    /// Patience by segment, in place of the channel's; nil entries and missing ones leave it to the channel.
    public var segmentPatience: [Distribution?] = []
    /// How often an assumed AI is right for a segment, relative to what it claims, in 0...1; empty where it always is.
    public var segmentAccuracy: [Double] = []
    /// Actions that customers ask for, in the order of the catalog.
    public var actions: [ActionSpecification]

    /// Creates traffic; see the properties.
    public init(
        arrivals: ArrivalRate, source: Source, channels: [ChannelSpecification], segmentShares: [Double] = [1],
        actions: [ActionSpecification] = [], recordedArrivals: [Double]? = nil,
        segmentWork: [Double] = []
    ) {
        self.arrivals = arrivals
        self.recordedArrivals = recordedArrivals
        self.source = source
        self.channels = channels
        self.segmentShares = segmentShares
        self.actions = actions
        self.segmentWork = segmentWork
    }

    /// Time a customer would wait; nil for one who waits for ever.
    package func patience(channel: Int, segment: Int) -> Distribution? {
        let own = segmentPatience.indices.contains(segment) ? segmentPatience[segment] : nil
        return own ?? channels[channel].patience
    }

    /// Whether any customer can lose patience.
    public var losesPatience: Bool {
        channels.contains { $0.patience != nil } || segmentPatience.contains { $0 != nil }
    }

    /// How often an assumed AI is right for a segment, relative to what it claims.
    func accuracyFactor(ofSegment segment: Int) -> Double {
        segmentAccuracy.indices.contains(segment) ? segmentAccuracy[segment] : 1
    }

    /// What handling a contact of a segment takes, relative to the others.
    func work(ofSegment segment: Int) -> Double {
        segmentWork.indices.contains(segment) ? segmentWork[segment] : 1
    }
}

/// A way to reach the operation.
public struct ChannelSpecification: Sendable, Equatable {
    /// Relative frequency among first contacts.
    public var share: Double
    /// Time a customer would wait for a human, in seconds; nil for one who waits for ever.
    public var patience: Distribution?

    /// Creates a channel.
    public init(share: Double = 1, patience: Distribution? = nil) {
        self.share = share
        self.patience = patience
    }
}

/// Something customers ask to be done, and how much it moves.
public struct ActionSpecification: Sendable, Equatable {
    /// One entry an intent: whether its queries may ask for this.
    public var intents: [Bool]
    /// Share of those queries that do, in 0...1; a query asks for one action at most, so the shares of an intent's
    /// actions add up to 1 at most.
    public var share: Double
    /// Amount in the operation's currency.
    public var amount: Distribution

    /// Creates an action.
    public init(intents: [Bool], share: Double, amount: Distribution) {
        self.intents = intents
        self.share = share
        self.amount = amount
    }
}
