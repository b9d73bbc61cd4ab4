import Quantities
import Simulation
import Stochastics

/// Operations in which an AI with a stated accuracy comes before the humans, and days that differ.
enum AIReductions {
    /// A threshold on calibrated confidence, where confidence has a beta distribution.
    static func threshold(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let (a, b) = (parameters.number("a"), parameters.number("b"))
        let threshold = parameters.share("threshold")
        plan.sketch.unitSeconds = 60
        plan.sketch.volume = 10
        plan.sketch.agents = 40
        plan.sketch.sections = ["ai:", "  assumed_accuracy: {mean: \(100 * a / (a + b))%, concentration: \(a + b)}"]
        plan.sketch.policy = ["threshold: \(threshold * 100)%"]
        let offered = TheoryVocabulary.part(.cases, .repeats)
        plan.vocabulary.own = [
            "automation_fraction": .ratio(TheoryVocabulary.part(.answered), offered),
            "escalation_fraction": .ratio(TheoryVocabulary.part(.sentToHumans), offered),
            "wrong_automated_fraction": .ratio(TheoryVocabulary.part(.answeredWrong), offered),
            "automated_accuracy": .ratio(
                { $0[.answered, slice: SliceMap.whole] - $0[.answeredWrong, slice: SliceMap.whole] },
                TheoryVocabulary.part(.answered)),
        ]
        plan.primary = plan.choosePrimary("automation_fraction")
        return nil
    }

