import Stochastics

/// Weight of a rank in a Zipf distribution: `rank^-exponent`, ranks from 1.
func zipfWeight(rank: Int, exponent: Double) -> Double {
    exponent == 0 ? 1 : PortableMath.pow(Double(max(1, rank)), -exponent)
}

/// Discrete distributions in one flat array, each sampled in constant time with one 64-bit draw.
///
/// Walker's alias method with Vose's construction (Vose 1991, IEEE Transactions on Software Engineering 17).
struct AliasTables: Sendable {
    /// One column of a table: below `threshold` of 2^32 its own value, else the other.
    struct Column: Sendable {
        var threshold: UInt32
        var value: Int32
        var other: Int32
    }

    private(set) var columns: [Column] = []

    /// Where a table lies in `columns`.
    struct Range: Sendable {
        var start: Int32
        var count: Int32
    }

    /// Adds a distribution; weights must be 0 or more with a positive sum, as many as values.
    mutating func add(values: [Int], weights: [Double]) -> Range {
        let count = min(values.count, weights.count)
        let sum = weights.prefix(count).reduce(0, +)
        let start = columns.count
        guard count > 0, sum > 0 else { return Range(start: Int32(start), count: 0) }
        var scaled = weights.prefix(count).map { $0 / sum * Double(count) }
        var small: [Int] = []
        var large: [Int] = []
        for index in 0..<count {
            columns.append(Column(threshold: .max, value: Int32(values[index]), other: Int32(values[index])))
            if scaled[index] < 1 { small.append(index) } else { large.append(index) }
        }
        while let low = small.last, let high = large.last {
            small.removeLast()
            columns[start + low].threshold = UInt32(max(0, min(scaled[low], 1)) * 4_294_967_295)
            columns[start + low].other = Int32(values[high])
            scaled[high] -= 1 - scaled[low]
            if scaled[high] < 1 {
                large.removeLast()
                small.append(high)
            }
        }
        return Range(start: Int32(start), count: Int32(count))
    }

    /// The value that 64 random bits select: the high half the column, the low half the side.
    @inline(__always)
    static func pick(_ columns: UnsafeBufferPointer<Column>, _ range: Range, bits: UInt64) -> Int {
        let index = ((bits >> 32) &* UInt64(UInt32(bitPattern: range.count))) >> 32
        let column = columns[Int(range.start) + Int(index)]
        return Int(UInt32(truncatingIfNeeded: bits) <= column.threshold ? column.value : column.other)
    }
}
