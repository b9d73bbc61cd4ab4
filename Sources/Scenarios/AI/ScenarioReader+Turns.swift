import Routing
import Simulation
import Stochastics
import Traffic

extension ScenarioReader {
    /// Conversations of several turns; nil for an AI that answers at once.
    func readTurns(_ ai: Section) -> TurnSpecification? {
        guard let section = ai.section("turns") else { return nil }
        defer { section.finish() }
        for key in ["latency", "handling_time"] where ai.has(key) {
            ai.report(key, "the turns say already what time the AI takes", "give 'turns' or '\(key)', not both")
        }
        let seconds = section.required("seconds", example: "20 s") { section.distribution($0, .time) }
        var count = BatchSize.geometric(mean: 3)
        if section.value("count")?.scalar != nil {
            count = .fixed(section.integer("count", in: 1...50) ?? 1)
        } else if let details = section.section("count") {
            count = .geometric(
                mean: details.required("geometric", example: "3") { details.number($0, in: 1...20) } ?? 1)
            details.finish()
        }
        var turns = TurnSpecification(count: count, seconds: seconds ?? .constant(0))
        turns.fails = section.share("fails") ?? turns.fails
        turns.repeatsWhenRight = section.share("repeats_when_right") ?? turns.repeatsWhenRight
        turns.repeatsWhenWrong = section.share("repeats_when_wrong") ?? turns.repeatsWhenWrong
        turns.upsetWhenWrong = section.share("upset_when_wrong") ?? turns.upsetWhenWrong
        return turns
    }

    /// The estimated probability of failure above which the AI hands a conversation over; nil when it never does.
    func readHandoff(_ policy: Section) -> Double? {
        guard let section = policy.section("handoff") else { return nil }
        defer { section.finish() }
        if !(root.section("ai")?.has("turns") ?? false) {
            policy.report("handoff", "the AI has no conversations to hand over", "add ai.turns, or remove 'handoff'")
        }
        if !root.has("training") {
            policy.report("handoff", "when to hand over is learned at each retraining", "add 'training'")
        }
        return section.required("above", example: "50%") { section.share($0) }
    }

    /// A human for every query about which one is likelier right by so much that the error avoided is worth the human's
    /// cost: the last of the triggers, called `benefit`.
    func readBenefit(_ policy: Section, into rules: inout PolicyRules) {
        guard let section = policy.section("benefit") else { return }
        defer { section.finish() }
        // Without a threshold of its own the benefit alone decides.
        if !policy.has("threshold") { rules.threshold = 0 }
        guard
            let human = section.required(
                "human_cost", example: "4 \(currency)", { section.money($0, currency: currency) })
        else { return }
        let wrong = expected.wrongAnswer
        guard wrong > human else {
            section.report(
                "human_cost", "a human costs no less than a wrong answer, so that the rule can never hold",
                "write costs.wrong_answer or costs.wrong_case, or a lower human_cost")
            return
        }
        rules.triggers.append(
            Trigger(name: "benefit", condition: TriggerCondition(benefitAbove: human / wrong), effect: .escalate))
    }
}
