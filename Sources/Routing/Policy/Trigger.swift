/// A named rule that takes a query away from the AI, or puts a human beside it.
public struct Trigger: Sendable, Equatable {
    /// Name in scenarios, reports and audit records.
    public var name: String
    /// When it holds.
    public var condition: TriggerCondition
    /// What is done when it holds: anything but `answer`.
    public var effect: Decision.Action
    /// Name of the queue it sends to; nil leaves it to the policy's routing.
    public var queue: String?
    /// Priority it gives, 0 (most urgent) to 9, where that is more urgent than the customer's own; nil leaves that.
    public var priority: Int?

    /// Creates a trigger.
    public init(
        name: String, condition: TriggerCondition, effect: Decision.Action, queue: String? = nil,
        priority: Int? = nil
    ) {
        self.name = name
        self.condition = condition
        self.effect = effect
        self.queue = queue
        self.priority = priority
    }
}
