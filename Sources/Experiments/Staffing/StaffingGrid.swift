import Quantities
import Simulation
import Traffic

/// The intervals of a day or a week that staffing is found for.
public struct StaffingGrid: Sendable, Equatable {
    /// How the load repeats.
    public enum Pattern: String, Sendable, Codable, CaseIterable {
        /// The same load at all times: one number.
        case constant
        /// Every day alike.
        case day
        /// Days of the week that differ.
        case week
    }

    /// How the staffing repeats.
    public let pattern: Pattern
    /// Length of an interval in seconds; a day where the load is constant.
    public let intervalSeconds: Double
    /// Number of intervals.
    public let count: Int
    /// How long each of them is measured for in a replication, in seconds.
    public let exposureSeconds: [Double]

    /// Lays out the intervals of an operation.
    ///
    /// - Parameters:
    ///   - pattern: nil for that of the load without the teams to be sized.
    ///   - intervalSeconds: divides a day.
    ///   - sized: the teams to be sized, whose own shifts do not count.
    public init(
        _ specification: OperationSpecification, pattern: Pattern?, intervalSeconds: Double, sized: Set<Int>
    ) {
        let pattern = pattern ?? Self.pattern(of: specification, sized: sized)
        self.pattern = pattern
        switch pattern {
        case .constant: (self.intervalSeconds, count) = (Seconds.perDay, 1)
        case .day, .week:
            self.intervalSeconds = intervalSeconds
            let perDay = Int((Seconds.perDay / intervalSeconds).rounded())
            count = pattern == .day ? perDay : 7 * perDay
        }
        var exposure = [Double](repeating: 0, count: count)
        let window = specification.window
        var interval = Int((window.lowerBound / self.intervalSeconds).rounded(.down))
        while Double(interval) * self.intervalSeconds < window.upperBound {
            let start = max(window.lowerBound, Double(interval) * self.intervalSeconds)
            let end = min(window.upperBound, Double(interval + 1) * self.intervalSeconds)
            exposure[interval % count] += max(0, end - start)
            interval += 1
        }
        exposureSeconds = exposure
    }

    /// The intervals of known parts, one for each exposure.
    package init(pattern: Pattern, intervalSeconds: Double, exposureSeconds: [Double]) {
        self.pattern = pattern
        self.intervalSeconds = intervalSeconds
        self.exposureSeconds = exposureSeconds
        count = exposureSeconds.count
    }

    /// How the load of an operation repeats, whatever the shifts of the teams to be sized.
    static func pattern(of specification: OperationSpecification, sized: Set<Int>) -> Pattern {
        var others = specification
        for team in sized {
            others.teams[team].curve = nil
            others.teams[team].shifts = []
        }
        switch others.loadCycleHours {
        case 1: return .constant
        case 24: return .day
        default: return .week
        }
    }

    /// Whether an interval is measured for at least half of its length; under a constant load any part tells.
    public func isCovered(_ interval: Int) -> Bool {
        exposureSeconds[interval] >= (pattern == .constant ? 1 : 0.5 * intervalSeconds)
    }

    /// Weeks that a period is, as a share.
    public var weeksPerPeriod: Double { Double(count) * intervalSeconds / Seconds.perWeek }

    /// Hours a week that one agent in one interval makes.
    public var hoursPerWeek: Double { intervalSeconds / Seconds.perHour / weeksPerPeriod }

    /// A place in words: "Mon 09:30", "09:30", "all hours".
    public func name(_ interval: Int) -> String {
        guard pattern != .constant else { return "all hours" }
        let minutes = Int((Double(interval) * intervalSeconds / Seconds.perMinute).rounded())
        let clock = Weekday.clock(minute: minutes)
        return pattern == .day ? clock : "\(Weekday.shortNames[minutes / 1440 % 7]) \(clock)"
    }
}
