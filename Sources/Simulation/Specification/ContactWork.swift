import Stochastics

/// What handling takes by channel and intent, in place of the teams' handle times or relative to them.
public struct ContactWork: Sendable, Equatable {
    /// The handle time of an intent's contacts.
    public enum OwnTime: Sendable, Equatable {
        /// In seconds on average; the distribution is that of the others.
        case mean(Double)
        /// In seconds.
        case distribution(Distribution)
    }

    /// Handle time by channel, in place of the teams'; nil entries and missing ones leave it to the team.
    public var channelTimes: [Distribution?] = []
    /// Work by channel relative to the handle time, above 0; missing entries are 1.
    public var channelFactors: [Double] = []
    /// Work by intent relative to the channel's, above 0; missing entries are 1.
    public var intentFactors: [Double] = []
    /// Handle time by intent and channel, in place of all of these; nil entries and missing ones leave it to them.
    public var intentTimes: [[OwnTime?]] = []

    /// Creates work in which nothing differs.
    public init() {}

    /// Whether neither channels nor intents differ in any way.
    public var isPlain: Bool {
        channelTimes.allSatisfy { $0 == nil } && channelFactors.allSatisfy { $0 == 1 }
            && intentFactors.allSatisfy { $0 == 1 } && intentTimes.allSatisfy { $0.allSatisfy { $0 == nil } }
    }

    /// The handle time that an intent has of its own on a channel.
    func ownTime(intent: Int, channel: Int) -> OwnTime? {
        guard intentTimes.indices.contains(intent), intentTimes[intent].indices.contains(channel) else { return nil }
        return intentTimes[intent][channel]
    }

    /// Work of an intent on a channel, relative to the handle time there.
    func factor(intent: Int, channel: Int) -> Double {
        (intentFactors.indices.contains(intent) ? intentFactors[intent] : 1)
            * (channelFactors.indices.contains(channel) ? channelFactors[channel] : 1)
    }
}
