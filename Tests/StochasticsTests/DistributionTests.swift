import CGSL
import Foundation
import Stochastics
import Testing

@Suite("Distributions")
struct DistributionTests {
    private static let draws = 200_000

    private static let continuous: [Distribution] = [
        .exponential(mean: 300), .lognormal(mu: 5, sigma: 0.9), .gamma(shape: 0.3, scale: 50),
        .gamma(shape: 4.5, scale: 2), .gamma(shape: 400, scale: 1.0 / 400), .weibull(shape: 0.7, scale: 120),
        .weibull(shape: 3, scale: 10), .uniform(low: 2, high: 9), .empirical([1, 2, 2.5, 7, 30]),
        .mixture([
            WeightedDistribution(weight: 3, distribution: .exponential(mean: 1)),
            WeightedDistribution(weight: 1, distribution: .gamma(shape: 9, scale: 2)),
        ]),
    ]

    private func samples(_ distribution: Distribution, seed: UInt64) -> [Double] {
        var stream = RandomStream(seed: seed, replication: 1, purpose: 2, entity: 3)
        return (0..<Self.draws).map { _ in distribution.sample(using: &stream) }
    }

    /// Largest distance of the empirical distribution function from a given one, times the root of the sample size.
    private func kolmogorovSmirnov(_ sample: [Double], _ cumulative: (Double) -> Double) -> Double {
        let n = Double(sample.count)
        var distance = 0.0
        for (index, x) in sample.sorted().enumerated() {
            let p = cumulative(x)
            distance = max(distance, p - Double(index) / n, Double(index + 1) / n - p)
        }
        return distance * n.squareRoot()
    }

    /// 1.9495 is the 99.9% point of the Kolmogorov distribution.
    @Test("Samples follow GSL's distribution function (Kolmogorov-Smirnov, 99.9%)", arguments: continuous)
    func samplesFollow(distribution: Distribution) {
        for seed: UInt64 in [1, 2, 77] {
            #expect(kolmogorovSmirnov(samples(distribution, seed: seed), distribution.cumulative) < 1.9495)
        }
    }

    @Test("The Kolmogorov-Smirnov test sees a shape that is 3% off")
    func samplesOfAnother() {
        let statistic = kolmogorovSmirnov(
            samples(.gamma(shape: 4.5, scale: 2), seed: 1), Distribution.gamma(shape: 4.635, scale: 2 / 1.03).cumulative
        )
        #expect(statistic > 1.9495)
    }

    @Test("The stream's normal and uniform numbers follow theirs")
    func streamFollows() {
        for seed: UInt64 in [1, 2, 3] {
            var stream = RandomStream(seed: seed, replication: 0, purpose: 0, entity: 0)
            let normal = (0..<Self.draws).map { _ in stream.normal() }
            #expect(kolmogorovSmirnov(normal) { gsl_cdf_ugaussian_P($0) } < 1.9495)
            let uniform = (0..<Self.draws).map { _ in stream.uniform() }
            #expect(kolmogorovSmirnov(uniform) { $0 } < 1.9495)
            #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
        }
    }

    @Test("Mean and variance of samples meet the formulas (99.9%)", arguments: continuous)
    func moments(distribution: Distribution) {
        let sample = samples(distribution, seed: 5)
        let n = Double(sample.count)
        let mean = sample.reduce(0, +) / n
        #expect(abs(mean - distribution.mean) < 3.29 * (distribution.variance / n).squareRoot())
        var second = 0.0
        var fourth = 0.0
        for x in sample {
            let square = (x - mean) * (x - mean)
            second += square
            fourth += square * square
        }
        let variance = second / n
        let error = ((fourth / n - variance * variance) / n).squareRoot()
        #expect(abs(variance - distribution.variance) < 3.29 * error)
    }

    @Test("Quantiles invert the distribution function", arguments: continuous)
    func quantiles(distribution: Distribution) throws {
        for p in [1e-6, 0.01, 0.25, 0.5, 0.75, 0.99, 0.999999] {
            #expect(abs(distribution.cumulative(try distribution.quantile(p)) - p) < 1e-9)
        }
        #expect(throws: StochasticsError.self) { try distribution.quantile(1.1) }
        #expect(throws: StochasticsError.self) { try distribution.quantile(.nan) }
        #expect(!(try distribution.quantile(0)).isNaN)
        #expect(!(try distribution.quantile(1)).isNaN)
    }

    @Test("Distributions made from mean and coefficient of variation have them", arguments: [0.02, 0.5, 1, 1.7, 3])
    func fromMoments(variation: Double) throws {
        for distribution in [
            try Distribution.lognormal(mean: 360, coefficientOfVariation: variation),
            try Distribution.gamma(mean: 360, coefficientOfVariation: variation),
            try Distribution.weibull(mean: 360, coefficientOfVariation: variation),
        ] {
            #expect(abs(distribution.mean / 360 - 1) < 1e-12)
            #expect(abs(distribution.coefficientOfVariation / variation - 1) < 1e-9)
        }
        #expect(
            try Distribution.lognormal(mean: 2, coefficientOfVariation: 0).quantile(0.3)
                == PortableMath.exp(
                    PortableMath.log(2)))
    }

    @Test("A mixture with an atom, a constant and ties jump where they should")
    func atoms() throws {
        let mixture = Distribution.mixture([
            WeightedDistribution(weight: 1, distribution: .constant(5)),
            WeightedDistribution(weight: 1, distribution: .uniform(low: 0, high: 10)),
        ])
        #expect(mixture.cumulative(5) - mixture.cumulative(5.0.nextDown) > 0.4999)
        #expect(try mixture.quantile(0.5) == 5)
        #expect(abs(mixture.variance - (100.0 / 12) / 2) < 1e-12)
        let ties = Distribution.empirical([1, 3, 3, 3, 4])
        #expect(ties.cumulative(3) == 0.75)
        #expect(try ties.quantile(0.5) == 3)
        #expect(Distribution.constant(2).cumulative(2) == 1)
    }

    @Test(
        "Bad parameters are refused",
        arguments: [
            .constant(.nan), .exponential(mean: 0), .exponential(mean: .infinity), .lognormal(mu: 0, sigma: -1),
            .gamma(shape: 0, scale: 1), .weibull(shape: 1, scale: -2), .uniform(low: 3, high: 2), .empirical([]),
            .empirical([2, 1]), .empirical([.nan]), .mixture([]),
            .mixture([WeightedDistribution(weight: 0, distribution: .constant(1))]),
        ] as [Distribution])
    func invalid(distribution: Distribution) {
        #expect(throws: StochasticsError.self) { try distribution.validate() }
        var stream = RandomStream(seed: 0, replication: 0, purpose: 0, entity: 0)
        _ = distribution.sample(using: &stream)
        _ = distribution.cumulative(1)
        _ = (distribution.mean, distribution.variance)
    }

    @Test("Quantiles of samples are of type 7")
    func sampleQuantiles() {
        #expect(Quantiles.of([], 0.5) == nil)
        #expect(Quantiles.of([7], 0.9) == 7)
        #expect(Quantiles.of([4, 1, 3, 2], 0.5) == 2.5)
        #expect(Quantiles.of([1, 2, 3, 4, 5], 0.9) == 4.6)
        #expect(Quantiles.of([1, 2], -1) == 1)
        #expect(Quantiles.of([1, 2], 2) == 2)
    }
}
