import Simulation
import Training

/// What a forecast rests on, and what its measures leave out.
enum ForecastConditions {
    /// The conditions of replications.
    static func notes(_ records: [ReplicationRecord], specification: OperationSpecification) -> [Finding] {
        var notes: [Finding] = []
        let cases = records.reduce(0) { $0 + $1.cases }
        let recycled = records.reduce(0) { $0 + $1.recycled }
        if specification.ai?.assumed != nil {
            notes.append(.assumedAccuracy)
        }
        notes += answerNotes(records, specification: specification)
        for level in specification.serviceLevels where level.target == nil {
            notes.append(
                .serviceLevelDefined(
                    serviceLevel: level.name,
                    promise: ServiceLevelPromise(level, queues: specification.queues.map(\.name)), namesRule: false))
        }
        if recycled > 0 && cases > 0 {
            notes.append(.recycledTexts(share: Double(recycled) / cases))
        }
        if let most = records.map(\.labelsDropped).max(), most > 0, let plan = specification.training {
            notes.append(.fullLabelStore(capacity: plan.storeCapacity, dropped: most))
        }
        let open = records.reduce(0) { $0 + $1.casesLeftOpen }
        if open > 0 {
            notes.append(.openCases(count: open, afterSeconds: specification.shortestFollowUpSeconds))
        }
        return notes
    }

    /// What to know of an AI that was not trained here: what its confidences mean, and how often it had no answer.
    private static func answerNotes(_ records: [ReplicationRecord], specification: OperationSpecification) -> [Finding]
    {
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
