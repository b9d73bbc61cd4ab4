extension MeasureDefinition {
    private static func tally(
        _ numerator: @escaping @Sendable (PlanTally) -> Double, _ denominator: @escaping @Sendable (PlanTally) -> Double
    ) -> @Sendable (LedgerPart) -> MeasureValue? {
        { part in
            let below = denominator(part.ledger.plans)
            return below > 0 ? .ratio(numerator: numerator(part.ledger.plans), denominator: below) : nil
        }
    }

    /// Requests with several steps, and what their approvals add.
    static let plans: [MeasureDefinition] = [
        MeasureDefinition(
            "plan.started", .queries, .mean, .neither, "Requests that the AI began to handle by a plan.",
            formula: "count of the measured period", pitfall: "Only what the policy left to the AI.", when: .plans
        ) { .value($0.ledger.plans.started) },
        MeasureDefinition(
            "plan.completed", .share, .ratio, .higher, "Share of the plans all of whose steps were done.",
            formula: "completed / started", pitfall: "Done is not right: see plan.right.", when: .plans,
            value: tally(\.completed, \.started)),
        MeasureDefinition(
            "plan.right", .share, .ratio, .higher, "Share of the completed plans that were what the customer wanted.",
            formula: "completed and right / completed", pitfall: "Edited plans are counted by what they were for.",
            when: .plans, value: tally(\.completedRight, \.completed)),
        MeasureDefinition(
            "plan.rejected", .share, .ratio, .neither,
            "Share of the plans that a human rejected and somebody took over.",
            formula: "rejected / started", pitfall: "Humans reject right plans too: plan.rejected_right.",
            when: .plansAsk,
            value: tally(\.rejected, \.started)),
        MeasureDefinition(
            "plan.rejected_right", .share, .ratio, .lower, "Share of the rejected plans that the customer wanted.",
            formula: "rejected although right / rejected", pitfall: "The price of a careful but hurried approver.",
            when: .plansAsk, value: tally(\.rejectedRight, \.rejected)),
        MeasureDefinition(
            "plan.approvals", .approvals, .ratio, .lower, "Approvals asked for, for each plan.",
            formula: "approvals asked for, those after a customer's reply included / started",
            pitfall: "An approval that went to another queue counts once.", when: .plansAsk,
            value: tally(\.asked, \.started)),
        MeasureDefinition(
            "plan.edited", .share, .ratio, .neither, "Share of the answers that changed something.",
            formula: "edits / answers", pitfall: "Changes cost the approver time.", when: .plansAsk,
            value: tally(\.edited, \.answered)),
        MeasureDefinition(
            "plan.responded", .share, .ratio, .neither, "Share of the answers that asked the customer first.",
            formula: "questions / answers", pitfall: "Each adds a wait for the reply and another approval.",
            when: .plansAsk, value: tally(\.responded, \.answered)),
        MeasureDefinition(
            "plan.timed_out", .share, .ratio, .lower, "Share of the approvals that nobody answered in time.",
            formula: "sent to the other queue, because of the time or because this one was full / approvals asked for",
            pitfall: "Falls with a longer time-out, while plans take longer.", when: .plansTimeOut,
            value: tally(\.timedOut, \.asked)),
        MeasureDefinition(
            "plan.duration.mean_s", .seconds, .ratio, .lower,
            "Mean time from the request to the last step, in seconds.",
            formula: "time of completed plans / completed", pitfall: "Rejected plans are in resolution.time only.",
            when: .plans, value: tally(\.duration, \.completed)),
        MeasureDefinition(
            "plan.steps.mean_s", .seconds, .ratio, .lower, "Time that a completed plan's steps take, in seconds.",
            formula: "time of the steps / completed", pitfall: "What a plan would take if nobody had to approve.",
            when: .plans, value: tally(\.steps, \.completed)),
        MeasureDefinition(
            "plan.approval.added.mean_s", .seconds, .ratio, .lower,
            "What approvals add to a completed plan, in seconds.",
            formula: "time in approvals' queues and hands, and for customers' replies / completed",
            pitfall: "Of completed plans: human.approval.delay is of rejected ones too.", when: .plansAsk,
            value: tally(\.delay, \.completed)),
        MeasureDefinition(
            "plan.approval.wait.mean_s", .seconds, .ratio, .lower, "Mean wait of an approval in queues, in seconds.",
            formula: "time in queues, before and after a time-out / answers",
            pitfall: "The bottleneck shows here, or in plan.approval.handle.", when: .plansAsk,
            value: tally(\.wait, \.answered)),
        MeasureDefinition(
            "plan.approval.handle.mean_s", .seconds, .ratio, .lower,
            "Mean time that a human takes to answer, in seconds.",
            formula: "time in hands / answers", pitfall: "Edits take longer.", when: .plansAsk,
            value: tally(\.handling, \.answered)),
    ]
}
