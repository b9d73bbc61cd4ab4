import Stochastics

/// Says how strange a text is among the texts a model was made for.
///
/// Strangeness is the entropy of the probabilities (for all labels of Banking77, 17 unseen intents against 60 trained
/// ones, it tells better than the largest probability, the energy of the scores or the share of unseen features:
/// `results/routing`). The table holds its quantiles over texts the model was not trained on, so that the score is the
/// share of known texts that look less strange: one minus a conformal p value (Vovk, Gammerman and Shafer 2005).
struct ScopeTable: Sendable, Equatable {
    /// Entropies at equal steps of the share of texts, rising; empty where nothing was measured.
    private(set) var quantiles: [Float] = []

    static let steps = 100

    init() {}

    /// A table read from a file; nil where it is neither empty nor a rising one of the right length.
    init?(quantiles: [Float]) {
        guard quantiles.isEmpty || quantiles.count == Self.steps + 1, quantiles.allSatisfy(\.isFinite),
            zip(quantiles, quantiles.dropFirst()).allSatisfy({ $0 <= $1 })
        else { return nil }
        self.quantiles = quantiles
    }

    /// The table of texts with these entropies, each counting by its weight.
    init(entropies: [Float], weights: [Double]) {
        let order = entropies.indices.filter { weights[$0] > 0 }.sorted { (entropies[$0], $0) < (entropies[$1], $1) }
        let total = order.reduce(0) { $0 + weights[$1] }
        guard let first = order.first, total > 0 else { return }
        quantiles.reserveCapacity(Self.steps + 1)
        quantiles.append(entropies[first])
        var (place, sum) = (0, weights[first])
        for step in 1...Self.steps {
            let goal = total * Double(step) / Double(Self.steps)
            while sum < goal - 1e-9 * total, place + 1 < order.count {
                place += 1
                sum += weights[order[place]]
            }
            quantiles.append(entropies[order[place]])
        }
    }

    /// Share of known texts that look less strange, in 0...1; nil without a table.
    func score(entropy: Float) -> Double? {
        guard !quantiles.isEmpty else { return nil }
        return quantiles.withUnsafeBufferPointer { quantiles in
            guard entropy > quantiles[0] else { return 0 }
            guard entropy <= quantiles[Self.steps] else { return 1 }
            // The last quantile below the entropy and the first that is not.
            var (low, high) = (0, Self.steps)
            while high - low > 1 {
                let middle = (low + high) / 2
                if quantiles[middle] < entropy { low = middle } else { high = middle }
            }
            let part = Double((entropy - quantiles[low]) / (quantiles[high] - quantiles[low]))
            return (Double(low) + part) / Double(Self.steps)
        }
    }
}
