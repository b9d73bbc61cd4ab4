import Scenarios
import Simulation
import Stochastics

/// Puts replications where they help to find the best point: the next round of a sweep.
///
/// Rule and sources: `PairedBudgetAllocation`.
public struct SweepAllocation: Sendable {
    /// The rule, for manifests.
    public static let rule =
        "paired differences with the best on common random numbers (Glynn and Juneja 2004 on differences; requirements "
        + "as in OCBA-CO, Lee et al. 2012)"
    /// Fewest replications of a point before anything is judged.
    public static let fewest = 5
    /// Rounds that the budget beyond the first is given out in.
    private static let rounds = 10

    /// The responses: the objective, then the measures of the requirements.
    public let objective: SweepResponse
    /// The requirements with their responses.
    public let requirements: [(requirement: Requirement, response: SweepResponse)]
    /// The objective by point as it can be ranked, small being good.
    private let losses: [Double]

    /// Takes the responses of all points.
    public init(
        objective: SweepResponse, requirements: [(requirement: Requirement, response: SweepResponse)]
    ) {
        self.objective = objective
        self.requirements = requirements
        losses = objective.comparable.map { ($0 ?? .infinity) * (objective.isLowerBetter || $0 == nil ? 1 : -1) }
    }

    /// How far inside a requirement a point is, in the measure's unit; nil without an estimate.
    private func margin(_ number: Int, _ point: Int) -> Double? {
        let (requirement, response) = requirements[number]
        guard case .value(let limit) = requirement.limit, let value = response.samples[point]?.center else {
            return nil
        }
        return requirement.comparison.wantsMore ? value - limit : limit - value
    }

    /// Whether the means of a point meet all requirements.
    private func isFeasible(_ point: Int) -> Bool {
        requirements.indices.allSatisfy { number in
            let (requirement, response) = requirements[number]
            guard case .value(let limit) = requirement.limit, let value = response.samples[point]?.center else {
                return false
            }
            return requirement.comparison.holds(value, limit)
        }
    }

    /// The best point by its estimates (`SweepResponse.comparable`) among those that meet the requirements, from 0;
    /// where none does, the one that misses them by the smallest number of standard errors.
    public var best: (point: Int, isFeasible: Bool)? {
        let known = losses.indices.filter(objective.isKnown)
        if let found = known.filter(isFeasible).min(by: { (losses[$0], $0) < (losses[$1], $1) }) {
            return (found, true)
        }
        return known.min { (miss($0), $0) < (miss($1), $1) }.map { ($0, false) }
    }

    private func miss(_ point: Int) -> Double {
        requirements.indices.map { number in
            guard let margin = margin(number, point) else { return .infinity }
            let variance = requirements[number].response.contrast([(point, 1)])?.variance ?? 0
            return margin >= 0 ? 0 : -margin / max(1e-12, variance.squareRoot())
        }.max() ?? 0
    }

    /// Replications to add to each point.
    ///
    /// - Parameters:
    ///   - counts: replications of each point so far.
    ///   - budget: replications of all points together.
    ///   - first: those of the first round, of each point.
    /// - Returns: nothing when the budget is spent, or nothing more can be learned.
    public func next(counts: [Int], budget: Int, first: Int) -> [(point: Int, first: Int, count: Int)] {
        let spent = counts.reduce(0, +)
        guard spent < budget, counts.count > 1, let best = best?.point else { return [] }
        let step = max(counts.count, (budget - first * counts.count + Self.rounds - 1) / Self.rounds)
        let more = min(budget - spent, step)
        let systems = counts.indices.map { point -> PairedBudgetAllocation.System in
            let pair = objective.contrast([(point, 1), (best, -1)])
            let margins = requirements.indices.map { number -> PairedBudgetAllocation.Margin in
                let own = requirements[number].response.contrast([(point, 1)])
                return .init(
                    distance: margin(number, point) ?? 0, variance: (own?.variance ?? 0) * Double(own?.n ?? 1))
            }
            return .init(
                difference: (pair?.value ?? 0) * (objective.isLowerBetter ? 1 : -1),
                variance: (pair?.variance ?? 0) * Double(pair?.n ?? 1), margins: margins)
        }
        guard
            let allocation = try? PairedBudgetAllocation(systems, best: best, observations: counts.map { max(1, $0) })
        else { return [] }
        let total = Double(spent + more)
        let wanted = zip(allocation.shares, counts).map { max(0, $0 * total - Double($1)) }
        let sum = wanted.reduce(0, +)
        guard sum > 0 else { return [] }
        // The best first, then the largest remainders: sums are exact.
        let scaled = wanted.map { $0 / sum * Double(more) }
        var added = scaled.map { Int($0) }
        let order = scaled.indices.sorted {
            let one = scaled[$0] - Double(added[$0])
            let other = scaled[$1] - Double(added[$1])
            return one == other ? $0 < $1 : one > other
        }
        for point in order.prefix(max(0, more - added.reduce(0, +))) { added[point] += 1 }
        return counts.indices.filter { added[$0] > 0 }.map { ($0, counts[$0], added[$0]) }
    }

    /// What the allocation chose, which points could still be better, and which requirements it may miss after all.
    public func choice(confidence: Double) -> SweepSummary.Choice? {
        guard let (point, isFeasible) = best else { return nil }
        let candidates = losses.indices.filter { $0 != point && objective.isKnown($0) }
        var rivals: [Int] = []
        var risk: Double? = 0
        var open: [String] = []
        for (number, entry) in requirements.enumerated() {
            let own = entry.response.contrast([(point, 1)])
            let chance = Self.tail(margin(number, point) ?? 0, own?.variance, own?.n ?? 1)
            risk = risk.flatMap { known in chance.map { known + $0 } }
            // Where the interval holds the limit, or has no ends.
            if chance.map({ $0 > (1 - confidence) / 2 }) ?? true { open.append(entry.requirement.text) }
        }
        for rival in candidates {
            let pair = objective.contrast([(rival, 1), (point, -1)])
            let worse = pair.map { $0.value * (objective.isLowerBetter ? 1 : -1) } ?? 0
            var chance = Self.tail(worse, pair?.variance, pair?.n ?? 1)
            for (number, entry) in requirements.enumerated() {
                let own = entry.response.contrast([(rival, 1)])
                let outside = -(margin(number, rival) ?? 0)
                if outside > 0, let ruledOut = Self.tail(outside, own?.variance, own?.n ?? 1) {
                    chance = min(chance ?? 1, ruledOut)
                }
            }
            // The same in every replication is no rival.
            if pair?.variance == 0, worse == 0 { chance = 0 }
            guard let chance else {
                risk = nil
                rivals.append(rival + 1)
                continue
            }
            risk = risk.map { $0 + chance }
            if chance > (1 - confidence) / Double(max(1, candidates.count)) { rivals.append(rival + 1) }
        }
        return SweepSummary.Choice(
            point: isFeasible ? point + 1 : nil, objective: isFeasible ? objective.estimate(at: point) : nil,
            measure: objective.measure, unit: objective.unit, rivals: rivals,
            confidence: isFeasible ? risk.map { max(0, 1 - $0) } : nil,
            openRequirements: isFeasible && !open.isEmpty ? open : nil)
    }

    /// One-sided probability of a distance as large if there were none; nil without a variance.
    private static func tail(_ distance: Double, _ variance: Double?, _ n: Int) -> Double? {
        guard let variance, n > 1 else { return nil }
        guard variance > 0 else { return distance > 0 ? 0 : 1 }
        return StudentT.cumulative(-distance / variance.squareRoot(), degreesOfFreedom: Double(n - 1))
    }
}
