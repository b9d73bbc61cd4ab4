/// What is true of a query but unknown to the operation.
///
/// Only `Simulation` may open it: to decide what happens, and to give a human's label.
public struct Truth: Sendable, Equatable {
    /// Index of the real intent in the scenario's list of intents.
    ///
    /// Of no account where `outOfScope` is true.
    public var intent: Int
    /// Whether the customer is upset.
    public var upset: Bool
    /// How angry the customer is, in 0...1; at least .4 where `upset`, 0 where nobody is.
    public var anger: Double
    /// Whether no intent of the list fits.
    public var outOfScope: Bool
    /// How hard the matter is, in 0...1; its mean, 1/3, where nothing depends on it.
    public var difficulty: Double
    /// How long the customer would wait in a queue, in seconds.
    public var patienceSeconds: Double
    /// Work content for a human in seconds, before the effects of the agent's speed.
    public var workSeconds: Double
    /// Whether the text was met before (a corpus with `recycle`); accuracy measures leave such queries out.
    public var recycled: Bool
    /// Index of the group of customers.
    public var segment: Int

    /// Creates a truth; see the properties for units and ranges.
    public init(
        intent: Int, upset: Bool = false, anger: Double = 0, outOfScope: Bool = false, difficulty: Double = 0,
        patienceSeconds: Double = .infinity, workSeconds: Double = 0, recycled: Bool = false, segment: Int = 0
    ) {
        self.intent = intent
        self.upset = upset
        self.anger = anger
        self.outOfScope = outOfScope
        self.difficulty = difficulty
        self.patienceSeconds = patienceSeconds
        self.workSeconds = workSeconds
        self.recycled = recycled
        self.segment = segment
    }
}
