import Stochastics

extension Reduction {
    typealias Model = @Sendable (inout TheoryParameters, inout ReductionDraft) -> String?

    /// Models by name; each sets up a plan, or says why it cannot.
    static let models: [String: Model] = [
        "erlang_b": loss, "erlang_c": delay, "erlang_a": impatience, "mmn_g": generalPatience,
        "mmck": finite, "mmck_abandon": finite,
        "mmc_priority_nonpreemptive": priorities, "mmc_priority_nonpreemptive_abandon": priorities,
        "mg1_priority_nonpreemptive": singleServerPriorities, "mg1": generalService, "mdc": constantService,
        "gi_m_1": generalArrivals, "batch_arrivals_mx_m_1": batches,
        "M/G/c, lognormal service": simulatedLognormal,
        "M/G/c+G, lognormal service and patience": simulatedLognormal,
        "two-class non-preemptive priority, class-dependent exponential service": simulatedPriorities,
        "ai_confidence_threshold": threshold, "ai_thinning_to_human": thinning,
        "tandem_mmc_thinned_mmc": tandem, "jackson_repeat_contacts": repeats,
        "poisson_gamma_day_factor": dayFactor, "nhpp_piecewise_linear": pointRates,
        "mt_m_inf_periodic": periodicRates, "mt_g_inf_periodic": periodicRates, "mm1_transient_nth_wait": nthWait,
        "mt_m_c_abandon_transient": hourlyStaffing,
        "chat_concurrency": chats, "ai_retrain_pure_birth": retraining, "mmc_priority_preemptive_resume": priorities,
    ]

    /// The model of a name; the reference simulations describe themselves in words.
    static func model(named name: String) -> Model? {
        name.hasPrefix("SSJ CallCenter day") ? callCentreDay : models[name]
    }

    /// M/M/c/c: nobody may wait.
    private static func loss(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        markovian(&parameters, &plan)
        plan.sketch.capacity = 0
        plan.primary = "p_block"
        return nil
    }

    /// M/M/c.
    private static func delay(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let (load, service) = markovian(&parameters, &plan)
        parameters.requireStable(offeredLoad: load, servers: plan.sketch.agents)
        plan.relaxation = relaxation(servers: plan.sketch.agents, load: load, service: service)
        plan.vocabulary.reasons["offered_load"] = nil
        plan.vocabulary.own["offered_load"] = plan.vocabulary.quantity("busy")
        return nil
    }

    /// M/M/c+M.
    private static func impatience(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        markovian(&parameters, &plan)
        addPatience(parameters.number("patience_rate"), &plan)
        plan.primary = "p_abandon"
        return nil
    }

    /// M/M/c/K, with or without impatience.
    private static func finite(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        markovian(&parameters, &plan)
        let places = parameters.whole("system_capacity", most: 1_000_000_000)
        if places < plan.sketch.agents { parameters.report("parameter 'system_capacity' is below the servers") }
        plan.sketch.capacity = max(0, places - plan.sketch.agents)
        let rate = parameters.number("patience_rate", canBeZero: true)
        if rate > 0 { addPatience(rate, &plan) }
        // Slower than the chain without waiting room by at most the time to empty a full queue.
        plan.relaxation *= 1 + Double(places - plan.sketch.agents) / Double(plan.sketch.agents)
        plan.primary = "p_block"
        return nil
    }

    /// M/M/c+G.
    private static func generalPatience(
        _ parameters: inout TheoryParameters, _ plan: inout ReductionDraft
    ) -> String? {
        markovian(&parameters, &plan)
        plan.primary = "p_abandon"
        switch parameters.text("patience") {
        case "deterministic":
            plan.sketch.patience = plan.sketch.time(parameters.number("value"))
            plan.relaxation += parameters.optional("value") ?? 0
        case "weibull":
            let (shape, scale) = (parameters.number("shape"), parameters.number("scale"))
            plan.sketch.patience = "{distribution: weibull, shape: \(shape), scale: \(plan.sketch.time(scale))}"
            plan.relaxation += scale
        case "lognormal":
            let (mu, sigma) = (parameters.number("mu_log", canBeZero: true), parameters.number("sigma_log"))
            let median = PortableMath.exp(mu)
            plan.sketch.patience = "{distribution: lognormal, median: \(plan.sketch.time(median)), sigma: \(sigma)}"
            plan.relaxation += 3 * median
        case let text where text.hasPrefix("exponential"):
            let (rate, balk) = (parameters.number("rate"), parameters.number("balk", canBeZero: true))
            if balk >= 1 { parameters.report("parameter 'balk' must be below 1") }
            let staying = ScenarioSketch.exponential(meanSeconds: plan.sketch.unitSeconds / rate).dropFirst()
            plan.sketch.patience =
                "{distribution: mixture, of: [{weight: \(balk * 100)%, distribution: constant, value: 0 s}, "
                + "{weight: \((1 - balk) * 100)%, \(staying)]}"
            plan.relaxation += 1 / rate
        case let text:
            return "not built yet: patience '\(text)'"
        }
        plan.vocabulary.reasons["offered_load"] = input
        return nil
    }

    static let input = "what goes in, not what comes out"

    /// Poisson arrivals, exponential service, servers, and the service levels that the case asks for.
    @discardableResult
    static func markovian(
        _ parameters: inout TheoryParameters, _ plan: inout ReductionDraft, servers: Int? = nil
    ) -> (load: Double, service: Double) {
        let service = 1 / parameters.number("service_rate")
        plan.sketch.volume = parameters.number("arrival_rate")
        plan.sketch.agents = servers ?? parameters.servers()
        plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: service * plan.sketch.unitSeconds)
        if let threshold = parameters.optional("sl_threshold") { plan.vocabulary.thresholds = [threshold] }
        plan.relaxation = service
        plan.vocabulary.reasons["offered_load"] = input
        plan.vocabulary.reasons["mean_virtual_wait"] = "the wait of somebody infinitely patient is not a measure"
        plan.vocabulary.reasons["p0"] = "the distribution of the number in the system is not a measure"
        let load = plan.sketch.volume * service
        return (load, service)
    }

    private static func addPatience(_ rate: Double, _ plan: inout ReductionDraft) {
        plan.sketch.patience = ScenarioSketch.exponential(meanSeconds: plan.sketch.unitSeconds / rate)
        plan.relaxation = max(plan.relaxation, 1 / rate)
    }

    /// Relaxation time of M/M/c: 1 / (sqrt(c mu) - sqrt(lambda))^2, and at least one service (van Doorn 1985,
    /// "Conditions for exponential ergodicity and bounds for the decay parameter of a birth-death process").
    static func relaxation(servers: Int, load: Double, service: Double) -> Double {
        let gap = Double(servers).squareRoot() - load.squareRoot()
        return service * max(1, 1 / (gap * gap))
    }
}
