/// How a text model is trained.
///
/// Defaults come from five-fold cross-validation on the training part of Banking77 (Casanueva et al. 2020).
public struct TrainingOptions: Sendable, Codable, Equatable {
    /// Features of the text.
    public var features: FeatureOptions
    /// Inverse strength of the L2 penalty, the C of scikit-learn and LIBLINEAR; above 0.
    public var inverseRegularisation: Double
    /// Largest number of passes over the examples, 1 or more.
    public var epochs: Int
    /// Passes of a warm start, 1 or more.
    public var warmEpochs: Int
    /// Value of the constant feature that carries the intercepts, 0 or more.
    public var interceptScale: Double
    /// Smallest number of examples a feature must occur in, 1 or more.
    public var minimumOccurrences: Int
    /// How much the examples of each intent count.
    public var classWeights: ClassWeights
    /// Seed of the order in which examples are visited and of the folds.
    public var seed: UInt64

    /// Creates options.
    public init(
        features: FeatureOptions = .wordsAndCharacters, inverseRegularisation: Double = 30, epochs: Int = 5,
        warmEpochs: Int = 2, interceptScale: Double = 1, minimumOccurrences: Int = 1,
        classWeights: ClassWeights = .equal,
        seed: UInt64 = 1
    ) {
        self.features = features
        self.inverseRegularisation = inverseRegularisation
        self.epochs = epochs
        self.warmEpochs = warmEpochs
        self.interceptScale = interceptScale
        self.minimumOccurrences = minimumOccurrences
        self.classWeights = classWeights
        self.seed = seed
    }
}
