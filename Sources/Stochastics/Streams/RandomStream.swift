/// A Philox4x32-10 counter-based stream of random numbers, identified by what the numbers are for.
///
/// Two streams with different (seed, replication, purpose, entity) never share a block, and a stream costs nothing to
/// make, so that every attribute of every customer can have its own. Counter words: block, entity low 32 bits,
/// (entity high 16 bits) << 16 | purpose, replication; key: the seed. Period 2^33 draws of 64 bits. A replication with
/// its top bit set is the antithetic twin of the one without: the same numbers with every bit turned, so 1 - u for u.
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, section 3.3.
@frozen
public struct RandomStream: RandomNumberGenerator, Sendable {
    @usableFromInline var key0: UInt32
    @usableFromInline var key1: UInt32
    @usableFromInline var block: UInt32
    @usableFromInline var word1: UInt32
    @usableFromInline var word2: UInt32
    @usableFromInline var word3: UInt32
    @usableFromInline var mask: UInt64
    @usableFromInline var spare: UInt64
    @usableFromInline var hasSpare: Bool

    /// The bit of a replication's number that makes its streams antithetic.
    @inlinable public static var antitheticBit: UInt32 { 1 << 31 }

    /// Makes the stream of one purpose and entity in one replication.
    ///
    /// - Parameters:
    ///   - seed: the seed of the whole experiment.
    ///   - replication: the number of the replication, below 2^31; with ``antitheticBit`` set its antithetic twin.
    ///   - purpose: what the numbers decide (patience, work content, ...).
    ///   - entity: whom they concern, below 2^48; higher bits are ignored.
    @inlinable
    public init(seed: UInt64, replication: UInt32, purpose: UInt16, entity: UInt64) {
        key0 = UInt32(truncatingIfNeeded: seed)
        key1 = UInt32(truncatingIfNeeded: seed >> 32)
        block = 0
        word1 = UInt32(truncatingIfNeeded: entity)
        word2 = UInt32(truncatingIfNeeded: entity >> 32) << 16 | UInt32(purpose)
        word3 = replication & ~Self.antitheticBit
        mask = replication & Self.antitheticBit == 0 ? 0 : .max
        spare = 0
        hasSpare = false
    }

    /// The Philox4x32-10 bijection of one counter under one key.
    ///
    /// - Returns: the four output words, the first two in `low` (word 0 in its low half), the others in `high`.
    @inlinable
    public static func philox(
        counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
    ) -> (low: UInt64, high: UInt64) {
        var (c0, c1, c2, c3) = counter
        var (k0, k1) = key
        // Written out by fives: the loop itself would cost a sixth.
        for _ in 0..<2 {
            (c0, c1, c2, c3, k0, k1) = round(c0, c1, c2, c3, k0, k1)
            (c0, c1, c2, c3, k0, k1) = round(c0, c1, c2, c3, k0, k1)
            (c0, c1, c2, c3, k0, k1) = round(c0, c1, c2, c3, k0, k1)
            (c0, c1, c2, c3, k0, k1) = round(c0, c1, c2, c3, k0, k1)
            (c0, c1, c2, c3, k0, k1) = round(c0, c1, c2, c3, k0, k1)
        }
        return (UInt64(c1) << 32 | UInt64(c0), UInt64(c3) << 32 | UInt64(c2))
    }

    /// One round, and the keys of the next.
    @inlinable @inline(__always)
    static func round(
        _ c0: UInt32, _ c1: UInt32, _ c2: UInt32, _ c3: UInt32, _ k0: UInt32, _ k1: UInt32
    ) -> (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) {
        let product0 = UInt64(c0) &* 0xD251_1F53
        let product1 = UInt64(c2) &* 0xCD9E_8D57
        return (
            UInt32(truncatingIfNeeded: product1 >> 32) ^ c1 ^ k0, UInt32(truncatingIfNeeded: product1),
            UInt32(truncatingIfNeeded: product0 >> 32) ^ c3 ^ k1, UInt32(truncatingIfNeeded: product0),
            k0 &+ 0x9E37_79B9, k1 &+ 0xBB67_AE85
        )
    }

    /// The first 64 bits of the stream of one purpose and entity, where no more of it is needed.
    @inlinable @inline(__always)
    public static func firstBits(seed: UInt64, replication: UInt32, purpose: UInt16, entity: UInt64) -> UInt64 {
        let word2 = UInt32(truncatingIfNeeded: entity >> 32) << 16 | UInt32(purpose)
        let output = philox(
            counter: (0, UInt32(truncatingIfNeeded: entity), word2, replication & ~antitheticBit),
            key: (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
        return replication & antitheticBit == 0 ? output.low : ~output.low
    }

    /// The next 64 random bits.
    @inlinable
    public mutating func next() -> UInt64 {
        if hasSpare {
            hasSpare = false
            return spare
        }
        let output = Self.philox(counter: (block, word1, word2, word3), key: (key0, key1))
        block = block &+ 1
        spare = output.high ^ mask
        hasSpare = true
        return output.low ^ mask
    }

    /// A uniform number in [0, 1), a multiple of 2^-53.
    @inlinable
    public mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A uniform number in (0, 1), an odd multiple of 2^-53, symmetric about 1/2.
    @inlinable
    public mutating func openUniform() -> Double {
        Self.openUniform(next())
    }

    /// The same of given bits.
    @inlinable @inline(__always)
    static func openUniform(_ bits: UInt64) -> Double { (Double(bits >> 12) + 0.5) * 0x1p-52 }

    /// An unbiased integer in 0..<n; 0 when n is below 2.
    ///
    /// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019), algorithm 5.
    @inlinable
    public mutating func below(_ n: Int) -> Int {
        guard n > 1 else { return 0 }
        let bound = UInt64(n)
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return Int(product.high)
    }

    /// True with probability p, from one draw; p at or below 0 is never, at or above 1 always.
    @inlinable
    public mutating func bernoulli(_ p: Double) -> Bool {
        uniform() < p
    }

    /// An exponential time of the given mean, from one draw by inversion.
    public mutating func exponential(mean: Double) -> Double {
        -mean * UnitLogarithm.log(openUniform())
    }

    /// A standard normal number, from one draw by inversion (``NormalDistribution/standardQuantile(_:)``).
    @inlinable
    public mutating func normal() -> Double {
        NormalDistribution.standardQuantile(openUniform())
    }

    /// A gamma variate; 0 when shape or scale is not a positive finite number.
    ///
    /// Takes 1.05 pairs of draws on average. A shape below 1 is raised by 1 and the variate multiplied by
    /// U^(1/shape). Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).
    public mutating func gamma(shape: Double, scale: Double) -> Double {
        guard shape > 0, scale > 0, shape.isFinite, scale.isFinite else { return 0 }
        if shape < 1 {
            let boost = PortableMath.pow(openUniform(), 1 / shape)
            return boost * gamma(shape: shape + 1, scale: scale)
        }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        while true {
            let x = normal()
            let root = 1 + c * x
            if root <= 0 { continue }
            let v = root * root * root
            let u = openUniform()
            let square = x * x
            if u < 1 - 0.0331 * square * square { return d * v * scale }
            if PortableMath.log(u) < 0.5 * square + d * (1 - v + PortableMath.log(v)) { return d * v * scale }
        }
    }
}
