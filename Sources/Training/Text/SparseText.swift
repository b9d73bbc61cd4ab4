/// A text as counts of hashed n-grams: four bytes a feature, in the order of first occurrence.
///
/// A caller that handles many texts reuses one value; to keep a text for training, copy it.
public struct SparseText: Sendable, Equatable {
    /// One word a feature: the bucket in the low 24 bits, the count (saturating at 255) in the high 8.
    public var entries: [UInt32] = []

    /// Creates a text without features.
    public init() {}

    /// Number of distinct features.
    public var count: Int { entries.count }
    /// Bucket of each feature, each below `FeatureOptions.bucketCount`.
    public var indices: [UInt32] { entries.map { $0 & Self.bucketMask } }
    /// Occurrences of each feature in the text, 1...255.
    public var counts: [Float] { entries.map { Float($0 >> 24) } }

    package static let bucketBits = 24
    package static let bucketMask: UInt32 = 0xFF_FFFF
    package static let one: UInt32 = 1 << 24

    /// A copy without spare room, to be kept: a reused value has room for the longest text it ever held.
    public func compacted() -> SparseText {
        var copy = SparseText()
        copy.entries = entries.withUnsafeBufferPointer { Array($0) }
        return copy
    }
}
