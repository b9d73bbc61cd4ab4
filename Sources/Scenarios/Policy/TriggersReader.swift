import Routing

/// Named rules beside the threshold. A condition is declared and read here, and holds in `TriggerCondition`.
struct TriggersReader: SectionReader {
    static let title = "Triggers"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "policy.triggers", .members, .without("none, but what is read as out_of_scope is escalated"),
            "Named rules beside the threshold; the first that holds decides, all that hold are recorded."),
        ScenarioKey(
            "policy.triggers.*.when", .mapping, .required, "Conditions, of which all that are given must hold."),
        condition("confidence_below", .share, "The AI is less sure than this."),
        condition("margin_below", .share, "The two likeliest intents are nearer than this."),
        condition("emotion_above", .share, "The customer sounds more upset than this."),
        condition("amount_above", .money, "The customer asks for more than this."),
        condition("earlier_contacts_at_least", .whole(0...1000), "So many contacts came before this one."),
        condition("failed_attempts_at_least", .whole(0...1000), "So many answers of the AI did not help."),
        condition("out_of_scope_above", .share, "The text looks stranger than this share of known ones."),
        condition("explicit_request", .flag, "The customer asks for a human in words."),
        condition("backlog_above", .whole(0...1_000_000_000), "More contacts wait in the queue it sends to."),
        condition("intent", .names, "The AI reads one of these intents."),
        condition("action", .names, "The customer asks for one of these actions."),
        condition("segment", .names, "The customer is in one of these segments."),
        condition("benefit_above", .share, "A human is likelier right than the AI by more than this."),
        ScenarioKey("policy.triggers.*.then", .choice(PolicyEffects.names), .required, "What becomes of the query."),
        ScenarioKey("policy.triggers.*.queue", .text, .without("as for other queries"), "Queue it sends to."),
        ScenarioKey(
            "policy.triggers.*.priority", .whole(0...9), .without("that of the segment"), "0 most urgent, 9 least."),
    ]

    /// A condition: one that is not given is of no account.
    private static func condition(_ name: String, _ kind: ScenarioKey.Kind, _ summary: String) -> ScenarioKey {
        ScenarioKey("policy.triggers.*.when.\(name)", kind, .without("of no account"), summary)
    }

    let reading: Reading

    /// The triggers in the order of the file.
    func read(_ policy: Section) -> [Trigger] {
        policy.sections("triggers").compactMap { name, trigger in readTrigger(name, trigger) }
    }

    private func readTrigger(_ name: String, _ section: Section) -> Trigger? {
        defer { section.finish() }
        var condition = TriggerCondition()
        if let when = section.required("when", example: "{emotion_above: 70%}", { section.section($0) }) {
            condition.confidenceBelow = when.share("confidence_below")
            condition.marginBelow = when.share("margin_below")
            condition.emotionAbove = when.share("emotion_above")
            condition.amountAbove = when.money("amount_above", currency: currency)
            condition.earlierContactsAtLeast = when.integer("earlier_contacts_at_least", in: 0...1000)
            condition.failedAttemptsAtLeast = when.integer("failed_attempts_at_least", in: 0...1000)
            condition.outOfScopeAbove = when.share("out_of_scope_above")
            condition.explicitRequest = when.flag("explicit_request")
            condition.backlogAbove = when.integer("backlog_above", in: 0...1_000_000_000)
            condition.intents = when.names("intent")
            condition.actions = when.names("action")
            condition.segments = when.names("segment")
            condition.benefitAbove = when.share("benefit_above")
            if let intents = condition.intents { checkIntents(intents, at: when, "intent") }
            for action in condition.actions ?? [] {
                _ = index(of: action, in: catalog.actions, what: "action", at: when, "action")
            }
            for segment in condition.segments ?? [] {
                _ = index(of: segment, in: catalog.segments, what: "segment", at: when, "segment")
            }
            when.finish()
            if condition == TriggerCondition() {
                section.report("when", "this condition always holds", "write a condition such as {emotion_above: 70%}")
            }
        }
        guard let effect = section.required("then", example: "escalate", { section.choice($0, PolicyEffects.all) })
        else {
            return nil
        }
        return Trigger(
            name: name, condition: condition, effect: effect, queue: queueName(section, "queue", isRequired: false),
            priority: section.integer("priority", in: 0...9))
    }

    /// What the AI reads as outside every intent it can answer goes to a human, unless a trigger names that intent.
    func outOfScopeTrigger(beside triggers: [Trigger]) -> Trigger? {
        let name = Reading.outOfScopeName
        guard reading.outOfScopeIntent != nil,
            !triggers.contains(where: { $0.condition.intents?.contains(name) ?? false })
        else { return nil }
        let isTaken = triggers.contains { $0.name == name }
        return Trigger(
            name: isTaken ? name + "_intent" : name, condition: TriggerCondition(intents: [name]), effect: .escalate)
    }
}
