import Simulation
import Stochastics

/// The channels that contacts come through.
struct ChannelsReader: SectionReader {
    static let title = "Channels"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "traffic.channels", .members, .without("one, called contact"), "Channels such as chat, voice and email."),
        ScenarioKey(
            "traffic.channels.*.share", .share, .without("equal shares"),
            "Share of the first contacts; of all channels or of none."),
        ScenarioKey(
            "traffic.channels.*.patience", .times, .without("nobody gives up"),
            "Time a customer waits for a human before giving up."),
        ScenarioKey(
            "traffic.channels.*.handle_time", .times, .without("the team's"),
            "Handle time in place of the teams'; their proficiency, speed and learning count all the same."),
        ScenarioKey(
            "traffic.channels.*.work", .factor, .standard("100%"), "Work of a contact relative to the handle time."),
    ]

    let reading: Reading

    /// A channel as it is read.
    struct Channel {
        /// Its name.
        let name: String
        /// Its share of the first contacts; nil where none is given.
        let share: Double?
        /// Patience of its customers; nil where nobody gives up.
        let patience: Distribution?
        /// Handle time in place of the teams'; nil for theirs.
        let handleTime: Distribution?
        /// Work of a contact relative to the handle time.
        let work: Double

        /// What is simulated.
        var specification: ChannelSpecification { ChannelSpecification(share: share ?? 1, patience: patience) }
    }

    /// The channels in the order of the file, empty where none is named; their names enter the catalog.
    func read(_ traffic: Section) -> [Channel] {
        let channels = traffic.sections("channels").map { name, details in
            defer { details.finish() }
            let handleTime = details.distribution("handle_time", .time)
            let work = details.factor("work") ?? 1
            return Channel(
                name: name, share: details.share("share"), patience: details.distribution("patience", .time),
                handleTime: handleTime, work: work)
        }
        traffic.checkShares("channels", channels.map(\.share))
        reading.catalog.channels = channels.isEmpty ? ["contact"] : channels.map(\.name)
        return channels
    }
}
