import Experiments
import Foundation
import Quantities
import Stochastics

/// Differences as a reader wants them: signed, and those of shares in points, since 3% more of 80% is no 83%.
package enum DifferenceText {
    /// A difference without its sign: "3.2 points", "8 s", "1,210 USD".
    package static func size(_ value: Double, unit: String, resolution: Double? = nil) -> String {
        // Cents of a difference that is known to tens say nothing.
        if let resolution, resolution >= 10, unit != "share", unit != "seconds" {
            let whole = HumanUnits.number(abs(value).rounded())
            return HumanUnits.currencyCode(unit).map { "\(whole) \($0)" } ?? whole
        }
        let text = HumanUnits.text(abs(value), unit: unit, resolution: resolution)
        guard unit == "share", text.hasSuffix("%") else { return text }
        return text.dropLast() + " points"
    }

    /// A difference with its sign: "+3.2 points", "-1,210 USD", "0 s".
    package static func signed(_ value: Double, unit: String, resolution: Double? = nil) -> String {
        let text = size(value, unit: unit, resolution: resolution)
        let isZero = !text.contains { ("1"..."9").contains($0) }
        return isZero ? text : (value < 0 ? "-" : "+") + text
    }

    /// "+2.1 to +4.3 points", the unit written once; nil without an interval.
    package static func interval(_ estimate: Estimate, unit: String) -> String? {
        guard let low = estimate.low, let high = estimate.high else { return nil }
        let resolution = (high - low) / 2
        return joined(
            signed(low, unit: unit, resolution: resolution), signed(high, unit: unit, resolution: resolution))
    }

    /// The sizes of an interval that lies on one side of zero, the smaller first: "1,100 to 1,320 USD".
    package static func sizes(_ estimate: Estimate, unit: String) -> String? {
        guard let low = estimate.low, let high = estimate.high else { return nil }
        let resolution = (high - low) / 2
        let bounds = [abs(low), abs(high)].sorted()
        return joined(
            size(bounds[0], unit: unit, resolution: resolution), size(bounds[1], unit: unit, resolution: resolution))
    }

    /// The largest difference that the interval holds: "0.6 points"; nil without an interval.
    package static func most(_ estimate: Estimate, unit: String) -> String? {
        guard let low = estimate.low, let high = estimate.high else { return nil }
        return size(max(abs(low), abs(high)), unit: unit, resolution: (high - low) / 2)
    }

    /// "+3.2 ± 1.1 points": the difference and half its interval, the unit written once.
    package static func plusMinus(_ estimate: Estimate, unit: String) -> String {
        guard let half = estimate.halfWidth else { return signed(estimate.mean, unit: unit) }
        if half == 0 { return signed(estimate.mean, unit: unit) }
        let mean = signed(estimate.mean, unit: unit, resolution: half)
        let decimals = mean.firstIndex(of: ".").map { mean[$0...].dropFirst().prefix { $0.isNumber }.count } ?? 0
        if unit == "seconds", half >= 59.5 || abs(estimate.mean) >= 59.5 {
            return mean + " ± "
                + (half < 59.5 ? FixedDigits.decimals(half, decimals) + " s" : HumanUnits.duration(seconds: half))
        }
        let words = mean.split(separator: " ", maxSplits: 1)
        let number = unit == "share" ? FixedDigits.decimals(half * 100, decimals) : grouped(half, decimals)
        return "\(words[0]) ± \(number)" + (words.count > 1 ? " \(words[1])" : "")
    }

    private static func joined(_ first: String, _ last: String) -> String {
        // Only a unit that stands alone behind a number is written once: "1 min 05 s to 1 min 20 s" needs both.
        let (one, other) = (first.split(separator: " "), last.split(separator: " "))
        guard one.count == 2, other.count == 2, one[1] == other[1] else { return "\(first) to \(last)" }
        return "\(one[0]) to \(last)"
    }

    private static func grouped(_ value: Double, _ decimals: Int) -> String {
        decimals == 0 ? HumanUnits.number(value.rounded()) : FixedDigits.decimals(value, decimals)
    }
}
