/// How a `LearningLoop` keeps labels and decides about models.
public struct LearningRules: Sendable {
    /// Most labels kept for training.
    public var storeCapacity: Int
    /// Share of the labels held out, in 0...1: a third of them for calibration, the rest for the gate.
    public var holdoutShare: Double
    /// Most labels held out; nil for the capacity x the share.
    public var holdoutCapacity: Int?
    /// Decides whether a challenger replaces the model in use.
    public var gate: PromotionGate
    /// Trial of a promoted model, which may bring the one before back; nil for none.
    public var probation: Probation?
    /// Whether the model in use is calibrated anew on labels that it has not been trained on.
    public var recalibrates: Bool
    /// Whether somebody asks what the model in use thinks of a text that got a label (`LearningLoop.probabilities`).
    public var judgesLabels: Bool
    /// Such labels, and audits of the AI's answers among them, without which nothing is calibrated anew.
    public var fewestFreshLabels: Int
    /// See `fewestFreshLabels`; 0 where labels do not say which of them are audits.
    public var fewestAudits: Int

    /// Creates rules; the default is a gate, and neither a trial nor new calibrations.
    public init(
        storeCapacity: Int = 10_000, holdoutShare: Double = 0.2, holdoutCapacity: Int? = 3_000,
        gate: PromotionGate = PromotionGate(), probation: Probation? = nil, recalibrates: Bool = false,
        judgesLabels: Bool = false, fewestFreshLabels: Int = 50, fewestAudits: Int = 20
    ) {
        self.storeCapacity = storeCapacity
        self.holdoutShare = holdoutShare
        self.holdoutCapacity = holdoutCapacity
        self.gate = gate
        self.probation = probation
        self.recalibrates = recalibrates
        self.judgesLabels = judgesLabels
        self.fewestFreshLabels = fewestFreshLabels
        self.fewestAudits = fewestAudits
    }
}
