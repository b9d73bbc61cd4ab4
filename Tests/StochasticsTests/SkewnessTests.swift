import Stochastics
import Testing

@Suite("Skewness")
struct SkewnessTests {
    @Test("The sample skewness of known numbers")
    func known() throws {
        // m2 = 6.25 - 2.25..., worked out by hand: 1, 2, 3, 6 has m2 = 3.5, m3 = 4.5; G1 = m3 / m2^1.5 sqrt(12) / 2.
        let skewness = try #require(Observations.mean(of: [1, 2, 3, 6])?.skewness)
        #expect(abs(skewness - 4.5 / (3.5 * 3.5.squareRoot()) * 12.0.squareRoot() / 2) < 1e-12)
        #expect(Observations.mean(of: [1, 2])?.skewness == nil)
        #expect(Observations.mean(of: [0.1, 0.1, 0.1])?.skewness == nil)
    }

    @Test("Expected coverage of skewed means is what a simulation shows")
    func coverage() throws {
        #expect(SkewnessCost.coverage(confidence: 0.95, skewness: 0, n: 10) == 0.95)
        let n = 40
        let runs = 20_000
        var covered = 0
        for run in 0..<runs {
            var stream = RandomStream(seed: 8, replication: UInt32(run), purpose: 1, entity: 0)
            let values = (0..<n).map { _ in stream.exponential(mean: 1) }
            let estimate = try #require(Estimate.mean(of: values))
            if try #require(estimate.low) <= 1, try #require(estimate.high) >= 1 { covered += 1 }
        }
        // Exponential: skewness 2. The expansion leaves out terms of order n^-2.
        let expected = SkewnessCost.coverage(confidence: 0.95, skewness: 2, n: n)
        #expect(abs(Double(covered) / Double(runs) - expected) < 0.01)
        #expect(expected < 0.935)
    }

    @Test("Antithetic streams give 1 - u, and plain ones have not changed")
    func antithetic() {
        var plain = RandomStream(seed: 42, replication: 3, purpose: 5, entity: 77)
        var twin = RandomStream(seed: 42, replication: 3 | RandomStream.antitheticBit, purpose: 5, entity: 77)
        for _ in 0..<100 {
            #expect(plain.openUniform() + twin.openUniform() == 1)
            #expect(plain.next() == ~twin.next())
        }
    }
}
