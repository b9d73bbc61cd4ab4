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

    /// A sentence for the user.
    public var description: String {
        switch self {
        case .noExamples: "there are no labelled texts to train on; give at least one"
        case .noIntents: "no intents are named; name at least one"
        case .badExample(let position, let reason): "labelled text \(position + 1): \(reason)"
        case .badOption(let reason): reason
        }
    }
}
