/// Something that reads a query and says what the customer wants, how sure it is, and how upset they sound.
///
/// Implementations return calibrated probabilities: policy compares them with thresholds as they are.
public protocol Classifier {
    /// Names of the intents, in the order of `Prediction.probabilities`.
    var intents: [String] { get }
    /// Version of the model in use, recorded with every decision; 0 before any training.
    var modelVersion: Int { get }
    /// Fills `prediction` for `query`. Allocates nothing once `prediction.probabilities` has its size.
    mutating func classify(_ query: Query, into prediction: inout Prediction)
}
