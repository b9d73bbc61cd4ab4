extension MeasureGuide {
    /// Every measure of the result format, in the order shown.
    package static let entries: [MeasureEntry] =
        trafficEntries + queueEntries + resolutionEntries + costEntries + learningEntries

    private static let trafficEntries: [MeasureEntry] = [
        entry("queries.offered", .trafficAndAI, "Queries offered", "Queries that arrived in the measured period."),
        entry("queries.repeat", .trafficAndAI, "Repeat contacts", "Queries that came back about the same matter."),
        entry(
            "ai.coverage", .trafficAndAI, "Answered by the AI alone",
            "Share of the queries that the AI answered with no human."),
        entry(
            "ai.selective_risk", .trafficAndAI, "Wrong among AI answers",
            "Share of the AI's own answers that were wrong (selective risk)."),
        entry(
            "ai.containment", .trafficAndAI, "Contained",
            "Share of the queries resolved with no human and no repeat contact."),
        entry(
            "ai.calibration_error", .trafficAndAI, "Calibration error",
            "Expected calibration error: how far the AI's stated confidence is from how often it is right."),
        entry(
            "fairness.max_gap", .trafficAndAI, "Largest gap between segments",
            "Largest difference of the share of wrong AI answers between two customer segments."),
    ]

    private static let queueEntries: [MeasureEntry] = [
        entry("human.share", .humanQueues, "Reached a human", "Share of the queries that reached a human."),
        entry(
            "human.approval_share", .humanQueues, "Needed approval",
            "Share of the queries on which the AI acted only after a human's approval."),
        entry(
            "human.override_share", .humanQueues, "Changed by a human",
            "Share of the approvals and suggestions that a human changed."),
        entry(
            "human.wait.mean_s", .humanQueues, "Mean wait",
            "Mean time in a human queue, of all who joined one, those who gave up included."),
        entry("human.wait.p50_s", .humanQueues, "Median wait", "Half of those who joined a human queue waited less."),
        entry(
            "human.wait.p90_s", .humanQueues, "90th percentile of waits",
            "Nine in ten of those who joined a human queue waited less."),
        entry(
            "human.wait.p99_s", .humanQueues, "99th percentile of waits",
            "99 in 100 of those who joined a human queue waited less."),
        entry(
            "human.wait.probability", .humanQueues, "Had to wait",
            "Share of those who joined a human queue who had to wait at all."),
        entry(
            "human.abandonment", .humanQueues, "Gave up waiting",
            "Abandoned contacts among those that joined a human queue."),
        entry(
            "human.blocked", .humanQueues, "Turned away",
            "Contacts turned away among those that tried to join a human queue."),
        entry(
            "human.approval.delay.mean_s", .humanQueues, "Mean delay by approval",
            "Mean time that waiting for a human's approval adds."),
        entry("human.occupancy", .humanQueues, "Occupancy", "Busy time of the agents over their staffed time."),
        entry("human.handle.mean_s", .humanQueues, "Mean handle time", "Mean human work for each query handled."),
        entry(
            "human.queue.mean_length", .humanQueues, "Mean queue length", "Number waiting, averaged over time."),
        entry("human.staffed", .humanQueues, "Agents on shift", "Mean number of agents on shift."),
        entry("human.busy", .humanQueues, "Agents busy", "Mean number of agents at work on a contact."),
    ]

    private static let resolutionEntries: [MeasureEntry] = [
        entry(
            "resolution.first_contact", .resolution, "Resolved at first contact",
            "Share resolved without a second contact."),
        entry("resolution.right", .resolution, "Resolved rightly", "Share whose final resolution was right."),
        entry(
            "resolution.time.mean_s", .resolution, "Mean time to resolution",
            "Mean time from the first contact's arrival to the final resolution."),
        entry(
            "resolution.time.p50_s", .resolution, "Median time to resolution", "Half of all were resolved sooner."),
        entry(
            "resolution.time.p90_s", .resolution, "90% resolved within", "Nine in ten were resolved sooner."),
        entry("resolution.time.p99_s", .resolution, "99% resolved within", "99 in 100 were resolved sooner."),
    ]

    private static let costEntries: [MeasureEntry] = [
        entry("cost.total", .cost, "Total cost", "Cost of humans, AI and errors together."),
        entry("cost.human", .cost, "Cost of humans", "Pay for the hours staffed."),
        entry("cost.ai", .cost, "Cost of AI", "What running and training the AI costs."),
        entry("cost.errors", .cost, "Cost of errors", "What wrong answers cost the business."),
        entry("cost.per_query", .cost, "Cost per query", "Total cost over the queries offered."),
        entry("cost.per_resolution", .cost, "Cost per resolution", "Total cost over the queries resolved."),
        entry("revenue.total", .cost, "Revenue", "What is paid for resolutions that stayed resolved."),
        entry("margin.total", .cost, "Margin", "Revenue less total cost."),
    ]

    private static let learningEntries: [MeasureEntry] = [
        entry("training.labels", .learning, "Human labels gathered", "Labels that human work gave to the trainer."),
        entry(
            "training.models_promoted", .learning, "Models promoted", "Retrained models that the gate let into use."),
        entry(
            "training.models_refused", .learning, "Models refused", "Retrained models that the gate kept out of use."),
        entry(
            "model.accuracy", .learning, "Model accuracy",
            "Share of the queries that came on which the model in use was right."),
        entry(
            "model.accuracy.first_week", .learning, "Model accuracy, first week",
            "Share of the first week's queries on which the model in use was right."),
        entry(
            "model.accuracy.last_week", .learning, "Model accuracy, last week",
            "Share of the last week's queries on which the model in use was right."),
    ]

    private static func entry(
        _ name: String, _ group: MeasureGroup, _ label: String, _ definition: String
    ) -> MeasureEntry {
        MeasureEntry(name: name, group: group, label: label, definition: definition)
    }
}
