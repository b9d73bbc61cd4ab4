import Quantities

/// A recurring period of duty: which days, from when to when, and how many agents have it.
public struct Shift: Sendable, Equatable {
    /// Monday to Sunday: whether the shift starts on that day.
    public var days: [Bool]
    /// Start, in seconds after midnight.
    public var fromSeconds: Double
    /// End, in seconds after the midnight before the start; above 86,400 when the shift ends on the next day.
    public var toSeconds: Double
    /// Agents rostered.
    public var agents: Int

    /// Creates a shift.
    ///
    /// - Parameters:
    ///   - days: seven entries, Monday first.
    ///   - fromSeconds: start after midnight, in 0..<86,400.
    ///   - toSeconds: end after midnight, in 0...86,400; not after the start means the next day.
    ///   - agents: agents rostered, 0 or more.
    public init(days: [Bool], fromSeconds: Double, toSeconds: Double, agents: Int) {
        self.days = days
        self.fromSeconds = fromSeconds
        self.toSeconds = toSeconds > fromSeconds ? toSeconds : toSeconds + Seconds.perDay
        self.agents = agents
    }

    /// A shift that never ends: round the clock, every day.
    public static func always(agents: Int) -> Shift {
        Shift(days: Array(repeating: true, count: 7), fromSeconds: 0, toSeconds: Seconds.perDay, agents: agents)
    }

    /// Whether one turn follows on the other without a gap.
    public var isAlways: Bool { days.allSatisfy { $0 } && fromSeconds == 0 && toSeconds == Seconds.perDay }

    /// Whether the turn that began on the Sunday before time 0 (Monday midnight) goes on after it.
    var worksAt0: Bool { days[6] && toSeconds > Seconds.perDay }

    /// Seconds that one agent is rostered for within a window of time from 0 on.
    public func rosteredSeconds(in window: ClosedRange<Double>) -> Double {
        var total = 0.0
        let first = max(0, Int((window.lowerBound / Seconds.perDay).rounded(.down))) - 1
        let last = max(0, Int((window.upperBound / Seconds.perDay).rounded(.down)))
        for day in first...last where days[(day + 7) % 7] {
            let start = max(window.lowerBound, Double(day) * Seconds.perDay + fromSeconds)
            let end = min(window.upperBound, Double(day) * Seconds.perDay + toSeconds)
            total += max(0, end - start)
        }
        return total
    }
}
