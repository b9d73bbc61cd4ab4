/// The distribution of millions of waits in bounded memory, with their exact number, sum and maximum beside it.
///
/// Counts in the cells of ``WaitCells``, up to that of the longest wait seen: when fine 96 KB up to an hour and 190 KB
/// up to 90 days, an eighth of that when coarse.
public struct WaitDigest: Sendable {
    /// How finely waits are told apart.
    public enum Resolution: Sendable, Equatable {
        /// Within 0.1%, or 1 millisecond below 1 second.
        case fine
        /// Within 1%, or 1 millisecond below 0.13 seconds, for digests kept by the hundred.
        case coarse

        /// The cells of this resolution.
        public var cells: WaitCells { WaitCells(bits: self == .fine ? 10 : 7) }
    }

    /// Waits above this are counted at it: 90 days.
    public static let capSeconds = WaitCells.capSeconds

    /// The resolution chosen at the start.
    public let resolution: Resolution
    /// The number of waits recorded.
    public private(set) var count = 0
    /// The sum of all waits in seconds, exact but for rounding.
    public private(set) var sumSeconds = 0.0
    /// The longest wait in seconds, exact; 0 when there is none.
    public private(set) var maximumSeconds = 0.0
    private let cells: WaitCells
    private var counts: [UInt64] = []

    /// An empty digest.
    public init(resolution: Resolution = .fine) {
        self.resolution = resolution
        cells = resolution.cells
    }

    /// A digest of waits counted elsewhere in the cells of a resolution.
    ///
    /// Sum and maximum are those of the middles of the cells.
    public init(resolution: Resolution, counts: ArraySlice<UInt64>) {
        self.init(resolution: resolution)
        guard let last = counts.lastIndex(where: { $0 > 0 }) else { return }
        self.counts = Array(counts[...last])
        for (cell, waits) in self.counts.enumerated() where waits > 0 {
            count += Int(waits)
            sumSeconds += Double(waits) * middle(cell, of: cells)
        }
        maximumSeconds = middle(self.counts.count - 1, of: cells)
    }

    /// Adds one wait. Negative waits count as 0, those above the cap as the cap; NaN is ignored.
    public mutating func record(seconds: Double) {
        guard !seconds.isNaN else { return }
        let bounded = seconds > 0 ? (seconds < Self.capSeconds ? seconds : Self.capSeconds) : 0
        let cell = cells.cell(bounded)
        if cell >= counts.count { grow(toHold: cell) }
        counts[cell] &+= 1
        count &+= 1
        sumSeconds += bounded
        if bounded > maximumSeconds { maximumSeconds = bounded }
    }

    /// The mean wait in seconds; nil when there is none.
    public var meanSeconds: Double? {
        count == 0 ? nil : sumSeconds / Double(count)
    }

    /// The wait in seconds that a share p of the waits do not exceed; nil when there is none.
    ///
    /// The order statistic of rank ceiling(p n), within the resolution; the exact maximum at p = 1. p is limited to
    /// [0, 1].
    public func quantile(_ p: Double) -> Double? {
        if count > 0, p >= 1 { return maximumSeconds }
        return cells.quantile(p, counts: counts, total: count).map { min($0, maximumSeconds) }
    }

    /// Adds all waits of another digest; those of one of the other resolution at the middles of its cells.
    public mutating func merge(_ other: WaitDigest) {
        add(other.counts, of: other.cells)
        sumSeconds += other.sumSeconds
        maximumSeconds = max(maximumSeconds, other.maximumSeconds)
    }

    /// Forgets all waits and keeps the memory.
    public mutating func removeAll() {
        for cell in counts.indices { counts[cell] = 0 }
        count = 0
        sumSeconds = 0
        maximumSeconds = 0
    }

    /// About how many bytes this digest takes, spare capacity included.
    public var byteCount: Int {
        counts.capacity * MemoryLayout<UInt64>.stride + MemoryLayout<Self>.size
    }

    private func middle(_ cell: Int, of cells: WaitCells) -> Double {
        cell == 0 ? 0 : (cells.start(cell) + cells.start(cell + 1)) / 2
    }

    private mutating func add(_ other: [UInt64], of otherCells: WaitCells) {
        for (cell, waits) in other.enumerated() where waits > 0 {
            let own = otherCells == cells ? cell : cells.cell(min(middle(cell, of: otherCells), Self.capSeconds))
            if own >= counts.count { grow(toHold: own) }
            counts[own] += waits
            count += Int(waits)
        }
    }

    private mutating func grow(toHold cell: Int) {
        let size = min(max(cell + 1, counts.count * 2, 256), cells.count)
        counts.append(contentsOf: repeatElement(0, count: size - counts.count))
    }
}
