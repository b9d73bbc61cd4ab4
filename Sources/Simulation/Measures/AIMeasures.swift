import Quantities
import Routing

/// Measures of traffic, and of what the AI does with it.
enum AIMeasures {
    /// Traffic, and what the AI does with it.
    static let traffic: [MeasureDefinition] = [
        MeasureDefinition(
            .queriesOffered, .queries, .mean, .neither, in: .trafficAndAI, label: "Queries offered",
            "Contacts that arrived for cases of the measured period.",
            formula: "first contacts in the period + their repeats, which count in the week of the first contact",
            pitfall: "Includes repeats: a policy that answers wrongly makes more of them.",
            by: [.channel, .segment, .intent, .week, .hour, .spike]
        ) { part in
            let offered = part[.cases] + part[.repeats]
            guard case .hour = part.member?.breakdown else { return .value(offered) }
            return .value(offered / (part[.measuredSeconds] / Seconds.perHour))
        },
        MeasureDefinition(
            .queriesRepeat, .queries, .mean, .lower, in: .trafficAndAI, label: "Repeat contacts",
            "Those of them that are repeat contacts.",
            formula: "contacts of a case after its first", pitfall: "Customers who gave up do not repeat.",
            by: [.channel, .segment, .intent, .week]
        ) { .value($0[.repeats]) },
    ]

