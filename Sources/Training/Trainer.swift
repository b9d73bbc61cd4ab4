import Stochastics

/// Trains text models: vocabulary, weights of intents and emotion head.
public struct Trainer: Sendable {
    /// How models are trained.
    public let options: TrainingOptions

    /// Creates a trainer.
    public init(options: TrainingOptions = TrainingOptions()) {
        self.options = options
    }

    /// Trains on `examples`, in any order, and returns a model with temperature 1.
    ///
    /// `warmStart`, a model trained earlier in this process on some of the same labels (by `LabelledText.order`, which
    /// must then be unique), lets training go on from where it ended, with fewer passes; a model from a file, or with
    /// other intents, has nothing to go on from and training starts afresh. The same input gives the same bits.
    /// Throws `TrainingError` for an empty set, a label outside `intents`, or an option outside its range.
    public func train(
        _ examples: [LabelledText], intents: [String], warmStart: TextModel? = nil, version: Int = 1
    ) throws -> TextModel {
        try check(examples, intents: intents)
        var model = TextModel(intents: intents, version: version, options: options)
        for example in examples { model.seenIntents[example.intent] = true }
        model.hasEmotionHead = examples.contains { $0.upset != nil }
        model.exampleCount = examples.count
        Vocabulary.build(examples, into: &model)
        var solver = DualCoordinateAscent(examples, model: model)
        var passes = options.epochs
        if let warmStart, warmStart.intents == intents, let memory = warmStart.duals {
            solver.start(from: memory, examples: examples)
            passes = options.warmEpochs
        }
        var random = RandomStream(seed: options.seed, replication: 0, purpose: Self.purpose, entity: 0)
        var order = Array(0..<Int32(examples.count))
        for _ in 0..<passes {
            for index in stride(from: order.count - 1, to: 0, by: -1) {
                order.swapAt(index, random.below(index + 1))
            }
            if solver.pass(order: order) < Self.settled { break }
        }
        model.weights = solver.weights.copied()
        model.duals = solver.memory(of: examples)
        return model
    }

    /// Mean change of an example's dual probabilities in a pass below which training ends.
    private static let settled = 1e-6
    static let purpose: UInt16 = 0x7472

    private func check(_ examples: [LabelledText], intents: [String]) throws {
        guard !intents.isEmpty else { throw TrainingError.noIntents }
        guard !examples.isEmpty else { throw TrainingError.noExamples }
        guard options.inverseRegularisation > 0, options.inverseRegularisation.isFinite else {
            throw TrainingError.badOption("the inverse regularisation must be above 0")
        }
        guard options.epochs > 0, options.warmEpochs > 0 else {
            throw TrainingError.badOption("the number of passes must be 1 or more")
        }
        guard options.interceptScale >= 0, options.interceptScale.isFinite else {
            throw TrainingError.badOption("the intercept scale must be 0 or more")
        }
        for (position, example) in examples.enumerated() {
            guard intents.indices.contains(example.intent) else {
                throw TrainingError.badExample(
                    position: position, reason: "intent \(example.intent) is not one of \(intents.count)")
            }
        }
    }
}
