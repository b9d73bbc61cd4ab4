import Simulation
import Training

extension Forecast {
    /// What to know of an AI that was not trained here: what its confidences mean, and how often it had no answer.
    static func answerNotes(_ records: [ReplicationRecord], specification: OperationSpecification) -> [Finding] {
        guard let answers = specification.ai?.answers else { return [] }
        let source: Finding.AnswerSource = answers is RecordedPredictions ? .recorded : .external
        var notes: [Finding] = [.statedConfidence(ai: source, isRetrained: specification.training != nil)]
        let failed = records.reduce(0) { $0 + $1.failedCalls }
        if failed > 0 { notes.append(.failedCalls(count: failed, ai: source)) }
        if let external = answers as? ExternalAnswers, external.droppedBytes > 0 { notes.append(.cutRecord) }
        if answers is ExternalAnswers, records.contains(where: { $0.notRecordedCalls > 0 }) {
            notes.append(.notRecorded(count: records.map(\.notRecordedCalls).max() ?? 0))
        }
        return notes
    }
}
