import Simulation
import Stochastics

/// Cases of an AI whose errors fall with what it learns.
enum RetrainingReduction {
    /// An AI that escalates less as human resolutions come in, retrained after every batch of them: a pure-birth process.
    static func retraining(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let (first, last) = (parameters.number("e0"), parameters.number("einf", canBeZero: true))
        let (scale, power) = (parameters.number("n0"), parameters.number("b"))
        let batch = parameters.optional("batch") ?? 1
        _ = parameters.value("escalation_prob")
        if first > 1 || last > first { parameters.report("'einf' <= 'e0' <= 1 is not true") }
        if batch != batch.rounded() || batch > 1e9 { parameters.report("parameter 'batch' must be a whole number") }
        guard parameters.problems.isEmpty else { return nil }
        plan.sketch.volume = parameters.number("arrival_rate")
        // A human resolves at the instant of escalation, so that nobody ever waits.
        plan.sketch.agents = 1
        plan.sketch.handleTime = "0 s"
        plan.sketch.sections += [
            "ai:", "  assumed_accuracy:", "    levels:",
            "      sure: {share: \((1 - first) * 100)%, confidence: 100%}",
            "      unsure: {share: \(first * 100)%, confidence: 0%}",
            "    learning: {limit: \((1 - last) * 100)%, scale: \(scale), power: \(power), every: \(Int(batch))}",
        ]
        plan.sketch.policy = ["threshold: 50%"]
        plan.fixedHours = parameters.number("horizon") * plan.sketch.unitSeconds / 3600
        plan.replications = 400
        plan.primary = plan.choosePrimary("mean_escalations")
        let escalated = TheoryVocabulary.part(.sentToHumans)
        plan.vocabulary.own = [
            "mean_escalations": .ratio(escalated) { _ in 1 },
            "var_escalations": .variance(escalated),
            "mean_queries": .ratio(TheoryVocabulary.part(.cases)) { _ in 1 },
            // Sure answers are right and the others wrong, so what is not accurate is escalated.
            "mean_escalation_prob_at_end": .ratio({ 1 - ($0.assumedAccuracy ?? .nan) }, { _ in 1 }),
        ]
        return nil
    }
}
