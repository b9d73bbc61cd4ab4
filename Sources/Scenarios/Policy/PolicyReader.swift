import Files
import Routing
import Simulation

/// Who handles what: the AI alone, the AI with a human, or a human.
struct PolicyReader: SectionReader {
    static let title = "Policy"
    static let keys: [ScenarioKey] = [
        ScenarioKey("policy", .mapping, .required, "Who handles what: the AI alone, the AI with a human, or a human."),
        ScenarioKey("policy.version", .text, .standard("1"), "Name of this policy in the audit trail."),
        ScenarioKey(
            "policy.threshold", [.word(ScenarioKeys.alwaysHuman), .share], .standard("80%"),
            "Calibrated confidence from which the AI answers alone; 'always' or 100%: a human sees everything. 0% "
                + "where policy.benefit is given."
        ),
        ScenarioKey(
            "policy.below_threshold", .choice(PolicyEffects.names), .standard("escalate"),
            "What becomes of queries below the threshold."),
        ScenarioKey(
            "policy.default_queue", .text, .needed("where there are several queues"),
            "Queue of contacts that nothing else sends elsewhere."),
        ScenarioKey(
            "policy.queues_by_intent", .members, .without("the queue of the channel, or the default queue"),
            "Queues by the predicted intent."),
        ScenarioKey("policy.queues_by_intent.*", .text, .member, "Queue of this intent."),
        ScenarioKey("policy.queues_by_channel", .members, .without("the default queue"), "Queues by channel."),
        ScenarioKey("policy.queues_by_channel.*", .text, .member, "Queue of this channel."),
        ScenarioKey(
            "policy.rule", .choice(ruleNames), .standard("threshold"),
            "What decides whether the AI answers alone, where no trigger does."),
        ScenarioKey(
            "policy.share", .share, .needed("for the rules share and random"),
            "Share of the queries that the AI answers."),
        ScenarioKey(
            "policy.drift_margin", .share, .standard("0%"), "Added to the threshold while a monitor reports drift."),
        ScenarioKey(
            "policy.human_request_phrases", .names, .without("23 phrases in English"),
            "How customers ask for a human, at word boundaries, whatever the case."),
        ScenarioKey(
            "policy.handoff", .mapping, .without("never"),
            "When the AI hands over a conversation (ai.turns) before it fails; learned at each retraining."),
        ScenarioKey(
            "policy.handoff.above", .share, .required,
            "Estimated probability of failure above which a human takes over."),
        ScenarioKey(
            "policy.benefit", .mapping, .without("it is not asked who is likelier right"),
            "A human for every query of which one is likelier right than the AI."),
        ScenarioKey(
            "policy.benefit.human_cost", .money, .required,
            "What a human costs: worth it where the wrong answers avoided cost more."),
        ScenarioKey("policy.audit", .mapping, .without("nothing is checked"), "Checks of AI answers by humans."),
        ScenarioKey("policy.audit.share", .share, .standard("0%"), "Share of the AI's answers that are checked."),
        ScenarioKey("policy.audit.queue", .text, .required, "Queue in which the checks wait."),
        ScenarioKey(
            "policy.audit.read_again", .flag, .standard("false"),
            "Whether checks that contradict the AI are read by another human, and by a third where those two differ."),
    ]
    private static let ruleNames = ["threshold", "expected_cost", "optimal", "share", "random"]

    let reading: Reading

