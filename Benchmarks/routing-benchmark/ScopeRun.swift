import Routing
import Stochastics
import Training

/// How well the out-of-scope score tells texts of intents the model was not trained on: 60 are, 17 are not, ten times.
struct ScopeRun {
    let data: String

    private struct Result: Encodable {
        var auroc: [Double]
        var aurocOfDoubt: [Double]
        var knownAbove95: [Double]
    }

    func print() throws {
        let train = try LabelledFile(data + "/train.csv")
        let test = try LabelledFile(data + "/test.csv", intents: train.intents)
        let trainer = Trainer()
        let (examples, questions) = (
            train.examples(trainer.options.features), test.examples(trainer.options.features)
        )
        var result = Result(auroc: [], aurocOfDoubt: [], knownAbove95: [])
        for draw in 1...10 {
            var random = RandomStream(seed: UInt64(draw), replication: 0, purpose: 0x5363, entity: 0)
            var order = Array(train.intents.indices)
            for index in stride(from: order.count - 1, to: 0, by: -1) {
                order.swapAt(index, random.below(index + 1))
            }
            let unknown = Set(order.prefix(17))
            let model = try trainer.trainCalibrated(
                examples.filter { !unknown.contains($0.intent) }, intents: train.intents)
            let judged = EvaluatedTexts(questions, model: model)
            let isOutside = questions.map { unknown.contains($0.intent) }
            result.auroc.append(RankMetrics.areaUnderROC(scores: judged.outOfScope, positive: isOutside) ?? 0)
            result.aurocOfDoubt.append(
                RankMetrics.areaUnderROC(scores: judged.confidences.map { -$0 }, positive: isOutside) ?? 0)
            let known = questions.indices.filter { !isOutside[$0] }
            result.knownAbove95.append(
                Double(known.count { judged.outOfScope[$0] > 0.95 }) / Double(known.count))
        }
        try report(result)
    }
}
