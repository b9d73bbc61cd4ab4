/// The measures by name, in the order in which reports show them.
///
/// Each has one `MeasureDefinition`, and its name is written here alone: dotted, with the unit as suffix where it has
/// one.
public enum Measure: String, CaseIterable, Sendable, CustomStringConvertible {
    // MARK: Traffic and AI

    /// Queries offered.
    case queriesOffered = "queries.offered"
    /// Repeat contacts.
    case queriesRepeat = "queries.repeat"
    /// Answered by the AI alone.
    case aiCoverage = "ai.coverage"
    /// Wrong among AI answers.
    case aiSelectiveRisk = "ai.selective_risk"
    /// Mean time to the AI's answer.
    case aiAnswerMean = "ai.answer.mean_s"
    /// Contained.
    case aiContainment = "ai.containment"
    /// Resolved rightly by the AI alone.
    case aiResolvedRight = "ai.resolved_right"
    /// Decisions of the policy.
    case policyDecisions = "policy.decisions"
    /// Calibration error.
    case aiCalibrationError = "ai.calibration_error"
    /// Largest gap between segments.
    case fairnessMaxGap = "fairness.max_gap"
    /// Wrong by its own account.
    case aiClaimedRisk = "ai.claimed_risk"
    /// Wrong by the audits.
    case aiAuditedRisk = "ai.audited_risk"
    /// The audited risk without the auditors' errors.
    case aiAuditedRiskCorrected = "ai.audited_risk.corrected"
    /// Half-width of the audited risk's interval.
    case aiAuditedRiskHalfWidth = "ai.audited_risk.half_width"
    /// Half-width of the corrected audited risk's interval.
    case aiAuditedRiskCorrectedHalfWidth = "ai.audited_risk.corrected.half_width"
    /// Wrong by its own account, put right by the audits.
    case aiRectifiedRisk = "ai.rectified_risk"
    /// Half-width of the rectified risk's interval.
    case aiRectifiedRiskHalfWidth = "ai.rectified_risk.half_width"
    /// Weeks whose interval holds the truth.
    case aiRectifiedRiskHeld = "ai.rectified_risk.held"
    /// Mean threshold.
    case aiThresholdMean = "ai.threshold.mean"
    /// Asked to confirm or rephrase.
    case aiConfirmations = "ai.confirmations"
    /// Without a usable answer.
    case aiFailedCalls = "ai.failed_calls"
    /// Handed over before failing.
    case aiHandoffEarly = "ai.handoff.early"
    /// Handed over needlessly.
    case aiHandoffFalse = "ai.handoff.false"
    /// Saved by an early handover.
    case aiHandoffSaved = "ai.handoff.saved_s"

    // MARK: Human queues and plans

