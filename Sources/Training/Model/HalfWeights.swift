/// Weights of a model in 16 bits each: two columns share a word, and a row takes half of the memory.
///
/// A word is the weight of the first column as a single-precision number whose low half belongs to the second column. The
/// second is that half alone (bfloat16, rounded to nearest, ties to even); the high half of the first is chosen so that
/// the whole word lies nearest to its weight. So the first is read without any work and the second by a shift, and both
/// keep a relative error of 2^-8 at most. A weight below 2^-59 of the first column is held as about 2^-60 and stands
/// for 0: a word of the low half alone would be subnormal, which is slow on many machines.
struct HalfWeights: Sendable {
    /// Vectors of eight columns a row; two of them share a vector of words, the last may be alone.
    let lanes: Int
    private var words: [SIMD8<UInt32>]

    /// Words a row.
    private var width: Int { (lanes + 1) / 2 }

    private static let leastBits: UInt32 = 0x2200_0000
    private static let zeroBits: UInt32 = 0x2180_0000
    private static let signBit: UInt32 = 0x8000_0000

    /// No weights, as before a training.
    static let none = HalfWeights(rows: 0, lanes: 1)

    private init(rows: Int, lanes: Int) {
        self.lanes = lanes
        words = Array(repeating: SIMD8(repeating: Self.zeroBits), count: rows * ((lanes + 1) / 2))
    }

    /// Rounds the rows of a matrix.
    init(_ matrix: borrowing ColumnMatrix) {
        self.init(rows: matrix.rowCount, lanes: matrix.lanes)
        for row in 0..<matrix.rowCount {
            let weights = matrix.row(row)
            for pair in 0..<width {
                let second = 2 * pair + 1 < lanes ? weights[2 * pair + 1] : .zero
                for place in 0..<8 {
                    words[row * width + pair][place] = Self.word(weights[2 * pair][place], second[place])
                }
            }
        }
    }

    /// Whether there are none.
    var isEmpty: Bool { words.isEmpty }
    /// Number of rows.
    var rowCount: Int { words.count / width }

    /// The weight of a column in a row, as scores count it; exactly 0 where it stands for 0.
    subscript(row: Int, column: Int) -> Float {
        let word = words[row * width + column >> 4][column & 7]
        guard column & 8 == 0 else { return Float(bitPattern: word << 16) }
        return word & ~Self.signBit < Self.leastBits ? 0 : Float(bitPattern: word)
    }

    /// The word that holds two weights, both finite.
    private static func word(_ first: Float, _ second: Float) -> UInt32 {
        let bits = second.bitPattern
        let low = (bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16
        let magnitude = first.bitPattern & ~signBit
        guard magnitude >= leastBits else { return zeroBits | low }
        let whole = (magnitude &- low &+ 0x8000) & 0xFFFF_0000 | low
        return whole < leastBits ? zeroBits | low : whole | first.bitPattern & signBit
    }

    /// Rows that are added up in all columns before the next ones: as many as the nearest cache holds.
    private static let block = 64

    /// Sets `sums`, of `lanes` vectors, to the sum of `value * row` over the named rows, of which there are `count`.
    func sum(
        rows: UnsafePointer<Int32>, values: UnsafePointer<Float>, count: Int,
        to sums: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        for lane in 0..<lanes { sums[lane] = .zero }
        words.withUnsafeBufferPointer { words in
            guard let words = words.baseAddress else { return }
            for start in stride(from: 0, to: count, by: Self.block) {
                add(
                    rows: rows + start, values: values + start, count: min(Self.block, count - start), words: words,
                    to: sums)
            }
        }
    }

    @inline(__always)
    private func add(
        rows: UnsafePointer<Int32>, values: UnsafePointer<Float>, count: Int, words: UnsafePointer<SIMD8<UInt32>>,
        to sums: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        let width = width
        var pair = 0
        while lanes - 2 * pair >= 6 {
            Self.add3(rows, values, count, words + pair, width, sums + 2 * pair)
            pair += 3
        }
        if lanes - 2 * pair >= 4 {
            Self.add2(rows, values, count, words + pair, width, sums + 2 * pair)
            pair += 2
        }
        while pair < width {
            let (first, second) = Self.sum1(rows, values, count, words + pair, width)
            sums[2 * pair] += first
            if 2 * pair + 1 < lanes { sums[2 * pair + 1] += second }
            pair += 1
        }
    }

    @inline(__always)
    private static func first(_ word: SIMD8<UInt32>) -> SIMD8<Float> { unsafeBitCast(word, to: SIMD8<Float>.self) }

    @inline(__always)
    private static func second(_ word: SIMD8<UInt32>) -> SIMD8<Float> {
        unsafeBitCast(word &<< 16, to: SIMD8<Float>.self)
    }

    private static func add3(
        _ rows: UnsafePointer<Int32>, _ values: UnsafePointer<Float>, _ count: Int,
        _ words: UnsafePointer<SIMD8<UInt32>>, _ width: Int, _ sums: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        var (a, b, c, d, e, f) = (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5])
        for index in 0..<count {
            let row = words + Int(rows[index]) &* width
            let value = SIMD8<Float>(repeating: values[index])
            a += first(row[0]) * value
            b += second(row[0]) * value
            c += first(row[1]) * value
            d += second(row[1]) * value
            e += first(row[2]) * value
            f += second(row[2]) * value
        }
        (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]) = (a, b, c, d, e, f)
    }

    private static func add2(
        _ rows: UnsafePointer<Int32>, _ values: UnsafePointer<Float>, _ count: Int,
        _ words: UnsafePointer<SIMD8<UInt32>>, _ width: Int, _ sums: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        var (a, b, c, d) = (sums[0], sums[1], sums[2], sums[3])
        for index in 0..<count {
            let row = words + Int(rows[index]) &* width
            let value = SIMD8<Float>(repeating: values[index])
            a += first(row[0]) * value
            b += second(row[0]) * value
            c += first(row[1]) * value
            d += second(row[1]) * value
        }
        (sums[0], sums[1], sums[2], sums[3]) = (a, b, c, d)
    }

    private static func sum1(
        _ rows: UnsafePointer<Int32>, _ values: UnsafePointer<Float>, _ count: Int,
        _ words: UnsafePointer<SIMD8<UInt32>>, _ width: Int
    ) -> (SIMD8<Float>, SIMD8<Float>) {
        var (a, b) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
        for index in 0..<count {
            let row = words + Int(rows[index]) &* width
            let value = SIMD8<Float>(repeating: values[index])
            a += first(row[0]) * value
            b += second(row[0]) * value
        }
        return (a, b)
    }
}
