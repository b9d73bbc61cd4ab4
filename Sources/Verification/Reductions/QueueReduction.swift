import Stochastics

/// One queue and one team: whatever arrives, however long service takes, however patient customers are, in classes or
/// not. What the parameters say is put together; the title of the model is asked only where they leave something open.
enum QueueReduction {
    static let input = "what goes in, not what comes out"

    /// Contacts, work, people, patience and room for those who wait.
    static func queue(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        plan.readThresholds(&parameters)
        let arrivals = ArrivalReading.readArrivals(&parameters, &plan)
        if let reason = arrivals.reason { return reason }
        let rates = arrivals.rates
        plan.sketch.agents = WorkReading.readServers(&parameters)
        let services: [CaseDistribution]
        switch WorkReading.readService(&parameters, classes: rates.count) {
        case .found(let found): services = found
        case .unsupported(let reason): return reason
        }
        let patience: [CaseDistribution?]
        switch WorkReading.readPatience(&parameters, classes: rates.count) {
        case .found(let found): patience = found
        case .unsupported(let reason): return reason
        }
        if let reason = readDiscipline(&parameters, &plan, classes: rates.count) { return reason }
        readRoom(&parameters, &plan)
        guard parameters.problems.isEmpty else { return nil }
        plan.setWork(services, rates: rates)
        plan.setPatience(patience)
        let load = zip(rates, services).reduce(0) { $0 + $1.0 * $1.1.mean }
        let loyal = zip(zip(rates, services), patience).filter { $1 == nil }.reduce(0) { $0 + $1.0.0 * $1.0.1.mean }
        if plan.sketch.capacity == nil {
            parameters.requireStable(offeredLoad: loyal, servers: plan.sketch.agents)
            guard parameters.problems.isEmpty else { return nil }
        }
        plan.relax(
            load: load, services: services, patience: patience, arrivalVariation: arrivals.squaredVariation)
        plan.name(isDelay: plan.sketch.capacity == nil && patience.allSatisfy { $0 == nil }, rates: rates)
        let isMarkovian = services.allSatisfy { $0.shape == .exponential } && arrivals.size == 1
        plan.primary = plan.choosePrimary(
            plan.sketch.capacity != nil ? "p_block" : nil,
            patience.contains { $0 != nil } && rates.count == 1 ? "p_abandon" : nil,
            isMarkovian ? nil : "wait", isMarkovian || rates.count == 1 ? "p_wait" : nil, "p_wait_accepted", "asa",
            "mean_wait", "mean_wait_all", "wait_by_class[\(rates.count - 1)]", "sojourn_by_class[\(rates.count - 1)]",
            "p_abandon_by_class[0]", "p_wait")
        return nil
    }

    // MARK: Room and order

    /// How many may wait: as given; nobody, where a share of those turned away is expected and no room is given.
    private static func readRoom(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) {
        if parameters.has("system_capacity") {
            let places = parameters.whole("system_capacity", most: 1_000_000_000)
            if places < plan.sketch.agents { parameters.report("parameter 'system_capacity' is below the servers") }
            plan.sketch.capacity = max(0, places - plan.sketch.agents)
        } else if let name = parameters.first(of: ["waiting_room", "queue_capacity"]) {
            plan.sketch.capacity = parameters.whole(name, most: 1_000_000_000)
        } else {
            let title = parameters.theoryCase.model.lowercased()
            let isLoss = ["erlang_b", "erlang b", "loss", "/c/c", "no queue"].contains(where: title.contains)
            if isLoss || plan.theoryCase.expected.contains(where: { ["p_block", "carried"].contains($0.quantity) }) {
                plan.sketch.capacity = 0
            }
        }
    }

    /// Who goes first: the first class, without interruption, where nothing else is said.
    private static func readDiscipline(
        _ parameters: inout TheoryParameters, _ plan: inout ReductionDraft, classes: Int
    ) -> String? {
        let said = parameters.text("discipline").lowercased()
        for other in ["lcfs", "last come", "random order", "processor sharing", "siro", "round robin"]
        where said.contains(other) {
            return "queues are served first come first served, and not '\(said)'"
        }
        guard classes > 1 else { return nil }
        let text = said.isEmpty ? parameters.theoryCase.model.lowercased() : said
        let isPlain = !said.isEmpty && !["class", "prior", "preempt"].contains(where: said.contains)
        plan.hasPriorities = !isPlain
        if plan.hasPriorities, classes > 10 { return "not built yet: more than ten priorities" }
        guard let word = text.range(of: "preempt") else { return nil }
        if text[..<word.lowerBound].hasSuffix("non") || text[..<word.lowerBound].hasSuffix("non-")
            || text[..<word.lowerBound].hasSuffix("non_") || text[..<word.lowerBound].hasSuffix("non ")
        {
            return nil
        }
        if text.contains("repeat") { return "interrupted work is resumed, and not begun anew" }
        plan.sketch.queueLines = ["interruptible: true"]
        return nil
    }

    /// Poisson arrivals, exponential service and servers, and the service levels that are expected; the mean service.
    @discardableResult
    static func markovian(
        _ parameters: inout TheoryParameters, _ plan: inout ReductionDraft, servers: Int? = nil
    ) -> Double {
        let service = 1 / parameters.number("service_rate")
        plan.sketch.volume = parameters.number("arrival_rate")
        plan.sketch.agents = servers ?? parameters.servers()
        plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: service * plan.sketch.unitSeconds)
        plan.readThresholds(&parameters)
        plan.relaxation = service
        plan.vocabulary.reasons["offered_load"] = input
        plan.vocabulary.reasons["mean_virtual_wait"] = "the wait of somebody infinitely patient is not a measure"
        return service
    }

    /// Relaxation time of M/M/c: 1 / (sqrt(c mu) - sqrt(lambda))^2, and at least one service (van Doorn 1985,
    /// "Conditions for exponential ergodicity and bounds for the decay parameter of a birth-death process").
    static func relaxation(servers: Int, load: Double, service: Double) -> Double {
        let gap = Double(servers).squareRoot() - load.squareRoot()
        return service * max(1, 1 / (gap * gap))
    }
}
