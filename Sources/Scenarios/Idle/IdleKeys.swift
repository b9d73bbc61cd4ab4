import Routing
import Simulation

/// Finds the keys of a sound scenario that are given and change nothing.
///
/// Only what cannot have an effect is named, whatever customers do: a key that may be idle in some run is none.
struct IdleKeys {
    private let root: Section
    private let it: OperationSpecification
    private var found: [IdleKey] = []

    /// The keys, in the order of the documentation.
    static func find(in root: Section, _ specification: OperationSpecification) -> [IdleKey] {
        var keys = IdleKeys(root: root, it: specification)
        if specification.ai == nil {
            keys.findWithoutAI()
        } else {
            keys.findOfRule()
            keys.findOfAI()
        }
        keys.findOfCustomers()
        keys.findOfTeams()
        return keys.found
    }

    private init(root: Section, it: OperationSpecification) {
        self.root = root
        self.it = it
    }

    /// Notes the keys of a section that are given.
    private mutating func note(_ section: Section?, _ keys: [String], _ reason: String, _ change: String?) {
        guard let section else { return }
        for key in keys where section.has(key) { found.append(IdleKey(section.join(key), reason, change)) }
    }

    /// Notes the keys of a section at the top that are given.
    private mutating func note(_ name: String, _ keys: [String], _ reason: String, _ change: String?) {
        note(root.section(name), keys, reason, change)
    }

    private mutating func findWithoutAI() {
        note(
            "policy",
            [
                "threshold", "below_threshold", "rule", "share", "expected_cost", "drift_margin", "triggers",
                "human_request_phrases", "queues_by_intent", "audit",
            ], "there is no AI", "add 'ai'")
    }

    // MARK: What the rule does not look at

    /// Whether the rule lets the AI answer everything, or nothing.
    private var answers: (all: Bool, nothing: Bool) {
        let rules = it.policy
        return switch rules.rule {
        case .threshold:
            (rules.threshold <= 0 && rules.driftMargin <= 0, rules.threshold >= PolicyRules.alwaysHuman)
        case .share(let share), .random(let share): (share >= 1, share <= 0)
        case .expectedCost, .optimal: (false, false)
        }
    }

    private mutating func findOfRule() {
        let rules = it.policy
        let rule = "policy.rule is \(rules.rule.name)"
        switch rules.rule {
        case .threshold:
            note("policy", ["share"], rule, "write rule: share")
            note("policy", ["expected_cost"], rule, "write rule: expected_cost")
        case .expectedCost, .optimal:
            note("policy", ["threshold"], rule, "write rule: threshold")
            note("policy", ["share"], rule, "write rule: share")
            if !rules.pricesHumans {
                note(
                    root.section("policy")?.section("expected_cost"), ["patience"],
                    "waiting and lost customers have no price", "price one of them")
            }
        case .share:
            note("policy", ["expected_cost"], rule, "write rule: expected_cost")
            if answers.all || answers.nothing {
                note("policy", ["threshold"], "policy.share leaves no choice", nil)
            }
        case .random:
            note("policy", ["threshold"], rule, "write rule: threshold")
            note("policy", ["expected_cost"], rule, "write rule: expected_cost")
            note("policy", ["drift_margin"], rule + ", which has no threshold", nil)
        }
        findOfDecisions(rules)
    }

    private mutating func findOfDecisions(_ rules: PolicyRules) {
        let isRandom = if case .random = rules.rule { true } else { false }
        if it.monitors?.drift == nil, !isRandom {
            note(
                "policy", ["drift_margin"], "no monitor watches for drift", "add monitors: {drift: {}}")
        } else if answers.nothing, !isRandom {
            note("policy", ["drift_margin"], "the AI answers nothing anyway", nil)
        }
        if answers.all {
            note("policy", ["below_threshold"], "the AI answers whatever no trigger takes away", nil)
        }
        if answers.nothing { note("policy", ["audit"], "the AI answers nothing that could be audited", nil) }
        if !rules.triggers.contains(where: { $0.condition.explicitRequest != nil }) {
            note(
                "policy", ["human_request_phrases"], "no trigger asks for them",
                "add a trigger with explicit_request: true")
        }
    }

    // MARK: The AI, customers and teams

    private mutating func findOfAI() {
        if it.ai?.assumed != nil {
            note(
                "ai", ["features", "first_labels_per_intent", "first_label_error"], "the AI's accuracy is assumed",
                nil)
        } else if it.ai?.answers != nil {
            note("ai", ["features", "first_labels_per_intent"], "the AI is not trained here", nil)
        }
        if !reviews(.suggest) {
            note("ai", ["suggestion_saves"], "nothing is suggested", "write below_threshold: suggest")
        }
    }

    private mutating func findOfCustomers() {
        let customers = it.customers
        let moods = [customers.noticesWrong, customers.upset?.noticesWrong ?? 0]
        if moods.allSatisfy({ $0 <= 0 }) {
            note("customers", ["return"], "nobody notices what is wrong", "raise notice_wrong")
        }
        if !customers.anybodyReturns {
            note(
                "customers", ["return_after", "reopen_window", "upset_on_return"], "nobody comes back",
                "say how customers return")
        }
        if !reviews(.confirm) {
            note("customers", ["rephrase_after"], "nobody is asked to confirm", "add then: confirm")
        }
    }

    private mutating func findOfTeams() {
        let isApproved = reviews(.approve) || !it.plans.isEmpty
        let isAudited = it.ai != nil && it.auditQueue != nil && it.policy.auditShare > 0
        for (_, team) in root.sections("teams") {
            if !isApproved { note(team, ["approval_time"], "nothing is approved", nil) }
            if !isAudited { note(team, ["audit_time"], "nothing is audited", nil) }
        }
    }

    /// Whether the policy can decide on an action.
    private func reviews(_ action: Decision.Action) -> Bool {
        it.ai != nil
            && (it.policy.belowThreshold == action && !answers.all
                || it.policy.triggers.contains { $0.effect == action })
    }
}
