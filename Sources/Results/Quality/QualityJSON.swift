import Foundation
import Training

/// The quality of a model for scripts: schema 1.
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
        var unknownIntents: Int
        var cost: Cost?
        var outOfScopeTexts: Int?
        var outOfScopeAUROC: Double?

        enum CodingKeys: String, CodingKey {
            case schema, texts, accuracy, aurc, augrc, cost
            case calibrationError = "calibration_error"
            case coverageAt90 = "coverage_at_90"
            case coverageAt95 = "coverage_at_95"
            case coverageAt98 = "coverage_at_98"
            case unknownIntents = "unknown_intents"
            case outOfScopeTexts = "out_of_scope_texts"
            case outOfScopeAUROC = "out_of_scope_auroc"
        }
    }

    private struct Cost: Encodable {
        var threshold: Double?
        var coverage: Double
        var atThreshold: Double
        var answeringAll: Double
        var answeringNone: Double

        enum CodingKeys: String, CodingKey {
            case threshold, coverage
            case atThreshold = "per_query"
            case answeringAll = "per_query_answering_all"
            case answeringNone = "per_query_answering_none"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            // Written as null where nothing is answered.
            try container.encode(threshold, forKey: .threshold)
            try container.encode(coverage, forKey: .coverage)
            try container.encode(atThreshold, forKey: .atThreshold)
            try container.encode(answeringAll, forKey: .answeringAll)
            try container.encode(answeringNone, forKey: .answeringNone)
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
            coverageAt95: rounded(quality.metrics.coverageAt95), coverageAt98: rounded(quality.metrics.coverageAt98),
            unknownIntents: quality.unknown,
            cost: quality.cost.map {
                Cost(
                    threshold: $0.threshold.map(rounded), coverage: rounded($0.coverage),
                    atThreshold: rounded($0.cost), answeringAll: rounded($0.costOfAnsweringAll),
                    answeringNone: rounded($0.costOfAnsweringNone))
            },
            outOfScopeTexts: quality.outOfScopeAUROC == nil ? nil : quality.outOfScopeTexts,
            outOfScopeAUROC: quality.outOfScopeAUROC.map(rounded))
        return String(decoding: try encoder.encode(document), as: UTF8.self)
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e8).rounded() / 1e8 }
}
