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
            """)

    @Option(name: .long, help: ArgumentHelp("A model that hitl train wrote.", valueName: "file"))
    var model: String

    @Option(name: .long, help: ArgumentHelp("CSV of texts and intents.", valueName: "file"))
    var labels: String

    @Option(name: .long, help: ArgumentHelp("Column of texts, when it is not called text.", valueName: "name"))
    var textColumn: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Column of intents, when it is not called intent, category or label.", valueName: "name"))
    var intentColumn: String?

    @Flag(name: .long, help: "Print the result as JSON.")
    var json = false

    mutating func run() throws {
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
