import Files
import Training

/// What `hitl evaluate` is asked: an AI by its model or by its log, labelled texts, costs, and what is known of the traffic.
package struct EvaluationRequest {
    /// What was found.
    package struct Outcome {
        /// The quality.
        package var quality: TrafficQuality
        /// What is odd about the labels.
        package var census: LabelCensus
        /// Whether the model was trained on these very labels.
        package var isOwnTraining = false
    }

    /// Path of a model that `hitl train` wrote.
    package var model: String?
    /// Path of a table of texts and intents.
    package var labels: String?
    /// Path of a log of another AI, instead of both.
    package var predictions: String?
    /// Name of the column of texts; nil for the usual.
    package var textColumn: String?
    /// Name of the column of intents; nil for the usual.
    package var intentColumn: String?
    /// Intent of texts that are none of the AI's.
    package var outOfScopeIntent = "out_of_scope"
    /// Share of the traffic that has no intent the AI can answer, in 0...1; nil where it is the file's.
    package var outOfScopeShare: Double?
    /// What a wrong answer costs, 0 or more.
    package var wrongAnswerCost = 40.0
    /// What a human's answer costs, 0 or more.
    package var humanCost = 8.01

    /// Asks nothing yet.
    package init() {}

    /// Measures.
    ///
    /// - Throws: `Problems` and `DataError` for files that are not what they should be; `DataError` for a share that no
    ///   text of the file can stand for; `UsageError` for a share outside 0...1, or neither a model nor a log.
    package func run() throws -> Outcome {
        if let share = outOfScopeShare, !(share >= 0 && share <= 1) {
            throw UsageError("--out-of-scope-share must be from 0% to 100%")
        }
        if let predictions { return try judge(log: predictions) }
        guard let model, let labels else { throw UsageError("give --model with --labels, or --predictions") }
        return try judge(model: model, labels: labels)
    }

    private func judge(model path: String, labels: String) throws -> Outcome {
        let model = try ModelFile.read(path)
        let texts = try LabelledTexts(labels, textColumn: textColumn, intentColumn: intentColumn)
        let examples = texts.examples(intents: model.intents, features: model.options.features)
        guard examples.contains(where: { $0.intent >= 0 }) else {
            throw DataError(
                "\(labels): no text has an intent that the model \(path) knows; was it trained on other labels?")
        }
        let corpus = texts.corpus
        let rows = JudgedRows(
            examples, intents: corpus.intents, intentOfExample: corpus.intentOfText, model: model,
            outOfScopeIntent: outOfScopeIntent)
        return Outcome(
            quality: try quality(rows, file: labels), census: texts.census(examples),
            isOwnTraining: model.dataDigest == texts.digest)
    }

    private func judge(log path: String) throws -> Outcome {
        var columns = RecordedPredictions.Columns()
        columns.names["text"] = textColumn
        columns.names["intent"] = intentColumn
        let log = try RecordedPredictions(path: path, columns: columns)
        let rows = JudgedRows(log, outOfScopeIntent: outOfScopeIntent)
        return Outcome(quality: try quality(rows, file: path), census: LabelCensus(log))
    }

    private func quality(_ rows: JudgedRows, file: String) throws -> TrafficQuality {
        var rows = rows
        if let share = outOfScopeShare, !rows.state(outsideShare: share) {
            throw DataError(
                share > 0 && rows.outsideCount == 0
                    ? "\(file): no text is labelled '\(outOfScopeIntent)' or with an intent the AI does not know, so none can"
                        + " stand for a share of the traffic; label some, or leave out --out-of-scope-share"
                    : "\(file): every text is out of scope, so none can stand for the rest of the traffic; label others,"
                        + " or leave out --out-of-scope-share")
        }
        guard let quality = TrafficQuality(rows, wrongAnswerCost: wrongAnswerCost, humanCost: humanCost) else {
            throw DataError("\(file): there are no texts")
        }
        return quality
    }
}
