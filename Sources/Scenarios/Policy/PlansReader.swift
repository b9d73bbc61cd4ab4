import Routing
import Simulation
import Stochastics
import Workforce

/// Requests that the AI carries out by several steps.
struct PlansReader: SectionReader {
    static let title = "Plans"
    static let keys: [ScenarioKey] = [
        ScenarioKey(
            "plans", .members, .without("the AI answers in one step"),
            "Requests that the AI carries out by several steps, by name."),
        ScenarioKey("plans.*.actions", .names, .oneOf(["actions", "intents"]), "Actions that it is for."),
        ScenarioKey("plans.*.intents", .names, .without("actions say it"), "Predicted intents that it is for."),
        ScenarioKey("plans.*.steps", .members, .required, "Its steps, in this order; 30 at most."),
        ScenarioKey("plans.*.steps.*.takes", .times, .required, "Time that the step takes."),
        ScenarioKey("plans.*.steps.*.pauses", .flag, .standard("false"), "Whether a human has to approve before it."),
        ScenarioKey(
            "plans.*.approve", .choice(["whole", "steps", "none"]),
            .without("steps where one of them pauses, else whole"),
            "What humans approve: the plan as a whole (without a step that pauses), its pauses, or nothing."),
        ScenarioKey("plans.*.queue", .text, .needed("where anything is approved"), "Queue in which approvals wait."),
        ScenarioKey("plans.*.priority", .whole(0...9), .standard("5"), "0 most urgent, 9 least."),
        ScenarioKey(
            "plans.*.time_out", .duration, .without("an approval waits for as long as it takes"),
            "Time after which an approval goes to escalate_to."),
        ScenarioKey(
            "plans.*.escalate_to", .text, .without("none; with a time_out it is needed"),
            "Queue of approvals that nobody answered in time."),
        ScenarioKey(
            "plans.*.rejected_to", .text, .without("the default queue"),
            "Queue of humans who take over rejected requests."),
        ScenarioKey("plans.*.edited", .share, .standard("0%"), "Share of right plans that the human changes."),
        ScenarioKey("plans.*.edit_time", .times, .standard("0 s"), "Time that a change takes."),
        ScenarioKey(
            "plans.*.responded", .share, .standard("0%"), "Share of approvals before which the customer is asked."),
        ScenarioKey(
            "plans.*.reply_after", .times, .without("none; with responded it is needed"),
            "Time that customers take to reply."),
        ScenarioKey(
            "plans.*.reasons", .members, .without("no reasons are given"),
            "Why humans reject: shares by name, 100% in all."),
        ScenarioKey("plans.*.reasons.*", .share, .member, "Share of the rejections."),
    ]

    let reading: Reading

    private enum Approval { case whole, steps, none }

    /// Most steps of a plan.
    private static let mostSteps = 30

    /// Requests that the AI handles by plans.
    func read(teams: [Team], rules: PolicyRules?, usesAI: Bool) -> [PlanSpecification] {
        let plans = root.sections("plans").compactMap { name, section in
            readPlan(name, section, teams: teams, rules: rules)
        }
        if !plans.isEmpty, !usesAI {
            root.report("plans", "there is no AI to make plans", "add 'ai', or remove 'plans'")
        }
        return plans
    }

