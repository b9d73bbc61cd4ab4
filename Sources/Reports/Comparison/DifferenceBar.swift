import Foundation
import Quantities
import Stochastics

/// A difference, its interval and zero on one line, drawn without any script.
enum DifferenceBar {
    /// An SVG picture 100 units wide with zero in the middle; the text beside it says the same.
    ///
    /// - Parameter extent: the difference at either end, above 0.
    static func svg(_ estimate: Estimate, extent: Double) -> String {
        guard extent > 0, extent.isFinite else { return "" }
        func x(_ value: Double) -> String { FixedDigits.decimals(50 + min(1, max(-1, value / extent)) * 48, 2) }
        func line(_ from: String, _ to: String, _ y1: Int, _ y2: Int, _ style: String) -> String {
            "<line x1=\"\(from)\" x2=\"\(to)\" y1=\"\(y1)\" y2=\"\(y2)\" class=\"\(style)\"/>"
        }
        var shapes = line("0", "100", 10, 10, "track") + line("50", "50", 0, 20, "goal")
        if let low = estimate.low, let high = estimate.high { shapes += line(x(low), x(high), 10, 10, "range") }
        shapes += line(x(estimate.mean), x(estimate.mean), 4, 16, "mean")
        let frame = "class=\"bar\" viewBox=\"0 0 100 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\""
        return "<svg \(frame)>\(shapes)</svg>"
    }
}
