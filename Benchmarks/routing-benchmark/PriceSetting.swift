import Foundation

/// One of the 48 settings in which prices of a human are compared: a desk with exponential work and patience, and an AI
/// whose calibrated probability of an error is a mixture of two beta distributions.
///
/// Policies are judged by the stationary distribution of the chain, and the best one is found by shooting: for a mean cost
/// g the price of each state follows from the one below, λ E min(risk, d(k)) = g - c(k) + δ(k) d(k - 1), and g is the
/// largest for which the prices stay under the highest risk for ever. The solver of the product shares nothing with it.
struct PriceSetting {
    static let (handleSeconds, patienceSeconds, wrongAnswer) = (360.0, 348.0, 8.0)

    let agents: Int
    /// Queries come at this multiple of what the agents can do.
    let offered: Double
    let lostCustomer: Double
    let errors: ErrorSample

    var perSecond: Double { offered * Double(agents) / Self.handleSeconds }
    var states: Int { max(80, 6 * agents + 60) + 1 }

    private func waiting(_ state: Int) -> Double { Double(max(0, state - agents)) }

    private func waitingCost(_ state: Int) -> Double { lostCustomer / Self.patienceSeconds * waiting(state) }

    private func leaving(_ state: Int) -> Double {
        Double(min(state, agents)) / Self.handleSeconds + waiting(state) / Self.patienceSeconds
    }

    /// Cost of an arrival and load of the humans where queries of more than these risks, by state, go to them.
    func judge(_ limits: [Double]) -> (cost: Double, load: Double) {
        var logs = [0.0]
        let parts = limits.enumerated().map { state, limit in
            state + 1 < states ? errors.split(at: limit / Self.wrongAnswer) : (above: 0, below: errors.mean)
        }
        for state in 1..<states {
            logs.append(logs[state - 1] + log(max(perSecond * parts[state - 1].above, 1e-300)) - log(leaving(state)))
        }
        let highest = logs.max() ?? 0
        let weights = logs.map { exp($0 - highest) }
        let total = weights.reduce(0, +)
        var (cost, joining) = (0.0, 0.0)
        for state in 0..<states {
            cost += weights[state] * (waitingCost(state) / perSecond + parts[state].below * Self.wrongAnswer)
            joining += weights[state] * perSecond * parts[state].above
        }
        return (cost / total, joining / total * Self.handleSeconds / Double(agents))
    }

    /// The best limits by state.
    func best() -> [Double] {
        var (low, high) = (0.0, perSecond * errors.mean * Self.wrongAnswer)
        var limits = shoot(high).limits
        for _ in 0..<100 {
            let middle = (low + high) / 2
            let shot = shoot(middle)
            limits = shot.limits
            if shot.isAbove { high = middle } else { low = middle }
        }
        return limits
    }

    /// The limits that a mean cost a second asks for, and whether they come to exceed every risk.
    private func shoot(_ mean: Double) -> (limits: [Double], isAbove: Bool) {
        var limits: [Double] = []
        var before = 0.0
        for state in 0..<states {
            let least = (mean - waitingCost(state) + leaving(state) * before) / perSecond / Self.wrongAnswer
            guard least > 0 else { return (filled(limits), false) }
            guard let limit = errors.limit(meanOfLesser: least) else { return (filled(limits), true) }
            before = limit * Self.wrongAnswer
            limits.append(before)
        }
        return (limits, false)
    }

    private func filled(_ limits: [Double]) -> [Double] {
        limits + [Double](repeating: Self.wrongAnswer, count: states - limits.count)
    }

    /// The cheapest of 201 fixed limits.
    func bestFixed() -> Double {
        (0...200).map { judge([Double](repeating: Double($0) / 200 * Self.wrongAnswer, count: states)).cost }.min() ?? 0
    }

    /// The price of a fluid queue in which extra work fades at 1/patience, as far as the load says who comes.
    func fluid(load: Double) -> [Double] {
        (0..<states).map { state in
            let idle = max(0, agents - state)
            let extra = waiting(state) + 1
            let leaves = extra / Self.patienceSeconds
            let drain = Double(agents) * (1 - load) / Self.handleSeconds + leaves
            let price = lostCustomer * leaves / max(drain, leaves)
            return idle > 0 ? price * pow(min(1, load), Double(idle)) : price
        }
    }
}

/// Calibrated probabilities of an error: 70% Beta(0.5, 18) and 30% Beta(1.5, 2), at 10,000 evenly spaced quantiles.
struct ErrorSample {
    let values: [Double]
    private let sums: [Double]

    init(_ unsorted: [Double]) {
        values = unsorted.sorted()
        var sums = [0.0]
        for value in values { sums.append(sums[sums.count - 1] + value) }
        self.sums = sums
    }

    var mean: Double { sums[values.count] / Double(values.count) }

    private func count(upTo limit: Double) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] <= limit { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The share above a limit, and the mean of those up to it with the others as 0.
    func split(at limit: Double) -> (above: Double, below: Double) {
        let below = count(upTo: limit)
        return (1 - Double(below) / Double(values.count), sums[below] / Double(values.count))
    }

    /// The limit d at which the mean of min(value, d) is this; nil where no limit is high enough.
    func limit(meanOfLesser mean: Double) -> Double? {
        guard mean < self.mean else { return nil }
        let all = Double(values.count)
        var (low, high) = (0, values.count - 1)
        while low < high {
            let middle = (low + high) / 2
            let reached = (sums[middle] + values[middle] * (all - Double(middle))) / all
            if reached < mean { low = middle + 1 } else { high = middle }
        }
        return (mean * all - sums[low]) / (all - Double(low))
    }
}
