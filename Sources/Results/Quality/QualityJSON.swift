import Foundation
import Training

/// The quality of a model, for people and for scripts.
struct QualityReport {
    let metrics: ClassificationMetrics
    let unknown: Int
    /// The threshold that costs least, where costs were given.
    var cost: CostThreshold?
    /// Texts labelled out of scope.
    var outOfScopeTexts = 0
    /// How well the out-of-scope score tells them; nil without any.
    var outOfScopeAUROC: Double?

    /// - Parameter unknown: texts with an intent the model has never seen, counted as wrong.
    init(_ metrics: ClassificationMetrics, unknown: Int = 0) {
        self.metrics = metrics
        self.unknown = unknown
    }

    var text: String {
        var lines = [
            row("texts", "\(metrics.n)"), row("accuracy", FixedDigits.percent(metrics.accuracy)),
            row("calibration error", FixedDigits.decimals(metrics.calibrationError, 4)), row("AURC", FixedDigits.decimals(metrics.aurc, 4)),
            row("AUGRC", FixedDigits.decimals(metrics.augrc, 4)), row("coverage at 90% right", FixedDigits.percent(metrics.coverageAt90)),
            row("coverage at 95% right", FixedDigits.percent(metrics.coverageAt95)),
            row("coverage at 98% right", FixedDigits.percent(metrics.coverageAt98)),
        ]
        if let cost {
            let threshold = cost.threshold.map { "\(FixedDigits.decimals($0, 4)), answers \(FixedDigits.percent(cost.coverage))" }
            lines += [
                row("cheapest threshold", threshold ?? "none: humans for all"),
                row("cost per query at it", FixedDigits.decimals(cost.cost, 2)),
                row("  answering all", FixedDigits.decimals(cost.costOfAnsweringAll, 2)),
                row("  answering none", FixedDigits.decimals(cost.costOfAnsweringNone, 2)),
            ]
        }
        if let auroc = outOfScopeAUROC {
            lines.append(row("out-of-scope AUROC", "\(FixedDigits.decimals(auroc, 4)) (\(outOfScopeTexts) texts out of scope)"))
        }
        if unknown > 0 { lines.append(row("of unknown intent", "\(unknown) (counted as wrong)")) }
        return lines.joined(separator: "\n")
    }

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

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            let document = Document(
                texts: metrics.n, accuracy: rounded(metrics.accuracy),
                calibrationError: rounded(metrics.calibrationError), aurc: rounded(metrics.aurc),
                augrc: rounded(metrics.augrc), coverageAt90: rounded(metrics.coverageAt90),
                coverageAt95: rounded(metrics.coverageAt95), coverageAt98: rounded(metrics.coverageAt98),
                unknownIntents: unknown,
                cost: cost.map {
                    Cost(
                        threshold: $0.threshold.map(rounded), coverage: rounded($0.coverage),
                        atThreshold: rounded($0.cost), answeringAll: rounded($0.costOfAnsweringAll),
                        answeringNone: rounded($0.costOfAnsweringNone))
                },
                outOfScopeTexts: outOfScopeAUROC == nil ? nil : outOfScopeTexts,
                outOfScopeAUROC: outOfScopeAUROC.map(rounded))
            return String(decoding: try encoder.encode(document), as: UTF8.self)
        }
    }

    private func rounded(_ value: Double) -> Double { (value * 1e8).rounded() / 1e8 }

    private func row(_ name: String, _ value: String) -> String {
        "  " + name.padding(toLength: 24, withPad: " ", startingAt: 0) + value
    }
}
