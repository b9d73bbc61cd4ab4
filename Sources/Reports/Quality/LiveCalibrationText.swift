import Foundation
import Quantities
import Training

/// What live labels say of a model, for a terminal.
package struct LiveCalibrationText {
    private let found: LiveCalibration

    /// Shows a calibration.
    package init(_ found: LiveCalibration) { self.found = found }

    /// The lines.
    package var text: String {
        var lines = [row("labels", "\(found.labels)")]
        if found.unknown > 0 { lines.append(row("  of intents it does not know", "\(found.unknown), its errors")) }
        lines.append(row("answers", "\(found.answers)"))
        if let before = found.claimedBefore, let after = found.claimedAfter {
            lines.append(row("claimed error before", FixedDigits.percent(before)))
            lines.append(row("claimed error after", FixedDigits.percent(after)))
        }
        if let rectified = found.rectified {
            let interval = rectified.interval()
            lines.append(
                row(
                    "rectified error",
                    "\(FixedDigits.percent(rectified.mean)) (\(FixedDigits.percent(interval.lowerBound)) to "
                        + "\(FixedDigits.percent(interval.upperBound)))"))
        } else {
            lines.append(row("rectified error", "no answer has a label"))
        }
        let source =
            found.isNoiseMeasured ? "\(found.readTwice) double readings" : "estimated with the calibration"
        lines.append(row("label noise", "\(FixedDigits.percent(found.labelNoise)) (\(source))"))
        return lines.joined(separator: "\n")
    }

    private func row(_ name: String, _ value: String) -> String {
        name.padding(toLength: 30, withPad: " ", startingAt: 0) + value
    }
}
