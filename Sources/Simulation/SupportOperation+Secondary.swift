import Routing
import Stochastics
import Training

extension SupportOperation {
    /// Whether labels are of use to anything.
    var learnsFromLabels: Bool { secondary != nil || learner != nil }

    /// A human's label goes to what learns beside the text model.
    mutating func teachSecondary(_ place: Int, intent: Int, weight: Double) {
        guard let secondary else { return }
        var asked = Query(id: contacts[place].number, text: contacts.text(place))
        asked.source = contacts[place].query.source
        secondary.learn(asked, intent: intent, weight: weight)
    }

    /// Somebody else's AI cannot be trained, but its confidence is calibrated on the labels so far.
    mutating func recalibrate(at now: Double) {
        guard let secondary, let news = secondary.recalibrate(), let classifier = secondary.classifier else { return }
        router.sink.record(
            .model(.init(version: news.version, promoted: true, labels: news.labels, accuracy: news.accuracy)),
            at: now, policy: router.policy, catalog: router.catalog)
        router.use(classifier)
    }
}

/// Channels and segments of the queries of a log, for the traffic drawn from it. A class, because it is large and asked
/// at every arrival.
final class RecordedContacts: Sendable {
    private let channels: [Int32]
    private let segments: [Int32]

    /// Nil where the operation's AI is no log, or the log has neither.
    init?(_ specification: OperationSpecification) {
        guard let log = specification.ai?.answers as? RecordedPredictions, log.hasChannels || log.hasSegments else {
            return nil
        }
        func places(_ names: [String?], _ known: [String]) -> [Int32] {
            names.map { name in Int32(name.flatMap { known.firstIndex(of: $0) } ?? -1) }
        }
        channels = places(log.rows.map(\.channel), specification.catalog.channels)
        segments = places(log.rows.map(\.segment), specification.catalog.segments)
    }

    /// The channel of a row; nil where the log does not say.
    func channel(_ row: Int?) -> Int? { Self.entry(row, channels) }

    /// The segment of a row; nil where the log does not say.
    func segment(_ row: Int?) -> Int? { Self.entry(row, segments) }

    private static func entry(_ row: Int?, _ places: [Int32]) -> Int? {
        guard let row, places.indices.contains(row), places[row] >= 0 else { return nil }
        return Int(places[row])
    }
}
