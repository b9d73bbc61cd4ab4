import Histogram

/// The distribution of millions of waits in bounded memory, with their exact number, sum and maximum beside it.
///
/// An HdrHistogram of whole milliseconds up to 90 days, whose counts of 64 bits grow with the largest wait seen.
/// Measured bytes, spare capacity included, when empty, up to an hour and up to 90 days: 16,904, 131,704 and 262,904
/// (fine); 2,568, 17,016 and 33,528 (coarse). A record costs about 15 ns, a quantile up to 0.3 ms (fine) or 0.05 ms.
public struct WaitDigest: Sendable {
    /// How finely waits are told apart.
    public enum Resolution: Sendable, Equatable {
        /// Within 0.1%, or 1 millisecond below 2 seconds.
        case fine
        /// Within 1%, or 1 millisecond below 0.2 seconds, for digests kept by the hundred.
        case coarse
    }

    /// Waits above this are counted at it: 90 days.
    public static let capSeconds = 7_776_000.0

    /// The resolution chosen at the start.
    public let resolution: Resolution
    /// The sum of all waits in seconds, exact but for rounding.
    public private(set) var sumSeconds = 0.0
    /// The longest wait in seconds, exact; 0 when there is none.
    public private(set) var maximumSeconds = 0.0
    private var histogram: Histogram<UInt64>

    /// An empty digest.
    public init(resolution: Resolution = .fine) {
        self.resolution = resolution
        histogram = Histogram(numberOfSignificantValueDigits: resolution == .fine ? .three : .two)
    }

    /// Adds one wait. Negative waits count as 0, those above the cap as the cap; NaN is ignored.
    public mutating func record(seconds: Double) {
        guard !seconds.isNaN else { return }
        let bounded = seconds > 0 ? (seconds < Self.capSeconds ? seconds : Self.capSeconds) : 0
        histogram.record(UInt64(bounded * 1000 + 0.5))
        sumSeconds += bounded
        if bounded > maximumSeconds { maximumSeconds = bounded }
    }

    /// The number of waits recorded.
    public var count: Int {
        Int(clamping: histogram.totalCount)
    }

    /// The mean wait in seconds; nil when there is none.
    public var meanSeconds: Double? {
        count == 0 ? nil : sumSeconds / Double(count)
    }

    /// The wait in seconds that a share p of the waits do not exceed; nil when there is none.
    ///
    /// The middle of the cell that holds the order statistic of rank ceiling(p n), so within half the resolution; the
    /// exact maximum at p = 1. p is limited to [0, 1].
    public func quantile(_ p: Double) -> Double? {
        guard count > 0, !p.isNaN else { return nil }
        guard p < 1 else { return maximumSeconds }
        let cell = histogram.valueAtPercentile(max(p, 0) * 100)
        let width = histogram.sizeOfEquivalentRangeForValue(cell)
        let middle = Double(histogram.lowestEquivalentForValue(cell)) + Double(width - 1) / 2
        return min(middle / 1000, maximumSeconds)
    }

    /// Adds all waits of another digest; one of the other resolution is re-recorded cell by cell.
    public mutating func merge(_ other: WaitDigest) {
        if resolution == other.resolution {
            histogram.add(other.histogram)
        } else {
            for cell in other.histogram.recordedValues() { histogram.record(cell.value, count: cell.count) }
        }
        sumSeconds += other.sumSeconds
        maximumSeconds = max(maximumSeconds, other.maximumSeconds)
    }

    /// Forgets all waits and keeps the memory.
    public mutating func removeAll() {
        histogram.reset()
        sumSeconds = 0
        maximumSeconds = 0
    }

    /// About how many bytes this digest takes, spare capacity included.
    public var byteCount: Int {
        histogram.estimatedFootprintInBytes
    }
}
