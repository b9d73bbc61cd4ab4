import Stochastics

/// The parts of a scenario with one queue.
extension ReductionDraft {
    /// Times of service levels: those of the parameters that expected values ask for, and those in their names.
    mutating func readThresholds(_ parameters: inout TheoryParameters, _ more: String...) {
        var times: [Double] = []
        for name in ["sl_threshold", "sl_thresholds"] + more where parameters.has(name) {
            if case .list? = parameters.theoryCase.parameters[name] {
                if asksForLevels { times += parameters.numbers(name, canBeZero: true) }
            } else if asksForLevels {
                times.append(parameters.number(name, canBeZero: true))
            }
            _ = parameters.value(name)
        }
        for expected in theoryCase.expected {
            if let (_, time) = TheoryVocabulary.level(expected.quantity),
                !times.contains(where: { TheoryVocabulary.isSame($0, time) })
            {
                times.append(time)
            }
        }
        vocabulary.promises = theoryCase.expected.compactMap { TheoryPromise($0.quantity) }
        if !vocabulary.promises.isEmpty, times.isEmpty {
            times.append(parameters.number("sl_threshold", canBeZero: true))
        }
        var short: Double?
        if vocabulary.promises.contains(where: \.isShort) {
            short = parameters.number("short", canBeZero: true) * sketch.unitSeconds
        } else {
            _ = parameters.value("short")
        }
        sketch.promises = vocabulary.promises.map { $0.line(within: times[0] * sketch.unitSeconds, short: short) }
        vocabulary.thresholds = times
    }

    /// Whether anything is expected that a time of the parameters is for.
    private var asksForLevels: Bool {
        theoryCase.expected.contains {
            TheoryVocabulary.level($0.quantity) != nil || TheoryPromise($0.quantity) != nil
                || ["served_within", "sl_", "good_"].contains(where: $0.quantity.hasPrefix)
        }
    }

    /// The classes and their work: the first one's is the team's, and another's a multiple of it or its own.
    mutating func setWork(_ services: [CaseDistribution], rates: [Double]) {
        sketch.handleTime = services[0].yaml(unitSeconds: sketch.unitSeconds)
        guard rates.count > 1 else { return }
        let sum = rates.reduce(0, +)
        sketch.classes = rates.enumerated().map { number, rate in
            var part = ScenarioSketch.Class(share: rate / sum, priority: hasPriorities ? number : 5)
            if services[number].shape != services[0].shape {
                part.handleTime = services[number].yaml(unitSeconds: sketch.unitSeconds)
            } else if services[number].mean != services[0].mean {
                part.handleFactor = services[number].mean / services[0].mean
            }
            return part
        }
    }

    /// How long customers wait, by class where there are any.
    mutating func setPatience(_ patience: [CaseDistribution?]) {
        let written = patience.map { $0?.yaml(unitSeconds: sketch.unitSeconds) }
        if sketch.classes.isEmpty || Set(written).count == 1 {
            sketch.patience = written[0]
        } else {
            for index in sketch.classes.indices { sketch.classes[index].patience = written[index] }
        }
    }

    /// How long the start is felt.
    ///
    /// M/M/c relaxes as `Reduction.relaxation` says, and what varies more, slower in proportion; where customers give up or
    /// are turned away, about as long as they stay.
    mutating func relax(
        load: Double, services: [CaseDistribution], patience: [CaseDistribution?], arrivalVariation: Double
    ) {
        let service = services.map(\.mean).max() ?? 1
        let leaving = patience.compactMap { $0 }
        let variation = services.map(\.squaredVariation).max() ?? 1
        if leaving.count == patience.count, let longest = leaving.map(\.mean).max() {
            let isMarkovian = (services + leaving).allSatisfy { $0.shape == .exponential }
            relaxation = isMarkovian ? max(service, longest) : (1 + variation) / 2 * service + 3 * longest
        } else if sketch.capacity == nil {
            relaxation =
                max(1, (variation + arrivalVariation) / 2)
                * QueueReduction.relaxation(servers: sketch.agents, load: load, service: service)
            if Set(services.map(\.mean)).count > 1 { relaxation *= 2 }
        } else {
            relaxation = max(1, (variation + arrivalVariation) / 2) * service
        }
        // Slower than the chain without waiting room by at most the time to empty a full queue.
        if let room = sketch.capacity { relaxation *= 1 + Double(room) / Double(sketch.agents) }
    }

    /// Names of quantities that this queue has, and of those it has not.
    mutating func name(isDelay: Bool, rates: [Double]) {
        vocabulary.reasons["offered_load"] = isDelay ? nil : QueueReduction.input
        if isDelay { vocabulary.own["offered_load"] = vocabulary.quantity("busy") }
        vocabulary.reasons["mean_virtual_wait"] = "the wait of somebody infinitely patient is not a measure"
        vocabulary.reasons["p0"] = "the distribution of the number in the system is not a measure"
        vocabulary.reasons["sigma"] = "the same number as p_wait"
        for name in ["wait_second_moment_lcfs", "wait_second_moment_random_order"] {
            vocabulary.reasons[name] = "queues are served first come first served"
        }
        vocabulary.classes = sketch.classes.count
    }

    /// The first of these names that is expected, or else the first expected quantity that can be compared.
    func choosePrimary(_ names: String?...) -> String {
        let expected = theoryCase.expected.filter { $0.value == 0 || abs($0.value) >= VerificationPrecision.smallest }
            .map(\.quantity)
        return names.compactMap { $0 }.first(where: expected.contains)
            ?? expected.first { vocabulary.quantity($0) != nil } ?? expected.first ?? ""
    }
}
