/// How the expected cost of an AI's errors, its risk, is distributed over the queries: as a sample of those met says, or as
/// is assumed where there is none.
///
/// What is assumed: with U = risk / price of a wrong answer, P(U > u) = (1 - √u)³, a distribution of Kumaraswamy's kind
/// ("A generalized probability density function for double-bounded random processes", Journal of Hydrology 46, 1980).
/// Most queries are sure ones, and some reach every risk up to that of an answer that is wrong for certain.
package struct RiskDistribution: Sendable {
    /// Price of a wrong answer, for what is assumed.
    private let scale: Double
    /// Risks in rising order, and the sums of those before each; none where it is assumed.
    private let values: [Double]
    private let sums: [Double]
    /// Share of one query.
    private let each: Double

    /// What is assumed, from the price of a wrong answer; above 0.
    package init(assumedFor wrongAnswer: Double) {
        scale = wrongAnswer
        (values, sums, each) = ([], [], 0)
    }

    /// A sample of risks of 0 or more; infinity for queries that go to a human whatever that costs, and NaN counts as it.
    package init(sample: some Sequence<Double>) {
        var finite: [Double] = []
        var count = 0
        for risk in sample {
            count += 1
            if risk.isFinite { finite.append(risk) }
        }
        finite.sort()
        scale = 0
        values = finite
        var sums = [0.0]
        sums.reserveCapacity(finite.count + 1)
        for value in finite { sums.append(sums[sums.count - 1] + value) }
        self.sums = sums
        each = count > 0 ? 1 / Double(count) : 0
    }

    /// Share of the queries with no finite risk.
    package var shareAlwaysHuman: Double { scale > 0 ? 0 : 1 - Double(values.count) * each }

    /// The share of the queries above a limit, and the mean risk over all queries of those up to it (0 for the others).
    package func split(at limit: Double) -> (above: Double, riskBelow: Double) {
        guard scale > 0 else {
            var (low, high) = (0, values.count)
            while low < high {
                let middle = (low + high) / 2
                if values[middle] <= limit { low = middle + 1 } else { high = middle }
            }
            return (1 - Double(low) * each, sums[low] * each)
        }
        guard limit > 0 else { return (1, 0) }
        let u = min(limit / scale, 1)
        let rest = 1 - u.squareRoot()
        let above = rest * rest * rest
        // The integral of P(U > u) is 2 ((1 - r⁴) / 4 - (1 - r⁵) / 5) with r = 1 - √u.
        let fourth = above * rest
        let integral = 0.1 - fourth * (0.5 - 0.4 * rest)
        return (above, scale * max(0, integral - u * above))
    }

    /// The largest difference of `split(at:).above` from another distribution's, at 32 quantiles of this one.
    package func distance(from other: RiskDistribution) -> Double {
        guard !values.isEmpty else { return 1 }
        var largest = abs(shareAlwaysHuman - other.shareAlwaysHuman)
        for step in 0..<32 {
            let value = values[step * (values.count - 1) / 31]
            largest = max(largest, abs(split(at: value).above - other.split(at: value).above))
        }
        return largest
    }
}
