import Routing

/// Runs a `LearningLoop` on a log of labels, in the order in which humans gave them.
///
/// The steps are those of an operation: every label is kept, and counts for the model on trial; after so many of them a
/// challenger is trained, calibrated and judged; where it is refused the model in use is calibrated anew.
public struct LoggedLearning: Sendable {
    /// The loop: its labels and the model in use.
    public private(set) var loop: LearningLoop
    private let rules: LearningRules
    private var schedule: LearningSchedule
    private var number = 0

    /// A step of the loop, and what it did.
    public enum Step: Sendable {
        /// A challenger was trained and judged.
        case judged(AuditEvent.Promotion, GateVerdict)
        /// The model before came back.
        case rolledBack(AuditEvent.Rollback)
        /// The model in use was calibrated anew.
        case recalibrated(AuditEvent.Recalibration)
    }

    /// Begins a log with an untrained model.
    ///
    /// - Parameters:
    ///   - afterLabels: labels after which a challenger is trained, 1 or more.
    ///   - seed: of the choice of labels that are held out.
    public init(
        _ rules: LearningRules, options: TrainingOptions, intents: [String], afterLabels: Int, seed: UInt64
    ) {
        self.rules = rules
        loop = LearningLoop(rules, options: options, intents: intents, seed: seed)
        schedule = LearningSchedule(afterLabels: max(1, afterLabels), shortestSeconds: 0)
    }

    /// Takes the next label of the log.
    ///
    /// - Parameters:
    ///   - text: what the customer said, as UTF-8.
    ///   - intent: index of the intent that the human decided on.
    ///   - upset: whether the human marked the customer as upset; nil when not asked.
    /// - Returns: the steps that it brought about.
    /// - Throws: `TrainingError` when the options cannot be used.
    public mutating func take(text: [UInt8], intent: Int, upset: Bool?) throws -> [Step] {
        number += 1
        var steps: [Step] = []
        let outcome = loop.add(text: text, intent: intent, upset: upset, weight: 1, at: Double(number))
        if case .failed(let difference, let pValue)? = outcome,
            let event = loop.rollBack(difference: difference, pValue: pValue)
        {
            steps.append(.rolledBack(event))
        }
        if schedule.noteLabel() { steps += try retrain() }
        return steps
    }

    /// The log is over: what came since the last retraining is learned as well.
    ///
    /// - Returns: the steps that this brought about.
    /// - Throws: `TrainingError` when the options cannot be used.
    public mutating func finish() throws -> [Step] { schedule.labels > 0 ? try retrain() : [] }

    private mutating func retrain() throws -> [Step] {
        schedule.begin(at: Double(number))
        guard let (verdict, event) = try loop.retrain() else { return [] }
        var steps = [Step.judged(event, verdict)]
        if !verdict.promoted, rules.recalibrates, let event = loop.recalibrate() { steps.append(.recalibrated(event)) }
        return steps
    }
}
