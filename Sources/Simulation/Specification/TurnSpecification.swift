import Stochastics
import Traffic

/// How the AI's conversations go: turns and their time, and what shows that the AI is wrong.
public struct TurnSpecification: Sendable {
    /// Turns of a conversation that nothing cuts short.
    public var count: BatchSize
    /// Time of a turn, in seconds.
    public var seconds: Distribution
    /// Share of the conversations with a wrong AI in which the customer sees it and asks for a human, at one of the turns;
    /// in the others it ends as if it were right, and the customer notices later or never.
    public var fails: Double
    /// Probability that a customer whom the AI has understood says the same again in a turn, and one whom it has not.
    public var repeatsWhenRight: Double
    /// Probability that a customer whom the AI has not understood says the same again in a turn.
    public var repeatsWhenWrong: Double
    /// Probability that a customer whom the AI has not understood gets upset in a turn, and stays so.
    public var upsetWhenWrong: Double
    /// Estimated probability of failure above which the AI hands over; nil for an AI that never does before it fails.
    public var handoffAbove: Double?

    /// Creates turns; the probabilities are assumptions.
    public init(
        count: BatchSize, seconds: Distribution, fails: Double = 0.6, repeatsWhenRight: Double = 0.1,
        repeatsWhenWrong: Double = 0.5, upsetWhenWrong: Double = 0.15, handoffAbove: Double? = nil
    ) {
        self.count = count
        self.seconds = seconds
        self.fails = fails
        self.repeatsWhenRight = repeatsWhenRight
        self.repeatsWhenWrong = repeatsWhenWrong
        self.upsetWhenWrong = upsetWhenWrong
        self.handoffAbove = handoffAbove
    }

    /// Most turns of a conversation.
    static let mostTurns = 50

    /// Draws the turns of a conversation.
    func drawCount(using stream: inout RandomStream) -> Int {
        switch count {
        case .fixed(let turns): return min(max(1, turns), Self.mostTurns)
        case .geometric(let mean):
            let draw = stream.uniform()
            guard mean > 1 else { return 1 }
            let turns = 1 + (PortableMath.log(1 - draw) / PortableMath.log(1 - 1 / mean)).rounded(.down)
            return Int(min(turns, Double(Self.mostTurns)))
        }
    }
}
