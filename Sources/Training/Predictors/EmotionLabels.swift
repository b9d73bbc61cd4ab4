import Files
import Routing

/// Texts with emotions, for a model of emotion alone: a CSV of texts and labels, several of them joined by a bar.
public struct EmotionLabels: Sendable {
    /// Names of the two intents of an emotion model.
    public static let intents = ["calm", "upset"]
    /// The texts, UTF-8.
    public let texts: [[UInt8]]
    /// Whether any label of a text is one of those that count as upset.
    public let upset: [Bool]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - bytes: its content.
    ///   - file: its name in messages.
    ///   - names: labels that count as upset.
    /// - Throws: `Problems` for missing columns, broken rows, empty texts, and where no text or every text is upset.
    public init(
        bytes: [UInt8], file: String, textColumn: String = "text", labelColumn: String = "labels", upset names: [String]
    ) throws {
        var texts: [[UInt8]] = []
        var upset: [Bool] = []
        var problems = Problems()
        do {
            var reader = try CSVReader(bytes: bytes, file: file)
            let text = try reader.column(textColumn)
            let label = try reader.column(labelColumn)
            while problems.problems.count < 20 {
                guard let read = try problems.collect({ try reader.next() }) else { continue }
                guard let row = read else { break }
                if row.fields[text].allSatisfy(\.isWhitespace) {
                    problems.append(
                        reader.problem(
                            in: row, field: text, message: "the text is empty",
                            remedy: "write the text or delete the row"))
                }
                texts.append(Array(ComposedText.of(row.fields[text]).utf8))
                let emotions = row.fields[label].split(separator: "|").map { ComposedText.label(String($0)) }
                upset.append(emotions.contains { names.contains($0) })
            }
        } catch let problem as Problem {
            problems.append(problem)
        }
        if problems.isEmpty, !upset.contains(true) || !upset.contains(false) {
            let named = names.map { "'\($0)'" }.joined(separator: ", ")
            problems.append(
                Problem(
                    file: file, message: "\(upset.contains(true) ? "every" : "no") text is labelled \(named)",
                    remedy: "name the labels that mean an upset customer"))
        }
        try problems.throwIfAny()
        self.texts = texts
        self.upset = upset
    }

    /// The texts as a trainer takes them, in the order of the file.
    public func examples(features: FeatureOptions) -> [LabelledText] {
        var featuriser = Featuriser(options: features)
        return texts.indices.map {
            LabelledText(text: texts[$0], intent: upset[$0] ? 1 : 0, order: $0, featuriser: &featuriser)
        }
    }
}

/// Quality of a model of emotion on texts it was not trained on.
public struct EmotionMetrics: Sendable, Codable, Equatable {
    /// Number of texts.
    public var n: Int
    /// Share of texts that are upset, in 0...1.
    public var upsetShare: Double
    /// Area under the ROC curve: probability that an upset text gets the higher score than a calm one.
    public var auroc: Double
    /// Share of texts on the right side of 1/2.
    public var accuracy: Double
    /// Expected calibration error of the probability of being upset, over 15 equal-width bins.
    public var calibrationError: Double

    /// Measures a model of the two intents `EmotionLabels.intents`; nil without texts of both kinds.
    public init?(_ model: TextModel, on examples: [LabelledText]) {
        var classifier = EmotionClassifier.Head(model: model)
        let scores = examples.map { classifier.upset($0.features) }
        let isUpset = examples.map { $0.intent == 1 }
        guard let area = RankMetrics.areaUnderROC(scores: scores, positive: isUpset) else { return nil }
        n = examples.count
        upsetShare = Double(isUpset.count { $0 }) / Double(n)
        auroc = area
        accuracy = Double(zip(scores, isUpset).count { ($0 > 0.5) == $1 }) / Double(n)
        calibrationError = ClassificationMetrics.of(confidences: scores, correct: isUpset).calibrationError
    }
}
