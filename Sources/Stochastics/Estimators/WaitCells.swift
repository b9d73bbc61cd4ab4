/// The cells in which digests count waits: as wide as one part in 2^n of the wait, or 1 millisecond for short ones.
///
/// A wait in milliseconds plus 2^n, read as a floating-point number, has its cell in the exponent and the first n bits
/// of its fraction, so that finding the cell takes an addition and a shift. Linear within a power of two and
/// logarithmic across them, as in Tene's HdrHistogram.
@frozen
public struct WaitCells: Sendable, Equatable {
    /// Waits above this are counted at it: 90 days.
    public static let capSeconds = 7_776_000.0

    /// 2^n: the number of cells to each doubling of a long wait.
    @usableFromInline let offset: Double
    @usableFromInline let shift: UInt64
    @usableFromInline let first: UInt64

    /// - Parameter bits: n, in 1...20.
    init(bits: Int) {
        offset = Double(1 << bits)
        shift = UInt64(52 - bits)
        first = offset.bitPattern >> shift
    }

    /// The cell of a wait in 0...`capSeconds`.
    @inlinable @inline(__always)
    public func cell(_ seconds: Double) -> Int {
        Int(truncatingIfNeeded: (seconds * 1000 + offset).bitPattern &>> shift &- first)
    }

    /// Shortest wait of a cell in seconds.
    func start(_ cell: Int) -> Double {
        (Double(bitPattern: (UInt64(cell) + first) << shift) - offset) / 1000
    }

    /// Number of cells for waits up to the cap.
    var count: Int { cell(Self.capSeconds) + 1 }

    /// The wait that a share p of the counted ones do not exceed: that of rank ceiling(p n), placed within its cell as
    /// if the waits of a cell were evenly spread; 0 in the first cell. nil when there are none.
    func quantile(_ p: Double, counts: [UInt64], total: Int) -> Double? {
        guard total > 0, !p.isNaN else { return nil }
        let rank = min(max((p * Double(total)).rounded(.up), 1), Double(total))
        var before = 0.0
        for (cell, count) in counts.enumerated() where count > 0 {
            let inside = Double(count)
            if before + inside >= rank {
                guard cell > 0 else { return 0 }
                let low = start(cell)
                return low + (start(cell + 1) - low) * (rank - before - 0.5) / inside
            }
            before += inside
        }
        return nil
    }
}
