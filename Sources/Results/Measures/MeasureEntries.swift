extension MeasureGuide {
    /// Every measure of the result format, in the order shown.
    package static let entries: [MeasureEntry] =
        trafficEntries + queueEntries + resolutionEntries + costEntries + learningEntries

    private static let trafficEntries: [MeasureEntry] = [
        entry("queries.offered", .trafficAndAI, "Queries offered"),
        entry("queries.repeat", .trafficAndAI, "Repeat contacts"),
        entry("ai.coverage", .trafficAndAI, "Answered by the AI alone"),
        entry("ai.selective_risk", .trafficAndAI, "Wrong among AI answers"),
        entry("ai.containment", .trafficAndAI, "Contained"),
        entry("ai.calibration_error", .trafficAndAI, "Calibration error"),
        entry("fairness.max_gap", .trafficAndAI, "Largest gap between segments"),
        entry("ai.claimed_risk", .trafficAndAI, "Wrong by its own account"),
        entry("ai.audited_risk", .trafficAndAI, "Wrong by the audits"),
        entry("ai.audited_risk.corrected", .trafficAndAI, "... auditors' errors taken out"),
        entry("ai.audited_risk.half_width", .trafficAndAI, "... known to plus or minus"),
        entry("ai.threshold.mean", .trafficAndAI, "Mean threshold"),
        entry("ai.confirmations", .trafficAndAI, "Asked to confirm or rephrase"),
        entry("ai.failed_calls", .trafficAndAI, "Without a usable answer"),
        entry("ai.handoff.early", .trafficAndAI, "Handed over before failing"),
        entry("ai.handoff.false", .trafficAndAI, "Handed over needlessly"),
        entry("ai.handoff.saved_s", .trafficAndAI, "Saved by an early handover"),
    ]

    private static let queueEntries: [MeasureEntry] = [
        entry("human.share", .humanQueues, "Handled by a human"),
        entry("human.approval_share", .humanQueues, "Needed approval"),
        entry("human.override_share", .humanQueues, "Changed by a human"),
        entry("human.wait.mean_s", .humanQueues, "Mean wait"),
        entry("human.wait.p50_s", .humanQueues, "Median wait"),
        entry("human.wait.p90_s", .humanQueues, "90th percentile of waits"),
        entry("human.wait.p99_s", .humanQueues, "99th percentile of waits"),
        entry("human.wait.probability", .humanQueues, "Had to wait"),
        entry("human.abandonment", .humanQueues, "Gave up waiting"),
        entry("human.blocked", .humanQueues, "Turned away"),
        entry("human.approval.delay.mean_s", .humanQueues, "Mean delay by approval"),
        entry("human.occupancy", .humanQueues, "Occupancy"),
        entry("human.handle.mean_s", .humanQueues, "Mean handle time"),
        entry("human.queue.mean_length", .humanQueues, "Mean queue length"),
        entry("human.staffed", .humanQueues, "Agents on shift"),
        entry("human.busy", .humanQueues, "Agents busy"),
        entry("human.concurrency", .humanQueues, "Contacts at once"),
        entry("human.same_agent", .humanQueues, "Repeats with the same agent"),
        entry("plan.started", .humanQueues, "Plans begun"),
        entry("plan.completed", .humanQueues, "Plans completed"),
        entry("plan.right", .humanQueues, "Right among completed plans"),
        entry("plan.rejected", .humanQueues, "Plans rejected"),
        entry("plan.rejected_right", .humanQueues, "Right among rejected plans"),
        entry("plan.approvals", .humanQueues, "Approvals for each plan"),
        entry("plan.edited", .humanQueues, "Answers that edit"),
        entry("plan.responded", .humanQueues, "Answers that ask"),
        entry("plan.timed_out", .humanQueues, "Approvals timed out"),
        entry("plan.duration.mean_s", .humanQueues, "Mean time of a plan"),
        entry("plan.steps.mean_s", .humanQueues, "of which steps"),
        entry("plan.approval.added.mean_s", .humanQueues, "of which approvals"),
        entry("plan.approval.wait.mean_s", .humanQueues, "Mean wait of an approval"),
        entry("plan.approval.handle.mean_s", .humanQueues, "Mean time to answer"),
    ]

    private static let resolutionEntries: [MeasureEntry] = [
        entry("resolution.first_contact", .resolution, "Resolved at first contact"),
        entry("resolution.right", .resolution, "Resolved rightly"),
        entry("resolution.time.mean_s", .resolution, "Mean time to resolution"),
        entry("resolution.time.p50_s", .resolution, "Median time to resolution"),
        entry("resolution.time.p90_s", .resolution, "90% resolved within"),
        entry("resolution.time.p99_s", .resolution, "99% resolved within"),
    ]

    private static let costEntries: [MeasureEntry] = [
        entry("cost.total", .cost, "Total cost"),
        entry("cost.human", .cost, "Cost of humans"),
        entry("cost.ai", .cost, "Cost of AI"),
        entry("cost.errors", .cost, "Cost of errors"),
        entry("cost.per_query", .cost, "Cost per query"),
        entry("cost.per_resolution", .cost, "Cost per resolution"),
        entry("revenue.total", .cost, "Revenue"),
        entry("margin.total", .cost, "Margin"),
    ]

    private static let learningEntries: [MeasureEntry] = [
        entry("training.labels", .learning, "Human labels gathered"),
        entry("training.models_promoted", .learning, "Models promoted"),
        entry("training.models_refused", .learning, "Models refused"),
        entry("model.accuracy", .learning, "Model accuracy"),
        entry("model.accuracy.first_week", .learning, "Model accuracy, first week"),
        entry("model.accuracy.last_week", .learning, "Model accuracy, last week"),
        entry("training.retrainings", .learning, "Retrained"),
        entry("training.recalibrations", .learning, "Recalibrated between"),
        entry("training.rollbacks", .learning, "Models taken back"),
        entry("annotation.agreement", .learning, "Annotators agree"),
        entry("annotation.kappa", .learning, "... beyond chance (kappa)"),
        entry("annotation.label_error", .learning, "Wrong labels kept"),
        entry("annotation.gold_error", .learning, "Error on gold items"),
        entry("annotation.gold_error.worst", .learning, "... of the worst annotator"),
        entry("annotation.read_again", .learning, "Labels read again"),
        entry("annotation.changed", .learning, "... and changed"),
        entry("annotation.skipped", .learning, "Labels skipped"),
        entry("monitor.alarms", .learning, "Alarms"),
        entry("monitor.drift.alarms", .learning, "... for drift"),
        entry("monitor.drift.false_alarms", .learning, "... of these false"),
        entry("monitor.drift.detected", .learning, "Drift seen"),
        entry("monitor.drift.delay_s", .learning, "... after"),
        entry("monitor.segment.alarms", .learning, "Alarms for a segment"),
        entry("monitor.segment.false_alarms", .learning, "... of these false"),
        entry("monitor.segment.detected", .learning, "Segment served worse seen"),
        entry("monitor.segment.delay_s", .learning, "... after"),
        entry("monitor.segment.gap", .learning, "Gap of the segments by audits"),
        entry("monitor.flags", .learning, "Answers flagged by humans"),
    ]

    private static func entry(_ name: String, _ group: MeasureGroup, _ label: String) -> MeasureEntry {
        MeasureEntry(name: name, group: group, label: label)
    }
}
