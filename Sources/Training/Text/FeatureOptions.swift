/// What a text is turned into before it is scored: which n-grams, hashed into how many buckets.
public struct FeatureOptions: Sendable, Codable, Equatable {
    /// Lengths of word n-grams, in words; within 1...8.
    public var wordNgrams: ClosedRange<Int>
    /// Lengths of character n-grams inside words, boundary marks counted; within 1...8, nil for words only.
    public var characterNgrams: ClosedRange<Int>?
    /// Binary logarithm of the number of buckets, within 8...24; with characters half of them are theirs.
    public var hashBits: Int

    /// Creates options; values outside the stated ranges are brought to the nearest end.
    public init(wordNgrams: ClosedRange<Int> = 1...2, characterNgrams: ClosedRange<Int>? = 2...4, hashBits: Int = 18) {
        self.wordNgrams = wordNgrams.clamped(to: 1...8)
        self.characterNgrams = characterNgrams?.clamped(to: 1...8)
        self.hashBits = min(max(hashBits, 8), SparseText.bucketBits)
    }

    /// Single words and pairs: the quicker choice.
    public static let words = FeatureOptions(wordNgrams: 1...2, characterNgrams: nil, hashBits: 18)
    /// Words and pairs, and 2 to 4 characters inside words: the more accurate choice.
    public static let wordsAndCharacters = FeatureOptions(wordNgrams: 1...2, characterNgrams: 2...4, hashBits: 18)

    /// Number of buckets, 2 to the power of `hashBits`.
    public var bucketCount: Int { 1 << hashBits }

    /// Bit that tells the bucket of a character n-gram from that of a word n-gram; 0 with words only.
    package var characterBit: UInt32 { characterNgrams == nil ? 0 : 1 << UInt32(hashBits - 1) }

    /// Name of the way texts become features: it changes whenever the same text would get other buckets or values.
    package static let space = "hashed n-grams 1"

    package var isSound: Bool {
        self == FeatureOptions(wordNgrams: wordNgrams, characterNgrams: characterNgrams, hashBits: hashBits)
    }
}
