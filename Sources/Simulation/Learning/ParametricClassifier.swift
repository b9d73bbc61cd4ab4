import Routing
import Stochastics
import Traffic

/// An AI that is right with a stated probability, for the manager who has no model: it is told the truth of a query and
/// errs on purpose. What comes of it is labelled "assumed accuracy"; who answers what is still the policy's decision.
struct ParametricClassifier: Classifier {
    let intents: [String]
    let modelVersion = 1
    /// What it will say about the query at hand; the operation fills it before each triage.
    let slip: Slip

    /// A note passed to the classifier behind the router's back. A class, because the router owns the classifier; each
    /// replication has its own, and one thread.
    final class Slip {
        var intent = 0
        var confidence = 0.0
        /// Share of what it claims that it keeps, by segment.
        private let accuracyFactors: [Double]

        init(accuracyFactors: [Double] = []) { self.accuracyFactors = accuracyFactors }

        /// The beta distribution of confidences, kept while the assumed accuracy stays what it is.
        private var known: (accuracy: AssumedAccuracy, beta: BetaDistribution)?

        /// Draws what the AI says about a query.
        ///
        /// - Parameter difficulty: what it sees of the work that the query is; nil where it sees nothing.
        func fill(
            _ truth: Truth, intents: Int, assumed: AssumedAccuracy, key: ContactKey, purpose: SimulationPurpose,
            difficulty: SharedDifficulty?
        ) {
            var stream = key.stream(purpose)
            if let difficulty {
                let sight = difficulty.sight(key, using: &stream)
                confidence = confidence(atRank: NormalDistribution.standardTails(sight), assumed)
            } else {
                confidence = assumed.confidence(using: &stream)
            }
            let factor = accuracyFactors.indices.contains(truth.segment) ? accuracyFactors[truth.segment] : 1
            let isRight = stream.uniform() < confidence * factor
            let other = intents > 1 ? (truth.intent + 1 + stream.below(intents - 1)) % intents : truth.intent
            intent = isRight ? truth.intent : other
        }

        /// The quantile of confidence at a rank, given as probabilities below and above it.
        private func confidence(atRank tails: (lower: Double, upper: Double), _ assumed: AssumedAccuracy) -> Double {
            switch assumed {
            case .levels(let levels): return AssumedAccuracy.quantile(of: levels, lower: tails.lower)
            case .beta(let accuracy, let concentration):
                if let known, known.accuracy == assumed {
                    return known.beta.quantile(lower: tails.lower, upper: tails.upper)
                }
                let beta = BetaDistribution(a: accuracy * concentration, b: (1 - accuracy) * concentration)
                known = (assumed, beta)
                return beta.quantile(lower: tails.lower, upper: tails.upper)
            }
        }
    }

    mutating func classify(_ query: Query, into prediction: inout Prediction) {
        prediction.intent = slip.intent
        prediction.confidence = slip.confidence
        prediction.runnerUp = slip.intent
        prediction.runnerUpConfidence = 0
        prediction.emotion = 0
        prediction.outOfScope = 0
        prediction.probabilities.removeAll(keepingCapacity: true)
    }
}
