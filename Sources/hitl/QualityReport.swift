import Foundation
import Training

/// The quality of a model, for people and for scripts.
struct QualityReport {
    let metrics: ClassificationMetrics
    let unknown: Int

    /// - Parameter unknown: texts with an intent the model has never seen, counted as wrong.
    init(_ metrics: ClassificationMetrics, unknown: Int = 0) {
        self.metrics = metrics
        self.unknown = unknown
    }

    var text: String {
        var lines = [
            row("texts", "\(metrics.n)"), row("accuracy", percent(metrics.accuracy)),
            row("calibration error", decimal(metrics.calibrationError)), row("AURC", decimal(metrics.aurc)),
            row("coverage at 95% right", percent(metrics.coverageAt95)),
            row("coverage at 98% right", percent(metrics.coverageAt98)),
        ]
        if unknown > 0 { lines.append(row("of unknown intent", "\(unknown) (counted as wrong)")) }
        return lines.joined(separator: "\n")
    }

    private struct Document: Encodable {
        var schema = 1
        var texts: Int
        var accuracy: Double
        var calibrationError: Double
        var aurc: Double
        var coverageAt95: Double
        var coverageAt98: Double
        var unknownIntents: Int

        enum CodingKeys: String, CodingKey {
            case schema, texts, accuracy, aurc
            case calibrationError = "calibration_error"
            case coverageAt95 = "coverage_at_95"
            case coverageAt98 = "coverage_at_98"
            case unknownIntents = "unknown_intents"
        }
    }

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            let document = Document(
                texts: metrics.n, accuracy: rounded(metrics.accuracy),
                calibrationError: rounded(metrics.calibrationError), aurc: rounded(metrics.aurc),
                coverageAt95: rounded(metrics.coverageAt95), coverageAt98: rounded(metrics.coverageAt98),
                unknownIntents: unknown)
            return String(decoding: try encoder.encode(document), as: UTF8.self)
        }
    }

    private func rounded(_ value: Double) -> Double { (value * 1e8).rounded() / 1e8 }

    private func row(_ name: String, _ value: String) -> String {
        "  " + name.padding(toLength: 24, withPad: " ", startingAt: 0) + value
    }

    private func percent(_ share: Double) -> String { String(format: "%.1f%%", share * 100) }

    private func decimal(_ value: Double) -> String { String(format: "%.4f", value) }
}