    /// An AI stage without limit that resolves a share; the others go on to Erlang C or A.
    static func thinning(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let resolved = parameters.share("ai_resolution_prob", below: true)
        let service = 1 / parameters.number("human_service_rate")
        let patience = parameters.optional("patience_rate", canBeZero: true) ?? 0
        plan.sketch.volume = parameters.number("arrival_rate")
        plan.sketch.agents = parameters.servers()
        plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: service * plan.sketch.unitSeconds)
        plan.readThresholds(&parameters)
        addAI(resolved: resolved, accuracy: 1, rate: parameters.optional("ai_service_rate"), slots: nil, &plan)
        let load = plan.sketch.volume * (1 - resolved) * service
        plan.vocabulary.reasons["human.mean_virtual_wait"] = "the wait of somebody infinitely patient is not a measure"
        if patience > 0 {
            plan.sketch.patience = ScenarioSketch.exponential(meanSeconds: plan.sketch.unitSeconds / patience)
            plan.relaxation = max(service, 1 / patience)
            plan.primary = plan.choosePrimary("human.p_abandon", "human.p_wait")
            plan.vocabulary.reasons["human.offered_load"] = QueueReduction.input
        } else {
            parameters.requireStable(offeredLoad: load, servers: plan.sketch.agents)
            plan.relaxation = QueueReduction.relaxation(servers: plan.sketch.agents, load: load, service: service)
            plan.primary = plan.choosePrimary("human.p_wait", "human.asa")
            plan.vocabulary.own["human.offered_load"] = plan.vocabulary.quantity("busy")
        }
        addMoney(&parameters, &plan)
        return nil
    }

    private static func addMoney(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) {
        guard let prices = parameters.value("prices") else { return }
        let wage = prices["wage_per_agent_hour"]?.number ?? 0
        plan.sketch.teamLines = ["wage: \(wage) USD per hour"]
        plan.sketch.sections += [
            "costs: {ai: {per_query: \(prices["ai_cost_per_query"]?.number ?? 0) USD, "
                + "per_resolution: \(prices["outcome_fee_per_ai_resolution"]?.number ?? 0) USD}, "
                + "lost_customer: \(prices["penalty_per_abandon"]?.number ?? 0) USD}"
        ]
        let unit = plan.vocabulary.unitSeconds
        func perUnit(_ counter: Counter) -> TheoryQuantity {
            .ratio(scale: unit, TheoryVocabulary.part(counter), TheoryVocabulary.part(.measuredSeconds))
        }
        plan.vocabulary.own["cost_parts.human_per_h"] = perUnit(.humanCost)
        plan.vocabulary.own["cost_parts.ai_per_h"] = perUnit(.aiCost)
        plan.vocabulary.own["cost_parts.outcome_fee_per_h"] = perUnit(.vendorCost)
        plan.vocabulary.own["cost_parts.abandon_penalty_per_h"] = perUnit(.lostCost)
        let total: @Sendable (Ledger) -> Double = { $0.totalCost() }
        plan.vocabulary.own["cost_per_hour"] = .ratio(scale: unit, total, TheoryVocabulary.part(.measuredSeconds))
        plan.vocabulary.own["cost_per_resolution"] = .ratio(total, TheoryVocabulary.part(.resolved))
        plan.vocabulary.own["resolved_rate"] = perUnit(.resolved)
    }

    /// AI slots with a queue of their own, then humans for a share.
    static func tandem(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        QueueReduction.markovian(&parameters, &plan)
        let escalated = parameters.share("escalation_prob", below: true)
        let slots = parameters.servers("ai_slots")
        let rate = parameters.number("ai_rate")
        let service = 1 / parameters.number("service_rate")
        parameters.requireStable(offeredLoad: plan.sketch.volume / rate, servers: slots)
        let load = plan.sketch.volume * escalated * service
        parameters.requireStable(offeredLoad: load, servers: plan.sketch.agents)
        addAI(resolved: 1 - escalated, accuracy: 1, rate: rate, slots: slots, &plan)
        plan.relaxation =
            QueueReduction.relaxation(servers: plan.sketch.agents, load: load, service: service)
            + QueueReduction.relaxation(servers: slots, load: plan.sketch.volume / rate, service: 1 / rate)
        plan.primary = plan.choosePrimary("human_p_wait", "human_wait")
        return nil
    }

    /// Repeat contacts after the AI and after humans: an open network with product form.
    static func repeats(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let escalated = parameters.share("escalation_prob", below: true)
        let afterAI = parameters.share("repeat_prob_after_ai", below: true)
        let afterHuman =
            parameters.has("repeat_prob_after_human")
            ? parameters.share("repeat_prob_after_human", below: true) : 0
        let service = 1 / parameters.number("human_rate")
        // In the steady state only times with the delays in them depend on their length.
        let asksForDelay = plan.theoryCase.expected.contains { $0.quantity.contains("incl_delays") }
        let delay =
            asksForDelay || parameters.has("mean_repeat_delay") ? parameters.number("mean_repeat_delay") : service
        let new = parameters.number("new_arrival_rate")
        plan.sketch.volume = new
        plan.sketch.agents = parameters.servers()
        plan.sketch.handleTime = ScenarioSketch.exponential(meanSeconds: service * plan.sketch.unitSeconds)
        let perCase = 1 / (1 - (1 - escalated) * afterAI - escalated * afterHuman)
        let load = new * perCase * escalated * service
        parameters.requireStable(offeredLoad: load, servers: plan.sketch.agents)
        addAI(resolved: 1 - escalated, accuracy: 1 - afterAI, rate: parameters.optional("ai_rate"), slots: nil, &plan)
        plan.sketch.teamLines = ["label_error: \(afterHuman * 100)%"]
        plan.sketch.sections += [
            "customers:", "  notice_wrong: 100%", "  return: 100%", "  upset_on_return: 0%", "  most_contacts: 60",
            "  reopen_window: 8 weeks",
            "  return_after: \(ScenarioSketch.exponential(meanSeconds: delay * plan.sketch.unitSeconds))",
        ]
        plan.relaxation =
            3 * (QueueReduction.relaxation(servers: plan.sketch.agents, load: load, service: service) + delay)
        let scale = plan.vocabulary.unitSeconds
        let contacts = TheoryVocabulary.part(.cases, .repeats)
        plan.vocabulary.own = [
            "ai_rate_total": .ratio(scale: scale, contacts, TheoryVocabulary.part(.measuredSeconds)),
            "repeat_rate": .ratio(
                scale: scale, TheoryVocabulary.part(.repeats), TheoryVocabulary.part(.measuredSeconds)),
            "contacts_per_issue": .ratio(contacts, TheoryVocabulary.part(.cases)),
            "mean_issue_time_incl_delays": .ratio(
                scale: 1 / scale, TheoryVocabulary.part(.resolutionSeconds), TheoryVocabulary.part(.resolved)),
        ]
        plan.vocabulary.reasons["mean_issue_time_excl_delays"] = "time in hands without the delays is not a measure"
        plan.primary = plan.choosePrimary("human_p_wait", "human_wait")
        return nil
    }

    /// An AI that serves every query for an exponential time, or none, and is sure of a share of them.
    private static func addAI(
        resolved: Double, accuracy: Double, rate: Double?, slots: Int?, _ plan: inout ReductionDraft
    ) {
        let time = rate.map { ScenarioSketch.exponential(meanSeconds: plan.sketch.unitSeconds / $0) } ?? "0 s"
        if rate == nil {
            for name in ["mean_time_all", "ai_wait", "mean_issue_time_incl_delays"] {
                plan.vocabulary.reasons[name] = "how long the AI takes is not said"
            }
        }
        plan.sketch.sections += [
            "ai:", "  handling_time: \(time)", "  assumed_accuracy:", "    levels:",
            "      sure: {share: \(resolved * 100)%, confidence: \(accuracy * 100)%}",
            "      unsure: {share: \((1 - resolved) * 100)%, confidence: 0%}",
        ]
        if let slots { plan.sketch.sections.insert("  slots: \(slots)", at: plan.sketch.sections.count - 4) }
        plan.sketch.policy = ["threshold: \(accuracy * 50)%"]
        plan.vocabulary.own["mean_time_all"] = .ratio(
            scale: 1 / plan.vocabulary.unitSeconds,
            { $0[.resolutionSeconds, slice: SliceMap.whole] + $0.lostSeconds }, TheoryVocabulary.part(.cases))
        plan.vocabulary.own["ai_wait"] = .ratio(
            scale: 1 / plan.vocabulary.unitSeconds, { $0.aiWaitSeconds }, { $0.aiServed })
    }

    /// Gamma factors of days: each replication is one day, its periods hours of it.
    static func dayFactor(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let shape = parameters.number("gamma_shape")
        let means = parameters.numbers("mean_per_period")
        guard means.count <= 24 else { return "not built yet: more than 24 periods a day" }
        plan.sketch.unitSeconds = Seconds.perDay
        plan.sketch.volume = means.reduce(0, +)
        let weights = (means + Array(repeating: 0, count: 24 - means.count)).map { "\($0)" }
        plan.sketch.traffic = [
            "hours_of_day: [\(weights.joined(separator: ", "))]", "day_factor_shape: \(shape)",
        ]
        plan.sketch.agents = 20
        plan.sketch.handleTime = "1 min"
        plan.fixedHours = 24
        plan.replications = 400
        plan.primary = plan.choosePrimary("day_total_mean")
        let total = plan.sketch.volume
        for index in means.indices {
            let count: @Sendable (Ledger) -> Double = { $0[.cases, slice: $0.slices.slice(.hour, index)] }
            plan.vocabulary.own["mean[\(index)]"] = .ratio(count) { _ in 1 }
            plan.vocabulary.own["variance[\(index)]"] = .variance(count)
            plan.vocabulary.own["fano[\(index)]"] = .variance(count, overMean: true)
            for other in means.indices {
                plan.vocabulary.own["correlation[\(index)][\(other)]"] = .correlation(count) {
                    $0[.cases, slice: $0.slices.slice(.hour, other)]
                }
            }
        }
        let all = TheoryVocabulary.part(.cases)
        plan.vocabulary.own["day_total_mean"] = .ratio(all) { _ in 1 }
        plan.vocabulary.own["day_total_variance"] = .variance(all)
        plan.vocabulary.own["p_day_total_gt_1_2_mean"] = .ratio({ all($0) > 1.2 * total ? 1 : 0 }, { _ in 1 })
        return nil
    }
}
