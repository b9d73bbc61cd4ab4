import Files
import Foundation
import Routing
import TestSupport
import Testing
import Training

@Suite struct EmotionTests {
    private static func labels(_ text: String, upset: [String] = ["negative"]) throws -> EmotionLabels {
        try EmotionLabels(bytes: Array(text.utf8), file: "e.csv", upset: upset)
    }

    @Test func severalLabelsAreJoinedByABar() throws {
        let labels = try Self.labels("text,labels\na,positive\nb,neutral|negative\nc,negative\nd,\n")
        #expect(labels.upset == [false, true, true, false])
    }

    @Test func mistakesAreTold() throws {
        func message(_ text: String) throws -> String {
            try #require(#require(throws: Problems.self) { try Self.labels(text) }.problems.first).message
        }
        #expect(try message("text,labels\na,positive\n") == "no text is labelled 'negative'")
        #expect(try message("text,labels\na,negative\n") == "every text is labelled 'negative'")
        #expect(try message("text,mood\na,negative\n").contains("no column \"labels\""))
        #expect(try message("text,labels\n ,negative\na,neutral\n") == "the text is empty")
    }

    @Test func aModelOfEmotionScoresBehindAnother() throws {
        let calm = (0..<60).map { "thank you for help number\($0 % 7),neutral" }
        let angry = (0..<60).map { "this is an outrage number\($0 % 7),negative" }
        let labels = try Self.labels("text,labels\n" + (calm + angry).joined(separator: "\n") + "\n")
        let model = try Trainer(options: TrainingOptions(features: .words)).trainCalibrated(
            labels.examples(features: .words), intents: EmotionLabels.intents)
        var classifier = EmotionClassifier(
            TextClassifier(model: .untrained(intents: ["a", "b"])), emotion: model)
        var prediction = Prediction()
        classifier.classify(Query(id: 1, text: Array("what an outrage".utf8)), into: &prediction)
        #expect(prediction.emotion > 0.7 && prediction.probabilities.count == 2)
        classifier.classify(Query(id: 1, text: Array("thank you".utf8)), into: &prediction)
        #expect(prediction.emotion < 0.3)
        let metrics = try #require(EmotionMetrics(model, on: labels.examples(features: .words)))
        #expect(metrics.auroc == 1 && metrics.accuracy == 1 && metrics.upsetShare == 0.5)
    }

    /// A subsample of GoEmotions (Demszky et al. 2020): one text in six, judged on the test split.
    @Test(.enabled(if: SharedData.hasBanking77, "needs ../shared/data/goemotions"))
    func realTexts() throws {
        func read(_ name: String) throws -> [LabelledText] {
            let path = SharedData.path("goemotions/\(name).csv")
            return try EmotionLabels(bytes: InputFile.read(path), file: path, upset: ["negative"]).examples(
                features: .words)
        }
        let train = try read("train").enumerated().filter { $0.offset % 6 == 0 }.map(\.element)
        let model = try Trainer(options: TrainingOptions(features: .words)).trainCalibrated(
            train, intents: EmotionLabels.intents)
        let metrics = try #require(EmotionMetrics(model, on: read("test")))
        #expect(metrics.n == 5427)
        #expect(metrics.auroc > 0.79)
        #expect(metrics.accuracy > 0.79 && metrics.accuracy > 1 - metrics.upsetShare)
        #expect(metrics.calibrationError < 0.03)
    }
}
