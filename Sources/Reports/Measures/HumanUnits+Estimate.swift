import Quantities
import Stochastics

extension HumanUnits {
    /// Value of an estimate, with the decimals its interval calls for.
    package static func mean(_ estimate: Estimate, unit: String) -> String {
        text(estimate.mean, unit: unit, resolution: resolution(estimate))
    }

    /// "82.1% to 86.3%", the unit of an amount written once; nil without an interval.
    package static func interval(_ estimate: Estimate, unit: String) -> String? {
        guard let low = estimate.low, let high = estimate.high else { return nil }
        return interval(low: low, high: high, unit: unit)
    }

    /// Half of the interval's width as "± 8 s"; nil without an interval.
    package static func plusMinus(_ estimate: Estimate, unit: String) -> String? {
        guard let half = estimate.halfWidth ?? resolution(estimate), half.isFinite else { return nil }
        let mean = mean(estimate, unit: unit)
        let decimals = mean.firstIndex(of: ".").map { mean[$0...].dropFirst().prefix { $0.isNumber }.count } ?? 0
        if unit == "share" { return "± " + fixed(half * 100, decimals: decimals) + "%" }
        if unit == "seconds" {
            return "± " + (half < 59.5 ? fixed(half, decimals: decimals) + " s" : duration(seconds: half))
        }
        return "± " + fixed(half, decimals: decimals) + (currencyCode(unit).map { " " + $0 } ?? "")
    }

    private static func resolution(_ estimate: Estimate) -> Double? {
        guard let low = estimate.low, let high = estimate.high else { return nil }
        return (high - low) / 2
    }
}
