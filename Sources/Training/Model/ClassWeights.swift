/// How much the examples of each intent count in training.
///
/// The weight of an example multiplies its part of the loss, of the emotion head as well.
public enum ClassWeights: Sendable, Codable, Equatable {
    /// Every example counts 1.
    case equal
    /// An example counts n / (K m): n examples in all, K intents that have some, m examples of its intent
    /// (scikit-learn's `balanced`), so that every intent counts as much as any other.
    case balanced
    /// Examples of the named intents count as stated, above 0, the others 1.
    case byIntent([String: Double])

    /// Weight of each intent, for a set with `counts` examples of each.
    ///
    /// Throws `TrainingError.badOption` for a name that is not in `intents` or a weight that is not above 0.
    func weights(intents: [String], counts: [Int]) throws -> [Double] {
        switch self {
        case .equal:
            return Array(repeating: 1, count: intents.count)
        case .balanced:
            let total = Double(counts.reduce(0, +))
            let seen = Double(counts.count { $0 > 0 })
            return counts.map { $0 > 0 ? total / (seen * Double($0)) : 1 }
        case .byIntent(let named):
            var weights = Array(repeating: 1.0, count: intents.count)
            for (name, weight) in named.sorted(by: { $0.key < $1.key }) {
                guard let intent = intents.firstIndex(of: name) else {
                    throw TrainingError.badOption("a class weight is given for '\(name)', which is no intent here")
                }
                guard weight > 0, weight.isFinite else {
                    throw TrainingError.badOption("the class weight of '\(name)' must be above 0")
                }
                weights[intent] = weight
            }
            return weights
        }
    }
}
