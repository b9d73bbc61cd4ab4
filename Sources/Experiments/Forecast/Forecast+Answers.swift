import Quantities
import Simulation
import Training

extension Forecast {
    /// What to know of an AI that was not trained here: what its confidences mean, and how often it had no answer.
    static func answerNotes(_ records: [ReplicationRecord], specification: OperationSpecification) -> [String] {
        guard let answers = specification.ai?.answers else { return [] }
        let what = answers is RecordedPredictions ? "recorded" : "external"
        var notes = [
            specification.training == nil
                ? "The \(what) AI's confidences are taken as it states them: without 'training' nothing calibrates them."
                : "The \(what) AI's confidences are taken as it states them until the first retraining; from then on "
                    + "they are calibrated on the humans' labels."
        ]
        let failed = records.reduce(0) { $0 + $1.failedCalls }
        if failed > 0 {
            notes.append(
                "\(BriefUnits.grouped(Double(failed))) queries got no usable answer from the \(what) AI and went to "
                    + "humans (reason no_prediction; \(Measure.aiFailedCalls)).")
        }
        if let external = answers as? ExternalAnswers, external.droppedBytes > 0 {
            notes.append("The last line of the record of the external AI is not complete and was left out.")
        }
        if answers is ExternalAnswers, records.contains(where: { $0.notRecordedCalls > 0 }) {
            notes.append(
                "Up to \(BriefUnits.grouped(Double(records.map(\.notRecordedCalls).max() ?? 0))) queries in a replication "
                    + "are not in the record of the external AI: run hitl simulate with --record, which asks it and adds the "
                    + "answers.")
        }
        return notes
    }
}
