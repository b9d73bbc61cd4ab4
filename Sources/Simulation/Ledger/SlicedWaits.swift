import Stochastics

/// Waits by slice, coarse digests of them in one table; a slice may keep none.
package struct SlicedWaits: Sendable {
    private static let resolution = WaitDigest.Resolution.coarse
    private let cells = Self.resolution.cells
    /// Row of each slice, or -1.
    private let rows: [Int32]
    private let rowCount: Int
    /// Cells in a row: all rows are as long as the longest wait needs.
    private var width = 0
    private var counts: [UInt64] = []

    /// - Parameter keeps: whether each slice keeps its waits.
    package init(keeps: [Bool]) {
        var next: Int32 = -1
        rows = keeps.map { keep in
            guard keep else { return -1 }
            next += 1
            return next
        }
        rowCount = Int(next) + 1
    }

    /// Adds a wait, 0 or more, in every slice of a contact.
    package mutating func record(_ seconds: Double, _ slices: ContactSlices) {
        let cell = cells.cell(min(seconds, WaitCells.capSeconds))
        if cell >= width { widen(toHold: cell) }
        counts.withUnsafeMutableBufferPointer { counts in
            rows.withUnsafeBufferPointer { rows in
                slices.forEach { slice in
                    precondition(UInt(bitPattern: slice) < UInt(bitPattern: rows.count), "slice out of range")
                    let row = Int(rows[slice])
                    if row >= 0 { counts[row &* width &+ cell] &+= 1 }
                }
            }
        }
    }

    /// The waits of a slice, or nil when it keeps none.
    package subscript(slice: Int) -> WaitDigest? {
        let row = Int(rows[slice])
        guard row >= 0 else { return nil }
        return WaitDigest(resolution: Self.resolution, counts: counts[row * width..<(row + 1) * width])
    }

    private mutating func widen(toHold cell: Int) {
        let wider = max(cell + 1, width * 3 / 2, 256)
        var moved = [UInt64](repeating: 0, count: rowCount * wider)
        moved.withUnsafeMutableBufferPointer { moved in
            counts.withUnsafeBufferPointer { counts in
                // Whole rows at a time: in days of a few hundred contacts this is a third of the work.
                for row in 0..<rowCount {
                    _ = moved[row * wider..<row * wider + width].update(
                        fromContentsOf: counts[row * width..<(row + 1) * width])
                }
            }
        }
        counts = moved
        width = wider
    }
}
