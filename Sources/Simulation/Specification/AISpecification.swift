import Stochastics
import Training

/// The AI of an operation: how it learns to classify, how fast it answers, and what it saves the humans.
public struct AISpecification: Sendable {
    /// Features, regularisation and passes of training.
    public var training: TrainingOptions
    /// Labels an intent has before the operation starts; with a corpus on average, in proportion to its texts.
    public var firstLabelsPerIntent: Int
    /// Share of the first labels that are wrong, in 0...1.
    public var firstLabelError: Double
    /// Time from a query to the AI's answer, in seconds.
    public var latency: Distribution
    /// Share of a human's handle time that the case summary saves, in 0..<1.
    public var summarySaves: Double
    /// Share of a human's handle time that a right suggestion saves on top, in 0..<1.
    public var suggestionSaves: Double
    /// Stated accuracy in place of a model; nil for a model that is trained.
    public var assumed: AssumedAccuracy?
    /// How the stated accuracy improves with human resolutions; nil when it stays.
    public var assumedLearning: AssumedLearning?
    /// How far the AI sees how much work a contact is, from 0 (not at all) to 1: correlation of the latents behind the work
    /// and its confidence, or behind the work and the number of words in the invented language.
    public var seesDifficulty = 0.0
    /// An AI that this program did not train, in place of a model; nil for a model.
    public var answers: (any AnswerSource)?
    /// A model of emotion alone, of the intents `EmotionLabels.intents`, that scores in place of the AI; nil for none.
    public var emotionModel: TextModel?
    /// Conversations of several turns in place of single answers; nil for single answers.
    public var turns: TurnSpecification?
    /// Time with every query, in place of `latency`, which is for answers alone.
    public var handling: AIHandling?

    /// Creates an AI; see the properties for units.
    public init(
        training: TrainingOptions = TrainingOptions(features: .words), firstLabelsPerIntent: Int = 5,
        firstLabelError: Double = 0, latency: Distribution = .constant(2), summarySaves: Double = 0,
        suggestionSaves: Double = 0
    ) {
        self.training = training
        self.firstLabelsPerIntent = firstLabelsPerIntent
        self.firstLabelError = firstLabelError
        self.latency = latency
        self.summarySaves = summarySaves
        self.suggestionSaves = suggestionSaves
    }
}
