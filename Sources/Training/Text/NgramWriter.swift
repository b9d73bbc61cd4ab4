/// Writes the n-grams of one text into buffers that the featuriser lends: an open-addressing table of positions.
///
/// Every buffer is large enough for the text by construction (`Featuriser.features`): a word of m letters takes at
/// least m + 1 bytes with its gap and has at most m + 2 n-grams of each length.
struct NgramWriter {
    private(set) var count = 0

    private let wordLengths: ClosedRange<Int>
    private let characterLengths: ClosedRange<Int>
    private let hasCharacters: Bool
    private let characterBit: UInt32
    private let shift: UInt64
    private let slots: UnsafeMutablePointer<UInt32>
    private let slotMask: Int
    private let entries: UnsafeMutablePointer<UInt32>
    private let word: UnsafeMutablePointer<UInt32>
    private let recentWords: UnsafeMutablePointer<UInt64>
    private var wordCount = 0

    private static let boundary: UInt32 = 0x20
    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
    private static let prime: UInt64 = 0x0000_0100_0000_01B3
    private static let mixer: UInt64 = 0x9E37_79B9_7F4A_7C15

    init(
        options: FeatureOptions, slots: UnsafeMutableBufferPointer<UInt32>, slotCount: Int,
        entries: UnsafeMutableBufferPointer<UInt32>, word: UnsafeMutableBufferPointer<UInt32>,
        recentWords: UnsafeMutableBufferPointer<UInt64>
    ) {
        wordLengths = options.wordNgrams
        characterLengths = options.characterNgrams ?? 1...1
        hasCharacters = options.characterNgrams != nil
        characterBit = options.characterBit
        shift = UInt64(64 - options.hashBits + (hasCharacters ? 1 : 0))
        self.slots = slots.baseAddress.unsafelyUnwrapped
        slotMask = slotCount - 1
        self.entries = entries.baseAddress.unsafelyUnwrapped
        self.word = word.baseAddress.unsafelyUnwrapped
        self.recentWords = recentWords.baseAddress.unsafelyUnwrapped
        self.slots.update(repeating: 0, count: slotCount)
    }

    /// Adds every n-gram of `bytes`.
    mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        var position = 0
        var length = 1
        word[0] = Self.boundary
        var hash = Self.basis
        while position < bytes.count {
            let (scalar, role) = TextScanner.next(bytes, &position)
            switch role {
            case .letter:
                word[length] = scalar
                length += 1
                hash = Self.step(hash, scalar)
            case .gap, .sign:
                if length > 1 {
                    endWord(hash, length)
                    length = 1
                    hash = Self.basis
                }
                if role == .sign { addWord(Self.step(Self.basis, scalar)) }
            case .nothing: break
            }
        }
        if length > 1 { endWord(hash, length) }
    }

    /// One round of FNV-1a on a scalar.
    @inline(__always)
    private static func step(_ hash: UInt64, _ scalar: UInt32) -> UInt64 { (hash ^ UInt64(scalar)) &* prime }

    @inline(__always)
    private func bucket(_ hash: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: ((hash ^ (hash >> 29)) &* Self.mixer) >> shift)
    }

    @inline(__always)
    private mutating func endWord(_ hash: UInt64, _ length: Int) {
        addWord(hash)
        guard hasCharacters else { return }
        word[length] = Self.boundary
        let end = length + 1
        let shortest = characterLengths.lowerBound
        for start in 0..<end {
            var hash = Self.basis
            let last = min(start + characterLengths.upperBound, end)
            var at = start
            while at < last {
                hash = Self.step(hash, word[at])
                at += 1
                if at - start >= shortest { add(bucket(hash) | characterBit) }
            }
        }
    }

    @inline(__always)
    private mutating func addWord(_ hash: UInt64) {
        recentWords[wordCount & 7] = hash
        wordCount += 1
        var joined: UInt64 = 0
        let longest = min(wordLengths.upperBound, wordCount)
        var length = 1
        while length <= longest {
            joined = (joined ^ recentWords[(wordCount - length) & 7]) &* Self.mixer
            joined ^= joined >> 32
            if length >= wordLengths.lowerBound { add(bucket(joined)) }
            length += 1
        }
    }

    @inline(__always)
    private mutating func add(_ bucket: UInt32) {
        var slot = Int(bucket) & slotMask
        while true {
            let held = slots[slot]
            if held == 0 {
                entries[count] = bucket | SparseText.one
                count += 1
                slots[slot] = UInt32(truncatingIfNeeded: count)
                return
            }
            let entry = Int(held) - 1
            if entries[entry] & SparseText.bucketMask == bucket {
                if entries[entry] < 0xFF00_0000 { entries[entry] += SparseText.one }
                return
            }
            slot = (slot + 1) & slotMask
        }
    }
}
