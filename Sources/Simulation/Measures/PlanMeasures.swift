/// Measures of plans.
enum PlanMeasures {
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
            .planStarted, .queries, .mean, .neither, in: .humanQueues, label: "Plans begun",
            "Requests that the AI began to handle by a plan.",
            formula: "count of the measured period", pitfall: "Only what the policy left to the AI.", when: .plans
        ) { .value($0.ledger.plans.started) },
        MeasureDefinition(
            .planCompleted, .share, .ratio, .higher, in: .humanQueues, label: "Plans completed",
            "Share of the plans all of whose steps were done.",
            formula: "completed / started", pitfall: "Done is not right: see \(Measure.planRight).", when: .plans,
            value: tally(\.completed, \.started)),
        MeasureDefinition(
            .planRight, .share, .ratio, .higher, in: .humanQueues, label: "Right among completed plans",
            "Share of the completed plans that were what the customer wanted.",
            formula: "completed and right / completed", pitfall: "Edited plans are counted by what they were for.",
            when: .plans, value: tally(\.completedRight, \.completed)),
        MeasureDefinition(
            .planRejected, .share, .ratio, .neither, in: .humanQueues, label: "Plans rejected",
            "Share of the plans that a human rejected and somebody took over.",
            formula: "rejected / started", pitfall: "Humans reject right plans too: \(Measure.planRejectedRight).",
            when: .plansAsk,
            value: tally(\.rejected, \.started)),
        MeasureDefinition(
            .planRejectedRight, .share, .ratio, .lower, in: .humanQueues, label: "Right among rejected plans",
            "Share of the rejected plans that the customer wanted.",
            formula: "rejected although right / rejected", pitfall: "The price of a careful but hurried approver.",
            when: .plansAsk, value: tally(\.rejectedRight, \.rejected)),
        MeasureDefinition(
            .planApprovals, .approvals, .ratio, .lower, in: .humanQueues, label: "Approvals for each plan",
            "Approvals asked for, for each plan.",
            formula: "approvals asked for, those after a customer's reply included / started",
            pitfall: "An approval that went to another queue counts once.", when: .plansAsk,
            value: tally(\.asked, \.started)),
        MeasureDefinition(
            .planEdited, .share, .ratio, .neither, in: .humanQueues, label: "Answers that edit",
            "Share of the answers that changed something.",
            formula: "edits / answers", pitfall: "Changes cost the approver time.", when: .plansAsk,
            value: tally(\.edited, \.answered)),
        MeasureDefinition(
            .planResponded, .share, .ratio, .neither, in: .humanQueues, label: "Answers that ask",
            "Share of the answers that asked the customer first.",
            formula: "questions / answers", pitfall: "Each adds a wait for the reply and another approval.",
            when: .plansAsk, value: tally(\.responded, \.answered)),
        MeasureDefinition(
            .planTimedOut, .share, .ratio, .lower, in: .humanQueues, label: "Approvals timed out",
            "Share of the approvals that nobody answered in time.",
            formula: "sent to the other queue, because of the time or because this one was full / approvals asked for",
            pitfall: "Falls with a longer time-out, while plans take longer.", when: .plansTimeOut,
            value: tally(\.timedOut, \.asked)),
        MeasureDefinition(
            .planDurationMean, .seconds, .ratio, .lower, in: .humanQueues, label: "Mean time of a plan",
            "Mean time from the request to the last step, in seconds.",
            formula: "time of completed plans / completed", pitfall: "Rejected plans are in resolution.time only.",
            when: .plans, value: tally(\.duration, \.completed)),
        MeasureDefinition(
            .planStepsMean, .seconds, .ratio, .lower, in: .humanQueues, label: "of which steps",
            "Time that a completed plan's steps take, in seconds.",
            formula: "time of the steps / completed", pitfall: "What a plan would take if nobody had to approve.",
            when: .plans, value: tally(\.steps, \.completed)),
        MeasureDefinition(
            .planApprovalAddedMean, .seconds, .ratio, .lower, in: .humanQueues, label: "of which approvals",
            "What approvals add to a completed plan, in seconds.",
            formula: "time in approvals' queues and hands, and for customers' replies / completed",
            pitfall: "Of completed plans: human.approval.delay is of rejected ones too.", when: .plansAsk,
            value: tally(\.delay, \.completed)),
        MeasureDefinition(
            .planApprovalWaitMean, .seconds, .ratio, .lower, in: .humanQueues, label: "Mean wait of an approval",
            "Mean wait of an approval in queues, in seconds.",
            formula: "time in queues, before and after a time-out / answers",
            pitfall: "The bottleneck shows here, or in plan.approval.handle.", when: .plansAsk,
            value: tally(\.wait, \.answered)),
        MeasureDefinition(
            .planApprovalHandleMean, .seconds, .ratio, .lower, in: .humanQueues, label: "Mean time to answer",
            "Mean time that a human takes to answer, in seconds.",
            formula: "time in hands / answers", pitfall: "Edits take longer.", when: .plansAsk,
            value: tally(\.handling, \.answered)),
    ]
}