    /// Handled by a human.
    case humanShare = "human.share"
    /// Needed approval.
    case humanApprovalShare = "human.approval_share"
    /// Changed by a human.
    case humanOverrideShare = "human.override_share"
    /// Wrong drafts accepted.
    case humanAcceptedWrong = "human.accepted_wrong"
    /// Wrong drafts stopped.
    case humanStoppedWrong = "human.stopped_wrong"
    /// Sent to humans.
    case humanSent = "human.sent"
    /// Mean wait.
    case humanWaitMean = "human.wait.mean_s"
    /// Median wait.
    case humanWaitP50 = "human.wait.p50_s"
    /// 90th percentile of waits.
    case humanWaitP90 = "human.wait.p90_s"
    /// 99th percentile of waits.
    case humanWaitP99 = "human.wait.p99_s"
    /// Mean speed of answer.
    case humanSpeedOfAnswerMean = "human.speed_of_answer.mean_s"
    /// Answered within 10 s.
    case humanAnsweredWithin10 = "human.answered_within_10_s"
    /// 99.9th percentile of waits.
    case humanWaitP999 = "human.wait.p99.9_s"
    /// Had to wait.
    case humanWaitProbability = "human.wait.probability"
    /// Gave up waiting.
    case humanAbandonment = "human.abandonment"
    /// Turned away.
    case humanBlocked = "human.blocked"
    /// Mean delay by approval.
    case humanApprovalDelayMean = "human.approval.delay.mean_s"
    /// Occupancy.
    case humanOccupancy = "human.occupancy"
    /// Mean handle time.
    case humanHandleMean = "human.handle.mean_s"
    /// Mean queue length.
    case humanQueueMeanLength = "human.queue.mean_length"
    /// Agents on shift.
    case humanStaffed = "human.staffed"
    /// Agents busy.
    case humanBusy = "human.busy"
    /// Hours of handling.
    case humanWorkHandling = "human.work.handling_h"
    /// Hours of approving.
    case humanWorkApproving = "human.work.approving_h"
    /// Hours of auditing.
    case humanWorkAuditing = "human.work.auditing_h"
    /// Hours of labelling.
    case humanWorkLabelling = "human.work.labelling_h"
    /// Contacts at once.
    case humanConcurrency = "human.concurrency"
    /// Repeats with the same agent.
    case humanSameAgent = "human.same_agent"
    /// Plans begun.
    case planStarted = "plan.started"
    /// Plans completed.
    case planCompleted = "plan.completed"
    /// Right among completed plans.
    case planRight = "plan.right"
    /// Plans rejected.
    case planRejected = "plan.rejected"
    /// Right among rejected plans.
    case planRejectedRight = "plan.rejected_right"
    /// Approvals for each plan.
    case planApprovals = "plan.approvals"
    /// Answers that edit.
    case planEdited = "plan.edited"
    /// Answers that ask.
    case planResponded = "plan.responded"
    /// Approvals timed out.
    case planTimedOut = "plan.timed_out"
    /// Mean time of a plan.
    case planDurationMean = "plan.duration.mean_s"
    /// Mean time of a plan's steps.
    case planStepsMean = "plan.steps.mean_s"
    /// Mean time that approvals add to a plan.
    case planApprovalAddedMean = "plan.approval.added.mean_s"
    /// Mean wait of an approval.
    case planApprovalWaitMean = "plan.approval.wait.mean_s"
    /// Mean time to answer.
    case planApprovalHandleMean = "plan.approval.handle.mean_s"
    /// Time put aside for each query.
    case humanInterruptionMean = "human.interruption.mean_s"
    /// Interruptions for each query.
    case humanInterruptions = "human.interruptions"

    // MARK: Resolution

    /// Resolved at first contact.
    case resolutionFirstContact = "resolution.first_contact"
    /// Resolved rightly.
    case resolutionRight = "resolution.right"
    /// Mean time to resolution.
    case resolutionTimeMean = "resolution.time.mean_s"
    /// Median time to resolution.
    case resolutionTimeP50 = "resolution.time.p50_s"
    /// 90% resolved within.
    case resolutionTimeP90 = "resolution.time.p90_s"
    /// 99% resolved within.
    case resolutionTimeP99 = "resolution.time.p99_s"
    /// Ended wrong.
    case resolutionWrong = "resolution.wrong"
    /// Lost.
    case resolutionLost = "resolution.lost"
    /// Nobody looked in time.
    case resolutionUnhandled = "resolution.unhandled"
    /// 99.9% resolved within.
    case resolutionTimeP999 = "resolution.time.p99.9_s"

    // MARK: Cost and revenue

    /// Total cost.
    case costTotal = "cost.total"
    /// Cost of humans.
    case costHuman = "cost.human"
    /// Cost of AI.
    case costAI = "cost.ai"
    /// The AI's vendor.
    case costVendor = "cost.vendor"
    /// Fixed costs.
    case costFixed = "cost.fixed"
    /// Cost of wrong answers.
    case costWrongAnswers = "cost.wrong_answers"
    /// Cost of cases that end wrong.
    case costWrongCases = "cost.wrong_cases"
    /// Cost of lost customers.
    case costLost = "cost.lost"
    /// Cost of what nobody looked at in time.
    case costUnhandled = "cost.unhandled"
    /// Cost per query.
    case costPerQuery = "cost.per_query"
    /// Cost per resolution.
    case costPerResolution = "cost.per_resolution"
    /// Revenue.
    case revenueTotal = "revenue.total"
    /// Margin.
    case marginTotal = "margin.total"
    /// What the policy weighs.
    case policyObjective = "policy.objective"

    // MARK: Learning

