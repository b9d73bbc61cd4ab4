/// The threshold on confidence that costs least on labelled texts, with what answering all and none would cost.
///
/// A text at or above the threshold is answered, and costs `wrongAnswerCost` where the answer is wrong; any other costs
/// `humanCost`. With calibrated confidences the best threshold is near 1 - humanCost / wrongAnswerCost (Chow 1970, On
/// optimum recognition error and reject tradeoff).
public struct CostThreshold: Sendable, Equatable {
    /// The least confidence that is answered, in 0...1; nil where answering nothing costs least.
    public var threshold: Double?
    /// Share of texts answered at the threshold, in 0...1.
    public var coverage: Double
    /// Cost per text at the threshold.
    public var cost: Double
    /// Cost per text when all are answered.
    public var costOfAnsweringAll: Double
    /// Cost per text when humans get all.
    public var costOfAnsweringNone: Double

    /// Tries every confidence that occurs; of thresholds that cost the same, the one that answers least is taken.
    ///
    /// Both costs are 0 or more, in the same currency; nil without texts, without weight or for a cost that is not. Each
    /// text counts by its weight, 0 or more; 1 where none are given.
    ///
    /// The cost is that on the texts the threshold was chosen on, which is less than on others: see `TrafficCost`.
    public static func best(
        confidences: [Double], correct: [Bool], weights: [Double]? = nil, wrongAnswerCost: Double, humanCost: Double
    ) -> CostThreshold? {
        let n = min(confidences.count, correct.count, weights?.count ?? .max)
        let total = weights?.prefix(n).reduce(0, +) ?? Double(n)
        guard n > 0, total > 0, wrongAnswerCost >= 0, humanCost >= 0, wrongAnswerCost.isFinite, humanCost.isFinite
        else { return nil }
        let confidences = confidences.map { $0.isFinite ? min(max($0, 0), 1) : 0 }
        let order = (0..<n).sorted { (confidences[$0], $1) > (confidences[$1], $0) }
        let weight = { (index: Int) in weights?[index] ?? 1 }
        let wrong = (0..<n).reduce(0) { $0 + (correct[$1] ? 0 : weight($1)) }
        var best = CostThreshold(
            threshold: nil, coverage: 0, cost: humanCost,
            costOfAnsweringAll: wrongAnswerCost * wrong / total, costOfAnsweringNone: humanCost)
        var (answered, wrongSoFar) = (0.0, 0.0)
        for (place, index) in order.enumerated() {
            answered += weight(index)
            if !correct[index] { wrongSoFar += weight(index) }
            guard place + 1 == n || confidences[order[place + 1]] < confidences[index] else { continue }
            let cost = (wrongAnswerCost * wrongSoFar + humanCost * max(0, total - answered)) / total
            guard cost < best.cost - 1e-12 * (1 + best.cost) else { continue }
            best.threshold = confidences[index]
            best.coverage = min(1, answered / total)
            best.cost = cost
        }
        return best
    }
}
