import Stochastics
import Testing

/// Values at ranks, with the same bits on every machine: against GSL, and back again.
@Suite struct RankTests {
    private static let distributions: [Distribution] = [
        .constant(3), .exponential(mean: 300), .lognormal(mu: 5, sigma: 0.9), .gamma(shape: 0.3, scale: 40),
        .gamma(shape: 1.7, scale: 100), .gamma(shape: 250, scale: 2), .weibull(shape: 0.7, scale: 200),
        .weibull(shape: 3, scale: 200), .uniform(low: 10, high: 30), .empirical([1, 2, 2, 7, 40]),
        .mixture([
            WeightedDistribution(weight: 0.3, distribution: .lognormal(mu: 3, sigma: 0.5)),
            WeightedDistribution(weight: 0.7, distribution: .gamma(shape: 4, scale: 90)),
        ]),
    ]

    @Test(arguments: distributions)
    func valuesAreQuantiles(distribution: Distribution) throws {
        for rank in [1e-9, 0.001, 0.05, 0.2, 0.41, 0.5, 0.77, 0.95, 0.9999, 1 - 1e-9] {
            let wanted = try distribution.quantile(rank)
            let found = distribution.value(atRank: rank)
            #expect(abs(found - wanted) <= 1e-8 * wanted, "\(rank): \(found), not \(wanted)")
        }
    }

    @Test func lognormalDrawsAreThoseOfTheirRank() {
        let work = Distribution.lognormal(mu: 5.5, sigma: 0.8)
        for entity in UInt64(0)..<200 {
            var stream = RandomStream(seed: 7, replication: 0, purpose: 6, entity: entity)
            let drawn = work.sample(seed: 7, replication: 0, purpose: 6, entity: entity)
            #expect(work.value(atRank: stream.openUniform()) == drawn)
        }
    }

    @Test func tailsOfTheNormal() {
        for z in [-37.0, -6, -2.5, -1, -0.2, 0, 0.4, 1.8, 5, 30] {
            let (lower, upper) = NormalDistribution.standardTails(z)
            let mirrored = NormalDistribution.standardTails(-z)
            #expect(lower == mirrored.upper && upper == mirrored.lower)
            guard z.magnitude < 7 else { continue }
            let known = Distribution.lognormal(mu: 0, sigma: 1).cumulative(PortableMath.exp(z))
            #expect(abs(lower - known) <= 1e-12 * known)
        }
        // Published to these digits: P(Z > 6) = 9.865876450376981e-10.
        #expect(abs(NormalDistribution.standardTails(6).upper / 9.865876450376981e-10 - 1) < 1e-12)
    }

    @Test(arguments: [(4.0, 1.0), (4.25, 0.75), (0.0425, 0.0075), (80, 20), (1, 1), (0.5, 6), (2e4, 5e3)])
    func betaQuantiles(a: Double, b: Double) {
        let beta = BetaDistribution(a: a, b: b)
        var last = 0.0
        for step in 1..<200 {
            let p = Double(step) / 200
            let x = beta.quantile(lower: p, upper: 1 - p)
            #expect(x >= last && x <= 1)
            last = x
            // Where x is next to 0 or 1 its cumulative probability is too steep to be read back.
            if x > 1e-6, x < 1 - 1e-6 { #expect(abs(beta.cumulative(x) - p) < 1e-9, "\(p)") }
            if b == 1 { #expect(abs(x / PortableMath.pow(p, 1 / a) - 1) < 1e-10) }
        }
        #expect(beta.quantile(lower: 0, upper: 1) == 0 && beta.quantile(lower: 1, upper: 0) == 1)
    }
}
