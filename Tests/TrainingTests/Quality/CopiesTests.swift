import Files
import Stochastics
import TestSupport
import Testing
import Training

@Suite struct CopiesTests {
    private func texts(_ texts: [(String, Int)], _ features: FeatureOptions = .wordsAndCharacters) -> [LabelledText] {
        var featuriser = Featuriser(options: features)
        return texts.enumerated().map {
            LabelledText(text: Array($1.0.utf8), intent: $1.1, order: $0, featuriser: &featuriser)
        }
    }

    @Test func copiesAreFoundWhateverTheirForm() {
        let found = CopyGroups(
            texts([("Hello  there", 0), ("hello there ", 1), ("there hello", 0), ("HELLO THERE", 0)]))
        #expect(found.groupOfText == [0, 0, 1, 0] && found.count == 2 && found.copies == 2)
        #expect(CopyGroups(texts: ["q1", "q2", "Q1"]).groupOfText == [0, 1, 0])
        #expect(CopyGroups(texts: (0..<20_000).map { "q\($0)" }).count == 20_000)
    }

    /// 200 texts, each five times with a label by chance of four: nothing can be learned, and nothing is claimed.
    @Test func labelsByChanceAreNotLearned() throws {
        var random = RandomStream(seed: 8, replication: 0, purpose: 3, entity: 0)
        func text() -> String { (0..<6).map { _ in "w\(random.below(400))" }.joined(separator: " ") }
        var training: [(String, Int)] = []
        for _ in 0..<200 {
            let text = text()
            for _ in 0..<5 { training.append((text, random.below(4))) }
        }
        let fresh = (0..<400).map { _ in (text(), random.below(4)) }
        for features in [FeatureOptions.words, .wordsAndCharacters] {
            let model = try Trainer(options: TrainingOptions(features: features)).trainCalibrated(
                texts(training, features), intents: ["a", "b", "c", "d"])
            let claimed = EvaluatedTexts(texts(fresh, features), model: model)
            let mean = claimed.confidences.reduce(0, +) / 400
            // 95% interval of 25% with 400 texts; out of fold there are 200.
            #expect(abs(mean - 0.25) < 1.96 * (0.25 * 0.75 / 400).squareRoot(), "\(mean)")
            #expect(abs(try #require(model.metrics).accuracy - 0.25) < 1.96 * (0.25 * 0.75 / 200).squareRoot())
            let strange = Double(claimed.outOfScope.count { $0 > 0.95 }) / 400
            #expect(strange < 0.12, "\(strange)")
        }
    }

    @Test func withoutADifferentTextNothingIsClaimed() throws {
        let same = texts([("hello", 0), ("HELLO", 1), ("hello ", 0)], .words)
        let trainer = Trainer(options: TrainingOptions(features: .words))
        #expect(try trainer.trainCalibrated(same, intents: ["a", "b"]).metrics == nil)
        #expect(throws: TrainingError.self) { try trainer.calibrateOutOfFold(same, intents: ["a", "b"]) }
        let two = texts([("hello", 0), ("bye", 1), ("hello ", 0)], .words)
        let metrics = try #require(try trainer.trainCalibrated(two, intents: ["a", "b"]).metrics)
        #expect(metrics.n == 3 && metrics.accuracy == 0)
    }

    /// 770 real questions three times each: 99.5% were claimed and 69.7% true, and a limit for 5% sent 78% to humans.
    @Test(.enabled(if: SharedData.hasBanking77)) func realQuestionsThreeTimes() throws {
        func read(_ name: String) throws -> [(String, String)] {
            var reader = try CSVReader(path: SharedData.path("banking77/\(name)"))
            var rows: [(String, String)] = []
            while let row = try reader.next() { rows.append((row.fields[0], row.fields[1])) }
            return rows
        }
        let (few, test) = (try read("train_10_per_class.csv"), try read("test.csv"))
        let intents = Set(few.map(\.1)).sorted()
        let number = Dictionary(uniqueKeysWithValues: zip(intents, intents.indices))
        let training = texts((few + few + few).map { ($0.0, number[$0.1] ?? 0) })
        let model = try Trainer(options: TrainingOptions(features: .wordsAndCharacters)).trainCalibrated(
            training, intents: intents)
        let judged = EvaluatedTexts(texts(test.map { ($0.0, number[$0.1] ?? -1) }), model: model)
        let claimed = judged.confidences.reduce(0, +) / Double(test.count)
        #expect(abs(claimed - judged.metrics.accuracy) < 0.03)
        #expect(abs(try #require(model.metrics).accuracy - judged.metrics.accuracy) < 0.07)
        #expect(Double(judged.outOfScope.count { $0 > 0.95 }) / Double(test.count) < 0.06)
    }
}
