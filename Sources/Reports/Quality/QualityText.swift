import Foundation
import Quantities
import Results
import Training

/// The quality of a model out of fold for a terminal.
package struct QualityText {
    private let quality: ModelQuality

    /// Shows a quality.
    package init(_ quality: ModelQuality) { self.quality = quality }

    /// The lines.
    package var text: String {
        [
            row("texts", "\(quality.metrics.n)"), row("accuracy", FixedDigits.percent(quality.metrics.accuracy)),
            row("calibration error", FixedDigits.decimals(quality.metrics.calibrationError, 4)),
            row("AURC", FixedDigits.decimals(quality.metrics.aurc, 4)),
            row("AUGRC", FixedDigits.decimals(quality.metrics.augrc, 4)),
            row("coverage at 90% right", FixedDigits.percent(quality.metrics.coverageAt90)),
            row("coverage at 95% right", FixedDigits.percent(quality.metrics.coverageAt95)),
            row("coverage at 98% right", FixedDigits.percent(quality.metrics.coverageAt98)),
        ].joined(separator: "\n")
    }

    private func row(_ name: String, _ value: String) -> String {
        "  " + name.padding(toLength: 24, withPad: " ", startingAt: 0) + value
    }
}
