import Simulation
import Stochastics

/// Cases of a vendor who is paid for what stays resolved.
enum ClawBackReduction {
    /// An AI whose answers are paid for unless the customer is back within a time: here the share of the answers that
    /// nobody came back after.
    static func clawBack(_ parameters: inout TheoryParameters, _ plan: inout ReductionDraft) -> String? {
        let wrong = parameters.share("wrong", below: true)
        let (notice, returns) = (parameters.share("notice"), parameters.share("returns"))
        let delay: CaseDistribution
        if parameters.has("return_after") {
            switch parameters.distribution("return_after") {
            case .found(let found): delay = found
            case .unsupported(let reason): return reason
            case .wrong: return nil
            }
        } else {
            delay = CaseDistribution(mean: parameters.number("return_after_mean"), shape: .exponential)
        }
        let unit = plan.sketch.unitSeconds
        plan.sketch.volume = 100 * unit / 3600
        plan.sketch.agents = 1
        plan.sketch.policy = ["threshold: 0%"]
        plan.sketch.sections = [
            "ai:", "  assumed_accuracy:", "    levels:",
            "      all: {share: 100%, confidence: \((1 - wrong) * 100)%}", "customers:",
            "  notice_wrong: \(notice * 100)%", "  return: \(returns * 100)%", "  upset_on_return: 0%",
            "  most_contacts: 60", "  return_after: \(delay.yaml(unitSeconds: unit))", "costs:",
            "  ai: {per_resolution: 1 USD, reopened_within: \(parameters.number("window") * unit) s}",
        ]
        plan.relaxation = delay.mean
        let answered = TheoryVocabulary.part(.answered)
        plan.vocabulary.own["paid_share"] = .ratio(TheoryVocabulary.part(.charged), answered)
        plan.vocabulary.own["repeats_per_case"] = .ratio(
            TheoryVocabulary.part(.repeats), TheoryVocabulary.part(.cases))
        plan.primary = plan.choosePrimary("paid_share")
        return nil
    }
}
