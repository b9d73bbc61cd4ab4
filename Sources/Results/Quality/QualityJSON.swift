import Foundation
import Training

/// The quality of a model out of fold for scripts: schema 1. What `hitl evaluate` prints is `TrafficQualityJSON`.
package enum QualityJSON {
    private struct Document: Encodable {
        var schema = 1
        var texts: Int
        var accuracy: Double
        var calibrationError: Double
        var aurc: Double
        var augrc: Double
        var coverageAt90: Double
        var coverageAt95: Double
        var coverageAt98: Double
        var unknownIntents = 0

        enum CodingKeys: String, CodingKey {
            case schema, texts, accuracy, aurc, augrc
            case calibrationError = "calibration_error"
            case coverageAt90 = "coverage_at_90"
            case coverageAt95 = "coverage_at_95"
            case coverageAt98 = "coverage_at_98"
            case unknownIntents = "unknown_intents"
        }
    }

    /// The text of a quality; numbers have at most 8 decimals.
    ///
    /// - Throws: what cannot be expressed in JSON.
    package static func text(_ quality: ModelQuality) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let document = Document(
            texts: quality.metrics.n, accuracy: rounded(quality.metrics.accuracy),
            calibrationError: rounded(quality.metrics.calibrationError), aurc: rounded(quality.metrics.aurc),
            augrc: rounded(quality.metrics.augrc), coverageAt90: rounded(quality.metrics.coverageAt90),
            coverageAt95: rounded(quality.metrics.coverageAt95), coverageAt98: rounded(quality.metrics.coverageAt98))
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e8).rounded() / 1e8 }
}
