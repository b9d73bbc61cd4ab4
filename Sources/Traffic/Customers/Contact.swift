import Stochastics

/// Numbers contacts so that repeats of one customer draw from streams of their own.
public enum Contact {
    /// Entity of an attempt of a customer: first contacts keep their number however many repeats others cause.
    /// - Parameters:
    ///   - first: number of the customer's first contact, 0..<2^42.
    ///   - attempt: 0 for the first contact, 1 for the first repeat; above 63 counts as 63.
    @inlinable
    public static func entity(first: Int, attempt: Int = 0) -> UInt64 {
        UInt64(max(0, first)) & 0x3FF_FFFF_FFFF | UInt64(min(63, max(0, attempt))) << 42
    }

    /// The stream of a purpose for an attempt of a customer.
    @inlinable
    public static func stream(
        _ purpose: Purpose, seed: UInt64, replication: UInt32, first: Int, attempt: Int = 0
    ) -> RandomStream {
        RandomStream(
            seed: seed, replication: replication, purpose: purpose.rawValue,
            entity: entity(first: first, attempt: attempt))
    }
}
