import Quantities

/// Measures of what people spend their hours on.
enum WorkMeasures {
    /// Hours of people by kind of work; together they are the time that people are busy.
    static let work: [MeasureDefinition] = [
        hours(
            .humanWorkHandling, "Hours of handling", "Hours that humans spent on customers' contacts.",
            formula: "busy time less approving, auditing and labelling / 3600",
            pitfall: "Grows with the length of the period; a suggestion that a human takes is handling too."
        ) { part in
            let shares = part.specification.assignment?.sharesAgents ?? false
            let others = part[.approvingSeconds] + part[.auditingSeconds] + part[.labellingSeconds]
            return max(0, part[shares ? .loadSeconds : .busySeconds] - others)
        },
        hours(
            .humanWorkApproving, "Hours of approving", "Hours that humans spent on drafts and plans of the AI.",
            formula: "time with approvals, changed drafts included / 3600",
            pitfall: "A plan that is rejected is handled afterwards: that is handling.", when: .approves
        ) { $0[.approvingSeconds] },
        hours(
            .humanWorkAuditing, "Hours of auditing", "Hours that humans spent checking answers of the AI.",
            formula: "time with audits, without writing the label down / 3600",
            pitfall: "The price of knowing how good the AI is.", when: .audits
        ) { $0[.auditingSeconds] },
        hours(
            .humanWorkLabelling, "Hours of labelling", "Hours that humans spent writing labels down.",
            formula: "annotation time of contacts and audits, and second readings and gold items / 3600",
            pitfall: "What a decision costs that had to be made anyway is not in it.", when: .labels
        ) { $0[.labellingSeconds] },
    ]

    private static func hours(
        _ measure: Measure, _ label: String, _ meaning: String, formula: String, pitfall: String,
        when condition: MeasureCondition = .always, seconds: @escaping @Sendable (LedgerPart) -> Double
    ) -> MeasureDefinition {
        MeasureDefinition(
            measure, .hours, .mean, .neither, in: .humanQueues, label: label, meaning, formula: formula,
            pitfall: pitfall, when: condition
        ) { .value(seconds($0) / Seconds.perHour) }
    }
}
