/// The slices one contact counts in besides the whole, eight at most; 0 where it has none of a kind.
///
/// Two to a word: vectors of the standard library are compared, and taken apart, lane by lane through memory.
package struct ContactSlices: Sendable, Equatable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// No slices.
    init() { words = (0, 0, 0, 0) }

    /// The slices, in any order.
    @inline(__always)
    package init(
        _ first: Int32, _ second: Int32, _ third: Int32, _ fourth: Int32, _ fifth: Int32, _ sixth: Int32,
        _ seventh: Int32, _ eighth: Int32
    ) {
        words = (
            Self.word(first, second), Self.word(third, fourth), Self.word(fifth, sixth), Self.word(seventh, eighth)
        )
    }

    @inline(__always)
    private static func word(_ low: Int32, _ high: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: low)) | UInt64(UInt32(bitPattern: high)) &<< 32
    }

    @inline(__always)
    package static func == (one: Self, other: Self) -> Bool {
        (one.words.0 ^ other.words.0) | (one.words.1 ^ other.words.1) | (one.words.2 ^ other.words.2)
            | (one.words.3 ^ other.words.3) == 0
    }

    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        Self.each(words.0, body)
        Self.each(words.1, body)
        Self.each(words.2, body)
        Self.each(words.3, body)
    }

    @inline(__always)
    private static func each(_ word: UInt64, _ body: (Int) -> Void) {
        let low = Int(truncatingIfNeeded: word & 0xFFFF_FFFF)
        let high = Int(truncatingIfNeeded: word &>> 32)
        if low > 0 { body(low) }
        if high > 0 { body(high) }
    }
}
