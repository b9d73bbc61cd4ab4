import Foundation
import Routing
import Testing

/// The chain behind the price of a human: values known from theory, and policies against all others.
@Suite struct HumanChainTests {
    /// A chain of a few risks, every number of it plain.
    private static func chain(
        agents: Int = 1, service: Double = 1, leaving: Double = 0.5, price: Double = 1, human: Double = 0
    ) -> HumanChain {
        HumanChain(
            agents: agents, serviceRate: service, leavingRate: leaving, pricePerSecond: price, humanCost: human)
    }

    /// Mean cost a second of limits on risk by the number in the system, and who joins.
    static func judge(
        _ chain: HumanChain, rate: Double, risks: [Double], states: Int, limit: (Int) -> Double
    ) -> (cost: Double, joining: Double) {
        var (weight, total, cost, joining) = (1.0, 0.0, 0.0, 0.0)
        for state in 0..<states {
            let waiting = Double(max(0, state - chain.agents))
            let limit = state + 1 < states ? limit(state) : .greatestFiniteMagnitude
            var (above, below) = (0.0, 0.0)
            for risk in risks { if risk > limit { above += 1 } else { below += risk } }
            above /= Double(risks.count)
            below /= Double(risks.count)
            total += weight
            cost += weight * (chain.pricePerSecond * waiting + rate * (below + above * chain.humanCost))
            joining += weight * rate * above
            let next = Double(max(0, state + 1 - chain.agents))
            let death = Double(min(state + 1, chain.agents)) * chain.serviceRate + next * chain.leavingRate
            weight *= rate * above / death
        }
        return (cost / total, joining / total)
    }

    @Test func whereNobodyComesOnlyTheOwnWaitCounts() {
        // d(k) = c(k + 1) / δ(k + 1): waiting 0.5 a second, 2 agents at 1/100, patience 200.
        let chain = Self.chain(agents: 2, service: 0.01, leaving: 0.005, price: 0.5)
        let solution = chain.solve(humanRate: 0, risks: RiskDistribution(assumedFor: 8))
        #expect(solution.price(waiting: -2) == 0 && solution.price(waiting: -1) == 0)
        for waiting in 0..<20 {
            let q = Double(waiting + 1)
            #expect(abs(solution.price(waiting: Double(waiting)) - 0.5 * q / (0.02 + 0.005 * q)) < 1e-12)
        }
        // Between whole numbers on a line.
        let middle = (solution.price(waiting: 3) + solution.price(waiting: 4)) / 2
        #expect(abs(solution.price(waiting: 3.5) - middle) < 1e-12)
    }

    /// M/M/1 with a price on waiting: g = w ρ² / (1 - ρ) and d(k) = w (ρ + k) / (μ - λ), from the equations in the text.
    @Test func everybodyToOnePatientServer() {
        let chain = Self.chain(service: 2, leaving: 0, price: 3)
        let solution = chain.solve(rate: 1, risks: RiskDistribution(sample: [Double.infinity]))
        #expect(abs(solution.costPerSecond - 3 * 0.25 / 0.5) < 1e-9)
        #expect(abs(solution.humanRate - 1) < 1e-9)
        for inSystem in 0..<40 {
            let wanted = 3 * (0.5 + Double(inSystem)) / (2 - 1)
            #expect(abs(solution.price(waiting: Double(inSystem - 1)) - wanted) < 1e-6 * wanted)
        }
    }

    /// By hand: every risk is 1, one server at rate 1, one query a second, waiting costs 2 a second, nobody gives up. With
    /// limits that let k contacts in: k = 0 costs 1; k = 1: half of the time busy, cost 1/2; k = 2: each of three states a
    /// third, cost 1/3 x 1 + 1/3 x 2 = 1. So the second is not let in: the price of a place is 1/2 when free.
    @Test func oneServerByHand() {
        let solution = Self.chain(leaving: 0, price: 2).solve(rate: 1, risks: RiskDistribution(sample: [1.0]))
        #expect(abs(solution.costPerSecond - 0.5) < 1e-12 && abs(solution.humanRate - 0.5) < 1e-12)
        #expect(abs(solution.price(waiting: -1) - 0.5) < 1e-12)
        #expect(solution.price(waiting: 0) > 1)
    }

