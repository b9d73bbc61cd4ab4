extension TextModel {
    /// Scores of the intents for a text before temperature and softmax; 0 for every intent before training.
    public func scores(of features: SparseText) -> [Float] {
        guard isTrained else { return Array(repeating: 0, count: intents.count) }
        var scorer = TextScorer()
        scorer.score(features, model: self)
        return intents.indices.map { scorer.scores[$0 >> 3][$0 & 7] }
    }
}
