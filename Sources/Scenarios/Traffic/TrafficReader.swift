import Simulation
import Stochastics

/// Who comes, when, and through which channels: puts together what the parts of `traffic` say.
struct TrafficReader: SectionReader {
    static let title = "Traffic"
    static let keys: [ScenarioKey] = [
        ScenarioKey("traffic", .mapping, .required, "Who comes, when, and through which channels."),
        ScenarioKey(
            "traffic.patience", .times, .without("nobody gives up"),
            "Time a customer waits for a human before giving up, where there are no channels."),
    ]

    let reading: Reading

    /// The traffic; nil when something is missing, which has then been reported.
    ///
    /// - Parameter wording: what customers write, read before.
    func read(_ wording: Wording) -> (traffic: TrafficSpecification?, segments: Segments) {
        guard let section = root.required("traffic", example: "(see scenarios/support.yaml)", { root.section($0) })
        else {
            return (nil, Segments())
        }
        _ = section.value("language")
        defer { section.finish() }
        let arrivals = ArrivalsReader(reading: reading).read(section)
        let channels = ChannelsReader(reading: reading).read(section)
        let segments = SegmentsReader(reading: reading).read(section)
        let actions = ActionsReader(reading: reading).read(section)
        // Read before anything is missing, or the key would be called unknown.
        let contacts =
            channels.isEmpty
            ? [ChannelSpecification(patience: section.distribution("patience", .time))] : channels.map(\.specification)
        guard let arrivals, let source = wording.source else { return (nil, segments) }
        var traffic = TrafficSpecification(
            arrivals: arrivals, source: segments.applied(to: source), channels: contacts,
            segmentShares: segments.shares.isEmpty ? [1] : segments.shares, actions: actions,
            segmentWork: segments.work)
        traffic.segmentPatience = segments.patience
        traffic.segmentHandleTime = segments.handleTimes
        traffic.work = wording.work
        traffic.work.channelTimes = channels.map(\.handleTime)
        traffic.work.channelFactors = channels.map(\.work)
        traffic.segmentAccuracy = segments.accuracy
        return (traffic, segments)
    }
}
