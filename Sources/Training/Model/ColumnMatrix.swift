/// Rows of vectors of eight columns in one block of memory, freed with its owner.
struct ColumnMatrix: ~Copyable {
    /// Vectors a row.
    let lanes: Int
    /// Number of rows.
    let rowCount: Int
    private let storage: UnsafeMutablePointer<SIMD8<Float>>

    /// Creates rows filled with `value`.
    init(rows: Int, lanes: Int, filledWith value: Float = 0) {
        self.lanes = lanes
        rowCount = rows
        storage = .allocate(capacity: max(rows * lanes, 1))
        storage.initialize(repeating: SIMD8(repeating: value), count: rows * lanes)
    }

    deinit { storage.deallocate() }

    /// The first vector; valid while the matrix lives.
    var base: UnsafeMutablePointer<SIMD8<Float>> { storage }

    /// The first vector of `row`, which must exist.
    @inline(__always)
    func row(_ row: Int) -> UnsafeMutablePointer<SIMD8<Float>> { storage + row &* lanes }

    /// All vectors, row by row.
    func copied() -> [SIMD8<Float>] { Array(UnsafeBufferPointer(start: storage, count: rowCount * lanes)) }
}
