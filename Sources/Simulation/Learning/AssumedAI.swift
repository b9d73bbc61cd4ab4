import Stochastics
import Traffic

/// The AI whose accuracy is assumed and not measured, as it is by now.
struct AssumedAI {
    /// What it is told of a query before it reads it.
    let slip: ParametricClassifier.Slip
    /// Its accuracy by now.
    private(set) var accuracy: AssumedAccuracy
    private let start: AssumedAccuracy
    private let learning: AssumedLearning?
    private let difficulty: SharedDifficulty?
    private let intents: Int
    /// Resolutions by humans that improved it.
    private var resolutions = 0

    /// Nil for an operation whose AI is another one, or that has none.
    init?(_ specification: OperationSpecification) {
        guard let ai = specification.ai, let assumed = ai.assumed else { return nil }
        let traffic = specification.traffic
        let factors = specification.catalog.segments.indices.map { traffic.accuracyFactor(ofSegment: $0) }
        slip = ParametricClassifier.Slip(accuracyFactors: factors)
        accuracy = assumed
        start = assumed
        learning = ai.assumedLearning
        difficulty = SharedDifficulty(ai.seesDifficulty)
        intents = specification.catalog.intents.count
    }

    /// Tells it of a query what it will say.
    ///
    /// - Parameter isConfirmed: whether the customer was asked to confirm or rephrase.
    func tell(_ truth: Truth, _ key: ContactKey, isConfirmed: Bool) {
        slip.fill(
            truth, intents: intents, assumed: accuracy, key: key,
            purpose: isConfirmed ? .rephrasedAccuracy : .assumedAccuracy, difficulty: difficulty)
    }

    /// A human's resolution improves it, where the scenario says how.
    ///
    /// - Returns: whether it does.
    mutating func improve() -> Bool {
        guard let learning else { return false }
        resolutions += 1
        if resolutions % learning.every == 0 { accuracy = learning.improved(start, resolutions: resolutions) }
        return true
    }
}
