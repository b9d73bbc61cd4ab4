import Quantities
import Stochastics
import Training

/// What terminal, page and JSON say alike of the quality of an AI on the traffic that comes.
package enum TrafficQualityPhrases {
    /// Whether answering at the threshold saves money against humans for all, and how sure that is.
    package static func verdict(_ quality: TrafficQuality) -> String {
        guard let cost = quality.cost else { return "" }
        guard let threshold = cost.threshold else {
            return "No threshold pays: humans for all cost least, \(money(cost.humanCost)) a query."
        }
        let answering = "answering from confidence \(FixedDigits.decimals(threshold, 4)) on"
        let chance = chance(cost.chanceOfSaving)
        guard let low = cost.againstNone.low, let high = cost.againstNone.high else {
            return "Nobody can say from one text whether \(answering) saves money."
        }
        if high < 0 {
            return "\(ForecastSections.capitalised(answering)) saves \(money(-cost.againstNone.mean)) a query against"
                + " humans for all (\(money(-high)) to \(money(-low))); how sure: \(chance)."
        }
        if low > 0 {
            return "\(ForecastSections.capitalised(answering)) costs \(money(cost.againstNone.mean)) a query more than"
                + " humans for all (\(money(low)) to \(money(high))). Let humans answer all until the AI knows more."
        }
        return "It is not sure that \(answering) saves money against humans for all: it costs"
            + " \(change(cost.againstNone.mean)) a query (\(change(low)) to \(change(high))); the chance is \(chance)."
    }

    /// The sentences under the verdict: against answering all, and what stands for the traffic.
    package static func remarks(_ quality: TrafficQuality) -> [String] {
        var lines: [String] = []
        if let cost = quality.cost, cost.threshold != nil, let low = cost.againstAll.low,
            let high = cost.againstAll.high,
            low != 0 || high != 0
        {
            lines.append(
                "Against answering all it costs \(change(cost.againstAll.mean)) a query"
                    + " (\(change(low)) to \(change(high))).")
        }
        if quality.isShareStated {
            lines.append(
                "\(FixedDigits.percent(quality.outsideShare)) of the traffic is taken to be out of scope, as stated;"
                    + " \(quality.outsideTexts) texts stand for it.")
        } else if quality.outsideTexts == 0 {
            lines.append(
                "No text is out of scope. Traffic that has such texts costs more: label some, or use a file that has them."
            )
        } else {
            lines.append(
                "\(FixedDigits.percent(quality.outsideShare)) of the texts have no intent that the AI can answer, and"
                    + " count as wrong. Is the traffic like that? If not: --out-of-scope-share.")
        }
        return lines
    }

    /// How the figures came about, for the end of a page.
    package static let method =
        "The threshold is chosen on other texts than it is judged on: ten parts, copies of a text in one. Intervals are of "
        + "95%, from files drawn again from these texts (bootstrap); those of an intent and of a bar in the diagram are exact. "
        + "The same files give the same numbers again."

    /// "89.0% (87.2 to 90.6)".
    package static func share(_ estimate: Estimate) -> String {
        let mean = FixedDigits.percent(estimate.mean)
        guard let low = estimate.low, let high = estimate.high else { return mean }
        return "\(mean) (\(FixedDigits.decimals(100 * low, 1)) to \(FixedDigits.decimals(100 * high, 1)))"
    }

    /// "0.0122 (0.0101 to 0.0144)".
    package static func decimal(_ estimate: Estimate) -> String {
        let mean = FixedDigits.decimals(estimate.mean, 4)
        guard let low = estimate.low, let high = estimate.high else { return mean }
        return "\(mean) (\(FixedDigits.decimals(low, 4)) to \(FixedDigits.decimals(high, 4)))"
    }

    /// "4.57 (4.20 to 4.96)".
    package static func money(_ estimate: Estimate) -> String {
        guard let low = estimate.low, let high = estimate.high else { return money(estimate.mean) }
        return low == high ? money(estimate.mean) : "\(money(estimate.mean)) (\(money(low)) to \(money(high)))"
    }

    /// A cost with two decimals.
    package static func money(_ value: Double) -> String { FixedDigits.decimals(value, 2) }

    private static func change(_ value: Double) -> String {
        "\(money(abs(value))) \(value < 0 ? "less" : "more")"
    }

    private static func chance(_ share: Double) -> String {
        share > 0.995 ? "over 99%" : share < 0.005 ? "under 1%" : BriefUnits.wholePercent(share)
    }
}
