/// Why a model could not be trained, calibrated or judged.
public enum TrainingError: Error, Equatable, CustomStringConvertible {
    /// There is no example to learn from.
    case noExamples
    /// No intents were named.
    case noIntents
    /// An example carries an intent, or a weight, that does not exist; position among the examples.
    case badExample(position: Int, reason: String)
    /// An option is outside its range.
    case badOption(String)

    /// Weights and dual distributions would need more than `Trainer.memoryLimitBytes`.
    case tooLarge(intents: Int, features: Int, examples: Int, bytes: Int)

    /// A sentence for the user.
    public var description: String {
        switch self {
        case .noExamples: "there are no labelled texts to train on; give at least one"
        case .noIntents: "no intents are named; name at least one"
        case .badExample(let position, let reason): "labelled text \(position + 1): \(reason)"
        case .badOption(let reason): reason
        case .tooLarge(let intents, let features, let examples, let bytes):
            "\(intents) intents with \(features) features and \(examples) labelled texts would need"
                + " \(bytes >> 30) GiB of memory, the limit is \(Trainer.memoryLimitBytes >> 30); join rare intents,"
                + " or use words only as features"
        }
    }
}
