/// Turns UTF-8 text of any language and length into hashed word and character n-grams.
///
/// Words are runs of letters and digits as `TextScanner` reads them. Word n-grams join successive words; character
/// n-grams stay inside a word between boundary marks, as scikit-learn's `char_wb` does. Hashing into a fixed number
/// of buckets follows Weinberger et al. 2009 (without signs). Nothing is allocated once the scratch space has grown
/// to the longest text.
public struct Featuriser: Sendable {
    /// The options the features are made with.
    public let options: FeatureOptions

    private var word: [UInt32] = []
    private var recentWords: [UInt64] = []
    private var slots: [UInt32] = []
    private var entries: [UInt32] = []

    /// Creates a featuriser.
    public init(options: FeatureOptions) {
        self.options = options
        recentWords = Array(repeating: 0, count: 8)
    }

    /// Replaces `features` by those of `text`; never fails, an empty or unreadable text has no features.
    public mutating func features(of text: borrowing [UInt8], into features: inout SparseText) {
        text.withUnsafeBufferPointer { bytes in
            self.features(of: bytes, into: &features)
        }
    }

    /// Replaces `features` by those of `bytes`, UTF-8.
    public mutating func features(of bytes: UnsafeBufferPointer<UInt8>, into features: inout SparseText) {
        features.entries.removeAll(keepingCapacity: true)
        guard !bytes.isEmpty else { return }
        let perByte = 2 * (options.characterNgrams?.count ?? 0) + options.wordNgrams.count
        let most = min(bytes.count &* perByte &+ 16, options.bucketCount)
        // Characters fill the table; one twice as large has half of the collisions.
        let slotCount = (options.characterNgrams == nil ? 1 : 2) << (Int.bitWidth - most.leadingZeroBitCount)
        if slots.count < slotCount { slots = Array(repeating: 0, count: slotCount) }
        if entries.count < most { entries = Array(repeating: 0, count: most) }
        if word.count < bytes.count + 2 { word = Array(repeating: 0, count: bytes.count + 2) }
        let options = options
        let count = slots.withUnsafeMutableBufferPointer { slots in
            entries.withUnsafeMutableBufferPointer { entries in
                word.withUnsafeMutableBufferPointer { word in
                    recentWords.withUnsafeMutableBufferPointer { recentWords in
                        var writer = NgramWriter(
                            options: options, slots: slots, slotCount: slotCount, entries: entries, word: word,
                            recentWords: recentWords)
                        writer.read(bytes)
                        return writer.count
                    }
                }
            }
        }
        features.entries.append(contentsOf: entries[..<count])
    }
}
