import Routing
import Stochastics

/// Gathers what a `BenefitPredictor` is learned from: labels of what the AI read, and what became of what humans resolved.
///
/// The last `capacity` labels are kept; of resolutions only counts.
public struct BenefitLearner: Sendable {
    let channels: Int
    let intents: Int
    let queues: Int
    let routes: QueueRoutes
    private let capacity: Int
    private var examples: [Example] = []
    private var next = 0
    /// Right and all resolutions, by queue and intent.
    private var right: [Double]
    private var all: [Double]

    private struct Example {
        var facts: BenefitFacts
        var isRight: Bool
        var weight: Double
    }

    /// Probability that a human is right, before anything is known.
    public static let prior = 0.95
    /// Resolutions that a prior counts for: of all queues for a queue, and of a queue for an intent.
    static let queueStrength = 20.0
    static let intentStrength = 10.0
    /// Labels that the AI's share of right answers counts for in an intent's own.
    static let labelStrength = 10.0

    /// Creates a learner of nothing yet, for the queues that a policy sends intents to.
    public init(rules: PolicyRules, catalog: Catalog, capacity: Int = 10_000) {
        channels = catalog.channels.count
        intents = catalog.intents.count
        queues = max(1, catalog.queues.count)
        routes = QueueRoutes(rules, catalog)
        self.capacity = max(1, capacity)
        right = Array(repeating: 0, count: queues * intents)
        all = right
    }

    /// Labels kept.
    public var labelCount: Int { examples.count }

    /// Takes a human's label of what the AI read; `weight` is one over the probability that it was asked for.
    public mutating func addLabel(_ facts: BenefitFacts, isRight: Bool, weight: Double) {
        guard weight > 0, weight.isFinite else { return }
        let example = Example(facts: facts, isRight: isRight, weight: weight)
        if examples.count < capacity {
            examples.append(example)
        } else {
            examples[next] = example
            next = (next + 1) % capacity
        }
    }

    /// Takes what became of a human's resolution: right when nobody came back about it.
    public mutating func addResolution(intent: Int, queue: Int, isRight: Bool) {
        guard (0..<intents).contains(intent), (0..<queues).contains(queue) else { return }
        all[queue * intents + intent] += 1
        if isRight { right[queue * intents + intent] += 1 }
    }

    /// Learns a predictor from what there is.
    public func predictor() -> BenefitPredictor { BenefitPredictor(self) }

    // MARK: The two parts

    /// Coefficients of the facts, of the intent's own logit and of the channels; and the intents' own logits.
    func aiPart() -> (coefficients: [Double], intentLogits: [Double]) {
        let width = BenefitFacts.count + 1 + channels
        var mean = [Double](repeating: 0, count: width)
        mean[1] = 1
        var strength = [Double](repeating: 2, count: width)
        strength[1] = 4
        guard !examples.isEmpty else { return (mean, Array(repeating: 0, count: intents)) }
        var rightWeight = [Double](repeating: 0, count: intents)
        var weight = rightWeight
        for example in examples where (0..<intents).contains(example.facts.intent) {
            weight[example.facts.intent] += example.weight
            if example.isRight { rightWeight[example.facts.intent] += example.weight }
        }
        let average = examples.reduce(0) { $0 + $1.weight } / Double(examples.count)
        let held = Self.labelStrength * average
        let share = (rightWeight.reduce(0, +) + held / 2) / (weight.reduce(0, +) + held)
        let base = LogisticFit.logit(share)
        func ownLogit(_ intent: Int, without example: Example?) -> Double {
            var (good, total) = (rightWeight[intent] + held * share, weight[intent] + held)
            if let example {
                total -= example.weight
                if example.isRight { good -= example.weight }
            }
            return LogisticFit.logit(total > 0 ? good / total : share) - base
        }
        var sample = LogisticFit(width: width)
        var row = [Double](repeating: 0, count: width)
        for example in examples {
            for place in 0..<BenefitFacts.count { row[place] = example.facts[place] }
            // Without the example itself, or its outcome would predict itself.
            let intent = example.facts.intent
            row[BenefitFacts.count] = (0..<intents).contains(intent) ? ownLogit(intent, without: example) : 0
            for channel in 0..<channels {
                row[BenefitFacts.count + 1 + channel] = channels > 1 && example.facts.channel == channel ? 1 : 0
            }
            sample.append(row, outcome: example.isRight, weight: example.weight)
        }
        return (
            sample.coefficients(mean: mean, strength: strength), (0..<intents).map { ownLogit($0, without: nil) }
        )
    }

    /// Probability that a human is right, by queue and intent.
    func humanPart() -> [Double] {
        let whole =
            (right.reduce(0, +) + Self.queueStrength * Self.prior) / (all.reduce(0, +) + Self.queueStrength)
        var shares = right
        for queue in 0..<queues {
            let places = queue * intents..<(queue + 1) * intents
            let share =
                (right[places].reduce(0, +) + Self.queueStrength * whole)
                / (all[places].reduce(0, +) + Self.queueStrength)
            for place in places {
                shares[place] = (right[place] + Self.intentStrength * share) / (all[place] + Self.intentStrength)
            }
        }
        return shares
    }
}