    /// Human labels gathered.
    case trainingLabels = "training.labels"
    /// Models promoted.
    case trainingModelsPromoted = "training.models_promoted"
    /// Models refused.
    case trainingModelsRefused = "training.models_refused"
    /// Model accuracy.
    case modelAccuracy = "model.accuracy"
    /// Model accuracy, first week.
    case modelAccuracyFirstWeek = "model.accuracy.first_week"
    /// Model accuracy, last week.
    case modelAccuracyLastWeek = "model.accuracy.last_week"
    /// Retrained.
    case trainingRetrainings = "training.retrainings"
    /// Recalibrated between.
    case trainingRecalibrations = "training.recalibrations"
    /// Models taken back.
    case trainingRollbacks = "training.rollbacks"
    /// Annotators agree.
    case annotationAgreement = "annotation.agreement"
    /// Agreement of annotators beyond chance.
    case annotationKappa = "annotation.kappa"
    /// Wrong labels kept.
    case annotationLabelError = "annotation.label_error"
    /// Error on gold items.
    case annotationGoldError = "annotation.gold_error"
    /// Error of the worst annotator on gold items.
    case annotationGoldErrorWorst = "annotation.gold_error.worst"
    /// Labels read again.
    case annotationReadAgain = "annotation.read_again"
    /// Labels changed by others than the first annotator.
    case annotationChanged = "annotation.changed"
    /// Labels skipped.
    case annotationSkipped = "annotation.skipped"
    /// Alarms.
    case monitorAlarms = "monitor.alarms"
    /// Alarms for drift.
    case monitorDriftAlarms = "monitor.drift.alarms"
    /// False alarms for drift.
    case monitorDriftFalseAlarms = "monitor.drift.false_alarms"
    /// Drift seen.
    case monitorDriftDetected = "monitor.drift.detected"
    /// Drift seen within two days.
    case monitorDriftDetectedSoon = "monitor.drift.detected_in_2_days"
    /// Time until drift is seen.
    case monitorDriftDelay = "monitor.drift.delay_s"
    /// Alarms because the model is unsure of the queries.
    case monitorConfidenceAlarms = "monitor.drift.confidence_alarms"
    /// Alarms because the queries look strange.
    case monitorScopeAlarms = "monitor.drift.scope_alarms"
    /// Alarms because more queries would be handed over.
    case monitorEscalationAlarms = "monitor.drift.escalation_alarms"
    /// Alarms because the intents' shares changed.
    case monitorShareAlarms = "monitor.drift.share_alarms"
    /// Alarms without labels that labels bore out.
    case monitorDriftConfirmed = "monitor.drift.confirmed"
    /// Time until a new matter has its name.
    case trainingNewIntentDelay = "training.new_intent.delay_s"
    /// New matters named rightly.
    case trainingNewIntentNamed = "training.new_intent.named_rightly"
    /// Alarms for a segment.
    case monitorSegmentAlarms = "monitor.segment.alarms"
    /// False alarms for a segment.
    case monitorSegmentFalseAlarms = "monitor.segment.false_alarms"
    /// Segment served worse seen.
    case monitorSegmentDetected = "monitor.segment.detected"
    /// Time until a segment served worse is seen.
    case monitorSegmentDelay = "monitor.segment.delay_s"
    /// Gap of the segments by audits.
    case monitorSegmentGap = "monitor.segment.gap"
    /// Answers flagged by humans.
    case monitorFlags = "monitor.flags"

    /// The dotted name.
    public var name: String { rawValue }

    /// The dotted name.
    public var description: String { rawValue }

    /// What says now what a measure of earlier versions said, in words; nil for any other name.
    ///
    /// - Parameter name: with a breakdown or without.
    public static func successor(of name: String) -> String? {
        guard name == "cost.errors" || name.hasPrefix("cost.errors{") else { return nil }
        return "\(costWrongAnswers) counts wrong answers of the AI, and \(costWrongCases) cases that end wrong"
    }

    /// The name of the measure of a service level.
    public static func serviceLevel(_ name: String) -> String { serviceLevelPrefix + name }

    /// Whether a name, with a breakdown or without, is that of a service level.
    public static func isServiceLevel(_ name: String) -> Bool { name.hasPrefix(serviceLevelPrefix) }

    /// What the names of service levels begin with; the scenario's name for one follows.
    public static let serviceLevelPrefix = "service_level."
}
