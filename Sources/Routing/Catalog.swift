/// The names an operation uses; queries, predictions and decisions refer to them by index.
public struct Catalog: Sendable, Equatable {
    /// What customers can want.
    public var intents: [String]
    /// Ways to reach the operation: voice, chat, email.
    public var channels: [String]
    /// Groups of customers across whom quality is compared.
    public var segments: [String]
    /// Things a customer can ask to be done, such as a refund.
    public var actions: [String]
    /// Queues that humans serve.
    public var queues: [String]

    /// Creates a catalog; an operation without a kind of name has an empty list of it.
    public init(
        intents: [String], channels: [String] = ["chat"], segments: [String] = ["all"], actions: [String] = [],
        queues: [String]
    ) {
        self.intents = intents
        self.channels = channels
        self.segments = segments
        self.actions = actions
        self.queues = queues
    }
}
