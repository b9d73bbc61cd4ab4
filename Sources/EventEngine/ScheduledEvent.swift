/// One pending event in 16 bytes: its time, and kind, sequence number and entity packed in one word.
///
/// The word orders like the tuple (kind, sequence): kind in 5 bits, the sequence number in the next 34, the
/// entity's index in the last 24; the top bit is 0, as it is in the time's. Events therefore compare by (time, kind, sequence), which is a total order.
@frozen
@usableFromInline
struct ScheduledEvent {
    /// Bit pattern of the time, which is not negative: such patterns order as the numbers do.
    @usableFromInline var timeBits: UInt64
    @usableFromInline var word: UInt64

    @usableFromInline static let indexBits: UInt64 = 24
    /// Sequence numbers, shifted to their place, are below this.
    @usableFromInline static let sequenceEnd: UInt64 = 1 &<< 58
    /// What sequence numbers, shifted to their place, go up by.
    @usableFromInline static let sequenceStep: UInt64 = 1 &<< 24

    /// After every event.
    @inlinable @inline(__always)
    static var never: ScheduledEvent { ScheduledEvent(timeBits: .max &>> 1, word: .max &>> 1) }

    @inlinable @inline(__always)
    init(timeBits: UInt64, word: UInt64) {
        self.timeBits = timeBits
        self.word = word
    }

    /// - Parameter sequence: shifted to its place in the word.
    @inlinable @inline(__always)
    init(timeBits: UInt64, kind: UInt8, sequence: UInt64, index: Int) {
        self.timeBits = timeBits
        word = UInt64(kind) &<< 58 | sequence | UInt64(truncatingIfNeeded: index)
    }

    @inlinable @inline(__always)
    var time: Double { Double(bitPattern: timeBits) }

    @inlinable @inline(__always)
    var index: Int { Int(truncatingIfNeeded: word & 0xFF_FFFF) }

    @inlinable @inline(__always)
    var kind: UInt8 { UInt8(truncatingIfNeeded: word &>> 58) }

    /// Compares as one number of 128 bits, which takes no branch.
    @inlinable @inline(__always)
    static func < (a: ScheduledEvent, b: ScheduledEvent) -> Bool {
        UInt128(_low: a.word, _high: a.timeBits) < UInt128(_low: b.word, _high: b.timeBits)
    }

    /// All ones where this comes before another, else 0: the sign of the difference of the two as numbers of 128 bits,
    /// which compilers leave as it is, where they would make an unpredictable branch of a choice by a comparison.
    @inlinable @inline(__always)
    func maskIfBefore(_ other: ScheduledEvent) -> Int {
        let borrow = (word &- other.word) &>> 63
        return Int(bitPattern: UInt(timeBits &- other.timeBits &- borrow)) &>> 63
    }
}
