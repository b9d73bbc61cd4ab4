import Quantities
import Routing

/// Measures of monitors.
enum MonitorMeasures {
    /// What monitors say, and how soon.
    static let monitors: [MeasureDefinition] = [
        FeedbackMeasures.count(
            .monitorAlarms, .alarms, .neither, in: .learning, label: "Alarms", "Alarms of all monitors.",
            formula: "drift alarms + segment alarms",
            pitfall: "A segment that stays worse alarms at every look.", when: .watchesAudits
        ) { $0.driftAlarms + $0.segmentAlarms },
        FeedbackMeasures.count(
            .monitorDriftAlarms, .alarms, .neither, in: .learning, label: "... for drift",
            "Alarms for a rise of audited errors or flags, or of what the queries themselves show.",
            formula: "cuts of an ADWIN window after which the mean is higher, and alarms of streams without labels",
            pitfall: "A new model, or a policy that answers more, raises errors as well.", when: .watchesDrift
        ) { $0.driftAlarms },
        FeedbackMeasures.count(
            .monitorDriftFalseAlarms, .alarms, .lower, in: .learning, label: "... of these false",
            "Those of them before anything had happened.",
            formula: "alarms before the first drift, new intent or fault of the scenario; all, where it has none",
            pitfall: "Models that change are no fault of the scenario, and may alarm.", when: .watchesDrift
        ) { $0.falseDriftAlarms },
        MeasureDefinition(
            .monitorDriftDelay, .seconds, .ratio, .lower, in: .learning, label: "... after",
            "Time from the start of a fault to the first alarm after it.",
            formula: "sum of the times to detection / faults detected, each until the next one starts",
            pitfall: "Of the detected ones only: read it beside \(Measure.monitorDriftDetected).", when: .watchesFaults
        ) { part in delay(part.ledger.feedback?.faults ?? []) },
        MeasureDefinition(
            .monitorDriftDetected, .share, .ratio, .higher, in: .learning, label: "Drift seen",
            "Share of the faults after which an alarm came.",
            formula: "faults with an alarm before the next one starts / faults",
            pitfall: "A fault that does not make answers worse should not alarm.", when: .watchesFaults
        ) { part in detected(part.ledger.feedback?.faults ?? []) },
        MeasureDefinition(
            .monitorDriftDetectedSoon, .share, .ratio, .higher, in: .learning, label: "... within 2 days",
            "Share of the faults after which an alarm came within two days.",
            formula: "faults with an alarm in the two days after their start / faults",
            pitfall: "A monitor that always alarms sees all: read it beside \(Measure.monitorDriftFalseAlarms).",
            when: .watchesFaults
        ) { part in
            let faults = part.ledger.feedback?.faults ?? []
            guard !faults.isEmpty else { return nil }
            let soon = faults.count { ($0.detected ?? .infinity) <= $0.start + 2 * Seconds.perDay }
            return .ratio(numerator: Double(soon), denominator: Double(faults.count))
        },
        alarms(.monitorConfidenceAlarms, .confidence, "... by confidence", "the model is less sure of the queries"),
        alarms(.monitorScopeAlarms, .scope, "... by strangeness", "the queries look strange to the model"),
        alarms(.monitorEscalationAlarms, .escalations, "... by escalations", "more queries would be handed over"),
        alarms(.monitorShareAlarms, .shares, "... by shares of intents", "the intents' shares have changed"),
        MeasureDefinition(
            .monitorDriftConfirmed, .share, .ratio, .neither, in: .learning, label: "... borne out by labels",
            "Share of the alarms without labels that labels bore out in time.",
            formula: "those after which labels or audits show more errors, or a new intent gets its name / alarms",
            pitfall: "Labels need days: an alarm late in the run has no time left.", when: .watchesQueries
        ) { part in
            guard let book = part.ledger.feedback, book.queryAlarms > 0 else { return nil }
            return .ratio(numerator: book.borneOut, denominator: book.queryAlarms)
        },
        MeasureDefinition(
            .trainingNewIntentDelay, .seconds, .ratio, .lower, in: .learning, label: "A new matter named after",
            "Time from the first customers with a new matter until it is an intent.",
            formula: "sum of the times of those named rightly / their number",
            pitfall: "Of the named ones only: read it beside \(Measure.trainingNewIntentNamed).", when: .namesIntents
        ) { part in
            let named = (part.ledger.feedback?.newIntents ?? []).filter(\.isNamedRightly)
            guard !named.isEmpty else { return nil }
            let seconds = named.reduce(0) { $0 + ($1.named ?? $1.start) - $1.start }
            return .ratio(numerator: seconds, denominator: Double(named.count))
        },
        MeasureDefinition(
            .trainingNewIntentNamed, .share, .ratio, .higher, in: .learning, label: "New matters named rightly",
            "Share of the new matters whose word became an intent, and rightly.",
            formula: "named after they began, with 80% or more of their labels right / new matters",
            pitfall: "A matter that begins late in the run has no time left.", when: .namesIntents
        ) { part in
            guard let matters = part.ledger.feedback?.newIntents, !matters.isEmpty else { return nil }
            return .ratio(numerator: Double(matters.count { $0.isNamedRightly }), denominator: Double(matters.count))
        },
        FeedbackMeasures.count(
            .monitorFlags, .flags, .neither, in: .learning, label: "Answers flagged by humans",
            "AI answers that humans flagged as wrong when the customer came back.",
            formula: "flags in the measured period", pitfall: "Only customers who come back and meet a human count.",
            when: .flags
        ) { $0.flags },
        FeedbackMeasures.count(
            .monitorSegmentAlarms, .alarms, .neither, in: .learning, label: "Alarms for a segment",
            "Alarms for a segment whose answers are wrong more often.",
            formula: "segments at looks with p below the level (Holm over segments, Bonferroni over a year of looks)",
            pitfall: "One worse segment alarms at every look.", when: .watchesSegments
        ) { $0.segmentAlarms },
        FeedbackMeasures.count(
            .monitorSegmentFalseAlarms, .alarms, .lower, in: .learning, label: "... of these false",
            "Those for segments that the scenario does not make worse.",
            formula: "alarms for a segment without a dialect or a lower accuracy, or before it begins",
            pitfall: "Segments may differ by their mix of intents, too.", when: .watchesSegments
        ) { $0.falseSegmentAlarms },
        MeasureDefinition(
            .monitorSegmentDelay, .seconds, .ratio, .lower, in: .learning, label: "... after",
            "Time until the first alarm for a segment that is served worse.",
            formula: "sum of the times from when it began / such segments detected",
            pitfall: "Of the detected ones only: read it beside \(Measure.monitorSegmentDetected).",
            when: .watchesWorseSegments
        ) { part in delay((part.ledger.feedback?.segmentFaults ?? []).compactMap { $0 }) },
        MeasureDefinition(
            .monitorSegmentDetected, .share, .ratio, .higher, in: .learning, label: "Segment served worse seen",
            "Share of the segments served worse that were found.",
            formula: "segments with an alarm / segments that the scenario makes worse",
            pitfall: "Grows with the audits and the length of the run.", when: .watchesWorseSegments
        ) { part in detected((part.ledger.feedback?.segmentFaults ?? []).compactMap { $0 }) },
        MeasureDefinition(
            .monitorSegmentGap, .difference, .mean, .neither, in: .learning, label: "Gap of the segments by audits",
            "Audited risk of a segment less that of the others, at the last look.",
            formula: "Hajek estimates of both over the window of the monitor",
            pitfall: "Also where all are alike it is hardly ever 0.", by: [.segment], when: .watchesSegments
        ) { part in
            guard let member = part.member, let gap = part.ledger.feedback?.gaps[member.index] else { return nil }
            return .value(gap)
        },
    ]

    private static func alarms(
        _ measure: Measure, _ monitor: AuditEvent.Alarm.Monitor, _ label: String, _ reason: String
    ) -> MeasureDefinition {
        FeedbackMeasures.count(
            measure, .alarms, .neither, in: .learning, label: label, "Alarms for drift because \(reason).",
            formula: "alarms of the stream while no other alarm was on",
            pitfall: "Of several streams at once the clearest counts.",
            when: monitor == .shares ? .watchesShares : .watchesQueries
        ) { $0.alarmsByStream[monitor] ?? 0 }
    }

    @Sendable private static func delay(_ faults: [FeedbackLedger.Fault]) -> MeasureValue? {
        let delays = faults.compactMap { fault in fault.detected.map { $0 - fault.start } }
        return delays.isEmpty ? nil : .ratio(numerator: delays.reduce(0, +), denominator: Double(delays.count))
    }

    @Sendable private static func detected(_ faults: [FeedbackLedger.Fault]) -> MeasureValue? {
        guard !faults.isEmpty else { return nil }
        return .ratio(numerator: Double(faults.count { $0.detected != nil }), denominator: Double(faults.count))
    }
}
