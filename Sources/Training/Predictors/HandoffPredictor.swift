import Routing
import Stochastics

/// Signals of one turn of a conversation with the AI, as an operation sees them when the turn is over.
public struct TurnSignals: Sendable {
    /// Numbers a turn is described by.
    static let count = 8
    let values: SIMD8<Double>

    /// Describes a turn.
    ///
    /// - Parameters:
    ///   - turn: its number, from 1.
    ///   - first: what the AI read in the query that began the conversation.
    ///   - latest: what it reads in the customer's latest message.
    ///   - repeats: messages so far in which the customer said the same again.
    public init(turn: Int, first: borrowing Prediction, latest: borrowing Prediction, repeats: Int) {
        self.init(
            turn: turn, firstConfidence: first.confidence, confidence: latest.confidence, margin: latest.margin,
            emotion: latest.emotion, repeats: repeats, hasChanged: latest.intent != first.intent)
    }

    /// Describes a turn by its numbers: probabilities in 0...1, and whether the latest message reads as another intent.
    public init(
        turn: Int, firstConfidence: Double, confidence: Double, margin: Double, emotion: Double, repeats: Int,
        hasChanged: Bool
    ) {
        var values = SIMD8<Double>.zero
        values[0] = 1
        values[1] = PortableMath.log(Double(max(1, turn)))
        values[2] = LogisticFit.logit(firstConfidence)
        values[3] = LogisticFit.logit(confidence)
        values[4] = margin
        values[5] = emotion
        values[6] = Double(min(max(repeats, 0), 5))
        values[7] = hasChanged ? 1 : 0
        self.values = values
    }
}

/// Estimates, after each turn of a conversation with the AI, the probability that it will fail: that the customer will
/// ask for a human, or come back about the matter.
///
/// A logistic function of the signals of the turn, learned from the operation's own conversations of the past.
public struct HandoffPredictor: Sendable {
    private let coefficients: SIMD8<Double>

    init(_ coefficients: [Double]) {
        var packed = SIMD8<Double>.zero
        for (place, coefficient) in coefficients.prefix(TurnSignals.count).enumerated() { packed[place] = coefficient }
        self.coefficients = packed
    }

    /// Probability that the conversation fails, in 0...1.
    public func failure(after turn: TurnSignals) -> Double { LogisticFit.logistic((coefficients * turn.values).sum()) }
}

/// Gathers the conversations that a `HandoffPredictor` is learned from: the last so many that are known to have failed
/// or not.
public struct HandoffLearner: Sendable {
    private let capacity: Int
    private var conversations: [(turns: [TurnSignals], failed: Bool)] = []
    private var next = 0
    /// Fewest conversations that failed, and that did not, to learn from.
    public static let fewest = 30

    /// Creates a learner that keeps so many conversations.
    public init(capacity: Int = 5_000) { self.capacity = max(1, capacity) }

    /// Conversations kept.
    public var count: Int { conversations.count }

    /// Takes a conversation that is over: the signals of its turns, and whether it failed.
    public mutating func add(_ turns: [TurnSignals], failed: Bool) {
        guard !turns.isEmpty else { return }
        if conversations.count < capacity {
            conversations.append((turns, failed))
        } else {
            conversations[next] = (turns, failed)
            next = (next + 1) % capacity
        }
    }

    /// Learns a predictor; nil while there are too few conversations of either kind.
    ///
    /// All turns of a conversation count as one observation together, so that long ones count no more.
    public func predictor() -> HandoffPredictor? {
        let failed = conversations.count { $0.failed }
        guard failed >= Self.fewest, conversations.count - failed >= Self.fewest else { return nil }
        var sample = LogisticFit(width: TurnSignals.count)
        var row = [Double](repeating: 0, count: TurnSignals.count)
        for conversation in conversations {
            for turn in conversation.turns {
                for place in 0..<TurnSignals.count { row[place] = turn.values[place] }
                sample.append(row, outcome: conversation.failed, weight: 1 / Double(conversation.turns.count))
            }
        }
        return HandoffPredictor(sample.coefficients())
    }
}
