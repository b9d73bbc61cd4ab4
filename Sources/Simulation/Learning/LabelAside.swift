import Routing

/// A label that names no intent of the taxonomy, where none of them stands for such labels either.
struct LabelAside {
    /// The catalog's index of the word that the human wrote.
    var word: Int
    var text: [UInt8]
    var upset: Bool
    /// Probability with which the label was asked for.
    var probability: Double
    var isAudit: Bool
    /// When it was given, in seconds.
    var seconds: Double
}