    /// No policy of all that set one of four limits in each of six states is cheaper than what policy iteration finds, and
    /// one of them is as cheap: three risks, so that limits between them are all there are.
    @Test(arguments: [
        (1, 0.5, 1.0, 0.0), (1, 0.0, 4.0, 0.0), (2, 0.2, 3.0, 0.05), (1, 1.0, 2.0, 0.2), (2, 1.0, 5.0, -0.1),
    ])
    func noOtherPolicyIsCheaper(agents: Int, leaving: Double, price: Double, human: Double) {
        let risks = [0.1, 0.4, 1.0]
        let chain = Self.chain(agents: agents, leaving: leaving, price: price, human: human)
        let solution = chain.solve(rate: 1.5, risks: RiskDistribution(sample: risks))
        let levels = [-1, 0.2, 0.6, 2]
        var best = Double.infinity
        for number in 0..<4096 {
            let policy = (0..<6).map { levels[number >> (2 * $0) & 3] }
            best = min(
                best,
                Self.judge(chain, rate: 1.5, risks: risks, states: 8) { $0 < 6 ? policy[$0] : 2 }.cost)
        }
        #expect(abs(solution.costPerSecond - best) < 1e-9, "\(solution.costPerSecond) for \(best)")
        let again = Self.judge(chain, rate: 1.5, risks: risks, states: solution.prices.count) {
            human + solution.price(waiting: Double($0 - agents))
        }
        #expect(abs(solution.costPerSecond - again.cost) < 1e-9 && abs(solution.humanRate - again.joining) < 1e-9)
        #expect(solution.iterations < 12)
    }

    @Test func thePriceRisesWithTheLineAndTheLoad() {
        var random = TestBits(seed: 17)
        for _ in 0..<100 {
            let agents = 1 + random.below(30)
            let chain = Self.chain(
                agents: agents, service: 1 / (60 + random.uniform() * 600),
                leaving: random.below(3) == 0 ? 0 : 1 / (60 + random.uniform() * 600), price: random.uniform() / 50)
            let capacity = Double(agents) * chain.serviceRate
            let risks = RiskDistribution(assumedFor: 8)
            let load = random.uniform() * 0.9
            let solution = chain.solve(humanRate: load * capacity, risks: risks)
            #expect(abs(solution.humanRate - load * capacity) <= 0.003 * load * capacity)
            for place in 1..<solution.prices.count {
                #expect(solution.prices[place] >= solution.prices[place - 1] - 1e-9)
            }
            let more = chain.solve(humanRate: (load + 0.05) * capacity, risks: risks)
            for waiting in [-1.0, 0, 1, 5] {
                let price = solution.price(waiting: waiting)
                #expect(more.price(waiting: waiting) >= price * 0.99, "\(chain), \(waiting)")
            }
        }
    }

    /// A crowd of agents: only states near a full house are looked at, and nothing overflows.
    @Test func aThousandAgents() {
        let chain = Self.chain(agents: 1000, service: 0.01, leaving: 0.01, price: 0.02)
        for load in [0.1, 0.9, 1.2] {
            let solution = chain.solve(humanRate: load * 10, risks: RiskDistribution(assumedFor: 8))
            #expect(solution.prices.allSatisfy { $0.isFinite } && solution.prices.count <= 769)
            if load < 0.5 { #expect(solution.price(waiting: -900) < 1e-9) }
        }
    }

    @Test func whatIsAssumedOfRisks() {
        let risks = RiskDistribution(assumedFor: 8)
        var mean = 0.0
        for step in 0..<200_000 {
            let rest = (Double(step) + 0.5) / 200_000
            // The quantile of P(U > u) = (1 - √u)³.
            let root = 1 - Foundation.cbrt(rest)
            if root * root * 8 <= 2 { mean += root * root * 8 / 200_000 }
        }
        let split = risks.split(at: 2)
        #expect(split.above == 0.125 && abs(split.riskBelow - mean) < 1e-4)
        #expect(risks.split(at: -1) == (1, 0) && risks.split(at: 8).above == 0 && risks.split(at: 1e300).above == 0)
        #expect(abs(risks.split(at: 8).riskBelow - 0.8) < 1e-12, "the mean of U is 1/10")
        let sample = RiskDistribution(sample: [3, 1, .infinity, 2, .nan])
        #expect(sample.shareAlwaysHuman == 1 - 3 * 0.2)
        #expect(abs(sample.split(at: 2).above - 0.6) < 1e-12 && abs(sample.split(at: 2).riskBelow - 0.6) < 1e-12)
    }
}
