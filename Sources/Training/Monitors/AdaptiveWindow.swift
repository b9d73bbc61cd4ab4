import Stochastics

/// ADWIN: a window over a stream of numbers that forgets its older part when the mean has changed.
///
/// Bifet and Gavalda 2007, "Learning from time-changing data with adaptive windowing" (SDM), ADWIN2 with buckets of
/// exponentially growing size. A window of n values is cut wherever its two parts, of n0 and n1 values, differ in mean
/// by more than sqrt(2 / m s2 ln(2 / d)) + 2 / (3 m) ln(2 / d), with 1/m = 1/n0 + 1/n1, s2 the variance of the window
/// and d = delta / ln n (their equation 3.1). Memory and time for a value grow with log n.
public struct AdaptiveWindow: Sendable {
    /// What changed where a window was cut.
    public struct Change: Sendable, Equatable {
        /// Values before the change that were forgotten or would have been, and their mean.
        public var before: (count: Double, mean: Double)
        /// Values since, and their mean.
        public var after: (count: Double, mean: Double)
        /// Whether the mean went up.
        public var isRise: Bool { after.mean > before.mean }

        /// Whether both parts are the same.
        public static func == (one: Change, other: Change) -> Bool {
            one.before == other.before && one.after == other.after
        }
    }

    private struct Bucket: Sendable {
        var sum = 0.0
        var squares = 0.0
    }

    /// Chance of a false cut that is allowed for, in 0<..<1.
    public let delta: Double
    /// Values between two looks for a cut, 1 or more.
    public let lookEvery: Int
    /// Values in the window.
    public private(set) var count = 0.0
    /// Buckets by size: row r holds buckets of 2^r values, oldest first.
    private var rows: [[Bucket]] = [[]]
    private var sum = 0.0
    private var squares = 0.0
    private var sinceLook = 0

    /// Buckets of a size before two of them become one of the next, and fewest values of a part.
    private static let bucketsPerSize = 5
    private static let fewestValues = 5.0

    /// Creates an empty window.
    ///
    /// - Parameters:
    ///   - delta: chance of a false cut that is allowed for; .002 is usual.
    ///   - lookEvery: values between two looks: 1 for few values that matter, 32 for streams of many.
    public init(delta: Double = 0.002, lookEvery: Int = 1) {
        self.delta = min(max(delta, 1e-12), 0.999)
        self.lookEvery = max(1, lookEvery)
    }

    /// Mean of the window; 0 when it is empty.
    public var mean: Double { count > 0 ? sum / count : 0 }

    /// Adds a value and forgets what is older than a change.
    ///
    /// - Parameter value: in 0...1; brought there.
    /// - Returns: the change, where there was one: of several cuts the first.
    public mutating func add(_ value: Double) -> Change? {
        let value = min(max(value.isNaN ? 0 : value, 0), 1)
        rows[0].append(Bucket(sum: value, squares: value * value))
        count += 1
        sum += value
        squares += value * value
        merge()
        sinceLook += 1
        guard sinceLook >= lookEvery else { return nil }
        sinceLook = 0
        var found: Change?
        while let change = cut() {
            if found == nil { found = change }
            dropOldest()
        }
        return found
    }

    private mutating func merge() {
        var row = 0
        while rows[row].count > Self.bucketsPerSize {
            let (first, second) = (rows[row][0], rows[row][1])
            rows[row].removeFirst(2)
            row += 1
            if row == rows.count { rows.append([]) }
            rows[row].append(Bucket(sum: first.sum + second.sum, squares: first.squares + second.squares))
        }
    }

    private mutating func dropOldest() {
        guard let row = rows.lastIndex(where: { !$0.isEmpty }) else { return }
        let oldest = rows[row].removeFirst()
        count -= Double(1 << row)
        sum -= oldest.sum
        squares -= oldest.squares
    }

    /// The first cut from the old end whose parts differ, or nil.
    private func cut() -> Change? {
        guard count >= 2 * Self.fewestValues else { return nil }
        let variance = max(0, squares / count - mean * mean)
        let logarithm = PortableMath.log(2 * max(1, PortableMath.log(count)) / delta)
        var oldCount = 0.0
        var oldSum = 0.0
        for row in rows.indices.reversed() {
            for bucket in rows[row] {
                oldCount += Double(1 << row)
                oldSum += bucket.sum
                let newCount = count - oldCount
                guard newCount >= Self.fewestValues else { return nil }
                guard oldCount >= Self.fewestValues else { continue }
                let inverse = 1 / oldCount + 1 / newCount
                let bound = (2 * inverse * variance * logarithm).squareRoot() + 2.0 / 3 * inverse * logarithm
                let (old, new) = (oldSum / oldCount, (sum - oldSum) / newCount)
                if abs(old - new) > bound { return Change(before: (oldCount, old), after: (newCount, new)) }
            }
        }
        return nil
    }
}
