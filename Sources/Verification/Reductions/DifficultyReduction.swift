import Simulation
import Stochastics

/// Cases in which what takes long makes the AI doubt.
enum DifficultyReduction {
    /// A threshold of an AI that sees how much work a contact is. Every answer is audited, which takes a human what the
    /// contact itself would have taken: so the work of what was answered is measured too.
    static func difficulty(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let cv = parameters.number("cv")
        let escalated = parameters.share("escalated", below: true)
        let seen = parameters.share("sees_difficulty")
        if escalated <= 0 { parameters.report("parameter 'escalated' must be above 0") }
        // Confidence with beta(4, 1) is below t with probability t^4.
        let threshold = PortableMath.pow(max(escalated, 1e-12), 0.25)
        plan.sketch.unitSeconds = 60
        plan.sketch.volume = 10
        plan.sketch.agents = 60
        plan.sketch.handleTime = "{distribution: lognormal, mean: 1 min, cv: \(cv)}"
        plan.sketch.sections = [
            "ai:", "  sees_difficulty: \(seen * 100)%", "  assumed_accuracy: {mean: 80%, concentration: 5}",
        ]
        plan.sketch.policy = ["threshold: \(threshold * 100)%", "audit: {share: 100%, queue: general}"]
        plan.relaxation = 1 + cv * cv
        plan.neededUnits = { precision in
            // The work of n contacts that met humans has the relative variance of (1 + cv^2) / (n k) at most.
            1.96 * 1.96 * 2 * (1 + cv * cv) / (precision * precision * escalated * 10)
        }
        let human = TheoryVocabulary.part(.handleSeconds)
        let audited = TheoryVocabulary.part(.auditingSeconds)
        let all = TheoryVocabulary.part(.cases, .repeats)
        func perContact(_ work: @escaping @Sendable (Ledger) -> Double, _ contacts: Counter) -> TheoryQuantity {
            TheoryQuantity(
                parts: { [work($0), $0[contacts, slice: SliceMap.whole], human($0) + audited($0), all($0)] },
                combine: { $0[0] / $0[1] / ($0[2] / $0[3]) })
        }
        plan.vocabulary.own = [
            "escalated_over_mean": perContact(human, .handled),
            "answered_over_mean": perContact(audited, .audited),
            "human_work_share": .ratio(human) { human($0) + audited($0) },
        ]
        plan.primary = plan.choosePrimary("escalated_over_mean")
        return nil
    }
}
