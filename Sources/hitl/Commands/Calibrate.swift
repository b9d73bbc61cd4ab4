import ArgumentParser
import Files
import Foundation
import Reports
import Training

struct Calibrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Calibrate a trained model on labels of the operation it is used in.",
        discussion: """
            Live labels are a CSV file with the columns text and intent. Optional columns:
            weight, or probability (that the label was asked for); confidence (what the
            AI stated then); second_intent with annotator and second_annotator (what a
            colleague said). A text without an intent is an answer that nobody looked at.
            Labels of intents that the model does not know count as its errors.

            Example:
              hitl calibrate --model model.json --labels live.csv --out calibrated.json
            """)

    @Option(name: .long, help: ArgumentHelp("A model that hitl train wrote.", valueName: "file"))
    var model: String

    @Option(name: .long, help: ArgumentHelp("CSV of live labels.", valueName: "file"))
    var labels: String

    @Option(
        name: .long, help: ArgumentHelp("Where to write the calibrated model; nowhere otherwise.", valueName: "file"))
    var out: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Confidence from which the AI answers: claims are of those answers.", valueName: "share"))
    var threshold = 0.0

    @Option(name: .long, help: ArgumentHelp("Column of texts, when it is not called text.", valueName: "name"))
    var textColumn = "text"

    @Option(name: .long, help: ArgumentHelp("Column of labels, when it is not called intent.", valueName: "name"))
    var intentColumn = "intent"

    @Flag(name: .long, help: "Replace a model that is there already.")
    var force = false

    func validate() throws {
        guard (0...1).contains(threshold) else { throw ValidationError("--threshold must be from 0 to 1") }
    }

    mutating func run() throws {
        if let out, !force, FileManager.default.fileExists(atPath: out) { throw OutputError.exists(path: out) }
        let trained = try ModelFile.read(model)
        guard trained.isTrained else { throw DataError("\(model): the model has not been trained; train it first") }
        let live = try LiveLabel.read(
            try InputFile.read(labels, as: .texts), file: labels, intents: trained.intents, textColumn: textColumn,
            intentColumn: intentColumn)
        let found = LiveCalibration(trained, labels: live, threshold: threshold)
        Console.print(LiveCalibrationText(found).text)
        guard let out else { return }
        try ModelFile.write(found.model, to: out, replace: force)
        Console.print("model: \(out)")
    }
}
