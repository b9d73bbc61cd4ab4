import Stochastics

/// Queues with classes, and with other than Poisson arrivals or exponential service.
extension Reduction {
    /// M/M/c with priorities, with or without impatience or interruption: segments with priorities.
    static func priorities(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let rates = parameters.numbers("arrival_rates")
        let service = 1 / parameters.number("service_rate")
        plan.sketch.agents = parameters.servers()
        plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: service * plan.sketch.unitSeconds)
        addClasses(rates, &plan)
        let load = plan.sketch.volume * service
        plan.relaxation = relaxation(servers: plan.sketch.agents, load: load, service: service)
        if plan.theoryCase.model == "mmc_priority_nonpreemptive_abandon" {
            let patience = parameters.numbers("patience_rates")
            if patience.count != rates.count {
                parameters.report("'patience_rates' and 'arrival_rates' differ in length")
            }
            for (index, rate) in zip(plan.sketch.classes.indices, patience) {
                plan.sketch.classes[index].patience = ScenarioSketch.exponential(
                    meanSeconds: plan.sketch.unitSeconds / rate)
            }
            plan.relaxation = max(service, 1 / (patience.min() ?? 1))
        } else {
            parameters.requireStable(offeredLoad: load, servers: plan.sketch.agents)
        }
        if plan.theoryCase.model == "mmc_priority_preemptive_resume" {
            plan.sketch.queueLines = ["interruptible: true"]
            plan.primary = "sojourn_by_class[\(rates.count - 1)]"
        }
        return nil
    }

    /// M/G/1 with non-preemptive priorities, where the second moments are those of exponential service.
    static func singleServerPriorities(
        _ parameters: inout TheoryParameters, _ plan: inout ReductionDraft
    ) -> String? {
        let rates = parameters.numbers("arrival_rates")
        let means = parameters.numbers("service_mean")
        let moments = parameters.numbers("service_second_moment")
        guard means.count == rates.count, moments.count == rates.count else {
            parameters.report("'service_mean', 'service_second_moment' and 'arrival_rates' differ in length")
            return nil
        }
        guard zip(means, moments).allSatisfy({ abs($1 - 2 * $0 * $0) < 1e-9 * $1 }) else {
            return "not built yet: a distribution of service by segment"
        }
        differentWork(rates, means, servers: 1, &parameters, &plan)
        plan.primary = "wait_by_class[\(rates.count - 1)]"
        return nil
    }

    /// Two classes with exponential service of their own.
    static func simulatedPriorities(
        _ parameters: inout TheoryParameters, _ plan: inout ReductionDraft
    ) -> String? {
        let rates = parameters.numbers("arrival_rates")
        let means = parameters.numbers("service_means")
        guard means.count == rates.count else {
            parameters.report("'service_means' and 'arrival_rates' differ in length")
            return nil
        }
        differentWork(rates, means, servers: parameters.servers(), &parameters, &plan)
        return nil
    }

    private static func differentWork(
        _ rates: [Double], _ means: [Double], servers: Int, _ parameters: inout TheoryParameters,
        _ plan: inout ReductionDraft
    ) {
        plan.sketch.agents = servers
        plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: means[0] * plan.sketch.unitSeconds)
        addClasses(rates, &plan)
        for index in means.indices { plan.sketch.classes[index].handleFactor = means[index] / means[0] }
        let load = zip(rates, means).reduce(0) { $0 + $1.0 * $1.1 }
        parameters.requireStable(offeredLoad: load, servers: servers)
        plan.relaxation = 2 * relaxation(servers: servers, load: load, service: means.max() ?? 1)
    }

    private static func addClasses(_ rates: [Double], _ plan: inout ReductionDraft) {
        let sum = rates.reduce(0, +)
        plan.sketch.volume = sum
        plan.sketch.classes = rates.enumerated().map { number, rate in
            ScenarioSketch.Class(share: rate / sum, priority: min(number, 9))
        }
        for index in rates.indices {
            plan.vocabulary.reasons["lq_by_class[\(index)]"] = "the queue's length by priority is not a measure"
        }
    }

    /// M/G/1, first come first served.
    static func generalService(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let moments = parameters.numbers("service_moments")
        let mean = moments[0]
        plan.sketch.volume = parameters.number("arrival_rate")
        let seconds = mean * plan.sketch.unitSeconds
        switch parameters.text("service") {
        case "exponential": plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: seconds)
        case "deterministic": plan.sketch.handleTime = "\(seconds) s"
        case let text where text.hasPrefix("lognormal_cv"):
            guard let cv = Double(text.dropFirst(12)), cv > 0 else {
                parameters.report("parameter 'service' is no lognormal_cv1.5")
                return nil
            }
            plan.sketch.handleTime = "{distribution: lognormal, mean: \(seconds) s, cv: \(cv)}"
        case let text where text.hasPrefix("uniform_"):
            let ends = text.split(separator: "_").compactMap { Double($0) }
            guard ends.count == 2, ends[0] < ends[1] else {
                parameters.report("parameter 'service' is no uniform_0_2")
                return nil
            }
            plan.sketch.handleTime =
                "{distribution: uniform, low: \(plan.sketch.time(ends[0])), high: \(plan.sketch.time(ends[1]))}"
        case let text: return "not built yet: service '\(text)'"
        }
        let variation = moments.count > 1 ? moments[1] / (mean * mean) : 2
        slowed(by: variation, mean: mean, &parameters, &plan)
        plan.primary = "wait"
        for name in ["wait_second_moment_lcfs", "wait_second_moment_random_order"] {
            plan.vocabulary.reasons[name] = "queues are served first come first served"
        }
        return nil
    }

    /// M/D/c.
    static func constantService(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let service = parameters.number("service_time")
        plan.sketch.volume = parameters.number("arrival_rate")
        plan.sketch.agents = parameters.servers()
        plan.sketch.handleTime = plan.sketch.time(service)
        if let threshold = parameters.optional("sl_threshold") { plan.vocabulary.thresholds = [threshold] }
        slowed(by: 1, mean: service, &parameters, &plan)
        plan.primary = "wait"
        return nil
    }

    /// GI/M/1.
    static func generalArrivals(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        markovian(&parameters, &plan, servers: 1)
        switch parameters.text("interarrival") {
        case "D": plan.sketch.traffic = ["gaps: 1 min"]
        case "M": break
        case let text where text.hasPrefix("E"):
            guard let phases = Double(text.dropFirst()), phases >= 1 else { return "not built yet: gaps '\(text)'" }
            plan.sketch.traffic = ["gaps: {distribution: gamma, mean: 1 min, cv: \(1 / phases.squareRoot())}"]
        case let text: return "not built yet: gaps '\(text)'"
        }
        plan.vocabulary.thresholds = plan.theoryCase.expected.compactMap {
            $0.quantity.hasPrefix("wait_gt_") ? Double($0.quantity.dropFirst(8)) : nil
        }
        plan.vocabulary.reasons["sigma"] = "the same number as p_wait"
        let service = 1 / parameters.number("service_rate")
        slowed(by: 2, mean: service, &parameters, &plan)
        return nil
    }

    /// M/M/1 with batches.
    static func batches(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let service = 1 / parameters.number("service_rate")
        let rate = parameters.number("batch_rate")
        let words = parameters.text("batch").split(separator: " ")
        guard words.count == 2, words[0] == "constant" || words[0] == "geometric", let size = Double(words[1]),
            size >= 1
        else { return "not built yet: batches '\(words.joined(separator: " "))'" }
        guard size <= (words[0] == "constant" ? 1e6 : 1e5), words[0] == "geometric" || size == size.rounded() else {
            parameters.report(
                "parameter 'batch' must be 'constant' with a whole number of 1000000 or less, or 'geometric' with 100000 "
                    + "or less")
            return nil
        }
        plan.sketch.volume = rate * size
        plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: service * plan.sketch.unitSeconds)
        plan.sketch.traffic = [words[0] == "constant" ? "batch_size: \(Int(size))" : "batch_size: {geometric: \(size)}"]
        slowed(by: 2 * size, mean: service, &parameters, &plan)
        plan.primary = "wait"
        return nil
    }

    /// M/G/c with lognormal service, with or without lognormal patience.
    static func simulatedLognormal(
        _ parameters: inout TheoryParameters, _ plan: inout ReductionDraft
    ) -> String? {
        plan.sketch.volume = parameters.number("arrival_rate")
        plan.sketch.agents = parameters.servers()
        guard let service = lognormal(parameters.text("service"), plan) else {
            parameters.report("parameter 'service' is no 'lognormal mean 1 cv 1.2'")
            return nil
        }
        plan.sketch.handleTime = service.yaml
        plan.vocabulary.thresholds = parameters.numbers("sl_thresholds")
        if parameters.theoryCase.parameters["patience"] != nil {
            guard let patience = lognormal(parameters.text("patience"), plan) else {
                parameters.report("parameter 'patience' is no 'lognormal mean 6 cv 1.3'")
                return nil
            }
            plan.sketch.patience = patience.yaml
            plan.relaxation = 3 * (service.mean + patience.mean)
        } else {
            slowed(by: 1 + service.cv * service.cv, mean: service.mean, &parameters, &plan)
        }
        return nil
    }

    private static func lognormal(
        _ text: String, _ plan: ReductionDraft
    ) -> (yaml: String, mean: Double, cv: Double)? {
        let words = text.split(separator: " ")
        guard words.count == 5, words[0] == "lognormal", words[1] == "mean", words[3] == "cv",
            let mean = Double(words[2]), let cv = Double(words[4]), mean > 0, cv > 0
        else { return nil }
        return ("{distribution: lognormal, mean: \(plan.sketch.time(mean)), cv: \(cv)}", mean, cv)
    }

    /// Checks for a steady state; the relaxation time of M/M/c is scaled by how much more than a constant varies.
    private static func slowed(
        by variation: Double, mean: Double, _ parameters: inout TheoryParameters, _ plan: inout ReductionDraft
    ) {
        let load = plan.sketch.volume * mean
        parameters.requireStable(offeredLoad: load, servers: plan.sketch.agents)
        plan.relaxation =
            max(1, variation / 2) * relaxation(servers: plan.sketch.agents, load: load, service: mean)
    }
}
