import Stochastics

/// What answering at a threshold costs on traffic like a file: the threshold is chosen on other texts than it is judged on.
///
/// The threshold is the one that costs least on all texts (`CostThreshold`). On these very texts it looks better than it
/// is. So the cost is found by cross-validation: the texts are dealt into ten parts, and the texts of each part cost what
/// the threshold that is best on the other nine makes them cost (Stone 1974, Cross-validatory choice and assessment of
/// statistical predictions). Copies are in one part.
public struct TrafficCost: Sendable, Equatable {
    /// What a wrong answer costs.
    public let wrongAnswerCost: Double
    /// What a human's answer costs.
    public let humanCost: Double
    /// The least confidence that is answered, in 0...1; nil where answering nothing costs least.
    public let threshold: Double?
    /// Share of the traffic answered at the threshold, in 0...1.
    public let coverage: Estimate
    /// Cost per query at the threshold; exactly that of a human where nothing is answered.
    public let cost: Estimate
    /// Cost per query when the AI answers all it can.
    public let costOfAnsweringAll: Estimate
    /// Cost at the threshold minus that of humans for all, per query: below 0 it saves.
    public let againstNone: Estimate
    /// Cost at the threshold minus that of answering all, per query, text by text: below 0 it saves.
    public let againstAll: Estimate
    /// Probability that answering at the threshold costs less than humans for all, in 0...1; 0 where nothing is answered.
    public let chanceOfSaving: Double

    static let parts = 10
    private static let purpose: UInt16 = 0x7463

    /// Judges rows; nil without any, without weight, or for a cost that is not 0 or more.
    public init?(_ judged: JudgedRows, wrongAnswerCost: Double, humanCost: Double) {
        let rows = judged.rows
        let weights = rows.map(\.weight)
        func choose(_ kept: [Int]) -> CostThreshold? {
            let answerable = kept.filter { rows[$0].predicted != nil }
            return CostThreshold.best(
                confidences: answerable.map { rows[$0].confidence }, correct: answerable.map { rows[$0].isRight },
                weights: answerable.map { weights[$0] }, wrongAnswerCost: wrongAnswerCost, humanCost: humanCost)
        }
        guard wrongAnswerCost >= 0, humanCost >= 0, wrongAnswerCost.isFinite, humanCost.isFinite,
            weights.contains(where: { $0 > 0 })
        else { return nil }
        let threshold = choose(Array(rows.indices))?.threshold
        let partOfGroup = Self.parts(judged)
        var isAnswered = [Bool](repeating: false, count: rows.count)
        var thresholds: [Double?] = []
        for part in 0..<(threshold == nil ? 0 : Self.parts) {
            let judgedHere = rows.indices.filter { partOfGroup[rows[$0].copyGroup] == part }
            guard !judgedHere.isEmpty else { continue }
            let others = rows.indices.filter { partOfGroup[rows[$0].copyGroup] != part }
            // A single different text leaves none to choose on.
            let chosen = others.isEmpty ? threshold : choose(others)?.threshold
            thresholds.append(chosen)
            guard let least = chosen else { continue }
            for place in judgedHere {
                isAnswered[place] = rows[place].predicted != nil && rows[place].confidence >= least
            }
        }
        func answer(_ row: JudgedRow) -> Double {
            row.predicted == nil ? humanCost : row.isRight ? 0 : wrongAnswerCost
        }
        let answering = rows.map(answer)
        let costs = rows.indices.map { isAnswered[$0] ? answering[$0] : humanCost }
        let answered = isAnswered.map { $0 ? 1.0 : 0 }
        let differences = zip(costs, answering).map { $0 - $1 }
        let columns = [costs, answered, answering, differences]
        let bootstrap = RowBootstrap(judged)
        var drawn = columns.map { _ in [Double]() }
        bootstrap.forEach { weights in
            for (place, column) in columns.enumerated() { drawn[place].append(Self.mean(column, weights)) }
        }
        let most = max(wrongAnswerCost, humanCost)
        func estimate(_ column: Int, _ range: ClosedRange<Double>) -> Estimate {
            bootstrap.interval(drawn[column], about: Self.mean(columns[column], weights), within: range)
        }
        self.wrongAnswerCost = wrongAnswerCost
        self.humanCost = humanCost
        self.threshold = threshold
        let coverage = estimate(1, 0...1)
        self.coverage = coverage
        againstAll = estimate(3, -most...most)
        let all = EffectiveShare(rows, weights: weights.indices.map { rows[$0].predicted == nil ? 0 : weights[$0] }) {
            !$0.isRight
        }
        let able = Self.mean(rows.map { $0.predicted == nil ? 0 : 1 }, weights)
        costOfAnsweringAll = Self.widened(
            estimate(2, 0...most), wrong: all, coverage: able, wrongAnswerCost, humanCost)
        let wrong = EffectiveShare(rows, weights: weights.indices.map { isAnswered[$0] ? weights[$0] : 0 }) {
            !$0.isRight
        }
        // What all texts cost at the threshold of each part: how much its choice matters.
        let ofChoice = thresholds.map { least in
            Self.mean(
                rows.indices.map { place in
                    least.map { rows[place].confidence >= $0 } ?? false ? answering[place] : humanCost
                }, weights)
        }
        let choice = Self.spreadOfChoice(ofChoice)
        let exactly = Estimate(
            mean: humanCost, low: humanCost, high: humanCost, halfWidth: 0, confidence: 0.95, n: judged.groupCount)
        let atThreshold = Self.widened(
            estimate(0, 0...most).inflated(by: choice, over: drawn[0]), wrong: wrong, coverage: coverage.mean,
            wrongAnswerCost, humanCost)
        // Nothing is answered, whatever comes: no text can make it dearer.
        let cost = threshold == nil ? exactly : atThreshold
        self.cost = cost
        againstNone = Estimate(
            mean: cost.mean - humanCost, low: cost.low.map { $0 - humanCost }, high: cost.high.map { $0 - humanCost },
            halfWidth: cost.halfWidth, confidence: cost.confidence, n: cost.n)
        let cheaper = Double(drawn[0].count { $0 < humanCost } + 1) / Double(drawn[0].count + 2)
        chanceOfSaving =
            threshold == nil ? 0 : min(cheaper, Self.chance(wrong, below: humanCost, of: wrongAnswerCost))
    }

