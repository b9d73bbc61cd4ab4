import Quantities
import Simulation
import Stochastics

/// Arrivals and staffing that change from hour to hour, each replication one day from an empty start.
extension Reduction {
    /// M_t/M_t/c_t+M over the hours of a day.
    static func hourlyStaffing(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let rates = parameters.numbers("arrival_rate_per_period", canBeZero: true)
        let agents = parameters.numbers("servers", canBeZero: true)
        let service = 1 / parameters.number("service_rate")
        let patience = 1 / parameters.number("patience_rate")
        guard abs(parameters.number("period_length") * plan.sketch.unitSeconds - 3600) < 1e-6 else {
            return "not built yet: periods other than hours"
        }
        guard parameters.text("initial") == "empty" else { return "not built yet: a start that is not empty" }
        guard addDay(rates, agents: agents, &parameters, &plan) else { return nil }
        plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: service * plan.sketch.unitSeconds)
        plan.sketch.patience = ScenarioSketch.exponential(meanSeconds: patience * plan.sketch.unitSeconds)
        plan.vocabulary.thresholds = [parameters.number("sl_threshold")]
        plan.intervals = (3600, 24)
        for hour in rates.indices {
            @Sendable func part(_ counter: Counter) -> @Sendable (Ledger) -> Double {
                { $0[counter, slice: $0.slices.slice(.hour, hour)] }
            }
            plan.vocabulary.own["p_delay[\(hour)]"] = .ratio(part(.waited), part(.sentToHumans))
            plan.vocabulary.own["mean_queue[\(hour)]"] = .ratio(part(.queueSeconds), part(.measuredSeconds))
            plan.vocabulary.own["mean_busy[\(hour)]"] = .ratio(part(.busySeconds), part(.measuredSeconds))
            plan.vocabulary.own["served_within[\(hour)]"] = .ratio(
                { $0.intervals?.answeredInTime(level: 0, interval: hour) ?? .nan },
                { $0.intervals?.waited(queue: 0, interval: hour).all ?? .nan })
            for name in ["abandoned", "served"] {
                plan.vocabulary.reasons["\(name)[\(hour)]"] =
                    "counted in the hour in which it happens; measures count by the hour of arrival"
            }
            for name in ["queue_end", "n_end"] {
                plan.vocabulary.reasons["\(name)[\(hour)]"] = "the state at one moment is not a measure"
            }
        }
        let busiest = rates.indices.max { rates[$0] < rates[$1] } ?? 0
        plan.primary = "p_delay[\(busiest)]"
        return nil
    }

    /// The call centre of the SSJ library's examples: a gamma factor of the day, agents that change every hour and finish
    /// the call in hand, callers who leave at once or wait long.
    ///
    /// Source: L'Ecuyer and Buist, "Simulation in Java with SSJ", Winter Simulation Conference 2005; its times are in the
    /// description of the model alone.
    static func callCentreDay(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        plan.sketch.unitSeconds = 3600
        let rates = parameters.numbers("hourly_rate", canBeZero: true)
        let agents = parameters.numbers("agents", canBeZero: true)
        let shape = parameters.number("alpha0")
        guard addDay(rates, agents: agents, &parameters, &plan) else { return nil }
        plan.sketch.traffic.append("day_factor_shape: \(shape)")
        plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: 100)
        plan.sketch.patience =
            "{distribution: mixture, of: [{weight: 10%, distribution: constant, value: 0 s}, "
            + "{weight: 90%, distribution: exponential, mean: 1000 s}]}"
        plan.vocabulary.thresholds = [parameters.number("good_wait_threshold_s") / 3600]
        let cases = TheoryVocabulary.part(.cases)
        let abandoned = TheoryVocabulary.part(.abandoned)
        let waited = TheoryVocabulary.part(.waitSeconds)
        let good: @Sendable (Ledger) -> Double = { $0.serviceLevels[0].good + $0.serviceLevels[0].abandoned }
        let day: @Sendable (Ledger) -> Double = { _ in 1 }
        plan.vocabulary.own = [
            "arrivals_per_day": .ratio(cases, day), "abandoned_per_day": .ratio(abandoned, day),
            "sum_wait_per_day_s": .ratio(waited, day), "good_per_day": .ratio(good, day),
            "sl_ratio_of_expectations": .ratio(good, cases),
            "sl_mean_of_daily_ratios": .ratio({ cases($0) > 0 ? good($0) / cases($0) : 1 }, day),
            "sl_served_within_20s_over_offered": .ratio({ $0.serviceLevels[0].good }, cases),
            "abandon_ratio": .ratio(abandoned, cases), "mean_wait_ratio_s": .ratio(waited, cases),
        ]
        for expected in plan.theoryCase.expected where expected.quantity.hasSuffix("_plus1agent") {
            plan.vocabulary.reasons[expected.quantity] = "one more agent is another roster, and so another case"
        }
        plan.primary = "sl_ratio_of_expectations"
        return nil
    }

    /// Rates and agents by the hour from midnight, nobody after the last; who has come is served by those of the last hour.
    private static func addDay(
        _ rates: [Double], agents: [Double], _ parameters: inout TheoryParameters, _ plan: inout ReductionDraft
    ) -> Bool {
        guard rates.count == agents.count, rates.count <= 24,
            agents.allSatisfy({ $0 == $0.rounded() && $0 <= 60_000 }), rates.contains(where: { $0 > 0 })
        else {
            parameters.report(
                "the rates and the agents must be for the same hours of one day, and the agents whole numbers")
            return false
        }
        let perSecond = rates.map { $0 / plan.sketch.unitSeconds }
        var points = perSecond.enumerated().flatMap { hour, rate in
            [(seconds: Double(hour) * 3600, perSecond: rate), (Double(hour + 1) * 3600, rate)]
        }
        if rates.count < 24 { points += [(Double(rates.count) * 3600, 0), (Seconds.perDay, 0)] }
        plan.sketch.rates = ScenarioSketch.Rates(points: points, periodSeconds: Seconds.perDay)
        plan.sketch.volume = rates.reduce(0, +) / Double(rates.count)
        let last = Int(agents.last ?? 1)
        plan.sketch.agentsByHour = agents.map { Int($0) } + Array(repeating: last, count: 24 - agents.count)
        plan.fixedHours = Double(rates.count)
        plan.replications = 400
        return true
    }
}
