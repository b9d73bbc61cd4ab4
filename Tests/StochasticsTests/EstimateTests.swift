import CGSL
import Foundation
import Stochastics
import Testing

@Suite("Estimates")
struct EstimateTests {
    @Test("The mean of known numbers")
    func knownMean() throws {
        let estimate = try #require(Estimate.mean(of: [1, 2, 3, 4, 5], confidence: 0.95))
        #expect(estimate.mean == 3)
        // t(.975, 4) = 2.7764451052 times sqrt(2.5 / 5).
        #expect(abs(try #require(estimate.halfWidth) - 2.776_445_105_2 * 0.5.squareRoot()) < 1e-9)
        #expect(estimate.low == 3 - estimate.halfWidth!)
        #expect(estimate.n == 5)
    }

    @Test("The ratio of known numbers agrees with pseudo-values worked out one by one")
    func knownRatio() throws {
        let x = [3.0, 5, 4, 9]
        let y = [4.0, 7, 4, 11]
        let ratio = 21.0 / 26
        let pseudo = (0..<4).map { 4 * ratio - 3 * (21 - x[$0]) / (26 - y[$0]) }
        let reference = try #require(Estimate.mean(of: pseudo))
        let estimate = try #require(Estimate.ratio(numerators: x, denominators: y))
        #expect(estimate.mean == ratio)
        #expect(abs(try #require(estimate.halfWidth) - (try #require(reference.halfWidth))) < 1e-12)
    }

    @Test("Nothing is ever NaN or infinite")
    func degenerate() throws {
        #expect(Estimate.mean(of: []) == nil)
        #expect(Estimate.mean(of: [1, .nan]) == nil)
        #expect(Estimate.mean(of: [1, .infinity]) == nil)
        let single = try #require(Estimate.mean(of: [4]))
        #expect(single == Estimate(mean: 4, low: nil, high: nil, halfWidth: nil, confidence: 0.95, n: 1))
        let constant = try #require(Estimate.mean(of: [0.1, 0.1, 0.1]))
        #expect(constant.mean == 0.1 && constant.halfWidth == 0)
        let huge = try #require(Estimate.mean(of: [1e200, -1e200, 1e199]))
        #expect(huge.low == nil || huge.low!.isFinite)
        #expect(Estimate.ratio(numerators: [1, 2], denominators: [0, 0]) == nil)
        #expect(Estimate.ratio(numerators: [], denominators: []) == nil)
        #expect(Estimate.ratio(numerators: [1], denominators: [1, 2]) == nil)
        let lonely = try #require(Estimate.ratio(numerators: [0, 3], denominators: [0, 4]))
        #expect(lonely.mean == 0.75 && lonely.low == nil)
        let same = try #require(Estimate.ratio(numerators: [3, 3, 3], denominators: [7, 7, 7]))
        #expect(same.halfWidth == 0)
        #expect(try #require(Estimate.ratio(numerators: [3], denominators: [7])).low == nil)
        #expect(try #require(Estimate.mean(of: [1, 2], confidence: 1)).low == nil)
        let share = try #require(Estimate.mean(of: [0, 0.1])).clipped(to: 0...1)
        #expect(share.low == 0 && share.high! < 1)
        #expect(try #require(Estimate.mean(of: [1, -1])).relativeHalfWidth == nil)
    }

    @Test("Clipping limits mean and bounds at both ends, and leaves what lies inside")
    func clipping() {
        func clipped(_ low: Double?, _ mean: Double, _ high: Double?) -> [Double?] {
            let whole = Estimate(mean: mean, low: low, high: high, halfWidth: 0.01, confidence: 0.95, n: 20)
            let found = whole.clipped(to: 0...1)
            #expect(found.halfWidth == 0.01 && found.n == 20)
            return [found.low, found.mean, found.high]
        }
        #expect(clipped(0.992, 1.002, 1.012) == [0.992, 1, 1])
        #expect(clipped(1.001, 1.011, 1.021) == [1, 1, 1])
        #expect(clipped(-0.03, -0.02, -0.01) == [0, 0, 0])
        #expect(clipped(-0.01, 0.5, 1.01) == [0, 0.5, 1])
        #expect(clipped(nil, 1.5, nil) == [nil, 1, nil])
        #expect(clipped(0.2, 0.3, 0.4) == [0.2, 0.3, 0.4])
    }

    @Test("Missing bounds are written as null and read back")
    func coding() throws {
        let single = try #require(Estimate.mean(of: [4]))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let data = try encoder.encode(single)
        let text = String(decoding: data, as: UTF8.self)
        #expect(text == #"{"confidence":0.95,"half_width":null,"high":null,"low":null,"mean":4,"n":1}"#)
        #expect(try JSONDecoder().decode(Estimate.self, from: data) == single)
        let full = try #require(Estimate.mean(of: [4, 5]))
        #expect(try JSONDecoder().decode(Estimate.self, from: encoder.encode(full)) == full)
    }

    /// Covered macro-replications inside the exact binomial band of 99.9% around 95%.
    private func expectCoverage(_ covered: Int, of n: Int) {
        let below = gsl_cdf_binomial_P(UInt32(covered), 0.95, UInt32(n))
        let above = covered == 0 ? 1 : gsl_cdf_binomial_Q(UInt32(covered - 1), 0.95, UInt32(n))
        print("95% intervals: \(covered) of \(n) cover")
        #expect(below > 0.0005 && above > 0.0005, "\(covered) of \(n) cover")
    }

    @Test("95% intervals of normal means cover 95%", arguments: [2, 10, 40])
    func meanCoverage(n: Int) throws {
        var covered = 0
        for macro in 0..<2000 {
            var stream = RandomStream(seed: 42, replication: UInt32(macro), purpose: 0, entity: UInt64(n))
            let estimate = try #require(Estimate.mean(of: (0..<n).map { _ in 10 + 3 * stream.normal() }))
            if try #require(estimate.low) <= 10, try #require(estimate.high) >= 10 { covered += 1 }
        }
        expectCoverage(covered, of: 2000)
    }

    /// Days of a gamma factor of shape 400 with 500 calls, of which a share falling with the factor is served in time.
    @Test("95% intervals of a ratio of sums cover 95% on light days", arguments: [10, 30])
    func ratioCoverage(n: Int) throws {
        // E[Y] = 500, E[X] = 500 E[g (1.8 - g)] = 500 (1.8 - 1 - 1/400).
        let truth = 0.8 - 1.0 / 400
        var covered = 0
        for macro in 0..<2000 {
            var stream = RandomStream(seed: 7, replication: UInt32(macro), purpose: 1, entity: UInt64(n))
            var x = [Double]()
            var y = [Double]()
            for _ in 0..<n {
                let factor = stream.gamma(shape: 400, scale: 1.0 / 400)
                let calls = 500 * factor + (500 * factor).squareRoot() * stream.normal()
                y.append(calls)
                x.append(500 * factor * (1.8 - factor) + 9 * stream.normal() + 0.8 * (calls - 500 * factor))
            }
            let estimate = try #require(Estimate.ratio(numerators: x, denominators: y))
            if try #require(estimate.low) <= truth, try #require(estimate.high) >= truth { covered += 1 }
        }
        expectCoverage(covered, of: 2000)
    }
}
