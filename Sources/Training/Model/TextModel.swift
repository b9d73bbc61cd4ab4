import Stochastics

/// A linear text classifier with calibrated probabilities and an emotion head; immutable once trained.
///
/// The score of intent k is the sum over features f of x(f) w(f, k), with x the sublinear TF-IDF of the text, of
/// length 1 for word n-grams and length 1 for character n-grams; probabilities are softmax(score / temperature).
/// Intents of which the training set held no example have probability exactly 0.
public struct TextModel: Sendable {
    /// Names of the intents, in the order of labels and probabilities.
    public let intents: [String]
    /// Version, 0 before any training.
    public let version: Int
    /// How the model was trained, features included.
    public let options: TrainingOptions
    /// Divides the scores before the softmax; above 0 (Guo et al. 2017).
    public internal(set) var temperature: Double = 1
    /// Correction of the largest probability, after the temperature.
    public internal(set) var confidenceCalibration = ConfidenceCalibration.none
    /// Share of wrong labels estimated when the temperature was fitted, in 0...0.5; not in model files.
    public internal(set) var labelNoise: Double = 0
    /// Divides the emotion score before the logistic function; above 0.
    public internal(set) var emotionTemperature: Double = 1
    /// How strange texts of the known intents look, for the out-of-scope score.
    var scopeTable = ScopeTable()
    /// Held-out quality, where it has been measured.
    public internal(set) var metrics: ClassificationMetrics?
    /// SHA-256 of the training data in hexadecimal, where the caller gave it.
    public var dataDigest: String?
    /// Number of examples trained on.
    public internal(set) var exampleCount = 0
    /// Whether each intent occurred in the training set.
    public internal(set) var seenIntents: [Bool]
    /// Whether any example carried an emotion label; without, `Prediction.emotion` is 0.
    public internal(set) var hasEmotionHead = false

    /// Row of each bucket; 0 where the feature was never seen. Empty before training.
    var rowOfBucket: [Int32] = []
    /// Bucket of each row but the first, which is the intercept's.
    var bucketOfRow: [UInt32] = []
    /// Inverse document frequency of each row.
    var idf: [Float] = []
    /// Weights, `lanes` vectors a row: intents, then the emotion head, then padding.
    var weights = HalfWeights.none
    /// Where training ended, for a warm start; not in model files.
    var duals: DualMemory?

    /// A model that knows nothing yet: the same probability for every intent, emotion 0, version 0.
    public static func untrained(intents: [String], options: TrainingOptions = TrainingOptions()) -> TextModel {
        TextModel(intents: intents, version: 0, options: options)
    }

    init(intents: [String], version: Int, options: TrainingOptions) {
        self.intents = intents
        self.version = version
        self.options = options
        seenIntents = Array(repeating: false, count: intents.count)
    }

    /// Whether the model has been trained.
    public var isTrained: Bool { !weights.isEmpty }
    /// Number of features the model has weights for.
    public var featureCount: Int { bucketOfRow.count }
    /// Vectors of eight columns a row takes.
    var lanes: Int { Self.lanes(intents: intents.count) }

    static func lanes(intents: Int) -> Int { (intents + 1 + 7) / 8 }

    /// Added to the columns before a softmax, so that only intents seen in training take part.
    var columnMask: [SIMD8<Float>] {
        var mask = Array(repeating: SIMD8<Float>(repeating: Self.excluded), count: lanes)
        for (column, seen) in seenIntents.enumerated() where seen { mask[column >> 3][column & 7] = 0 }
        return mask
    }

    /// The dual distribution over the intents, and of being upset, at which training ended for an example: at the optimum
    /// what the model predicts of it before temperatures and before its weights are rounded.
    ///
    /// - Returns: nil where no such example was trained on, or the model comes from a file.
    package func dualDistribution(ofExample position: Int) -> (intents: [Double], upset: Double)? {
        guard let duals, duals.entries.indices.contains(position) else { return nil }
        let row = duals.logDuals[position * lanes..<(position + 1) * lanes]
        let logarithms = row.flatMap { vector in (0..<8).map { Double(vector[$0]) } }
        return (
            logarithms.prefix(intents.count).map(PortableMath.exp), Double(duals.entries[position].emotionDual)
        )
    }

    /// Score that stands for probability 0.
    static let excluded: Float = -1e20
}

/// What a model says of texts whatever its calibration.
extension TextModel {
    /// The model before temperature and correction: what it thinks of a text changes with training alone.
    var uncalibrated: TextModel {
        var model = self
        model.temperature = 1
        model.confidenceCalibration = .none
        return model
    }

    /// Share of a text's features that no training text had, in 0...1; 0 for a text without features.
    func unknownShare(of features: borrowing SparseText) -> Double {
        guard !features.entries.isEmpty, !rowOfBucket.isEmpty else { return 0 }
        let bucketMask = UInt32(truncatingIfNeeded: options.features.bucketCount - 1)
        let unknown = features.entries.count { rowOfBucket[Int($0 & bucketMask)] <= 0 }
        return Double(unknown) / Double(features.entries.count)
    }
}
