import Stochastics

/// How sure and how right an AI is assumed to be, for operations without a model: calibrated by construction, since an
/// answer of confidence c is right with probability c.
public enum AssumedAccuracy: Sendable, Equatable {
    /// Confidence has a beta distribution: `accuracy` is its mean, in 0<..<1, and `concentration` (a + b) says how little
    /// it varies.
    case beta(accuracy: Double, concentration: Double)
    /// Confidence has a few levels; shares add up to 1, confidences are in 0...1.
    case levels([Level])

    /// A level of confidence and how often it occurs.
    public struct Level: Sendable, Equatable {
        /// Relative frequency.
        public var share: Double
        /// Confidence, and the probability of being right.
        public var confidence: Double

        /// Creates a level.
        public init(share: Double, confidence: Double) {
            self.share = share
            self.confidence = confidence
        }
    }

    /// Mean accuracy over all queries, in 0...1.
    var mean: Double {
        switch self {
        case .beta(let accuracy, _): accuracy
        case .levels(let levels):
            levels.reduce(0) { $0 + $1.share * $1.confidence } / levels.reduce(0) { $0 + $1.share }
        }
    }

    /// The smallest confidence that levels of this share in all do not exceed.
    ///
    /// - Parameter lower: a probability; the levels need no order.
    static func quantile(of levels: [Level], lower: Double) -> Double {
        let wanted = lower * levels.reduce(0) { $0 + $1.share }
        var sum = 0.0
        var last = -Double.infinity
        while true {
            var next = Double.infinity
            var share = 0.0
            for level in levels where level.share > 0 && level.confidence > last {
                if level.confidence < next { (next, share) = (level.confidence, 0) }
                if level.confidence == next { share += level.share }
            }
            guard next < .infinity else { return last > -.infinity ? last : levels.last?.confidence ?? 0 }
            sum += share
            if sum > wanted { return next }
            last = next
        }
    }

    /// Draws how sure the AI is of a query.
    func confidence(using stream: inout RandomStream) -> Double {
        switch self {
        case .beta(let accuracy, let concentration):
            let right = stream.gamma(shape: accuracy * concentration, scale: 1)
            let wrong = stream.gamma(shape: (1 - accuracy) * concentration, scale: 1)
            return right + wrong > 0 ? right / (right + wrong) : accuracy
        case .levels(let levels):
            var rest = stream.uniform() * levels.reduce(0) { $0 + $1.share }
            for level in levels {
                rest -= level.share
                if rest < 0 { return level.confidence }
            }
            return levels.last?.confidence ?? 0
        }
    }
}
