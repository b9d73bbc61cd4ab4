import Routing

extension OperationSpecification {
    /// Whether humans audit AI answers.
    var audits: Bool { usesAI && auditQueue != nil && policy.auditShare > 0 }

    /// Whether humans spend time on labels.
    var labels: Bool {
        usesAI && training.map { $0.annotationSeconds > 0 || $0.feedback.readsAgain } ?? false
    }

    /// Whether humans do anything else than handle contacts.
    var doesOtherWork: Bool { has(.approve) || audits || labels }

    /// The rules of the policy that can decide, by their bits in `ReasonSet`; none where there is no AI, and so one only.
    var reasonBits: [Int] {
        guard usesAI else { return [] }
        let triggers = Array(policy.triggers.indices.prefix(ReasonSet.maximumTriggers))
        return triggers + (ai?.answers == nil ? [] : [ReasonSet.noPredictionBit])
            + [ReasonSet.doubtBit, ReasonSet.confidentBit]
    }
}