    /// What the AI decides, and how well.
    static let ai: [MeasureDefinition] = [
        MeasureDefinition(
            .aiCoverage, .share, .ratio, .neither, in: .trafficAndAI, label: "Answered by the AI alone",
            "Share of the queries that the AI answered alone.",
            formula: "answered by the AI / offered",
            pitfall:
                "An outcome of threshold, triggers and learning, not a target; high coverage may be wrong answers.",
            by: [.channel, .segment, .intent, .week, .spike], when: .usesAI
        ) { $0.ratio(.answered, .cases, .repeats) },
        MeasureDefinition(
            .aiSelectiveRisk, .share, .ratio, .lower, in: .trafficAndAI, label: "Wrong among AI answers",
            "Share of the AI's own answers that were wrong.",
            formula: "wrong AI answers / AI answers",
            pitfall: "Known here because the simulator knows the truth; an operation sees it through audits only.",
            by: [.channel, .segment, .intent, .week, .spike], when: .usesAI
        ) { $0.ratio(.answeredWrong, .answered) },
        MeasureDefinition(
            .aiAnswerMean, .seconds, .ratio, .lower, in: .trafficAndAI, label: "Mean time to the AI's answer",
            "Mean time from the arrival of a contact that the AI answers alone to its answer.",
            formula: "time from arrival to the answer, turns and waits for the AI included / AI answers",
            pitfall: "The time of those it hands over is not in it.",
            by: [.channel, .segment, .intent, .week, .reason], when: .usesAI
        ) { $0.ratio(.answeredSeconds, .answered) },
        MeasureDefinition(
            .aiContainment, .share, .ratio, .higher, in: .trafficAndAI, label: "Contained",
            "Share of the queries that ended with no human and no repeat within the reopen window.",
            formula: "matters resolved by one AI answer / offered; a return after the reopen window is a new matter",
            pitfall:
                "A wrong answer that nobody noticed counts as contained: read it beside \(Measure.aiResolvedRight).",
            by: [.channel, .segment, .intent, .week, .reason], when: .usesAI
        ) { $0.ratio(.contained, .cases, .repeats) },
        MeasureDefinition(
            .aiResolvedRight, .share, .ratio, .higher, in: .trafficAndAI, label: "Resolved rightly by AI alone",
            "Share of cases resolved rightly without any human.",
            formula: "resolved with what the customer needed, no contact handled by a human / cases",
            pitfall: "Only a simulator knows it; audits estimate it.",
            by: [.channel, .segment, .intent, .week, .reason], when: .usesAI
        ) { $0.ratio(.resolvedRightAlone, .cases) },
        MeasureDefinition(
            .policyDecisions, .queries, .mean, .neither, in: .trafficAndAI, label: "Decisions of the policy",
            "Queries by the rule that decided about them: a trigger, doubt, or enough confidence.",
            formula: "offered queries whose decision this rule made; the first trigger that holds goes before doubt",
            pitfall: "Each query has one: triggers that also held are in the trace and the audit trail.",
            by: [.reason], when: .usesAI
        ) { .value($0[.cases] + $0[.repeats]) },
        MeasureDefinition(
            .aiCalibrationError, .share, .mean, .lower, in: .trafficAndAI, label: "Calibration error",
            "How far the AI's confidence is from its accuracy.",
            formula: "sum over 15 bins of confidence of |right - confidence| / first contacts read",
            pitfall: "Small samples make it look worse than it is; it says nothing of how many are right.",
            by: [.week], when: .usesAI
        ) { part in
            let index = part.member.map { $0.index + 1 } ?? 0
            return part.ledger.reliability[index].calibrationError.map { .value($0) }
        },
        MeasureDefinition(
            .aiThresholdMean, .share, .ratio, .neither, in: .trafficAndAI, label: "Mean threshold",
            "Mean confidence that was asked for before the AI answered alone.",
            formula: "sum of the thresholds in force, each within 0% and 100% / queries read",
            pitfall: "Of all queries, also those that a trigger takes away; a mean hides how far it moves.",
            by: [.channel, .segment, .week, .hour], when: .movesThreshold
        ) { $0.ratio(.thresholdSum, .thresholds) },
        MeasureDefinition(
            .aiConfirmations, .share, .ratio, .lower, in: .trafficAndAI, label: "Asked to confirm or rephrase",
            "Share of the queries whose customers were asked to confirm or rephrase.",
            formula: "asked to confirm or rephrase / offered",
            pitfall: "Each costs the customer a turn, also where the AI then answers rightly.",
            by: [.channel, .segment, .intent, .week], when: .confirms
        ) { $0.ratio(.confirmations, .cases, .repeats) },
        MeasureDefinition(
            .aiFailedCalls, .queries, .mean, .lower, in: .trafficAndAI, label: "Without a usable answer",
            "Queries to which an external or recorded AI had no usable answer, and which went to humans.",
            formula: "timed out, refused, no answer, an unknown intent, a confidence outside 0...1, or not recorded",
            pitfall: "Each costs a call as others do; \(Measure.aiCoverage) includes them in what was offered.",
            when: .asksOthers
        ) { part in part.member == nil ? .value(Double(part.ledger.failedCalls)) : nil },
        MeasureDefinition(
            .modelAccuracy, .share, .ratio, .higher, in: .learning, label: "Model accuracy",
            "Share of first contacts whose intent the model in use predicted rightly.",
            formula: "rightly predicted / read, texts met before left out",
            pitfall: "Of all queries, also those it escalated; the AI's answers are better than this.",
            by: [.channel, .segment, .intent, .week], when: .usesAI
        ) { $0.ratio(.readRight, .read) },
        weekAccuracy(.modelAccuracyFirstWeek, "first", of: { $0.first }),
        weekAccuracy(.modelAccuracyLastWeek, "last", of: { $0.last }),
        MeasureDefinition(
            .trainingLabels, .labels, .mean, .neither, in: .learning, label: "Human labels gathered",
            "Labels that humans gave in the measured period.",
            formula: "labels from escalations, approvals, suggestions and audits",
            pitfall: "More labels are no aim: escalating everything gives most of them.",
            by: [.week], when: .usesLabels
        ) { .value($0[.labels]) },
        MeasureDefinition(
            .trainingModelsPromoted, .models, .mean, .neither, in: .learning, label: "Models promoted",
            "New models that the promotion gate let in.",
            formula: "challengers promoted in the measured period",
            pitfall: "A gate that refuses nothing tells nothing.", when: .learns
        ) { .value(Double($0.ledger.modelsPromoted)) },
        MeasureDefinition(
            .trainingModelsRefused, .models, .mean, .neither, in: .learning, label: "Models refused",
            "New models that the promotion gate kept out.",
            formula: "challengers refused in the measured period",
            pitfall: "Once learning levels off, about half of the challengers are no better.",
            when: .learns
        ) { .value(Double($0.ledger.modelsRefused)) },
        MeasureDefinition(
            .fairnessMaxGap, .share, .mean, .lower, in: .trafficAndAI, label: "Largest gap between segments",
            "Largest difference of selective risk between two segments.",
            formula: "highest - lowest share of wrong AI answers among segments",
            pitfall: "Never 0 in a finite sample, also when all segments are served alike.",
            when: .comparesSegments
        ) { part in
            let risks = part.specification.catalog.segments.indices.compactMap { segment in
                LedgerPart(ledger: part.ledger, specification: part.specification, member: (.segment, segment))
                    .ratio(.answeredWrong, .answered)?.number
            }
            guard risks.count > 1, let highest = risks.max(), let lowest = risks.min() else { return nil }
            return .value(highest - lowest)
        },
    ]

    private static func weekAccuracy(
        _ measure: Measure, _ which: String, of choose: @escaping @Sendable (Range<Int>) -> Int?
    ) -> MeasureDefinition {
        MeasureDefinition(
            measure, .share, .ratio, .higher, in: .learning, label: "Model accuracy, \(which) week",
            "Accuracy of the model in use in the \(which) whole week measured.",
            formula: "as \(Measure.modelAccuracy), of that week",
            pitfall: "Compares weeks, so drift and a different mix of queries move it as well as learning.",
            when: .usesAIForWeeks
        ) { part in
            choose(part.specification.wholeWeeks).flatMap { week in
                LedgerPart(ledger: part.ledger, specification: part.specification, member: (.week, week))
                    .ratio(.readRight, .read)
            }
        }
    }
}
