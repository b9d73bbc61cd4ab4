import Quantities
import Simulation
import Stochastics

/// Arrivals and staffing that change from hour to hour, each replication one day from an empty start.
enum DayReductions {
    /// M_t/M_t/c_t+M over the hours of a day.
    static func hourlyStaffing(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let rates = parameters.numbers("arrival_rate_per_period", canBeZero: true)
        let agents = parameters.numbers("servers", canBeZero: true)
        let service: CaseDistribution
        switch parameters.anyService() {
        case .found(let found): service = found
        case .unsupported(let reason): return reason
        case .wrong: return nil
        }
        let patience = parameters.optional("patience_rate", canBeZero: true) ?? 0
        guard
            abs(
                (parameters.optional("period_length") ?? 3600 / plan.sketch.unitSeconds) * plan.sketch.unitSeconds
                    - 3600) < 1e-6
        else {
            return "not built yet: periods other than hours"
        }
        let initial = parameters.text("initial")
        guard initial.isEmpty || initial == "empty" else { return "not built yet: a start that is not empty" }
        guard addDay(rates, agents: agents, &parameters, &plan) else { return nil }
        plan.sketch.handleTime = service.yaml(unitSeconds: plan.sketch.unitSeconds)
        if patience > 0 {
            plan.sketch.patience = ScenarioSketch.exponential(meanSeconds: plan.sketch.unitSeconds / patience)
        }
        plan.readThresholds(&parameters)
        if plan.theoryCase.expected.contains(where: { $0.quantity.hasPrefix("served_within") }),
            plan.vocabulary.thresholds.isEmpty
        {
            plan.vocabulary.thresholds = [parameters.number("sl_threshold")]
        }
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
        plan.primary = plan.choosePrimary("p_delay[\(busiest)]", "mean_queue[\(busiest)]", "mean_busy[\(busiest)]")
        return nil
    }

    /// The call centre of the SSJ library's examples: a gamma factor of the day, agents that change every hour and finish
    /// the call in hand, callers who leave at once or wait long.
    ///
    /// Source: L'Ecuyer and Buist, "Simulation in Java with SSJ", Winter Simulation Conference 2005. Times of service and
    /// patience are parameters, or else in the description of the model, or else those of that example.
    static func callCentreDay(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        plan.sketch.unitSeconds = 3600
        let rates = parameters.numbers("hourly_rate", canBeZero: true)
        let agents = parameters.numbers("agents", canBeZero: true)
        let shape = parameters.optional("alpha0")
        guard addDay(rates, agents: agents, &parameters, &plan) else { return nil }
        if let shape { plan.sketch.traffic.append("day_factor_shape: \(shape)") }
        let title = plan.theoryCase.model
        func told(_ name: String, _ pattern: String, _ standard: Double) -> Double {
            parameters.optional(name, canBeZero: true) ?? number(after: pattern, in: title) ?? standard
        }
        let service = told("service_mean_s", "service mean", 100)
        let leaving = told("p_leave_at_once", "patience 0 w.p.", 0.1)
        let patience = told("patience_mean_s", "else exponential mean", 1000)
        guard service > 0, patience > 0, (0..<1).contains(leaving) else {
            parameters.report("the times of service and patience must be above 0, and the share that leaves below 1")
            return nil
        }
        plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: service)
        plan.sketch.patience =
            "{distribution: mixture, of: [{weight: \(leaving * 100)%, distribution: constant, value: 0 s}, "
            + "{weight: \((1 - leaving) * 100)%, distribution: exponential, mean: \(patience) s}]}"
        let isGoodAsked = plan.theoryCase.expected.contains {
            $0.quantity.contains("good") || $0.quantity.hasPrefix("sl_")
        }
        plan.vocabulary.thresholds = [
            isGoodAsked
                ? parameters.number("good_wait_threshold_s") / 3600
                : (parameters.optional("good_wait_threshold_s") ?? 20) / 3600
        ]
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
            "abandon_ratio": .ratio(abandoned, cases), "mean_wait_ratio_s": .ratio(waited, cases),
        ]
        let served: TheoryQuantity = .ratio({ $0.serviceLevels[0].good }, cases)
        for expected in plan.theoryCase.expected where expected.quantity.hasPrefix("sl_served_within") {
            plan.vocabulary.own[expected.quantity] = served
        }
        for expected in plan.theoryCase.expected where expected.quantity.hasSuffix("_plus1agent") {
            plan.vocabulary.reasons[expected.quantity] = "one more agent is another roster, and so another case"
        }
        plan.primary = plan.choosePrimary("sl_ratio_of_expectations")
        return nil
    }

    /// The number that follows some words in a text.
    private static func number(after words: String, in text: String) -> Double? {
        guard let found = text.range(of: words) else { return nil }
        let rest = text[found.upperBound...].drop { !$0.isNumber && $0 != "." }
        let digits = rest.prefix { $0.isNumber || $0 == "." }
        return Double(digits.last == "." ? digits.dropLast() : digits)
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
