import Routing
import Training

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
