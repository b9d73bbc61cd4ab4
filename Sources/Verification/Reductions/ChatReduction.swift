/// Cases of agents who hold several chats at once.
enum ChatReduction {
    /// Agents with several chats at once, each of which slows the others down, and impatient customers.
    ///
    /// A chat's remaining work is exponential and done at a rate that depends on the chats of its agent; a customer goes
    /// to the agent with fewest.
    static func chats(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let routing = parameters.text("routing").lowercased()
        guard routing.isEmpty || routing.contains("fewest") || routing.contains("least") else {
            return "not built yet: chats routed otherwise than to the agent with fewest"
        }
        plan.readThresholds(&parameters)
        let slots = parameters.whole("slots_per_agent", most: 64)
        // The first rate, of an agent without chats, is 0.
        let rates = Array(parameters.numbers("rate_per_chat_when_holding_j", canBeZero: true).dropFirst())
        guard slots > 0, rates.count >= slots, rates.allSatisfy({ $0 > 0 }) else {
            parameters.report("parameter 'rate_per_chat_when_holding_j' must have a rate above 0 for each chat")
            return nil
        }
        let single = 1 / rates[0]
        plan.sketch.volume = parameters.number("arrival_rate")
        plan.sketch.agents = parameters.servers(parameters.has("servers") ? "servers" : "agents")
        plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: single * plan.sketch.unitSeconds)
        let patience = parameters.optional("patience_rate", canBeZero: true) ?? 0
        if patience > 0 {
            plan.sketch.patience = ScenarioSketch.exponential(meanSeconds: plan.sketch.unitSeconds / patience)
        } else {
            let fastest = rates[slots - 1] * Double(slots)
            parameters.requireStable(offeredLoad: plan.sketch.volume / fastest, servers: plan.sketch.agents)
        }
        let factors = rates.prefix(slots).map { "\(rates[0] / $0)" }.joined(separator: ", ")
        plan.sketch.sections += [
            "assignment:", "  agents: least_loaded", "  capacity: {units: \(slots), stretch: [\(factors)]}",
        ]
        let slowest = 1 / (rates.prefix(slots).min() ?? 1)
        plan.relaxation = patience > 0 ? max(1 / patience, slowest) : 10 * slowest
        plan.vocabulary.own["mean_queue"] = plan.vocabulary.quantity("lq")
        plan.vocabulary.own["mean_chats"] = .ratio(
            TheoryVocabulary.part(.inHandSeconds), TheoryVocabulary.part(.measuredSeconds))
        plan.vocabulary.own["p_agent_idle"] = .ratio(
            {
                TheoryVocabulary.part(.staffedSeconds)($0) - TheoryVocabulary.part(.busySeconds)($0)
            }, TheoryVocabulary.part(.staffedSeconds))
        plan.vocabulary.own["mean_chat_duration"] = .ratio(
            scale: 1 / plan.sketch.unitSeconds, TheoryVocabulary.part(.handleSeconds), TheoryVocabulary.part(.handled))
        plan.primary = plan.choosePrimary("p_wait", "p_abandon")
        return nil
    }
}
