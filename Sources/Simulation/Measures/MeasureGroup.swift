/// The headings under which reports show measures, in their order.
public enum MeasureGroup: String, Sendable, CaseIterable {
    /// Traffic, and what the AI does with it.
    case trafficAndAI = "Traffic & AI"
    /// Queues, agents and plans.
    case humanQueues = "Human queues"
    /// What customers got in the end.
    case resolution = "Resolution"
    /// What it costs and earns.
    case cost = "Cost"
    /// Labels, models and monitors.
    case learning = "Learning"
    /// Measures of other versions.
    case other = "Other"
}
