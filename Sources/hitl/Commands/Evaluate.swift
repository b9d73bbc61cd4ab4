import ArgumentParser
import Quantities
import Runs

struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure a model on labelled texts it was not trained on.",
        discussion: """
            All texts count: those of an intent the model does not know are answered
            wrongly, or sent to humans where the model doubts. The cheapest threshold is
            judged on other texts than it is chosen on. Where the file has another share
            of texts out of scope than the traffic, say the share of the traffic.

            Example:
              hitl evaluate --model model.json --labels test.csv --json
              hitl evaluate --model model.json --labels test.csv --out quality.html
              hitl evaluate --predictions log.csv --out-of-scope-share 10%
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

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Share of the traffic that is none of the model's, 0% to 100%; that of the file otherwise.",
            valueName: "share"))
    var outOfScopeShare: String?

    @Option(name: .long, help: ArgumentHelp("Also write the result as a page.", valueName: "file"))
    var out: String?

    @Flag(name: .long, help: "Replace a page that is there already.")
    var force = false

    @Flag(name: .long, help: "Print the result as JSON.")
    var json = false

    @Flag(name: .long, help: "No notes.")
    var quiet = false

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
        guard emotion.emotionLabels == nil || (out == nil && outOfScopeShare == nil) else {
            throw ValidationError("--out and --out-of-scope-share go with --labels or --predictions")
        }
        _ = try share()
    }

    mutating func run() throws {
        if let path = emotion.emotionLabels, let model { return try evaluateEmotion(path, model: model) }
        let outputs = try EvaluationOutputs(page: out, force: force, json: json, quiet: quiet)
        var request = EvaluationRequest()
        (request.model, request.labels, request.predictions) = (model, labels, predictions)
        (request.textColumn, request.intentColumn) = (textColumn, intentColumn)
        (request.wrongAnswerCost, request.humanCost) = (wrongAnswerCost, humanCost)
        (request.outOfScopeIntent, request.outOfScopeShare) = (outOfScopeIntent, try share())
        try outputs.write(try request.run(), title: labels ?? predictions ?? "")
    }

    private func share() throws -> Double? {
        guard let outOfScopeShare else { return nil }
        guard let share = Quantity.share(outOfScopeShare) ?? Double(outOfScopeShare), share >= 0, share <= 1 else {
            throw ValidationError("--out-of-scope-share \(outOfScopeShare): give a share from 0% to 100%, such as 10%")
        }
        return share
    }
}
