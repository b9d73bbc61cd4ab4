import ArgumentParser
import Foundation
import Routing
import Training

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure a model on labelled texts it was not trained on.",
        discussion: """
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

    @Option(name: .long, help: ArgumentHelp("Column of texts, when it is not called text.", valueName: "name"))
    var textColumn: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Column of intents, when it is not called intent, category or label.", valueName: "name"))
    var intentColumn: String?

    @Flag(name: .long, help: "Print the result as JSON.")
    var json = false

    mutating func validate() throws {
        guard (predictions == nil) != (model == nil && labels == nil), (model == nil) == (labels == nil) else {
            throw ValidationError("give --model and --labels, or --predictions")
        }
    }

    mutating func run() throws {
        if let predictions {
            var columns = RecordedPredictions.Columns()
            columns.names["text"] = textColumn
            columns.names["intent"] = intentColumn
            let log = try RecordedPredictions(path: predictions, columns: columns)
            let report = QualityReport(log.metrics())
            return Console.print(json ? try report.json : report.text)
        }
        guard let model, let labels else { return }
        let trained = try ModelFile.read(model)
        let texts = try LabelledTexts(labels, textColumn: textColumn, intentColumn: intentColumn)
        let examples = texts.examples(intents: trained.intents, features: trained.options.features)
        let unknown = examples.count { $0.intent < 0 }
        guard unknown < examples.count else {
            throw DataError(
                "\(labels): no text has an intent that the model \(model) knows; was it trained on other labels?")
        }
        let report = QualityReport(trained.evaluate(on: examples), unknown: unknown)
        Console.print(json ? try report.json : report.text)
    }
}
