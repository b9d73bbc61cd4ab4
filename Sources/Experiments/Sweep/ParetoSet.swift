import Stochastics

/// Which points of a sweep nothing beats in both of two responses, as far as the replications can tell.
///
/// A point is dominated when another one is better in both responses, or better in one and the same in the other in every
/// replication. It is shown by paired differences on common random numbers, over the replications that both points have,
/// one-sided Student-t, with the level divided by the number of other points (Bonferroni): so what is said of a point
/// holds against all others together, with the confidence. A point is in the set when, in the same sense, no other point
/// dominates it. All others are undecided: their boxes overlap, and more replications would tell.
public struct ParetoSet: Sendable, Equatable {
    /// What can be said of a point.
    public enum Status: String, Sendable, Codable {
        /// No other point is better in both.
        case efficient
        /// Another point is better in both.
        case dominated
        /// More replications would tell.
        case undecided
    }

    /// The status of each point; nil where a response has no estimate there.
    public let statuses: [Status?]
    /// For each dominated point one that is better, from 0.
    public let dominators: [Int?]
    /// Points that no other point's estimates (`SweepResponse.comparable`) beat, from 0.
    public let front: [Int]

    /// Judges points.
    ///
    /// - Parameters:
    ///   - first, second: responses at the same points.
    public init(_ first: SweepResponse, _ second: SweepResponse) {
        let count = first.samples.count
        let known = (0..<count).filter { first.isKnown($0) && second.isKnown($0) }
        func losses(_ response: SweepResponse) -> [Double] {
            response.comparable.map { ($0 ?? 0) * (response.isLowerBetter ? 1 : -1) }
        }
        let (losses, others) = (losses(first), losses(second))
        // The front of the means: by the first response, then those that improve the second.
        let order = known.sorted { (losses[$0], others[$0], $0) < (losses[$1], others[$1], $1) }
        var front: [Int] = []
        var best = Double.infinity
        for point in order {
            let isTwin = front.last.map { losses[$0] == losses[point] && others[$0] == others[point] } ?? false
            guard others[point] < best || isTwin else { continue }
            best = others[point]
            front.append(point)
        }
        let judge = PairJudge(first, second, others: known.count - 1)
        var statuses = [Status?](repeating: nil, count: count)
        var dominators = [Int?](repeating: nil, count: count)
        let onFront = Set(front)
        for point in known {
            // Only a point that is better by its means can be shown to be better.
            if let better = front.first(where: { $0 != point && judge.dominates($0, point) }) {
                statuses[point] = .dominated
                dominators[point] = better
            } else {
                let isSure =
                    onFront.contains(point) && known.allSatisfy { $0 == point || judge.cannotDominate($0, point) }
                statuses[point] = isSure ? .efficient : .undecided
            }
        }
        self.statuses = statuses
        self.dominators = dominators
        // Over unequal replications a point that is beaten can have an estimate that nothing beats.
        self.front = front.filter { statuses[$0] != .dominated }
    }
}

/// Compares two points in two responses.
private struct PairJudge {
    private let first: SweepResponse
    private let second: SweepResponse
    private let tail: Double
    private let quantiles: [Double]

    init(_ first: SweepResponse, _ second: SweepResponse, others: Int) {
        self.first = first
        self.second = second
        tail = (1 - first.confidence) / Double(max(1, others))
        let most = (first.samples + second.samples).compactMap { $0?.count }.max() ?? 0
        let tail = tail
        // By number of pairs: the same few come up again and again.
        quantiles = (0...max(2, most)).map { n in
            n < 2 ? .infinity : -((try? StudentT.quantile(tail, degreesOfFreedom: Double(n - 1))) ?? -.infinity)
        }
    }

    /// How much better `a` is than `b`: surely better, surely not, or the same in every replication.
    private enum Finding { case better, worse, same, unknown }

    private func compare(_ response: SweepResponse, _ a: Int, _ b: Int) -> Finding {
        guard let (value, variance, n) = response.contrast([(b, 1), (a, -1)]), let variance else { return .unknown }
        let gain = response.isLowerBetter ? value : -value
        guard variance > 0 else { return gain > 0 ? .better : gain < 0 ? .worse : .same }
        let half = quantiles[min(n, quantiles.count - 1)] * variance.squareRoot()
        return gain > half ? .better : gain < -half ? .worse : .unknown
    }

    func dominates(_ a: Int, _ b: Int) -> Bool {
        let one = compare(first, a, b)
        guard one == .better || one == .same else { return false }
        let other = compare(second, a, b)
        return one == .better && (other == .better || other == .same) || one == .same && other == .better
    }

    func cannotDominate(_ a: Int, _ b: Int) -> Bool {
        let one = compare(first, a, b)
        if one == .worse { return true }
        let other = compare(second, a, b)
        return other == .worse || one == .same && other == .same
    }
}
