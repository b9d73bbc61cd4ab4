import Foundation
import Training

/// Trains on all labels and on ten an intent, and writes what scikit-learn needs to do the same: features, labels and
/// our confidences.
struct QualityRun {
    let data: String

    private struct Result: Encodable {
        var name: String
        var texts: Int
        var features: Int
        var trainSeconds: Double
        var accuracy: Double
        var calibrationError: Double
        var aurc: Double
        var coverageAt95: Double
        var coverageAt98: Double
    }

    func write(to folder: String) throws {
        let sets: [(String, String, FeatureOptions)] = [
            ("all", "train.csv", .wordsAndCharacters), ("ten", "train_10_per_class.csv", .wordsAndCharacters),
            ("words", "train.csv", .words),
        ]
        var results: [Result] = []
        for (name, file, features) in sets {
            let train = try LabelledFile(data + "/" + file)
            let test = try LabelledFile(data + "/test.csv", intents: train.intents)
            let trainer = Trainer(options: TrainingOptions(features: features))
            let (examples, questions) = (train.examples(features), test.examples(features))
            // The quickest of three: what else runs on the machine only adds.
            var seconds = Double.infinity
            for _ in 0..<3 {
                let start = processSeconds()
                _ = try trainer.train(examples, intents: train.intents)
                seconds = min(seconds, processSeconds() - start)
            }
            let model = try trainer.trainCalibrated(examples, intents: train.intents)
            let judged = EvaluatedTexts(questions, model: model)
            let metrics = judged.metrics
            results.append(
                Result(
                    name: name, texts: examples.count, features: model.featureCount, trainSeconds: seconds,
                    accuracy: metrics.accuracy, calibrationError: metrics.calibrationError, aurc: metrics.aurc,
                    coverageAt95: metrics.coverageAt95, coverageAt98: metrics.coverageAt98))
            try writeRows(examples, model, folder + "/\(name)-train")
            try writeRows(questions, model, folder + "/\(name)-test")
            try write(judged.confidences, folder + "/\(name)-confidence.f64")
            try write(judged.correct.map { $0 ? UInt8(1) : 0 }, folder + "/\(name)-correct.u8")
        }
        try report(results)
    }

    /// Compressed sparse rows: starts as Int64, columns as Int32, values as Float32, labels as Int32.
    private func writeRows(_ examples: [LabelledText], _ model: TextModel, _ path: String) throws {
        var starts: [Int64] = [0]
        var columns: [Int32] = []
        var values: [Float] = []
        for example in examples {
            let row = model.row(of: example.features)
            columns += row.columns
            values += row.values
            starts.append(Int64(columns.count))
        }
        try write(starts, path + "-starts.i64")
        try write(columns, path + "-columns.i32")
        try write(values, path + "-values.f32")
        try write(examples.map { Int32($0.intent) }, path + "-labels.i32")
    }

    private func write(_ numbers: [some BitwiseCopyable], _ path: String) throws {
        try numbers.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: path))
    }
}
