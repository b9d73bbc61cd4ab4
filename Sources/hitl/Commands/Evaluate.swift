import ArgumentParser
import Files
import Foundation
import Reports
import Results
import Training

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure a model on labelled texts it was not trained on.",
        discussion: """
            Texts of an intent the model does not know count as wrong answers, except
            those labelled out of scope: they are no model's to answer and only serve to
            measure how well the out-of-scope score tells them from the others.

            Example:
              hitl evaluate --model model.json --labels test.csv --json
              hitl evaluate --predictions log.csv
            """)

    @Option(name: .long, help: ArgumentHelp("A model that hitl train wrote.", valueName: "file"))
    var model: String?

    @Option(name: .long, help: ArgumentHelp("CSV of texts and intents.", valueName: "file"))
    var labels: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Instead of both: CSV of what another AI predicted (text or id, predicted, confidence, intent).",
            valueName: "file"))
    var predictions: String?

    @OptionGroup var emotion: EmotionOptions

    @Option(name: .long, help: ArgumentHelp("Column of texts, when it is not called text.", valueName: "name"))
    var textColumn: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Column of intents, when it is not called intent, category or label.", valueName: "name"))
    var intentColumn: String?

    @Option(name: .long, help: ArgumentHelp("What a wrong answer of the AI costs.", valueName: "cost"))
    var wrongAnswerCost = 40.0

    @Option(
        name: .long,
        help: ArgumentHelp("What a human's answer costs (8.01 USD: Gartner 2019).", valueName: "cost"))
    var humanCost = 8.01

    @Option(
        name: .long,
        help: ArgumentHelp("Intent of texts that are none of the model's.", valueName: "name"))
    var outOfScopeIntent = "out_of_scope"

    @Flag(name: .long, help: "Print the result as JSON.")
    var json = false

    func validate() throws {
        let isLabelled = labels != nil || emotion.emotionLabels != nil
        guard (predictions == nil) != (model == nil && !isLabelled), (model == nil) == !isLabelled,
            labels == nil || emotion.emotionLabels == nil
        else {
            throw ValidationError("give --model with --labels or --emotion-labels, or --predictions")
        }
        for (name, cost) in [("--wrong-answer-cost", wrongAnswerCost), ("--human-cost", humanCost)] {
            guard cost >= 0, cost.isFinite else { throw ValidationError("\(name) must be 0 or more") }
        }
    }

    mutating func run() throws {
        if let predictions {
            var columns = RecordedPredictions.Columns()
            columns.names["text"] = textColumn
            columns.names["intent"] = intentColumn
            let log = try RecordedPredictions(path: predictions, columns: columns)
            var report = ModelQuality(log.metrics())
            report.cost = CostThreshold.best(
                confidences: log.rows.map { $0.answer?.confidence ?? 0 },
                correct: log.rows.map { $0.answer?.intent == $0.intent }, wrongAnswerCost: wrongAnswerCost,
                humanCost: humanCost)
            return Console.print(json ? try QualityJSON.text(report) : QualityText(report).text)
        }
        if let path = emotion.emotionLabels, let model { return try evaluateEmotion(path, model: model) }
        guard let model, let labels else { return }
        let trained = try ModelFile.read(model)
        let texts = try LabelledTexts(labels, textColumn: textColumn, intentColumn: intentColumn)
        let examples = texts.examples(intents: trained.intents, features: trained.options.features)
        let scope = trained.intents.firstIndex(of: outOfScopeIntent)
        let isOutside = (0..<examples.count).map {
            texts.corpus.intents[texts.corpus.intentOfText[$0]] == outOfScopeIntent
        }
        let answerable = examples.indices.filter { scope != nil || !isOutside[$0] }.map { examples[$0] }
        let unknown = answerable.count { $0.intent < 0 }
        guard unknown < answerable.count else {
            throw DataError(
                "\(labels): no text has an intent that the model \(model) knows; was it trained on other labels?")
        }
        let all = EvaluatedTexts(examples, model: trained, probabilityOf: scope)
        let judged = EvaluatedTexts(answerable, model: trained)
        var report = ModelQuality(judged.metrics, unknown: unknown)
        report.cost = CostThreshold.best(
            confidences: judged.confidences, correct: judged.correct, wrongAnswerCost: wrongAnswerCost,
            humanCost: humanCost)
        report.outOfScopeTexts = isOutside.count { $0 }
        // A model that was trained on texts out of scope says how likely they are; any other how strange they look.
        report.outOfScopeAUROC = RankMetrics.areaUnderROC(
            scores: scope == nil ? all.outOfScope : all.probabilityOfIntent, positive: isOutside)
        Console.print(json ? try QualityJSON.text(report) : QualityText(report).text)
    }
}
