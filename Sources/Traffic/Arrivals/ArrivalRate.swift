import Quantities
import Stochastics

/// Expected arrivals over time: a weekly volume, its profile over the hours of the week, growth, days, spikes.
///
/// Time 0 is Monday 00:00. Within an hour, between the limits of spikes, the rate is constant:
/// `weekly volume x weight of the hour / sum of weights / 3600 x growth x day factor x spikes`; with a curve its straight
/// lines take the place of volume and weights.
public struct ArrivalRate: Sendable, Equatable {
    /// Expected arrivals of the first week without spikes; 0 or more.
    public let perWeek: Double
    /// Weights of the 168 hours of the week, Monday 00:00 first; each 0 or more, not all 0.
    public let hourlyWeights: [Double]
    /// Shape of the gamma factor (mean 1) that multiplies the rate of a whole day; nil: days do not differ.
    ///
    /// The variance of the factor is `1 / shape`: 27 for the small bank of `anonymous_bank`, 133 for a large one.
    public let dayFactorShape: Double?
    /// Spikes; where they overlap their multipliers multiply.
    public let spikes: [Spike]
    /// Relative growth per week, above -1: week w has `(1 + growth)^w` times the volume of week 0.
    public let growthPerWeek: Double
    /// Shape of the gaps between arrivals: a distribution of any mean, scaled to the rate; nil for Poisson arrivals.
    public var gaps: Distribution?
    /// Contacts that arrive at once; the rate counts contacts.
    public var batch = BatchSize.fixed(1)
    /// Rates between points in time, in place of volume and weights; nil where these say it.
    public private(set) var curve: RateCurve?
    /// Arrivals per second of each hour of the first week.
    let perSecondByHour: [Double]

    /// Creates a rate and checks it.
    /// - Throws: `TrafficError.invalid` naming the value that cannot be used.
    public init(
        perWeek: Double, hourlyWeights: [Double] = [], dayFactorShape: Double? = nil, spikes: [Spike] = [],
        growthPerWeek: Double = 0
    ) throws {
        let weights = hourlyWeights.isEmpty ? [Double](repeating: 1, count: Weekday.hours) : hourlyWeights
        guard perWeek.isFinite, perWeek >= 0 else {
            throw TrafficError.invalid(key: "volume", message: "the volume must be a number of 0 or more")
        }
        guard weights.count == Weekday.hours else {
            throw TrafficError.invalid(
                key: "profile",
                message: "the profile needs 168 hourly weights, one per hour of the week, "
                    + "and has \(weights.count)")
        }
        let sum = weights.reduce(0, +)
        guard weights.allSatisfy({ $0 >= 0 }), sum > 0, sum.isFinite else {
            throw TrafficError.invalid(key: "profile", message: "weights must be 0 or more, and at least one above 0")
        }
        if let shape = dayFactorShape, !(shape > 0 && shape.isFinite) {
            throw TrafficError.invalid(key: "day_factor", message: "the gamma shape must be above 0")
        }
        for spike in spikes {
            guard spike.startSeconds >= 0, spike.startSeconds.isFinite, spike.durationSeconds > 0,
                spike.multiplier >= 0, spike.multiplier.isFinite
            else {
                throw TrafficError.invalid(
                    key: "spikes",
                    message: "a spike starts at 0 or later, lasts more than 0 seconds and has a "
                        + "multiplier of 0 or more")
            }
        }
        guard growthPerWeek > -1, growthPerWeek.isFinite else {
            throw TrafficError.invalid(key: "growth", message: "the growth per week must be above -100%")
        }
        self.perWeek = perWeek
        self.hourlyWeights = weights
        self.dayFactorShape = dayFactorShape
        self.spikes = spikes
        self.growthPerWeek = growthPerWeek
        perSecondByHour = weights.map { perWeek * $0 / sum / Seconds.perHour }
    }

    /// Rates that follow a curve, with the day factors, spikes and growth of the other kind.
    /// - Throws: `TrafficError.invalid` naming the value that cannot be used.
    public init(
        curve: RateCurve, dayFactorShape: Double? = nil, spikes: [Spike] = [], growthPerWeek: Double = 0
    ) throws {
        try self.init(
            perWeek: curve.meanPerSecond * Seconds.perWeek, dayFactorShape: dayFactorShape, spikes: spikes,
            growthPerWeek: growthPerWeek)
        self.curve = curve
    }

