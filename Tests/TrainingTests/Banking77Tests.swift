import Files
import TestSupport
import Testing
import Training

/// Quality on real questions to a bank; skipped where `../shared/data` is not there.
@Suite(.enabled(if: SharedData.hasBanking77)) struct Banking77Tests {
    private struct Texts {
        var intents: [String] = []
        var featuriser: Featuriser

        mutating func load(_ name: String) throws -> [LabelledText] {
            var reader = try CSVReader(path: SharedData.path("banking77/\(name)"))
            var examples: [LabelledText] = []
            var index: [String: Int] = [:]
            for (position, intent) in intents.enumerated() { index[intent] = position }
            while let row = try reader.next() {
                let name = row.fields[1]
                if index[name] == nil {
                    index[name] = intents.count
                    intents.append(name)
                }
                examples.append(
                    LabelledText(
                        text: Array(row.fields[0].utf8), intent: index[name] ?? 0, order: examples.count,
                        featuriser: &featuriser))
            }
            return examples
        }
    }

    private func measure(_ train: String, _ features: FeatureOptions) throws -> (ClassificationMetrics, TextModel) {
        var texts = Texts(featuriser: Featuriser(options: features))
        let examples = try texts.load(train)
        let model = try Trainer(options: TrainingOptions(features: features)).trainCalibrated(
            examples, intents: texts.intents)
        return (model.evaluate(on: try texts.load("test.csv")), model)
    }

    /// The best linear model known has .918, error of calibration .013, AURC .0122 and coverage .934.
    @Test func allLabels() throws {
        let (metrics, model) = try measure("train.csv", .wordsAndCharacters)
        #expect(metrics.n == 3080)
        #expect(metrics.accuracy >= 0.915)
        #expect(metrics.calibrationError <= 0.015)
        #expect(metrics.aurc <= 0.0125)
        #expect(metrics.coverageAt95 >= 0.93)
        #expect(model.exampleCount == 10_003)
    }

    @Test func wordsOnly() throws {
        let (metrics, _) = try measure("train.csv", .words)
        #expect(metrics.accuracy >= 0.89)
        #expect(metrics.calibrationError <= 0.02)
    }

    @Test func tenLabelsAnIntent() throws {
        let (metrics, _) = try measure("train_10_per_class.csv", .wordsAndCharacters)
        #expect(metrics.accuracy >= 0.756)
    }
}
