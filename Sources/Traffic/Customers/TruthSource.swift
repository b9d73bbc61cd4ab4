import Stochastics

/// Draws what is true of each customer, each attribute from a stream of its own keyed by the contact's number.
///
/// What the settings leave no choice about is not drawn, which changes no other attribute.
/// So the truth of a contact is the same whatever was drawn for others, and in whatever order.
public struct TruthSource: Sendable {
    private let mix: IntentMix
    private let upsetShares: [Double]
    private let outOfScopeShare: Double
    private let profile: CustomerProfile
    private let seed: UInt64
    private let replication: UInt32
    private let segmentSum: Double

    /// Creates the source for one replication.
    /// - Parameters:
    ///   - specification: intents and shares; for a corpus name its intents here.
    ///   - profile: patience, work and groups.
    public init(
        _ specification: LanguageSpecification, profile: CustomerProfile, seed: UInt64, replication: UInt32
    ) {
        mix = IntentMix(intents: specification.intents)
        upsetShares = specification.intents.map { $0.upsetShare ?? specification.upsetShare }
        outOfScopeShare = specification.outOfScopeShare
        self.profile = profile
        self.seed = seed
        self.replication = replication
        segmentSum = profile.segmentShares.reduce(0, +)
    }

    /// What is true of every customer, where no setting leaves a choice; nil otherwise.
    public var only: Truth? {
        guard let intent = mix.only, outOfScopeShare <= 0, upsetShares.allSatisfy({ $0 <= 0 }),
            profile.difficultyEffect == 0, profile.segmentShares.count < 2,
            case .constant = profile.patience, case .constant = profile.work
        else { return nil }
        return complete(Truth(intent: intent), of: 0)
    }

    /// The truth of a first contact whose text is written by a synthetic language.
    /// - Parameters:
    ///   - number: number of the first contact, 0 or more.
    ///   - seconds: time of arrival, which decides which intents exist.
    public func truth(of number: Int, atSeconds seconds: Double) -> Truth {
        var intents = stream(.intent, number)
        var scope = stream(.scope, number)
        return complete(
            Truth(
                intent: mix.only ?? mix.draw(atSeconds: seconds, using: &intents),
                outOfScope: outOfScopeShare > 0 && scope.bernoulli(outOfScopeShare)), of: number)
    }

    /// The truth of a first contact whose text comes from a corpus.
    public func truth(of number: Int, drawn: CorpusDraw) -> Truth {
        complete(Truth(intent: drawn.intent, recycled: drawn.recycled), of: number)
    }

    private func complete(_ start: Truth, of number: Int) -> Truth {
        var truth = start
        let share = upsetShares.indices.contains(truth.intent) ? upsetShares[truth.intent] : 0
        if share > 0 {
            var emotion = stream(.emotion, number)
            truth.upset = emotion.bernoulli(share)
            let degree = emotion.uniform()
            truth.anger = truth.upset ? 0.4 + 0.6 * degree : 0.3 * degree
        }
        truth.difficulty = 1.0 / 3
        if profile.difficultyEffect != 0 {
            var hardness = stream(.difficulty, number)
            truth.difficulty = 1 - hardness.uniform().squareRoot()
        }
        var patience = stream(.patience, number)
        truth.patienceSeconds = profile.patience.sample(using: &patience)
        var work = stream(.work, number)
        let factor = max(0, 1 + profile.difficultyEffect * (truth.difficulty - 1.0 / 3))
        truth.workSeconds = profile.work.sample(using: &work) * factor
        guard profile.segmentShares.count > 1 else { return truth }
        var group = stream(.segment, number)
        var rest = group.uniform() * segmentSum
        for (index, share) in profile.segmentShares.enumerated() {
            truth.segment = index
            rest -= share
            if rest < 0 { break }
        }
        return truth
    }

    private func stream(_ purpose: Purpose, _ number: Int) -> RandomStream {
        Contact.stream(purpose, seed: seed, replication: replication, first: number)
    }
}
