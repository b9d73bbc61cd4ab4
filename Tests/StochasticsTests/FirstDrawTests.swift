import Stochastics
import Testing

/// The first draw of a stream, with the stream and without.
@Suite("First draws")
struct FirstDrawTests {
    private static let distributions: [Distribution] = [
        .constant(3), .exponential(mean: 120), .lognormal(mu: 2, sigma: 0.7), .gamma(shape: 0.5, scale: 3),
        .gamma(shape: 4, scale: 2), .weibull(shape: 1.5, scale: 60), .uniform(low: 1, high: 9),
        .empirical([1, 2, 5, 9]),
        .mixture([
            WeightedDistribution(weight: 1, distribution: .exponential(mean: 1)),
            WeightedDistribution(weight: 2, distribution: .exponential(mean: 10)),
        ]),
    ]

    /// Replications at both ends of their range, and their antithetic twins.
    private static let replications: [UInt32] = [
        0, 7, 0x7FFF_FFFF, RandomStream.antitheticBit, RandomStream.antitheticBit | 7, .max,
    ]

    /// Entities whose low and high words differ, up to the largest and beyond it, where bits are ignored.
    private static let entities: [UInt64] = (0..<200).map { $0 &* 0x9E37_79B9_7F4A_7C15 } + [0, 1, 1 << 48 - 1, .max]

    @Test("The first bits are those of a new stream", arguments: replications)
    func bits(replication: UInt32) {
        for entity in Self.entities {
            for (seed, purpose) in [(0, 0), (1, 9), (UInt64.max, UInt16.max)] as [(UInt64, UInt16)] {
                var stream = RandomStream(seed: seed, replication: replication, purpose: purpose, entity: entity)
                let first = RandomStream.firstBits(
                    seed: seed, replication: replication, purpose: purpose, entity: entity)
                let expected = stream.next()
                #expect(first == expected)
            }
        }
    }

    @Test("A first value is that of a new stream, whatever the distribution", arguments: distributions)
    func values(distribution: Distribution) {
        var different: Set<Double> = []
        for replication in Self.replications {
            for entity in Self.entities {
                var stream = RandomStream(seed: 5, replication: replication, purpose: 3, entity: entity)
                let alone = distribution.sample(seed: 5, replication: replication, purpose: 3, entity: entity)
                let expected = distribution.sample(using: &stream)
                #expect(alone == expected)
                different.insert(alone)
            }
        }
        #expect(different.count > 300 || distribution == .constant(3))
    }

    @Test("An antithetic value has the other tail: their probabilities add up to 1")
    func antithetic() throws {
        let time = Distribution.exponential(mean: 120)
        for entity in Self.entities {
            let one = time.sample(seed: 5, replication: 2, purpose: 3, entity: entity)
            let twin = time.sample(seed: 5, replication: 2 | RandomStream.antitheticBit, purpose: 3, entity: entity)
            #expect(abs(PortableMath.exp(-one / 120) + PortableMath.exp(-twin / 120) - 1) < 1e-12)
        }
    }
}
