/// Humans behind a queue as a birth and death chain: how many are there, waiting or being served, when queries whose risk
/// is above a limit join, each is served at the rate 1/h by one of n agents, and those who wait give up at the rate 1/p.
///
/// With c(k) the price a second of the q = max(0, k - n) who wait in state k, λ queries a second, R(t) the mean risk of
/// those up to a limit t and S(t) the share above it, a policy of limits t(k) costs c(k) + λ (R + o S) a second in k, where
/// o is what a human costs beside the queue. Its mean g and the relative values v(k) solve, with d(k) = v(k+1) - v(k),
///
///     g = c(k) + λ (R + o S) + λ S d(k) - δ(k) d(k-1),    δ(k) = min(k, n) / h + q / p,
///
/// forward where more join than leave and backward from the top where more leave: each is the stable direction. One more
/// contact costs o + d(k) in all, so t(k) = o + d(k) is the better policy, and the two steps again until nothing changes:
/// policy iteration, R. A. Howard, "Dynamic Programming and Markov Processes", MIT Press 1960, chapters 4 and 5. It is
/// the best of all policies where work and patience are exponential and the rates stay. The limit on risk is C. K. Chow's
/// (1970).
///
/// States: at most `lowestStates` with idle agents below a full house, beneath which nothing is missed, and at most
/// `highestWaiting` waiting, where everything is answered.
package struct HumanChain {
    /// Agents on duty, 1 or more.
    package let agents: Int
    /// Contacts an agent serves a second.
    package let serviceRate: Double
    /// Rate at which each who waits gives up, a second; 0 for never.
    package let leavingRate: Double
    /// Price of a second of each who waits, lost customers among it.
    package let pricePerSecond: Double
    /// What a human costs beside the queue, less what an answer costs beside its risk.
    package let humanCost: Double

    /// Creates a chain; see the properties.
    package init(agents: Int, serviceRate: Double, leavingRate: Double, pricePerSecond: Double, humanCost: Double) {
        self.agents = agents
        self.serviceRate = serviceRate
        self.leavingRate = leavingRate
        self.pricePerSecond = pricePerSecond
        self.humanCost = humanCost
    }

    /// Most places of idle agents.
    package static let lowestStates = 256
    /// Most places of those who wait.
    package static let highestWaiting = 512
    private static let mostIterations = 30

    /// A policy and what it comes to.
    package struct Solution {
        /// Price of one more contact with 0, 1, ... in the system above `lowest`; 0 or more, in rising order of states.
        package var prices: [Double]
        /// Where in `prices` all agents are busy and nobody waits.
        package var full: Int
        /// Contacts a second that join.
        package var humanRate: Double
        /// What all comes to, a second.
        package var costPerSecond: Double
        /// Rounds of policy iteration.
        package var iterations: Int
        /// Contacts an agent of the chain serves a second.
        package var serviceRate: Double

        /// The price where so many wait beyond the agents, or so few less than 0 are missing: between whole numbers on a
        /// line, beyond the last by the last step.
        package func price(waiting: Double) -> Double {
            let place = waiting + Double(full)
            let last = prices.count - 1
            guard place > 0 else { return prices[0] }
            guard place < Double(last) else {
                return prices[last] + max(0, prices[last] - prices[last - 1]) * (place - Double(last))
            }
            let whole = Int(place)
            return prices[whole] + (place - Double(whole)) * (prices[whole + 1] - prices[whole])
        }
    }

    /// The best policy where `rate` queries a second come, by policy iteration.
    ///
    /// - Parameter start: a solution of a chain like it, to begin with.
    package func solve(rate: Double, risks: RiskDistribution, from start: Solution? = nil) -> Solution {
        var solution = start ?? nothing(rate: rate)
        let states = solution.prices.count
        let top = states - 1
        let lowest = max(0, agents - Self.lowestStates)
        var births = [Double](repeating: 0, count: states)
        var costs = births
        var deaths = births
        for state in 0..<states {
            let waiting = Double(max(0, lowest + state - agents))
            if state > 0 { deaths[state] = Double(min(lowest + state, agents)) * serviceRate + waiting * leavingRate }
        }
        solution.iterations = 0
        while solution.iterations < Self.mostIterations {
            solution.iterations += 1
            for state in 0..<states {
                let limit = state < top ? humanCost + solution.prices[state] : .greatestFiniteMagnitude
                let (above, below) = risks.split(at: limit)
                births[state] = state < top ? rate * above : 0
                costs[state] =
                    pricePerSecond * Double(max(0, lowest + state - agents)) + rate * (below + humanCost * above)
            }
            if improve(&solution, births: births, deaths: deaths, costs: costs) { break }
        }
        return solution
    }

    /// The solution of the chain in which so many a second join: the queries that come are as many as that takes.
    ///
    /// Those who join are seen where those who ask are not, as where only the load is told.
    package func solve(humanRate wanted: Double, risks: RiskDistribution) -> Solution {
        let empty = nothing(rate: wanted)
        guard wanted > 0 else { return solve(rate: 0, risks: risks, from: empty) }
        // As many at least as join, and more while they are too few.
        var low = wanted
        var solution = solve(rate: low, risks: risks, from: empty)
        var high = low
        var rounds = 0
        while solution.humanRate < wanted, rounds < 12 {
            low = high
            high *= 2
            solution = solve(rate: high, risks: risks, from: solution)
            rounds += 1
        }
        rounds = 0
        while abs(solution.humanRate - wanted) > 0.002 * wanted, rounds < 10 {
            let middle = (low + high) / 2
            solution = solve(rate: middle, risks: risks, from: solution)
            if solution.humanRate < wanted { low = middle } else { high = middle }
            rounds += 1
        }
        return solution
    }

    /// To begin with: a human costs nothing beside `humanCost`.
    private func nothing(rate: Double) -> Solution {
        let full = min(agents, Self.lowestStates)
        return Solution(
            prices: [Double](repeating: 0, count: full + waitingPlaces(rate: rate) + 1), full: full, humanRate: 0,
            costPerSecond: 0, iterations: 0, serviceRate: serviceRate)
    }

    /// Places for those who wait, beyond which hardly anybody is where so many a second come.
    private func waitingPlaces(rate: Double) -> Int {
        let capacity = Double(agents) * serviceRate
        guard leavingRate > 0 else { return Self.highestWaiting / 2 }
        let mean = max(0, rate - capacity) / leavingRate
        let places = 32 + 2 * mean + 6 * (max(rate, capacity) / leavingRate).squareRoot()
        return places < Double(Self.highestWaiting) ? Int(places) : Self.highestWaiting
    }

    /// Evaluates a policy and takes the better one; true where they are the same.
    private func improve(
        _ solution: inout Solution, births: [Double], deaths: [Double], costs: [Double]
    ) -> Bool {
        let top = births.count - 1
        var turn = 0
        while turn < top, births[turn] > deaths[turn + 1] { turn += 1 }
        // The stationary distribution, from where it is largest, so that nothing overflows.
        var (weight, total, cost, joining) = (1.0, 0.0, 0.0, 0.0)
        for state in turn...top {
            if state > turn { weight *= births[state - 1] / deaths[state] }
            total += weight
            cost += weight * costs[state]
            joining += weight * births[state]
        }
        weight = 1
        for state in stride(from: turn - 1, through: 0, by: -1) {
            weight *= deaths[state + 1] / births[state]
            total += weight
            cost += weight * costs[state]
            joining += weight * births[state]
        }
        solution.costPerSecond = cost / total
        solution.humanRate = joining / total
        let mean = solution.costPerSecond
        var change = 0.0
        var largest = 0.0
        func take(_ price: Double, _ state: Int) {
            let price = max(0, price)
            change = max(change, abs(price - solution.prices[state]))
            largest = max(largest, price)
            solution.prices[state] = price
        }
        var before = 0.0
        for state in 0..<turn {
            before = (mean - costs[state] + deaths[state] * before) / births[state]
            take(before, state)
        }
        var after = 0.0
        for state in stride(from: top, to: turn, by: -1) {
            after = (costs[state] - mean + births[state] * after) / deaths[state]
            take(after, state - 1)
        }
        let last = solution.prices[top - 1]
        solution.prices[top] = max(last, 2 * last - solution.prices[max(0, top - 2)])
        return change <= 1e-9 * largest || !(change > 0)
    }
}
