import Routing
import Training

/// CPU time of classifying a text: features made and scored, one text after the other.
struct SpeedRun {
    let data: String

    private struct Result: Encodable {
        var nanosecondsWords: Double
        var nanosecondsWordsAndCharacters: Double
    }

    func print() throws {
        try report(
            Result(
                nanosecondsWords: nanoseconds(.words),
                nanosecondsWordsAndCharacters: nanoseconds(.wordsAndCharacters)))
    }

    private func nanoseconds(_ features: FeatureOptions) throws -> Double {
        let train = try LabelledFile(data + "/train.csv")
        let test = try LabelledFile(data + "/test.csv", intents: train.intents)
        let trainer = Trainer(options: TrainingOptions(features: features))
        let model = try trainer.trainCalibrated(train.examples(features), intents: train.intents)
        var classifier = TextClassifier(model: model)
        var prediction = Prediction()
        var best = Double.infinity
        // The quickest of many: what else runs on the machine only adds.
        for _ in 0..<100 {
            let start = processSeconds()
            for text in test.texts { classifier.classify(text: text, into: &prediction) }
            best = min(best, (processSeconds() - start) / Double(test.texts.count))
        }
        return best * 1e9
    }
}
