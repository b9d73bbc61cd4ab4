import Training

/// What a model claims after training on texts of which nothing can be learned: its accuracy out of fold.
struct NoiseRun {
    let path: String

    private struct Result: Encodable {
        var claimedAccuracy: Double
        var intents: Int
        var texts: Int
        /// Texts that are no copies of another one: as many as the evidence is worth.
        var distinctTexts: Int
    }

    func print() throws {
        let file = try LabelledFile(path, labelColumn: "intent")
        let trainer = Trainer()
        let examples = file.examples(trainer.options.features)
        let model = try trainer.trainCalibrated(examples, intents: file.intents)
        try report(
            Result(
                claimedAccuracy: model.metrics?.accuracy ?? .nan, intents: file.intents.count, texts: examples.count,
                distinctTexts: Set(examples.map(\.copyKey)).count))
    }
}
