/// Products of sparse rows with the weight matrix: sums of `value * row` over eight columns at a time.
enum ColumnSums {
    /// Adds the scaled rows to `sums`, of `lanes` vectors; rows are numbers of rows of `lanes` vectors in `weights`.
    @inline(__always)
    static func add(
        rows: UnsafePointer<Int32>, values: UnsafePointer<Float>, count: Int,
        weights: UnsafePointer<SIMD8<Float>>, lanes: Int, to sums: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        var lane = 0
        while lanes - lane >= 6 {
            add6(rows, values, count, weights + lane, lanes, sums + lane)
            lane += 6
        }
        if lanes - lane >= 4 {
            add4(rows, values, count, weights + lane, lanes, sums + lane)
            lane += 4
        }
        while lane < lanes {
            add1(rows, values, count, weights + lane, lanes, sums + lane)
            lane += 1
        }
    }

    private static func add6(
        _ rows: UnsafePointer<Int32>, _ values: UnsafePointer<Float>, _ count: Int,
        _ weights: UnsafePointer<SIMD8<Float>>, _ lanes: Int, _ sums: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        var (a, b, c, d, e, f) = (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5])
        for index in 0..<count {
            let row = weights + Int(rows[index]) &* lanes
            let value = SIMD8<Float>(repeating: values[index])
            a += row[0] * value
            b += row[1] * value
            c += row[2] * value
            d += row[3] * value
            e += row[4] * value
            f += row[5] * value
        }
        (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]) = (a, b, c, d, e, f)
    }

    private static func add4(
        _ rows: UnsafePointer<Int32>, _ values: UnsafePointer<Float>, _ count: Int,
        _ weights: UnsafePointer<SIMD8<Float>>, _ lanes: Int, _ sums: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        var (a, b, c, d) = (sums[0], sums[1], sums[2], sums[3])
        for index in 0..<count {
            let row = weights + Int(rows[index]) &* lanes
            let value = SIMD8<Float>(repeating: values[index])
            a += row[0] * value
            b += row[1] * value
            c += row[2] * value
            d += row[3] * value
        }
        (sums[0], sums[1], sums[2], sums[3]) = (a, b, c, d)
    }

    private static func add1(
        _ rows: UnsafePointer<Int32>, _ values: UnsafePointer<Float>, _ count: Int,
        _ weights: UnsafePointer<SIMD8<Float>>, _ lanes: Int, _ sums: UnsafeMutablePointer<SIMD8<Float>>
    ) {
        var a = sums[0]
        for index in 0..<count {
            a += weights[Int(rows[index]) &* lanes] * SIMD8<Float>(repeating: values[index])
        }
        sums[0] = a
    }

    /// Adds `value * change` to every named row, in the lanes listed in `active`.
    @inline(__always)
    static func update(
        rows: UnsafePointer<Int32>, values: UnsafePointer<Float>, count: Int,
        change: UnsafePointer<SIMD8<Float>>, active: UnsafePointer<Int>, activeCount: Int,
        weights: UnsafeMutablePointer<SIMD8<Float>>, lanes: Int
    ) {
        for index in 0..<count {
            let row = weights + Int(rows[index]) &* lanes
            let value = SIMD8<Float>(repeating: values[index])
            for position in 0..<activeCount {
                let lane = active[position]
                row[lane] += change[lane] * value
            }
        }
    }
}
