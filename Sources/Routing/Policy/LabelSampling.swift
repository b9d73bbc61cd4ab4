/// Chooses which queries are asked for a label, or audited, with a probability that is known and recorded.
///
/// Each query is chosen on its own (Poisson sampling) with a probability in proportion to its score, so that labels
/// weighted by one over it are as good as a random sample's (Horvitz and Thompson 1952; for active learning
/// Beygelzimer, Dasgupta, Langford 2009, "Importance weighted active learning"). No probability is below a tenth of
/// the share, which bounds the weights. The scale that keeps the mean probability at the share follows the stream
/// (Robbins and Monro 1951).
public struct LabelSampling: Sendable, Equatable {
    /// What makes a query worth a label.
    public enum Strategy: String, Sendable, CaseIterable {
        /// Nothing: all are equally likely.
        case random
        /// Doubt: one minus the calibrated confidence.
        case doubt
        /// Expected improvement: doubt x traffic / labels of the predicted intent, since by a power-law learning curve
        /// one more label lowers an intent's error in proportion to error / labels (Hestness and others 2017,
        /// arXiv 1712.00409).
        case benefit
    }

    /// What makes a query worth a label.
    public let strategy: Strategy
    /// Mean probability wanted, in 0...1.
    public let share: Double
    /// Least probability of any query, relative to the share.
    public static let floor = 0.1
    private var scale = 0.0
    private var seen = 0.0
    private var traffic: [Double]
    private var labels: [Double]

    /// Creates a sampling.
    ///
    /// - Parameters:
    ///   - strategy: what makes a query worth a label.
    ///   - share: mean probability wanted; brought to 0...1.
    ///   - intents: number of intents.
    public init(strategy: Strategy, share: Double, intents: Int) {
        self.strategy = strategy
        self.share = min(max(share.isNaN ? 0 : share, 0), 1)
        traffic = Array(repeating: 0, count: max(1, intents))
        labels = traffic
    }

    /// Least probability that a query can have.
    public var leastProbability: Double { strategy == .random ? share : share * Self.floor }

    /// Notes how many labels there are of each intent, for `benefit`.
    public mutating func note(labelsByIntent counts: [Int]) {
        for (intent, count) in counts.enumerated() where labels.indices.contains(intent) {
            labels[intent] = Double(count)
        }
    }

    /// The probability with which a query is chosen; depends on it and on those before it.
    ///
    /// - Parameters:
    ///   - confidence: calibrated confidence of the prediction; NaN where there is none, which is all doubt.
    ///   - intent: predicted intent.
    public mutating func probability(confidence: Double, intent: Int) -> Double {
        guard strategy != .random, share > 0, share < 1 else { return share }
        var score = confidence.isNaN ? 1 : min(max(1 - confidence, 1e-4), 1)
        if strategy == .benefit, traffic.indices.contains(intent) {
            traffic[intent] += 1
            score *= traffic[intent] / (seen + 1) * (labels.reduce(0, +) + Double(labels.count)) / (labels[intent] + 1)
        }
        if seen == 0 { scale = score }
        let probability = min(1, share * max(Self.floor, score / scale))
        seen += 1
        // Too likely on the whole: a larger scale makes all less likely.
        scale *= 1 + max(0.002, 1 / (seen + 20)) * (probability / share - 1)
        return probability
    }
}
