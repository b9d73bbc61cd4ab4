extension ScenarioKeys {
    private static let effects = ["escalate", "suggest", "approve", "confirm"]

    /// Queues, policy and plans.
    static let ofPolicy: [ScenarioKey] = [
        ScenarioKey("queues", .members, .required, "Queues in which contacts wait for humans, by name."),
        ScenarioKey(
            "queues.*.capacity", .whole(0...Int.max),
            "Most contacts that may wait; others are turned away. No limit without."),
        ScenarioKey(
            "queues.*.interruptible", .flag, .standard("false"),
            "Whether an agent puts a contact aside for a more urgent one that finds nobody idle."),
        ScenarioKey("policy", .mapping, .required, "Who handles what: the AI alone, the AI with a human, or a human."),
        ScenarioKey("policy.version", .text, .standard("1"), "Name of this policy in the audit trail."),
        ScenarioKey(
            "policy.threshold", [.word(alwaysHuman), .share], .standard("80%"),
            "Calibrated confidence from which the AI answers alone; 'always' or 100%: a human sees everything. "
                + "0% where policy.benefit is given."),
        ScenarioKey(
            "policy.below_threshold", .choice(effects), .standard("escalate"),
            "What becomes of queries below the threshold."),
        ScenarioKey(
            "policy.default_queue", .text, .needed("where there are several queues"),
            "Queue of contacts that nothing else sends elsewhere."),
        ScenarioKey("policy.queues_by_intent", .members, "Queues by the predicted intent."),
        ScenarioKey("policy.queues_by_intent.*", .text, "Queue of this intent."),
        ScenarioKey("policy.queues_by_channel", .members, "Queues by channel."),
        ScenarioKey("policy.queues_by_channel.*", .text, "Queue of this channel."),
        ScenarioKey(
            "policy.rule", .choice(["threshold", "expected_cost", "share", "random"]), .standard("threshold"),
            "What decides whether the AI answers alone, where no trigger does."),
        ScenarioKey(
            "policy.share", .share, .needed("for the rules share and random"),
            "Share of the queries that the AI answers."),
        ScenarioKey(
            "policy.expected_cost", .mapping,
            "Prices of the rule expected_cost beside those of costs, which say what errors and lost customers cost."),
        ScenarioKey(
            "policy.expected_cost.answer", .money,
            "What an answer costs, on top of reading; what costs.ai says that the vendor charges for one without."),
        ScenarioKey(
            "policy.expected_cost.human", .money, "What a human costs; wage x handle time of the queue's teams without."
        ),
        ScenarioKey(
            "policy.expected_cost.human_error", .share, "How often humans are wrong; label_error of the teams without."),
        ScenarioKey(
            "policy.expected_cost.waiting", .moneyPerTime,
            "What it costs that a customer waits, such as 0.10 USD per min."),
        ScenarioKey(
            "policy.expected_cost.patience", .duration(above: true), "Mean patience; that of the channel without."),
        ScenarioKey(
            "policy.drift_margin", .share, .standard("0%"), "Added to the threshold while a monitor reports drift."),
        ScenarioKey(
            "policy.human_request_phrases", .names, "How customers ask for a human; 23 phrases in English without."),
        ScenarioKey("policy.handoff", .mapping, "When the AI hands over a conversation (ai.turns) before it fails."),
        ScenarioKey(
            "policy.handoff.above", .share, .required,
            "Estimated probability of failure above which a human takes over."),
        ScenarioKey("policy.benefit", .mapping, "A human for every query of which one is likelier right than the AI."),
        ScenarioKey(
            "policy.benefit.human_cost", .money, .required,
            "What a human costs: worth it where the wrong answers avoided cost more."),
        ScenarioKey("policy.audit", .mapping, "Checks of AI answers by humans."),
        ScenarioKey("policy.audit.share", .share, .standard("0%"), "Share of the AI's answers that are checked."),
        ScenarioKey("policy.audit.queue", .text, .required, "Queue in which the checks wait."),
        ScenarioKey(
            "policy.triggers", .members, "Named rules beside the threshold; the first that holds decides."),
        ScenarioKey(
            "policy.triggers.*.when", .mapping, .required, "Conditions, of which all that are given must hold."),
        ScenarioKey("policy.triggers.*.when.confidence_below", .share, "The AI is less sure than this."),
        ScenarioKey("policy.triggers.*.when.margin_below", .share, "The two likeliest intents are nearer than this."),
        ScenarioKey("policy.triggers.*.when.emotion_above", .share, "The customer sounds more upset than this."),
        ScenarioKey("policy.triggers.*.when.amount_above", .money, "The customer asks for more than this."),
        ScenarioKey(
            "policy.triggers.*.when.earlier_contacts_at_least", .whole(0...1000),
            "So many contacts came before this one."),
        ScenarioKey(
            "policy.triggers.*.when.failed_attempts_at_least", .whole(0...1000),
            "So many answers of the AI did not help."),
        ScenarioKey(
            "policy.triggers.*.when.out_of_scope_above", .share,
            "The text looks stranger than this share of known ones."),
        ScenarioKey("policy.triggers.*.when.explicit_request", .flag, "The customer asks for a human in words."),
        ScenarioKey(
            "policy.triggers.*.when.backlog_above", .whole(0...1_000_000_000),
            "More contacts wait in the queue it sends to."),
        ScenarioKey("policy.triggers.*.when.intent", .names, "The AI reads one of these intents."),
        ScenarioKey("policy.triggers.*.when.action", .names, "The customer asks for one of these actions."),
        ScenarioKey("policy.triggers.*.when.segment", .names, "The customer is in one of these segments."),
        ScenarioKey(
            "policy.triggers.*.when.benefit_above", .share, "A human is likelier right than the AI by more than this."),
        ScenarioKey("policy.triggers.*.then", .choice(effects), .required, "What becomes of the query."),
        ScenarioKey("policy.triggers.*.queue", .text, "Queue; as for other queries without."),
        ScenarioKey(
            "policy.triggers.*.priority", .whole(0...9), "0 most urgent, 9 least; that of the segment without."),
        ScenarioKey("plans", .members, "Requests that the AI carries out by several steps, by name."),
        ScenarioKey("plans.*.actions", .names, .oneOf(["actions", "intents"]), "Actions that it is for."),
        ScenarioKey("plans.*.intents", .names, "Predicted intents that it is for."),
        ScenarioKey("plans.*.steps", .members, .required, "Its steps, in this order; 30 at most."),
        ScenarioKey("plans.*.steps.*.takes", .times, .required, "Time that the step takes."),
        ScenarioKey("plans.*.steps.*.pauses", .flag, .standard("false"), "Whether a human has to approve before it."),
        ScenarioKey(
            "plans.*.approve", .choice(["whole", "steps", "none"]),
            "What humans approve: the plan as a whole (without a step that pauses), its pauses, or nothing."),
        ScenarioKey(
            "plans.*.queue", .text, .needed("where anything is approved"), "Queue in which approvals wait."),
        ScenarioKey("plans.*.priority", .whole(0...9), .standard("5"), "0 most urgent, 9 least."),
        ScenarioKey("plans.*.time_out", .duration, "Time after which an approval goes to escalate_to."),
        ScenarioKey("plans.*.escalate_to", .text, "Queue of approvals that nobody answered in time."),
        ScenarioKey(
            "plans.*.rejected_to", .text, "Queue of humans who take over rejected requests; the default queue without."),
        ScenarioKey("plans.*.edited", .share, .standard("0%"), "Share of right plans that the human changes."),
        ScenarioKey("plans.*.edit_time", .times, .standard("0 s"), "Time that a change takes."),
        ScenarioKey(
            "plans.*.responded", .share, .standard("0%"), "Share of approvals before which the customer is asked."),
        ScenarioKey("plans.*.reply_after", .times, "Time that customers take to reply."),
        ScenarioKey("plans.*.reasons", .members, "Why humans reject: shares by name, 100% in all."),
        ScenarioKey("plans.*.reasons.*", .share, "Share of the rejections."),
    ]
}
