import Files
import Routing
import Traffic
import Training

/// CPU time of classifying a text (features made and scored, one text after the other), of reading a labelled row and of
/// writing a text of the synthetic language.
struct SpeedRun {
    let data: String

    private struct Result: Encodable {
        var nanosecondsWords: Double
        var nanosecondsWordsAndCharacters: Double
        var nanosecondsRow: Double
        var nanosecondsSynthetic: Double
    }

    func print() throws {
        try report(
            Result(
                nanosecondsWords: nanoseconds(.words),
                nanosecondsWordsAndCharacters: nanoseconds(.wordsAndCharacters),
                nanosecondsRow: nanosecondsOfRow(), nanosecondsSynthetic: nanosecondsOfSyntheticText()))
    }

    private func nanoseconds(_ features: FeatureOptions) throws -> Double {
        let train = try LabelledFile(data + "/train.csv")
        let test = try LabelledFile(data + "/test.csv", intents: train.intents)
        let trainer = Trainer(options: TrainingOptions(features: features))
        let model = try trainer.trainCalibrated(train.examples(features), intents: train.intents)
        var classifier = TextClassifier(model: model)
        var prediction = Prediction()
        return quickest(100, of: test.texts.count) {
            for text in test.texts { classifier.classify(text: text, into: &prediction) }
        }
    }

    private func nanosecondsOfRow() throws -> Double {
        let bytes = try InputFile.read(data + "/train.csv")
        var rows = 0
        return try quickest(20, of: 10_003) {
            var reader = try CSVReader(bytes: bytes, file: "train.csv")
            while try reader.next() != nil { rows += 1 }
            guard rows % 10_003 == 0 else { fail("train.csv should have 10,003 rows") }
        }
    }

    private func nanosecondsOfSyntheticText() throws -> Double {
        let language = try SyntheticLanguage(LanguageSpecification(intentCount: 20), seed: 7)
        let count = 100_000
        var bytes: [UInt8] = []
        return quickest(5, of: count) {
            for number in 0..<count {
                var stream = Contact.stream(.text, seed: 7, replication: 0, first: number)
                language.write(
                    intent: number % 20, upset: number % 8 == 0, outOfScope: false, atSeconds: 0, into: &bytes,
                    using: &stream)
            }
        }
    }

    /// CPU nanoseconds for each of `count` pieces of `work`, of its quickest run: what else runs on the machine only adds.
    private func quickest(_ runs: Int, of count: Int, _ work: () throws -> Void) rethrows -> Double {
        var best = Double.infinity
        for _ in 0..<runs {
            let start = processSeconds()
            try work()
            best = min(best, (processSeconds() - start) / Double(count))
        }
        return best * 1e9
    }
}
