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
    /// `warmStart` gives the duals a start at the older model's predictions, so that fewer passes are needed; a model
    /// with other intents or other features is ignored. The result is the same bit by bit for the same input.
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
        let data = TrainingRows(examples, model: model)
        var solver = DualCoordinateAscent(
            model: model, rowCount: model.featureCount + 1, exampleCount: examples.count)
        solver.startAtLabels(examples)
        var random = RandomStream(seed: options.seed, replication: 0, purpose: Self.purpose, entity: 0)
        var order = (0..<Int32(examples.count)).map { $0 }
        for _ in 0..<options.epochs {
            for index in stride(from: order.count - 1, to: 0, by: -1) {
                order.swapAt(index, random.below(index + 1))
            }
            if solver.pass(data, examples, order: order) < 1e-3 { break }
        }
        model.weights = solver.weights
        return model
    }

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
