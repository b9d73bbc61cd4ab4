import ArgumentParser
import Files
import Reports
import Runs
import Training

/// Learning from a log of labels as an operation does: the whole loop and not one training.
struct LogOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Instead of --labels: the same columns, in the order in which humans gave the labels.", valueName: "file"))
    var log: String?

    @Option(
        name: .long,
        help: ArgumentHelp("With --log: labels after which a new version is trained and judged.", valueName: "count"))
    var retrainAfter: Int?

    /// Labels between two trainings where the command does not say.
    private static let usualRetrainAfter = 500

    func validate() throws {
        guard let retrainAfter else { return }
        guard log != nil else { throw ValidationError("--retrain-after needs --log") }
        guard (2...1_000_000).contains(retrainAfter) else {
            throw ValidationError("--retrain-after \(retrainAfter): give a whole number from 2 to 1000000")
        }
    }

    /// Runs the loop: a gate judges each version on held-out labels, a promoted one is on trial, and a refused one lets the
    /// model in use be calibrated anew.
    ///
    /// - Parameter tell: takes a line for each step.
    /// - Returns: the model in use at the end, and the labels that were held out for the gate.
    func learn(
        _ texts: LabelledTexts, _ path: String, options: TrainingOptions, tell: (String) -> Void
    ) throws -> (model: TextModel, heldOut: [LabelledText]) {
        // Labels of a log do not say which of them are audits.
        let rules = LearningRules(probation: Probation(), recalibrates: true, fewestAudits: 0)
        var learning = LoggedLearning(
            rules, options: options, intents: texts.corpus.intents,
            afterLabels: retrainAfter ?? Self.usualRetrainAfter, seed: options.seed)
        var text: [UInt8] = []
        for number in 0..<texts.corpus.count {
            texts.corpus.copyText(number, into: &text)
            let steps = try learning.take(
                text: text, intent: texts.corpus.intentOfText[number], upset: texts.upset?[number])
            for step in steps { tell(LearningText.line(step, afterLabel: number + 1)) }
        }
        for step in try learning.finish() { tell(LearningText.line(step, afterLabel: texts.corpus.count)) }
        guard learning.loop.model.isTrained else {
            throw DataError("\(path): the gate let no model in; give more labels, or make a model with --labels")
        }
        return (learning.loop.model, learning.loop.store.judging)
    }
}
