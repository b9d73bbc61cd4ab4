import Experiments
import Quantities
import Simulation

/// What a forecast rests on and what its measures leave out, in sentences.
enum ConditionPhrases {
    /// The sentence of a condition; nil for another finding.
    static func sentence(_ finding: Finding) -> String? {
        switch finding {
        case .promise(let promise): ServiceLevelPhrases.definition(promise)
        case .serviceLevelDefined(let level, let promise, let namesRule):
            "\(Measure.serviceLevel(level)) is the share of \(ServiceLevelPhrases.share(promise))"
                + (namesRule ? " (abandoned: \(promise.abandoned.rawValue))." : ".")
        case .assumedAccuracy:
            "Assumed accuracy: how sure and how right the AI is was stated in the scenario, not learned or measured."
        case .statedConfidence(let ai, let isRetrained): confidence(word(ai), isRetrained: isRetrained)
        case .failedCalls(let count, let ai):
            "\(BriefUnits.grouped(Double(count))) queries got no usable answer from the \(word(ai)) AI and went to "
                + "humans (reason no_prediction; \(Measure.aiFailedCalls))."
        case .cutRecord: "The last line of the record of the external AI is not complete and was left out."
        case .notRecorded(let count):
            "Up to \(BriefUnits.grouped(Double(count))) queries in a replication "
                + "are not in the record of the external AI: run hitl simulate with --record, which asks it and adds the "
                + "answers."
        case .recycledTexts(let share):
            "\(BriefUnits.percent(share)) of the texts were met before (recycle: true); "
                + "accuracy measures leave them out."
        case .fullLabelStore(let capacity, let dropped):
            "The label store was full: of its \(BriefUnits.grouped(Double(capacity))) labels the oldest of the "
                + "commonest intents went, up to \(BriefUnits.grouped(Double(dropped))) in a replication."
        case .openCases(let count, let seconds):
            "\(BriefUnits.grouped(Double(count))) cases were not over \(BriefUnits.duration(seconds)) after the "
                + "horizon: the operation cannot keep up, and they are in no measure of resolution."
        default: nil
        }
    }

    private static func word(_ source: Finding.AnswerSource) -> String {
        switch source {
        case .recorded: "recorded"
        case .external: "external"
        }
    }

    private static func confidence(_ what: String, isRetrained: Bool) -> String {
        isRetrained
            ? "The \(what) AI's confidences are taken as it states them until the first retraining; from then on "
                + "they are calibrated on the humans' labels."
            : "The \(what) AI's confidences are taken as it states them: without 'training' nothing calibrates them."
    }
}
