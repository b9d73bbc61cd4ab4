import Foundation
import Quantities
import Results
import Training

/// The quality of a model for a terminal.
package struct QualityText {
    private let quality: ModelQuality

    /// Shows a quality.
    package init(_ quality: ModelQuality) { self.quality = quality }

    /// The lines.
    package var text: String {
        var lines = [
            row("texts", "\(quality.metrics.n)"), row("accuracy", FixedDigits.percent(quality.metrics.accuracy)),
            row("calibration error", FixedDigits.decimals(quality.metrics.calibrationError, 4)),
            row("AURC", FixedDigits.decimals(quality.metrics.aurc, 4)),
            row("AUGRC", FixedDigits.decimals(quality.metrics.augrc, 4)),
            row("coverage at 90% right", FixedDigits.percent(quality.metrics.coverageAt90)),
            row("coverage at 95% right", FixedDigits.percent(quality.metrics.coverageAt95)),
            row("coverage at 98% right", FixedDigits.percent(quality.metrics.coverageAt98)),
        ]
        if let cost = quality.cost {
            let threshold = cost.threshold.map {
                "\(FixedDigits.decimals($0, 4)), answers \(FixedDigits.percent(cost.coverage))"
            }
            lines += [
                row("cheapest threshold", threshold ?? "none: humans for all"),
                row("cost per query at it", FixedDigits.decimals(cost.cost, 2)),
                row("  answering all", FixedDigits.decimals(cost.costOfAnsweringAll, 2)),
                row("  answering none", FixedDigits.decimals(cost.costOfAnsweringNone, 2)),
            ]
        }
        if let auroc = quality.outOfScopeAUROC {
            lines.append(
                row(
                    "out-of-scope AUROC",
                    "\(FixedDigits.decimals(auroc, 4)) (\(quality.outOfScopeTexts) texts out of scope)"))
        }
        if quality.unknown > 0 { lines.append(row("of unknown intent", "\(quality.unknown) (counted as wrong)")) }
        return lines.joined(separator: "\n")
    }

    private func row(_ name: String, _ value: String) -> String {
        "  " + name.padding(toLength: 24, withPad: " ", startingAt: 0) + value
    }
}
