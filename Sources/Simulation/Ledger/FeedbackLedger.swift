import Routing
import Training

/// What came of feedback and monitors in one replication; see the measures of the same names.
public struct FeedbackLedger: Sendable {
    /// What the AI claims of its answers, and what audits of them say.
    struct Risk: Sendable {
        /// Answers given, and the sum of one minus their confidence.
        var answers = 0.0
        var claimed = 0.0
        var audited = AuditEstimate()
        var rectified = RectifiedRisk()
        /// Answers that were wrong in truth, which no operation knows.
        var wrong = 0.0
    }

    /// An event after which the AI's answers may get worse, and when a monitor said so.
    struct Fault: Sendable {
        var start: Double
        var detected: Double?
    }

    /// A matter that nobody has a name for at the start.
    struct NewIntent: Sendable {
        var intent: Int
        var start: Double
        /// Labels that were given its word, and those of them that truly were of it.
        var labels = 0.0
        var right = 0.0
        /// When its word became an intent, in seconds; nil where it did not.
        var named: Double?
        /// Whether that was after customers had begun to ask for it, with four of five labels right.
        var isNamedRightly = false

        /// A label was given its word.
        mutating func add(isRight: Bool) {
            labels += 1
            if isRight { right += 1 }
        }

        /// Its word becomes an intent.
        mutating func name(at now: Double) {
            named = now
            isNamedRightly = now >= start && right >= 0.8 * labels
        }
    }

    var whole = Risk()
    var segments: [Risk]
    var weeks: [Risk]
    var agreement: Agreement
    var gold = AnnotatorErrors()
    /// What all checks of labels say, those before the measured period included.
    var quality: LabelQuality
    /// Whether audits that contradict the AI are read again.
    let readsAuditsAgain: Bool
    /// Labels kept, and those of them that are wrong.
    var kept = 0.0
    var keptWrong = 0.0
    var skipped = 0.0
    /// Labels read a second time, those of them read because they were doubtful, and those changed by it or dropped.
    var readAgain = 0.0
    var doubted = 0.0
    var changed = 0.0
    /// Second readings given up, because nobody but the first annotator was there.
    var givenUp = 0.0
    /// Retrainings, and those brought about by labels or drift.
    var retrainings = 0.0
    var rollbacks = 0.0
    var recalibrations = 0.0
    var driftAlarms = 0.0
    var falseDriftAlarms = 0.0
    /// Alarms by what raised them, and those of streams without labels that labels bore out.
    var alarmsByStream: [AuditEvent.Alarm.Monitor: Double] = [:]
    var queryAlarms = 0.0
    var borneOut = 0.0
    var newIntents: [NewIntent]
    var segmentAlarms = 0.0
    var falseSegmentAlarms = 0.0
    /// The last gap seen of each segment.
    var gaps: [Double?]
    var flags = 0.0
    var faults: [Fault]
    /// Segments that the scenario makes worse, by segment; nil for the others.
    var segmentFaults: [Fault?]

    init(_ specification: OperationSpecification, weeks: Int) {
        let count = specification.catalog.segments.count
        segments = Array(repeating: Risk(), count: count)
        self.weeks = Array(repeating: Risk(), count: weeks)
        agreement = Agreement(labels: specification.catalog.intents.count)
        quality = LabelQuality(intents: specification.catalog.intents.count)
        readsAuditsAgain = specification.audits && specification.readsAuditsAgain
        gaps = Array(repeating: nil, count: count)
        newIntents = specification.laterIntents.map { NewIntent(intent: $0.intent, start: $0.start) }
        faults = specification.faultStarts.map { Fault(start: $0) }
        segmentFaults = specification.worseSince.map { $0.map { Fault(start: $0) } }
    }

    /// The risk of a part of the operation; nil where it is not kept by such parts.
    func risk(_ part: LedgerPart) -> Risk? {
        guard let member = part.member else { return whole }
        switch member.breakdown {
        case .segment: return segments.indices.contains(member.index) ? segments[member.index] : nil
        case .week: return weeks.indices.contains(member.index) ? weeks[member.index] : nil
        default: return nil
        }
    }

    mutating func answered(confidence: Double, isWrong: Bool, segment: Int, week: Int) {
        change(segment: segment, week: week) { risk in
            risk.answers += 1
            risk.claimed += 1 - confidence
            if isWrong { risk.wrong += 1 }
            risk.rectified.answered(claim: 1 - confidence)
        }
    }

    /// A customer comes back after an answer, within the reopen window.
    mutating func cameBack(confidence: Double, segment: Int, week: Int) {
        change(segment: segment, week: week) { $0.rectified.cameBack(claim: 1 - confidence) }
    }

    mutating func audited(
        isWrong: Bool, confidence: Double, cameBack: Bool, probability: Double, segment: Int, week: Int
    ) {
        let value = isWrong ? 1.0 : 0
        change(segment: segment, week: week) { risk in
            risk.audited.add(value, probability: probability)
            risk.rectified.audited(
                isWrong: isWrong, claim: 1 - confidence, cameBack: cameBack, probability: probability)
        }
    }

    private mutating func change(segment: Int, week: Int, _ change: (inout Risk) -> Void) {
        change(&whole)
        if segments.indices.contains(segment) { change(&segments[segment]) }
        if weeks.indices.contains(week) { change(&weeks[week]) }
    }

    /// Counts an alarm for drift: a false one where no fault had begun.
    mutating func driftAlarm(at now: Double, by monitor: AuditEvent.Alarm.Monitor) {
        driftAlarms += 1
        alarmsByStream[monitor, default: 0] += 1
        guard let fault = faults.lastIndex(where: { $0.start <= now }) else {
            falseDriftAlarms += 1
            return
        }
        if faults[fault].detected == nil { faults[fault].detected = now }
    }

    /// Counts an alarm for a segment: a false one where the scenario does not make it worse.
    mutating func segmentAlarm(_ segment: Int, at now: Double) {
        segmentAlarms += 1
        guard let fault = segmentFaults[segment], fault.start <= now else {
            falseSegmentAlarms += 1
            return
        }
        if fault.detected == nil { segmentFaults[segment]?.detected = now }
    }
}
