import Foundation
import Quantities
import Stochastics

/// A share, its interval and its target on one line, drawn without any script.
enum IntervalBar {
    /// An SVG picture 100 units wide that stretches to its container; the text beside it says the same.
    ///
    /// - Parameter others: what stands beside it on the same scale.
    static func svg(_ estimate: Estimate, target: Double, among others: [Estimate] = []) -> String {
        let values = ([estimate] + others).flatMap { [$0.mean, $0.low ?? $0.mean, $0.high ?? $0.mean, target] }
            .filter(\.isFinite).map { min(1, max(0, $0)) }
        guard let least = values.min(), let most = values.max() else { return "" }
        let margin = max(0.02, (most - least) * 0.25)
        let start = max(0, least - margin)
        let end = min(1, most + margin)
        func x(_ share: Double) -> String {
            FixedDigits.decimals((min(1, max(0, share)) - start) / (end - start) * 100, 2)
        }
        func line(_ from: String, _ to: String, _ y1: Int, _ y2: Int, _ style: String) -> String {
            "<line x1=\"\(from)\" x2=\"\(to)\" y1=\"\(y1)\" y2=\"\(y2)\" class=\"\(style)\"/>"
        }
        var shapes = line("0", "100", 10, 10, "track")
        if let low = estimate.low, let high = estimate.high { shapes += line(x(low), x(high), 10, 10, "range") }
        shapes += line(x(estimate.mean), x(estimate.mean), 5, 15, "mean")
        shapes += line(x(target), x(target), 0, 20, "goal")
        let frame = "class=\"bar\" viewBox=\"0 0 100 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\""
        return "<svg \(frame)>\(shapes)</svg>"
    }
}
