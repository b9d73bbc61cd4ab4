/// Scratch space that turns the features of a text into the scores of a model's columns.
struct TextScorer: Sendable {
    /// Scores of the last text: intents, emotion, padding, in vectors of eight.
    private(set) var scores: [SIMD8<Float>] = []
    /// Entropy of the last text's probabilities in nats, once they have been made.
    var entropy: Float = 0
    private var rows: [Int32] = []
    private var values: [Float] = []

    /// Fills `scores` for `features`; the model must be trained.
    mutating func score(_ features: SparseText, model: TextModel) {
        let lanes = model.lanes
        if scores.count != lanes { scores = Array(repeating: .zero, count: lanes) }
        if rows.count <= features.count {
            rows = Array(repeating: 0, count: features.count * 2 + 64)
            values = Array(repeating: 0, count: features.count * 2 + 64)
        }
        rows.withUnsafeMutableBufferPointer { rows in
            values.withUnsafeMutableBufferPointer { values in
                scores.withUnsafeMutableBufferPointer { scores in
                    let count = model.lookUp(features, rows: rows, values: values)
                    guard let rows = rows.baseAddress, let values = values.baseAddress, let sums = scores.baseAddress
                    else { return }
                    model.weights.sum(rows: rows, values: values, count: count, to: sums)
                }
            }
        }
    }
}
