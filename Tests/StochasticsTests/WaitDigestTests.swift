import Foundation
import Stochastics
import Testing

@Suite("Digests of waits")
struct WaitDigestTests {
    @Test("Quantiles are within the stated resolution of the exact ones, count and mean exact")
    func quantiles() throws {
        let distribution = Distribution.mixture([
            WeightedDistribution(weight: 2, distribution: .constant(0)),
            WeightedDistribution(weight: 3, distribution: .lognormal(mu: 4, sigma: 1.5)),
        ])
        var stream = RandomStream(seed: 1, replication: 0, purpose: 0, entity: 0)
        let waits = (0..<100_000).map { _ in distribution.sample(using: &stream) }
        let sorted = waits.sorted()
        for (resolution, tolerance) in [(WaitDigest.Resolution.fine, 0.001), (.coarse, 0.01)] {
            var digest = WaitDigest(resolution: resolution)
            for wait in waits { digest.record(seconds: wait) }
            #expect(digest.count == waits.count)
            #expect(abs(try #require(digest.meanSeconds) - waits.reduce(0, +) / 100_000) < 1e-9)
            for p in [0, 0.1, 0.39, 0.45, 0.5, 0.8, 0.9, 0.99, 0.999, 1] {
                let exact = sorted[max(Int((p * 100_000).rounded(.up)) - 1, 0)]
                let value = try #require(digest.quantile(p))
                #expect(abs(value - exact) <= tolerance / 2 * exact + 0.001, "p \(p): \(value), exact \(exact)")
            }
            #expect(digest.quantile(1) == sorted.last)
        }
    }

    @Test("Waits outside the range are counted at its ends, NaN not at all")
    func extremes() {
        var digest = WaitDigest()
        #expect(digest.quantile(0.5) == nil)
        #expect(digest.meanSeconds == nil)
        digest.record(seconds: .nan)
        #expect(digest.count == 0)
        digest.record(seconds: -5)
        #expect(digest.quantile(0.5) == 0)
        digest.record(seconds: .infinity)
        digest.record(seconds: 1e12)
        #expect(digest.count == 3)
        #expect(digest.quantile(1) == WaitDigest.capSeconds)
        #expect(digest.maximumSeconds == WaitDigest.capSeconds)
        digest.removeAll()
        #expect(digest.count == 0 && digest.quantile(0.5) == nil && digest.sumSeconds == 0)
    }

    @Test("Merging equals recording everything in one, whatever the resolutions")
    func merging() throws {
        for other in [WaitDigest.Resolution.fine, .coarse] {
            var all = WaitDigest()
            var first = WaitDigest()
            var second = WaitDigest(resolution: other)
            var stream = RandomStream(seed: 2, replication: 0, purpose: 0, entity: 0)
            for _ in 0..<5000 {
                let short = stream.exponential(mean: 1)
                let long = stream.exponential(mean: 1e5)
                first.record(seconds: short)
                second.record(seconds: long)
                all.record(seconds: short)
                all.record(seconds: long)
            }
            first.merge(second)
            #expect(first.count == all.count)
            #expect(first.maximumSeconds == all.maximumSeconds)
            #expect(abs(first.sumSeconds / all.sumSeconds - 1) < 1e-12)
            for p in [0.1, 0.5, 0.6, 0.9, 0.99] {
                let expected = try #require(all.quantile(p))
                #expect(abs(try #require(first.quantile(p)) - expected) <= (other == .fine ? 0 : 0.02 * expected))
            }
        }
    }

    @Test("Memory is bounded by the range, and a coarse digest stays below 30 KB up to an hour")
    func memory() {
        for resolution in [WaitDigest.Resolution.fine, .coarse] {
            var digest = WaitDigest(resolution: resolution)
            let empty = digest.byteCount
            for step in 0..<100_000 { digest.record(seconds: Double(step % 3600)) }
            let hour = digest.byteCount
            digest.record(seconds: WaitDigest.capSeconds)
            let full = digest.byteCount
            for step in 0..<100_000 { digest.record(seconds: Double(step) * 77) }
            #expect(digest.byteCount == full)
            print("digest \(resolution): \(empty) bytes empty, \(hour) at an hour, \(full) at 90 days")
            #expect(resolution == .fine ? full <= 400_000 : hour <= 30_000)
        }
    }
}
