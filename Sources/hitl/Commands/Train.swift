import ArgumentParser
import Files
import Foundation
import Reports
import Results
import Runs
import Training

struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train a text model on labelled texts, calibrated out of fold.",
        discussion: """
            Labels are a CSV file with a column of texts and one of intents; lines may be
            in any order. The same text under different intents is trained on as it is.
            Notes say how many such texts and how many copies there are.

            With --log the labels are learned from as in an operation: some are held
            out, a new version is trained after so many, a gate lets it in, and fresh
            labels may send it back.

            Example:
              hitl train --labels labels.csv --out model.json
              hitl train --log labels.csv --retrain-after 500 --out model.json
              hitl train --emotion-labels emotions.csv --upset-from negative --out emotion.json
            """)

    @Option(name: .long, help: ArgumentHelp("CSV of texts and intents.", valueName: "file"))
    var labels: String?

    @OptionGroup var learning: LogOptions

    @OptionGroup var emotion: EmotionOptions

    @Option(name: .long, help: ArgumentHelp("Where to write the model.", valueName: "file"))
    var out: String

    @Option(
        name: .long,
        help: ArgumentHelp("words, or words+characters (slower, better on short texts).", valueName: "kind"))
    var features = FeatureKind.wordsAndCharacters

    @Option(name: .long, help: ArgumentHelp("Column of texts, when it is not called text.", valueName: "name"))
    var textColumn: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Column of intents, when it is not called intent, category or label.", valueName: "name"))
    var intentColumn: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Column of yes or no for upset customers; without it no emotion is scored.", valueName: "name"))
    var upsetColumn: String?

    @Option(
        name: .long,
        help: ArgumentHelp("equal, or balanced: every intent counts as much as any other.", valueName: "kind"))
    var classWeights = WeightKind.equal

    @Option(
        name: .long,
        help: ArgumentHelp(
            "How much examples of an intent count, others count 1; repeatable.", valueName: "intent=weight"))
    var classWeight: [String] = []

    @Flag(name: .long, help: "Replace a model that is there already.")
    var force = false

    @Flag(name: .long, help: "Print the out-of-fold quality as JSON on standard output.")
    var json = false

    @Flag(name: .long, help: "No notes.")
    var quiet = false

    func validate() throws {
        _ = try weights()
        guard [labels, learning.log, emotion.emotionLabels].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("give one of --labels, --log and --emotion-labels")
        }
    }

    mutating func run() throws {
        if !force, FileManager.default.fileExists(atPath: out) { throw OutputError.exists(path: out) }
        if let path = emotion.emotionLabels { return try trainEmotion(path) }
        guard let labels = labels ?? learning.log else { return }
        let texts = try LabelledTexts(
            labels, textColumn: textColumn, intentColumn: intentColumn, upsetColumn: upsetColumn)
        if !quiet {
            Console.note("training on \(texts.corpus.count) texts of \(texts.corpus.intents.count) intents")
        }
        guard texts.corpus.intents.count > 1 else {
            throw DataError(
                "\(labels): all texts have the intent '\(texts.corpus.intents[0])', so there is nothing to tell apart;"
                    + " give texts of two intents or more")
        }
        let options = TrainingOptions(features: features.options, classWeights: try weights())
        let examples = texts.examples(intents: texts.corpus.intents, features: features.options)
        if !quiet {
            LabelNotes.lines(texts.census(examples), isTraining: true).forEach(Console.note)
        }
        var model: TextModel
        var heldOut: [LabelledText] = []
        if learning.log != nil {
            (model, heldOut) = try learning.learn(texts, labels, options: options) { if !json { Console.print($0) } }
        } else {
            model = try Trainer(options: options).trainCalibrated(examples, intents: texts.corpus.intents)
        }
        model.dataDigest = texts.digest
        try ModelFile.write(model, to: out, replace: force)
        guard let metrics = heldOut.isEmpty ? model.metrics : model.evaluate(on: heldOut) else { return }
        if json {
            Console.print(try QualityJSON.text(ModelQuality(metrics)))
        } else {
            let place = learning.log == nil ? "out of fold" : "on held-out labels"
            Console.print("\(place), calibrated:\n" + QualityText(ModelQuality(metrics)).text + "\nmodel: \(out)")
        }
    }
}
