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
    /// other intents, has nothing to go on from and training starts afresh.
    ///
    /// The same input gives the same bits on any number of threads: a training runs on the thread that calls it, visits
    /// the examples in an order drawn from the seed, and shares nothing with other trainings, which may run beside it.
    /// Throws `TrainingError` for an empty set, a label outside `intents`, an option outside its range, or a matrix of
    /// weights above `memoryLimitBytes`.
    public func train(
        _ examples: [LabelledText], intents: [String], warmStart: TextModel? = nil, version: Int = 1
    ) throws -> TextModel {
        try check(examples, intents: intents)
        var model = TextModel(intents: intents, version: version, options: options)
        for example in examples { model.seenIntents[example.intent] = true }
        model.hasEmotionHead = examples.contains { $0.upset != nil }
        model.exampleCount = examples.count
        Vocabulary.build(examples, into: &model)
        try checkMemory(model, examples: examples.count)
        var counts = [Int](repeating: 0, count: intents.count)
        for example in examples { counts[example.intent] += 1 }
        let classWeights = try options.classWeights.weights(intents: intents, counts: counts)
        var solver = DualCoordinateAscent(examples, model: model, classWeights: classWeights)
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
        model.weights = HalfWeights(solver.weights)
        model.duals = solver.memory(of: examples)
        return model
    }

    /// Mean change of an example's dual probabilities in a pass below which training ends.
    private static let settled = 1e-6
    static let purpose: UInt16 = 0x7472

    /// Most memory that weights and dual distributions may take, in bytes: 4 GiB.
    public static let memoryLimitBytes = 1 << 32

    /// Weights and duals are each held once more at most while a model is put together.
    private func checkMemory(_ model: TextModel, examples: Int) throws {
        let vectors = (model.featureCount + 1 + examples).multipliedReportingOverflow(by: model.lanes)
        let bytes = vectors.partialValue.multipliedReportingOverflow(by: 2 * MemoryLayout<SIMD8<Float>>.stride)
        guard vectors.overflow || bytes.overflow || bytes.partialValue > Self.memoryLimitBytes else { return }
        throw TrainingError.tooLarge(
            intents: model.intents.count, features: model.featureCount, examples: examples,
            bytes: bytes.overflow ? .max : bytes.partialValue)
    }

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
