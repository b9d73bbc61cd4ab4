import Quantities
import Stochastics

/// Arrival times of one replication: a non-homogeneous Poisson process, mixed by gamma day factors.
///
/// Where the rate has gaps of its own, a renewal process of unit mean takes the place of the exponential gaps
/// (Gerhardt and Nelson 2009, "Transforming renewal processes for simulation of nonstationary arrival processes").
/// Exact for its piecewise linear rate: unit exponential gaps of the cumulative rate are inverted interval by
/// interval (Çinlar 1975, Introduction to Stochastic Processes, section 4.7). Gaps come from one stream in order,
/// day factors from a stream of their own each, so arrivals do not depend on the policy.
public struct ArrivalProcess: Sendable {
    /// What is expected.
    public let rate: ArrivalRate
    private let seed: UInt64
    private let replication: UInt32
    private var gaps: RandomStream
    /// Exponential gaps drawn ahead, as many together as a processor can work on at once, and how many are used.
    private var drawn = [Double](repeating: 0, count: 16)
    private var used = 16
    private var batches: RandomStream
    /// Contacts of the last arrival's batch that are still to come.
    private var toCome = 0
    private var day = -1
    private var dayFactor = 1.0
    private var intervalStart = 0.0
    private var intervalEnd = 0.0
    private var intervalRate = 0.0
    private var intervalSlope = 0.0
    /// Seconds without any expected arrival after which the process counts as ended (ten years).
    private static let quietSeconds = 520 * Seconds.perWeek

    /// Creates the arrivals of one replication.
    public init(rate: ArrivalRate, seed: UInt64, replication: UInt32) {
        self.rate = rate
        self.seed = seed
        self.replication = replication
        gaps = RandomStream(seed: seed, replication: replication, purpose: Purpose.arrivals.rawValue, entity: 0)
        batches = RandomStream(seed: seed, replication: replication, purpose: Purpose.arrivals.rawValue, entity: 1)
    }

    /// Next arrival after `seconds`, or nil where the rate stays 0 for ten years.
    ///
    /// Pass the time of the last arrival (0 at first): each call draws one gap from `seconds` on.
    /// - Parameter seconds: time since Monday 00:00 of week 0; negative counts as 0.
    public mutating func next(after seconds: Double) -> Double? {
        let start = max(0, seconds)
        guard start < 1e12 else { return nil }
        if toCome > 0 {
            toCome -= 1
            return start
        }
        var time = start
        var gap = nextGap()
        while true {
            if time < intervalStart || time >= intervalEnd { enterInterval(at: time) }
            let length = intervalEnd - time
            let rate = intervalSlope == 0 ? intervalRate : intervalRate + intervalSlope * (time - intervalStart)
            let available = max(0, rate + 0.5 * intervalSlope * length) * length
            if gap < available {
                toCome = nextBatch() - 1
                guard intervalSlope != 0 else { return min(time + gap / rate, intervalEnd) }
                // The root of rate x + slope x^2 / 2 = gap, in the form without cancellation.
                let root = max(0, rate * rate + 2 * intervalSlope * gap).squareRoot()
                guard rate + root > 0 else { return time }
                return min(time + 2 * gap / (rate + root), intervalEnd)
            }
            gap -= available
            time = intervalEnd
            if time > start + Self.quietSeconds { return nil }
        }
    }

    /// Expected arrivals per second at a time, the day factor at its mean of 1.
    public func expectedRate(at seconds: Double) -> Double { rate.expectedRate(at: seconds) }

    /// Factor of the volume of a day in this replication: gamma with mean 1, or 1 where days do not differ.
    /// - Parameter day: days since Monday 00:00 of week 0, 0 or more.
    public func factor(ofDay day: Int) -> Double {
        guard let shape = rate.dayFactorShape else { return 1 }
        var stream = RandomStream(
            seed: seed, replication: replication, purpose: Purpose.dayFactor.rawValue, entity: UInt64(max(0, day)))
        return stream.gamma(shape: shape, scale: 1 / shape)
    }

    /// The next gap in units of the expected number of contacts.
    private mutating func nextGap() -> Double {
        guard let shape = rate.gaps else {
            if used == drawn.count { drawAhead() }
            used += 1
            return drawn[used - 1]
        }
        return max(0, shape.sample(using: &gaps)) / shape.mean * rate.batch.mean
    }

    private mutating func drawAhead() {
        let mean = rate.batch.mean
        for place in drawn.indices { drawn[place] = gaps.exponential(mean: mean) }
        used = 0
    }

    private mutating func nextBatch() -> Int {
        switch rate.batch {
        case .fixed(let size): return max(1, size)
        case .geometric(let mean) where mean > 1:
            let more = PortableMath.log(batches.openUniform()) / PortableMath.log(1 - 1 / mean)
            return 1 + Int(min(more, 1e6))
        case .geometric: return 1
        }
    }

    private mutating func enterInterval(at time: Double) {
        let newDay = Int(time / Seconds.perDay)
        if newDay != day {
            day = newDay
            dayFactor = factor(ofDay: newDay)
        }
        intervalStart = time
        intervalEnd = rate.nextChange(after: time)
        let line = rate.expectedLine(from: time, to: intervalEnd)
        intervalRate = line.rate * dayFactor
        intervalSlope = line.slope * dayFactor
    }
}
