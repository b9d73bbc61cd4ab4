import Experiments

/// Sentences that the terminal and the HTML report share.
package enum ForecastPhrases {
    /// What was run: "13 weeks after 1 week of warm-up, 8 replications, seed 1, 95% intervals".
    package static func run(_ forecast: Forecast) -> String {
        var parts = [period(forecast)]
        parts.append(count(forecast.replications, "replication"))
        parts.append("seed \(forecast.seed)")
        parts.append(forecast.replications > 1 ? interval(forecast) + "s" : "no intervals")
        if let basis = forecast.basis { parts.append(basis) }
        return parts.joined(separator: ", ")
    }

    /// "13 weeks after 1 week of warm-up".
    package static func period(_ forecast: Forecast) -> String {
        let measured = span(seconds: forecast.horizonSeconds - forecast.warmUpSeconds)
        guard forecast.warmUpSeconds > 0 else { return measured }
        return measured + " after \(span(seconds: forecast.warmUpSeconds)) of warm-up"
    }

    /// "95% interval".
    package static func interval(_ forecast: Forecast) -> String {
        HumanUnits.target(forecast.confidence) + " interval"
    }

    /// What stands where an interval would.
    package static func noInterval(_ replications: Int) -> String {
        replications == 1 ? "no interval (1 replication)" : "no interval"
    }

    /// Said when the asked precision was not reached.
    package static let precisionMissed =
        "The asked precision was not reached: the intervals are wider than wanted; allow more replications."

    /// "1 week", "13 weeks".
    package static func count(_ n: Int, _ noun: String) -> String {
        "\(HumanUnits.number(Double(n))) \(noun)\(n == 1 ? "" : "s")"
    }

    private static func span(seconds: Double) -> String {
        for (noun, length) in [("week", 604_800.0), ("day", 86_400.0), ("hour", 3_600.0)] {
            let n = seconds / length
            if n >= 1, n == n.rounded(), n < 1e9 { return count(Int(n), noun) }
        }
        return HumanUnits.duration(seconds: seconds)
    }
}
