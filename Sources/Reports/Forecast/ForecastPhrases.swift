import Experiments
import Quantities
import Results
import Simulation

/// Sentences that the terminal and the HTML report share.
package enum ForecastPhrases {
    /// What was run: "13 weeks after 1 week of warm-up, 8 replications, seed 1, 95% intervals".
    package static func run(_ forecast: Forecast) -> String {
        var parts = [period(forecast)]
        parts.append(BriefUnits.count(forecast.replications, "replication"))
        parts.append("seed \(forecast.seed)")
        parts.append(forecast.replications > 1 ? interval(forecast) + "s" : "no intervals")
        if let basis = forecast.basis { parts.append(basis) }
        return parts.joined(separator: ", ")
    }

    /// "13 weeks after 1 week of warm-up".
    package static func period(_ forecast: Forecast) -> String {
        period(horizonSeconds: forecast.horizonSeconds, warmUpSeconds: forecast.warmUpSeconds)
    }

    /// The same of a period that is not a forecast's.
    package static func period(horizonSeconds: Double, warmUpSeconds: Double) -> String {
        let measured = span(seconds: horizonSeconds - warmUpSeconds)
        return warmUpSeconds > 0 ? measured + " after \(span(seconds: warmUpSeconds)) of warm-up" : measured
    }

    /// "1 week".
    package static func warmUp(_ forecast: Forecast) -> String { span(seconds: forecast.warmUpSeconds) }

    /// "95% interval".
    package static func interval(_ forecast: Forecast) -> String {
        HumanUnits.target(forecast.confidence) + " interval"
    }

    /// What stands where an interval would.
    package static func noInterval(_ replications: Int) -> String {
        replications == 1 ? "no interval (1 replication)" : "no interval"
    }

    /// The forecast's warnings, measures by their labels.
    package static func warnings(_ forecast: Forecast) -> [String] {
        FindingPhrases.sentences(forecast.warnings).map(MeasureGuide.spoken)
    }

    /// What binds, what the AI learned, what costs most.
    package static func diagnosis(_ forecast: Forecast) -> [String] { FindingPhrases.sentences(forecast.diagnosis) }

    /// Those about the load, which come before everything else.
    package static func loadWarnings(_ forecast: Forecast) -> [String] {
        Array(warnings(forecast).prefix(forecast.loadWarnings))
    }

    /// Those about the numbers themselves.
    package static func otherWarnings(_ forecast: Forecast) -> [String] {
        Array(warnings(forecast).dropFirst(forecast.loadWarnings))
    }

    /// What became of the asked precision, and what reducing the variance gained; then the forecast's own notes.
    package static func notes(_ forecast: Forecast) -> [String] {
        [precision(forecast), gains(forecast)].compactMap { $0 } + FindingPhrases.sentences(forecast.notes)
    }

    private static func precision(_ forecast: Forecast) -> String? {
        guard let status = forecast.precision else {
            return forecast.precisionReached
                ? nil
                : "The asked precision was not reached: the intervals are wider than wanted; allow more replications."
        }
        let asked = HumanUnits.target(status.asked)
        let count = BriefUnits.count(status.replications, "replication")
        guard let worst = status.worst else { return "No measure could be judged for the precision of \(asked)." }
        guard let width = status.relativeHalfWidth else {
            return "The precision of \(asked) was not reached in \(count): \(worst) has no value to be precise about."
        }
        let known = "\(worst) is known to \(HumanUnits.percent(width))"
        if status.isReached {
            let others = status.measures.count > 1 ? ", the others are known better" : ""
            return "The precision of \(asked) was reached after \(count): \(known)\(others)."
        }
        let needed = status.needed.map { "; about \(HumanUnits.number(Double($0))) replications would do" } ?? ""
        return "The precision of \(asked) was not reached in \(count): \(known)\(needed)."
    }

    private static func gains(_ forecast: Forecast) -> String? {
        guard !forecast.varianceReduction.isEmpty else { return nil }
        let method = forecast.varianceReduction.joined(separator: " and ")
        let preferred = [Measure.costPerQuery, .humanShare, .humanWaitMean, .humanAbandonment].map(\.name)
        let shown = forecast.measures.filter {
            $0.gain != nil && (Measure.isServiceLevel($0.name) || preferred.contains($0.name))
        }
        let parts = shown.map { "\($0.name) \(times($0.gain ?? 1))" }
        guard !parts.isEmpty else { return "Variance reduction by \(method): no gain could be measured." }
        return "Variance reduction by \(method); plain replications needed for the same precision, relative to those "
            + "made: \(parts.joined(separator: ", "))."
    }

    /// A ratio of variances: "3.4", "27".
    package static func times(_ gain: Double) -> String {
        guard gain < 1000 else { return "over 1,000" }
        guard gain >= 10 else { return BriefUnits.tenths(gain, always: true) }
        return "\((Int(saturating: (gain * 10).rounded()) + 5) / 10)"
    }

    private static func span(seconds: Double) -> String {
        for (noun, length) in [("week", Seconds.perWeek), ("day", Seconds.perDay), ("hour", Seconds.perHour)] {
            let n = seconds / length
            if n >= 1, n == n.rounded(), n < 1e9 { return BriefUnits.count(Int(n), noun) }
        }
        return HumanUnits.duration(seconds: seconds)
    }
}