    private func readPlan(_ name: String, _ section: Section, teams: [Team], rules: PolicyRules?) -> PlanSpecification?
    {
        defer { section.finish() }
        let actions = indices("actions", of: catalog.actions, what: "action", section)
        let intents = indices("intents", of: catalog.intents, what: "intent", section)
        if actions == nil, intents == nil {
            section.report(
                "actions", "the plan '\(name)' is for no requests", "write actions: [refund], or intents: [order]")
        }
        let (steps, times) = readSteps(section)
        let pauses = steps.contains(where: \.pauses)
        let kinds: [(String, Approval)] = [("whole", .whole), ("steps", .steps), ("none", .none)]
        let approval = section.choice("approve", kinds) ?? (pauses ? .steps : .whole)
        switch approval {
        case .steps where !pauses:
            section.report("approve", "no step pauses for an approval", "write pauses: true at a step")
        case .none where pauses:
            section.report("approve", "a step pauses for an approval", "write approve: steps, or remove 'pauses'")
        default: break
        }
        let plan = Plan(name: name, steps: steps, approvesWhole: approval == .whole)
        let queue = plan.asks ? section.required("queue", example: "approvals", { planQueue(section, $0, teams) }) : nil
        var found = PlanSpecification(
            plan: plan, actions: actions ?? [], intents: intents ?? [], stepTimes: times,
            queue: queue ?? (section.has("queue") ? planQueue(section, "queue", teams) : nil) ?? 0)
        found.priority = section.integer("priority", in: 0...9) ?? found.priority
        found.timeOutSeconds = section.seconds("time_out")
        if let other = section.has("escalate_to") ? planQueue(section, "escalate_to", teams) : nil {
            found.escalationQueue = other
            if found.timeOutSeconds == nil {
                section.report("escalate_to", "nothing goes there without a time_out", "add time_out: 30 min")
            }
        } else if found.timeOutSeconds != nil, !section.has("escalate_to") {
            section.report("time_out", "there is nowhere to go after it", "add escalate_to: a queue")
        }
        let usual = rules.flatMap { catalog.queues.firstIndex(of: $0.defaultQueue) }
        found.takeOverQueue =
            (section.has("rejected_to") ? planQueue(section, "rejected_to", teams) : usual) ?? found.queue
        found.edits = section.share("edited") ?? 0
        found.editTime = section.distribution("edit_time", .time) ?? found.editTime
        found.responds = section.share("responded") ?? 0
        found.replyTime = section.distribution("reply_after", .time) ?? found.replyTime
        if found.responds > 0, !section.has("reply_after") {
            section.report("responded", "how long customers take to reply is not said", "add reply_after: 1 h")
        }
        found.reasons = readReasons(section)
        return steps.isEmpty ? nil : found
    }

    private func readSteps(_ section: Section) -> ([Plan.Step], [Distribution]) {
        var steps: [Plan.Step] = []
        var times: [Distribution] = []
        for (name, details) in section.sections("steps") {
            defer { details.finish() }
            steps.append(Plan.Step(name: name, pauses: details.flag("pauses") ?? false))
            times.append(
                details.required("takes", example: "20 s") { details.distribution($0, .time) } ?? .constant(0))
        }
        section.ask("steps", .members, isRequired: true)
        if steps.isEmpty || steps.count > Self.mostSteps {
            section.report(
                "steps", steps.isEmpty ? "there are no steps" : "there are more than \(Self.mostSteps) steps",
                "write steps: {check: {takes: 20 s}, pay: {takes: 1 min, pauses: true}}")
        }
        return (steps, times)
    }

    private func readReasons(_ section: Section) -> [PlanSpecification.Reason] {
        guard let details = section.section("reasons") else { return [] }
        let reasons = details.members().map { name, _ in
            PlanSpecification.Reason(name: name, share: details.share(name) ?? 0)
        }
        section.checkShares("reasons", reasons.map(\.share))
        return reasons
    }

    /// A queue by name, which needs somebody who serves it.
    private func planQueue(_ section: Section, _ key: String, _ teams: [Team]) -> Int? {
        guard let name = section.text(key),
            let queue = index(of: name, in: catalog.queues, what: "queue", at: section, key)
        else { return nil }
        if !teams.contains(where: { $0.queues.contains(queue) && $0.agents > 0 }) {
            section.report(
                key, "no team with agents has the skill for queue '\(name)'", "add '\(name)' to the skills of a team")
        }
        return queue
    }

    private func indices(_ key: String, of names: [String], what: String, _ section: Section) -> [Bool]? {
        guard let wanted = section.names(key) else { return nil }
        let found = wanted.compactMap { index(of: $0, in: names, what: what, at: section, key) }
        return names.indices.map { found.contains($0) }
    }
}
