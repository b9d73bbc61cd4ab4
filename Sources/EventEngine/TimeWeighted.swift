/// A quantity that changes at events and is averaged over time: a queue's length, agents busy.
///
/// Only the part of its path inside a window counts, so that a warm-up is left out exactly.
@frozen
public struct TimeWeighted: Sendable {
    /// Value now.
    public private(set) var value: Double
    /// Integral of the value over the window so far, in value-seconds.
    public private(set) var area: Double = 0
    private var since: Double
    private let windowEnd: Double

    /// Starts at `value` at time 0 and counts what falls in `window` (seconds).
    public init(_ value: Double = 0, window: ClosedRange<Double> = 0...Double.greatestFiniteMagnitude) {
        self.value = value
        since = window.lowerBound
        windowEnd = window.upperBound
    }

    /// Changes the value by `change` at time `now` in seconds; times never go back.
    public mutating func add(_ change: Double, at now: Double) {
        settle(now)
        value += change
    }

    /// Adds the path up to `now` to `area` without changing the value.
    public mutating func settle(_ now: Double) {
        let end = min(now, windowEnd)
        if end > since {
            area += value * (end - since)
            since = end
        }
    }

    /// Gives the area settled so far and starts the next one at 0.
    public mutating func takeArea() -> Double {
        defer { area = 0 }
        return area
    }
}