    /// A constant rate, for comparison with theory: homogeneous Poisson arrivals.
    /// - Throws: `TrafficError.invalid` where `perSecond` is negative or not finite.
    public static func constant(perSecond: Double) throws -> ArrivalRate {
        try ArrivalRate(perWeek: perSecond * Seconds.perWeek)
    }

    /// Weekly weights from a profile of the day and one of the week.
    /// - Parameters:
    ///   - hoursOfDay: 24 weights, midnight first.
    ///   - daysOfWeek: 7 weights, Monday first.
    /// - Throws: `TrafficError.invalid` where the counts differ from 24 and 7.
    public static func weights(hoursOfDay: [Double], daysOfWeek: [Double]) throws -> [Double] {
        guard hoursOfDay.count == 24, daysOfWeek.count == 7 else {
            throw TrafficError.invalid(
                key: "profile",
                message: "a profile has 24 hours of the day and 7 days of the week, not "
                    + "\(hoursOfDay.count) and \(daysOfWeek.count)")
        }
        let sum = hoursOfDay.reduce(0, +)
        return daysOfWeek.flatMap { day in hoursOfDay.map { day * (sum > 0 ? $0 / sum : 0) } }
    }

    /// Expected arrivals per second at a time, the day factor at its mean of 1.
    /// - Parameter seconds: time since Monday 00:00 of week 0; negative counts as 0.
    public func expectedRate(at seconds: Double) -> Double {
        let time = max(0, seconds)
        return expectedLine(from: time, to: curve == nil ? time : nextChange(after: time)).rate
    }

    /// The line of the expected rate between two times with no change between them.
    /// - Returns: the rate at `start` and its slope, in arrivals per second and per second squared.
    func expectedLine(from start: Double, to end: Double) -> (rate: Double, slope: Double) {
        guard start < 1e12 else { return (0, 0) }
        if let curve {
            let line = curve.line(from: start, to: end)
            return (scaled(line.rate, at: start), line.slope == 0 ? 0 : scaled(line.slope, at: start))
        }
        let hour = Int(start.truncatingRemainder(dividingBy: Seconds.perWeek) / Seconds.perHour)
        return (scaled(perSecondByHour[hour], at: start), 0)
    }

    /// A rate, or its slope, times the growth and the spikes of a time.
    private func scaled(_ base: Double, at time: Double) -> Double {
        var rate = base
        if growthPerWeek != 0 {
            rate *= PortableMath.pow(1 + growthPerWeek, (time / Seconds.perWeek).rounded(.down))
        }
        for spike in spikes where time >= spike.startSeconds && time < spike.endSeconds {
            rate *= spike.multiplier
        }
        return rate
    }

    /// Expected number of arrivals in an interval: the integral of `expectedRate`.
    /// - Parameters:
    ///   - start: first moment in seconds, 0 or more.
    ///   - end: last moment in seconds, finite; before `start` gives 0.
    public func expectedCount(from start: Double, to end: Double) -> Double {
        guard end.isFinite else { return .infinity }
        let end = min(end, 1e12)
        var time = max(0, start)
        var sum = 0.0
        while time < end {
            let next = min(end, nextChange(after: time))
            let line = expectedLine(from: time, to: next)
            sum += (line.rate + 0.5 * line.slope * (next - time)) * (next - time)
            time = next
        }
        return sum
    }

    /// First moment after `seconds` at which the rate or its slope may change: the next full hour, limit of a spike or
    /// point of the curve.
    func nextChange(after seconds: Double) -> Double {
        var change = ((seconds / Seconds.perHour).rounded(.down) + 1) * Seconds.perHour
        if let curve { change = min(change, curve.nextPoint(after: seconds)) }
        for spike in spikes {
            if spike.startSeconds > seconds { change = min(change, spike.startSeconds) }
            if spike.endSeconds > seconds { change = min(change, spike.endSeconds) }
        }
        return change
    }
}
