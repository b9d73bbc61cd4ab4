import Foundation
import Routing

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): the tests' own repeatable randomness, which counts its draws.
struct TestBits: RandomNumberGenerator, Equatable {
    private var state: UInt64
    private(set) var draws = 0

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        draws += 1
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ n: Int) -> Int { Int.random(in: 0..<n, using: &self) }

    mutating func uniform() -> Double { Double.random(in: 0..<1, using: &self) }
}

/// Randomness that says the same for ever.
struct ConstantBits: RandomNumberGenerator {
    var value: UInt64
    mutating func next() -> UInt64 { value }
}

/// Smaller of the two exact tail probabilities of `successes` in `n` trials of probability `p`.
func binomialTail(_ successes: Int, of n: Int, p: Double) -> Double {
    func mass(_ k: Int) -> Double {
        let (n, k) = (Double(n), Double(k))
        let ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        return Foundation.exp(ways + k * Foundation.log(p) + (n - k) * Foundation.log(1 - p))
    }
    let range = Double(successes) < Double(n) * p ? 0...successes : successes...n
    return range.reduce(0) { $0 + mass($1) }
}

extension Catalog {
    /// A small bank's.
    static let bank = Catalog(
        intents: ["balance", "card_lost", "loan"], channels: ["voice", "chat"], segments: ["retail", "business"],
        actions: ["refund", "close_account"], queues: ["general", "cards", "loans", "complaints"])
}

extension Prediction {
    /// What a classifier might say of a query to the bank; the rest of the probability goes to the runner-up.
    static func of(
        _ intent: Int = 0, confidence: Double = 0.9, margin: Double? = nil, emotion: Double = 0.1
    ) -> Prediction {
        var prediction = Prediction()
        prediction.intent = intent
        prediction.runnerUp = (intent + 1) % 3
        prediction.confidence = confidence
        prediction.runnerUpConfidence = margin.map { confidence - $0 } ?? (1 - confidence)
        prediction.emotion = emotion
        prediction.probabilities = [0, 0, 0]
        prediction.probabilities[intent] = Float(confidence)
        prediction.probabilities[prediction.runnerUp] = Float(1 - confidence)
        return prediction
    }
}

extension EscalationPolicy {
    /// Decides where no answer is audited by chance.
    func decision(_ query: Query = Query(id: 1), _ prediction: Prediction = .of()) -> Decision {
        var bits = ConstantBits(value: .max)
        return decide(query, prediction: prediction, using: &bits)
    }
}
