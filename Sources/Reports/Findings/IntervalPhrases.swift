import Experiments
import Quantities

/// What to mind of intervals, precision and warm-up, in sentences.
enum IntervalPhrases {
    /// The sentence of a finding on the estimates; nil for another.
    static func sentence(_ finding: Finding) -> String? {
        switch finding {
        case .noIntervals(let what, let fewest):
            "Only 1 \(word(what)): there are no intervals; run \(fewest) or more."
        case .fewObservations(let count, let what, let fewest):
            "Only \(count) \(word(what))s: the intervals may be too narrow. Where single days differ much from one "
                + "another, 95% intervals of a service level held the truth 91.4% of the time with 10 days, "
                + "92.9% with 20 and 94.6% with 200; run \(fewest) or more, or ask for a --precision."
        case .skewedInterval(let measure, let what, let coverage, let confidence, let needed, let others):
            skewed(measure, word(what), coverage, confidence, needed: needed, others: others)
        case .constantMeasures(let measures, let replications):
            "The precision is no evidence for \(measures.joined(separator: ", ")): "
                + "\(measures.count == 1 ? "it has" : "they have") one value in all \(replications) replications, so the "
                + "half-width is 0, and what is rare may not have happened yet; set --replications to ask for more."
        case .foundWarmUp(let seconds, let pilots, let hours): warmUp(seconds, pilots: pilots, batchHours: hours)
        case .noSteadyState:
            "MSER-5 would have deleted half of the run or more: either the horizon is too short for a steady "
                + "state, or there is none, as while an AI learns or a backlog grows."
        case .noControls: "Control variates were left out: nobody is expected after the warm-up."
        default: nil
        }
    }

    private static func word(_ what: Finding.Observation) -> String {
        switch what {
        case .replication: "replication"
        case .antitheticPair: "antithetic pair"
        }
    }

    private static func skewed(
        _ measure: String, _ what: String, _ coverage: Double, _ confidence: Double, needed: Int, others: [String]
    ) -> String {
        let shown = others.prefix(5).joined(separator: ", ")
        let more = others.count > 5 ? " and \(others.count - 5) more" : ""
        return
            "The interval of \(measure) is too narrow, since a few \(what)s lie far from the rest: it holds the truth "
            + "about \(BriefUnits.percent(max(0.5, coverage))) of the time, not \(BriefUnits.percent(confidence)); "
            + "\(needed) \(what)s would do."
            + (others.isEmpty ? "" : " Less so those of: \(shown)\(more).")
    }

    private static func warmUp(_ seconds: Double, pilots: Int, batchHours: Int) -> String {
        let batch = batchHours == Weekday.hours ? "weeks" : batchHours == 24 ? "days" : "batches of \(batchHours) hours"
        return
            "The warm-up of \(BriefUnits.duration(seconds)) was found by MSER-5 on \(pilots) pilot replications "
            + "(contacts waiting and in service, in \(batch))."
    }
}
