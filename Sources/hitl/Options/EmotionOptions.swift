import ArgumentParser
import Files
import Foundation
import Quantities
import Reports
import Results
import Training

/// Texts labelled with emotions, for training and judging a model of emotion alone.
struct EmotionOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Instead of --labels: CSV of texts and emotions (column labels, several joined by a bar).",
            valueName: "file"))
    var emotionLabels: String?

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("Emotion that counts as an upset customer; may be repeated.", valueName: "label"))
    var upsetFrom: [String] = ["negative"]

    /// Reads the file.
    func read(_ path: String, textColumn: String?) throws -> (labels: EmotionLabels, digest: String) {
        let bytes = try InputFile.read(path, as: .texts)
        let labels = try EmotionLabels(bytes: bytes, file: path, textColumn: textColumn ?? "text", upset: upsetFrom)
        return (labels, SHA256Digest.hex(of: bytes))
    }

    /// A model of emotion from a file.
    static func model(_ path: String) throws -> TextModel {
        let model = try ModelFile.read(path)
        guard model.intents == EmotionLabels.intents else {
            throw DataError("\(path): this is no model of emotion; make one with hitl train --emotion-labels")
        }
        return model
    }
}

extension Train {
    /// Trains a model of emotion alone.
    func trainEmotion(_ path: String) throws {
        let (labels, digest) = try emotion.read(path, textColumn: textColumn)
        if !quiet {
            Console.note("training on \(labels.texts.count) texts, \(labels.upset.count { $0 }) of them upset")
        }
        let trainer = Trainer(options: TrainingOptions(features: features.options))
        let examples = labels.examples(features: features.options)
        var model = try trainer.trainCalibrated(examples, intents: EmotionLabels.intents)
        model.dataDigest = digest
        try ModelFile.write(model, to: out, replace: force)
        guard let metrics = model.metrics else { return }
        if json {
            Console.print(try QualityJSON.text(ModelQuality(metrics)))
        } else {
            Console.print(
                "out of fold, calibrated:\n" + QualityText(ModelQuality(metrics)).text + "\nmodel of emotion: \(out)")
        }
    }
}

extension Evaluate {
    /// Judges a model of emotion alone.
    func evaluateEmotion(_ path: String, model: String) throws {
        let trained = try EmotionOptions.model(model)
        let examples = try emotion.read(path, textColumn: textColumn).labels.examples(
            features: trained.options.features)
        guard let metrics = EmotionMetrics(trained, on: examples) else { return }
        func decimal(_ value: Double) -> String { FixedDigits.decimals(value, 4) }
        if json {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            Console.print(String(decoding: try encoder.encode(metrics), as: UTF8.self))
        } else {
            Console.print(
                [
                    "  texts                   \(metrics.n)",
                    "  upset                   \(decimal(metrics.upsetShare))",
                    "  AUROC                   \(decimal(metrics.auroc))",
                    "  accuracy                \(decimal(metrics.accuracy))",
                    "  calibration error       \(decimal(metrics.calibrationError))",
                ].joined(separator: "\n"))
        }
    }
}
