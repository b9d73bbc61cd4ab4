import Routing

/// What the audit trail says of approvals: that each was asked for, and how each ended.
extension SupportOperation {
    /// What a plan that waits for an approval waits for; nil where none does.
    func approval(_ place: Int, agent: Int?, answer: PlanAnswer?) -> AuditEvent.Approval? {
        guard let progress = planDesk[place].progress, case .approval(let step) = progress.state else { return nil }
        return AuditEvent.Approval(
            query: contacts[place].number, plan: progress.plan.name, step: step.map { progress.plan.steps[$0].name },
            agent: agent, answer: answer, queue: contacts[place].decision.queue)
    }

    /// A plan asks for an approval.
    mutating func recordRequest(_ place: Int, at now: Double) {
        contacts[place].steps.insert(.asksApproval)
        record(approval(place, agent: nil, answer: nil).map(AuditEvent.request), at: now)
    }

    /// An approval ends that no human has answered.
    ///
    /// - Parameter outcome: what became of the contact; nil where it goes on.
    mutating func endApproval(_ place: Int, _ kind: AuditEvent.ApprovalEnd.Kind, _ outcome: String?, at now: Double) {
        contacts[place].steps.remove(.asksApproval)
        record(
            .approvalEnd(
                .init(
                    query: contacts[place].number, queue: contacts[place].decision.queue, kind: kind, cause: outcome)),
            at: now)
    }

    mutating func record(_ event: AuditEvent?, at now: Double) {
        guard let event else { return }
        router.sink.record(event, at: now, policy: router.policy, catalog: router.catalog)
    }
}
