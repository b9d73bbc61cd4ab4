/// Where training ended for each of its examples: what the next training starts from.
///
/// Dual distributions stay feasible whatever labels come and go, and features and document frequencies change, so
/// the weights they imply on the new set are a sound start; old weights on their own are not. Lives in memory only.
struct DualMemory: Sendable {
    /// What is kept of one label.
    struct Entry: Sendable {
        var intent: Int
        var upset: Bool?
        var emotionDual: Float
    }

    private var positions: [Int: Int] = [:]
    private(set) var entries: [Entry] = []
    /// Logarithms of the distributions, as many vectors an entry as the model has lanes.
    let logDuals: [SIMD8<Float>]

    /// Keeps the duals of `examples`, recognised later by `LabelledText.order`; nil where orders repeat.
    init?(_ examples: [LabelledText], logDuals: [SIMD8<Float>], emotionDuals: [Float]) {
        self.logDuals = logDuals
        entries.reserveCapacity(examples.count)
        positions.reserveCapacity(examples.count)
        for (position, example) in examples.enumerated() {
            if positions.updateValue(position, forKey: example.order) != nil { return nil }
            entries.append(
                Entry(intent: example.intent, upset: example.upset, emotionDual: emotionDuals[position]))
        }
    }

    /// Position of the entry of the same label, if it was trained on.
    func position(of example: LabelledText) -> Int? {
        guard let position = positions[example.order], entries[position].intent == example.intent else { return nil }
        return position
    }
}