    /// Who handles what, and where audits wait.
    ///
    /// - Parameters:
    ///   - usesAI: whether there is an AI.
    ///   - priorities: of the segments, by name.
    ///   - expected: what errors and lost customers are expected to cost.
    func read(usesAI: Bool, priorities: [String: Int], expected: ExpectedPrices) -> PolicyAsWritten {
        guard let section = root.required("policy", example: "(see scenarios/support.yaml)", { root.section($0) })
        else {
            return PolicyAsWritten()
        }
        defer { section.finish() }
        let defaultQueue = queueName(section, "default_queue", isRequired: catalog.queues.count > 1)
        var rules = PolicyRules(defaultQueue: defaultQueue ?? catalog.queues.first ?? "")
        rules.usesAI = usesAI
        rules.version = section.text("version") ?? "1"
        rules.threshold = readThreshold(section) ?? rules.threshold
        rules.belowThreshold = section.choice("below_threshold", PolicyEffects.all) ?? .escalate
        readRule(section, into: &rules)
        for (intent, queue, parent) in section.texts("queues_by_intent") {
            checkIntents([intent], at: parent, intent)
            _ = index(of: queue, in: catalog.queues, what: "queue", at: parent, intent)
            rules.queueByIntent[intent] = queue
        }
        for (channel, queue, parent) in section.texts("queues_by_channel") {
            _ = index(of: channel, in: catalog.channels, what: "channel", at: parent, channel)
            _ = index(of: queue, in: catalog.queues, what: "queue", at: parent, channel)
            rules.queueByChannel[channel] = queue
        }
        rules.priorityBySegment = priorities
        rules.triggers = TriggersReader(reading: reading).read(section)
        readBenefit(section, expected: expected, into: &rules)
        let handoffAbove = readHandoff(section)
        if rules.triggers.count > ReasonSet.maximumTriggers {
            section.report("triggers", "there are more than \(ReasonSet.maximumTriggers) triggers", "write fewer")
        }
        if usesAI, let trigger = TriggersReader(reading: reading).outOfScopeTrigger(beside: rules.triggers) {
            rules.triggers.append(trigger)
        }
        var auditQueue: Int?
        var readsAuditsAgain = false
        if let audit = section.section("audit") {
            rules.auditShare = audit.share("share") ?? 0
            auditQueue = queueName(audit, "queue", isRequired: true).flatMap { catalog.queues.firstIndex(of: $0) }
            readsAuditsAgain = audit.flag("read_again") ?? false
            audit.finish()
        }
        return PolicyAsWritten(
            rules: rules, auditQueue: auditQueue, readsAuditsAgain: readsAuditsAgain, handoffAbove: handoffAbove)
    }

    /// The confidence from which the AI answers alone, or that a human sees everything.
    private func readThreshold(_ section: Section) -> Double? {
        section.text("threshold", as: .word(ScenarioKeys.alwaysHuman)) == ScenarioKeys.alwaysHuman
            ? PolicyRules.alwaysHuman : section.share("threshold")
    }

    /// How it is decided whether the AI answers alone; what prices need from teams and costs is
    /// added by `ExpectedCostReader.priced`.
    private func readRule(_ section: Section, into rules: inout PolicyRules) {
        rules.driftMargin = section.share("drift_margin") ?? 0
        let share = section.share("share")
        let kinds = Self.ruleNames.map { ($0, $0) }
        let kind = section.choice("rule", kinds) ?? "threshold"
        if kind == "share" || kind == "random", share == nil {
            _ = section.required("share", example: "60%") { section.share($0) }
        }
        let cost = section.section("expected_cost").map { ExpectedCostReader(reading: reading).read($0) }
        switch kind {
        case "expected_cost": rules.rule = .expectedCost(cost ?? ExpectedCost(wrongAnswer: 0))
        case "optimal": rules.rule = .optimal(cost ?? ExpectedCost(wrongAnswer: 0))
        case "share": rules.rule = .share(share ?? 0)
        case "random": rules.rule = .random(share ?? 0)
        default: rules.rule = .threshold
        }
        if let phrases = section.names("human_request_phrases") {
            rules.humanRequestPhrases = phrases
            for phrase in phrases where !phrase.utf8.contains(where: { Self.isWord($0) }) {
                section.report(
                    "human_request_phrases", "the phrase '\(phrase)' has no letter or digit",
                    "write phrases such as 'talk to a human'")
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte >= 128
    }

    /// The estimated probability of failure above which the AI hands a conversation over; nil when it never does.
    private func readHandoff(_ policy: Section) -> Double? {
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
    private func readBenefit(_ policy: Section, expected: ExpectedPrices, into rules: inout PolicyRules) {
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

/// The policy as far as its section says it.
struct PolicyAsWritten {
    /// The rules, without prices that other sections know; nil when the section is missing.
    var rules: PolicyRules?
    /// Queue of the audits; nil where nothing is audited.
    var auditQueue: Int?
    /// Whether audits that contradict the AI are read again.
    var readsAuditsAgain = false
    /// Estimated probability of failure above which the AI hands a conversation over.
    var handoffAbove: Double?
}

/// What may become of a query that the AI does not answer alone.
enum PolicyEffects {
    /// The effects by name.
    static let all: [(String, Decision.Action)] = [
        ("escalate", .escalate), ("suggest", .suggest), ("approve", .approve), ("confirm", .confirm),
    ]
    /// Their names.
    static let names = all.map(\.0)
}
