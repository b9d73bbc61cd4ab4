import Stochastics

/// Draws files like a given one again and again, to see how much a figure would differ (Efron 1979).
///
/// Groups of copies are drawn whole, since their answers are one. Where the share outside is stated, groups outside and
/// groups inside are drawn apart, and keep their share. The same rows give the same draws.
struct RowBootstrap {
    /// Number of files drawn: 1,000, or fewer for many rows.
    let draws: Int
    private let rows: [JudgedRow]
    private let strata: [[Int]]
    private let keepsShare: Bool
    private let groupCount: Int

    static let purpose: UInt16 = 0x7262
    private static let (mostDraws, fewestDraws, mostWork) = (1_000, 200, 20_000_000)

    init(_ judged: JudgedRows) {
        rows = judged.rows
        groupCount = judged.groupCount
        keepsShare = judged.statedOutsideShare != nil
        draws = min(Self.mostDraws, max(Self.fewestDraws, Self.mostWork / max(1, judged.rows.count)))
        guard judged.statedOutsideShare != nil else {
            strata = [Array(0..<judged.groupCount)]
            return
        }
        var isOutside = [Bool](repeating: false, count: judged.groupCount)
        for row in judged.rows where row.isOutside { isOutside[row.copyGroup] = true }
        strata = [isOutside.indices.filter { isOutside[$0] }, isOutside.indices.filter { !isOutside[$0] }]
    }

    /// Calls `take` with the weight of every row in each file drawn.
    func forEach(_ take: ([Double]) -> Void) {
        var random = RandomStream(seed: 1, replication: 0, purpose: Self.purpose, entity: 0)
        var times = [Int32](repeating: 0, count: groupCount)
        var weights = [Double](repeating: 0, count: rows.count)
        for _ in 0..<draws {
            for place in times.indices { times[place] = 0 }
            for stratum in strata {
                for _ in stratum { times[stratum[random.below(stratum.count)]] += 1 }
            }
            var sums = (outside: 0.0, inside: 0.0, outsideBefore: 0.0, insideBefore: 0.0)
            for (place, row) in rows.enumerated() {
                let weight = row.weight * Double(times[row.copyGroup])
                weights[place] = weight
                if row.isOutside {
                    sums.outside += weight
                    sums.outsideBefore += row.weight
                } else {
                    sums.inside += weight
                    sums.insideBefore += row.weight
                }
            }
            if keepsShare {
                let outside = sums.outside > 0 ? sums.outsideBefore / sums.outside : 0
                let inside = sums.inside > 0 ? sums.insideBefore / sums.inside : 0
                for place in rows.indices { weights[place] *= rows[place].isOutside ? outside : inside }
            }
            take(weights)
        }
    }

    /// An interval of 95% from the values of a figure in the files drawn.
    ///
    /// The quantiles are a little further out than 2.5 and 97.5%, as Student's t is than the normal distribution
    /// (Hesterberg 2015, What teachers should know about the bootstrap, The American Statistician 69, section 5.3).
    ///
    /// - Parameters:
    ///   - values: one of each file drawn.
    ///   - isBiased: whether the figure is larger by chance alone in a file than in the traffic, and again in a file that is
    ///     drawn from it: the quantiles are then turned about the value, which takes the bias off.
    func interval(_ values: [Double], about value: Double, isBiased: Bool = false, within range: ClosedRange<Double>)
        -> Estimate
    {
        let clusters = strata.map(\.count).filter { $0 > 0 }.min() ?? 0
        guard clusters > 1, groupCount > 1, !values.isEmpty else {
            return Estimate(mean: value, low: nil, high: nil, halfWidth: nil, confidence: 0.95, n: groupCount)
        }
        let n = Double(groupCount)
        let t = (try? StudentT.quantile(0.975, degreesOfFreedom: n - 1)) ?? 1.96
        let tail = StudentT.cumulative(-t * (n / (n - 1)).squareRoot(), degreesOfFreedom: 1e9)
        let sorted = values.sorted()
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let below = Int(place)
            let above = min(below + 1, sorted.count - 1)
            return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
        }
        var (low, high) = (quantile(tail), quantile(1 - tail))
        if isBiased { (low, high) = (2 * value - high, 2 * value - low) }
        func inside(_ bound: Double) -> Double { min(max(bound, range.lowerBound), range.upperBound) }
        return Estimate(
            mean: value, low: inside(low), high: inside(high), halfWidth: (high - low) / 2, confidence: 0.95,
            n: groupCount)
    }
}
