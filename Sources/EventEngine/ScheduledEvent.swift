/// One pending event in 16 bytes: its time, and kind, sequence number and entity packed in one word.
///
/// The word orders like the tuple (kind, sequence): kind in the top 6 bits, the sequence number in the next 34,
/// the entity's index in the last 24. Events therefore compare by (time, kind, sequence), which is a total order.
@frozen
@usableFromInline
struct ScheduledEvent {
    @usableFromInline var time: Double
    @usableFromInline var word: UInt64

    @usableFromInline static let indexBits: UInt64 = 24
    @usableFromInline static let sequenceBits: UInt64 = 34

    @inlinable @inline(__always)
    init(time: Double, kind: UInt8, sequence: UInt64, index: Int) {
        self.time = time
        word = UInt64(kind) &<< 58 | sequence &<< 24 | UInt64(truncatingIfNeeded: index)
    }

    @inlinable @inline(__always)
    var index: Int { Int(truncatingIfNeeded: word & 0xFF_FFFF) }

    @inlinable @inline(__always)
    var kind: UInt8 { UInt8(truncatingIfNeeded: word &>> 58) }

    @inlinable @inline(__always)
    static func < (a: ScheduledEvent, b: ScheduledEvent) -> Bool {
        a.time < b.time || (a.time == b.time && a.word < b.word)
    }
}