    private static func mean(_ values: [Double], _ weights: [Double]) -> Double {
        var (sum, total) = (0.0, 0.0)
        for (value, weight) in zip(values, weights) {
            sum += value * weight
            total += weight
        }
        return total > 0 ? sum / total : 0
    }

    /// The part of each group of copies: parts' sizes differ by one at most, outside and inside apart.
    private static func parts(_ judged: JudgedRows) -> [Int] {
        var isOutside = [Bool](repeating: false, count: judged.groupCount)
        for row in judged.rows where row.isOutside { isOutside[row.copyGroup] = true }
        var random = RandomStream(seed: 1, replication: 0, purpose: purpose, entity: 0)
        var order = Array(0..<judged.groupCount)
        for index in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(index, random.below(index + 1)) }
        var parts = [Int](repeating: 0, count: judged.groupCount)
        let sorted = order.filter { isOutside[$0] } + order.filter { !isOutside[$0] }
        for (position, group) in sorted.enumerated() { parts[group] = position % Self.parts }
        return parts
    }

    /// Variance that the choice of the threshold adds: the delete-a-group jackknife (Kott 2001, Journal of Official
    /// Statistics 17).
    private static func spreadOfChoice(_ costs: [Double]) -> Double {
        guard costs.count > 1 else { return 0 }
        let mean = costs.reduce(0, +) / Double(costs.count)
        let squares = costs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return squares * Double(costs.count - 1) / Double(costs.count)
    }

    /// An interval no narrower than the exact one of the share of wrong answers: few or none seen are no proof of none.
    private static func widened(
        _ estimate: Estimate, wrong: EffectiveShare, coverage: Double, _ wrongAnswerCost: Double, _ humanCost: Double
    ) -> Estimate {
        let share = wrong.estimate
        guard let low = estimate.low, let high = estimate.high, let least = share.low, let most = share.high else {
            return estimate
        }
        func cost(_ share: Double) -> Double { coverage * share * wrongAnswerCost + (1 - coverage) * humanCost }
        var wider = estimate
        wider.low = min(low, cost(least))
        wider.high = max(high, cost(most))
        wider.halfWidth = ((wider.high ?? high) - (wider.low ?? low)) / 2
        return wider
    }

    /// Probability that fewer of the answers are wrong than makes them as dear as humans, by Jeffreys' posterior (Brown, Cai
    /// and DasGupta 2001, Interval estimation for a binomial proportion).
    private static func chance(_ wrong: EffectiveShare, below humanCost: Double, of wrongAnswerCost: Double) -> Double {
        guard humanCost < wrongAnswerCost else { return humanCost > 0 ? 1 : 0 }
        guard wrong.trials > 0 else { return 0 }
        let events = wrong.share * wrong.trials
        return BetaDistribution(a: events + 0.5, b: wrong.trials - events + 0.5).cumulative(humanCost / wrongAnswerCost)
    }
}

extension Estimate {
    /// The interval with `variance` added to that of the values it is made from.
    fileprivate func inflated(by variance: Double, over values: [Double]) -> Estimate {
        let center = values.reduce(0, +) / Double(max(1, values.count))
        let spread = values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(max(1, values.count))
        guard variance > 0, spread > 0, let low, let high else { return self }
        let factor = (1 + variance / spread).squareRoot()
        return Estimate(
            mean: mean, low: max(0, mean - factor * (mean - low)), high: mean + factor * (high - mean),
            halfWidth: halfWidth.map { $0 * factor }, confidence: confidence, n: n)
    }
}
