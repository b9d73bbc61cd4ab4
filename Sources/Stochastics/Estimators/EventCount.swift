/// How often something was seen to happen, with exact one-sided bounds on how often it happens: where it was seen never
/// or hardly ever, standard errors say nothing, and no event is no proof that there will be none.
public struct EventCount: Sendable, Equatable {
    /// What the events are counted in.
    public enum Kind: Sendable {
        /// Trials, each of which is an event or not: shares, in 0...1.
        case trials
        /// Periods, in each of which there may be several (Poisson).
        case periods
    }

    /// Events seen, 0 or more.
    public let events: Double
    /// Trials or periods, above 0.
    public let count: Double
    /// What they were counted in.
    public let kind: Kind

    /// Counts events.
    ///
    /// - Returns: nil for a number that is not finite, no trials, or more events than trials.
    public init?(events: Double, of count: Double, kind: Kind) {
        guard events.isFinite, count.isFinite, events >= 0, count > 0, kind == .periods || events <= count else {
            return nil
        }
        self.events = events
        self.count = count
        self.kind = kind
    }

    /// Events by trial or period.
    public var rate: Double { events / count }

    /// The rate at or above which so few events have probability `tail`: Clopper and Pearson, Biometrika 26 (1934), for
    /// trials, Garwood, Biometrika 28 (1936), for periods; without any event 1 - tail^(1 / count) and -ln(tail) / count.
    ///
    /// - Parameter tail: inside (0, 1).
    public func upperBound(tail: Double) -> Double {
        let negativeLog = -PortableMath.log(tail)
        switch kind {
        case .trials where events >= count: return 1
        case .trials where events == 0: return -PortableMath.expm1(-negativeLog / count)
        case .periods where events == 0: return negativeLog / count
        case .trials:
            return Self.crossing(rate...1) {
                1 - Binomial.upperTail(events + 1, trials: count, probability: $0) <= tail
            }
        case .periods:
            // A Poisson variable lies below its mean + x with at least this probability (Chernoff), so this is above.
            let most = events + negativeLog + (2 * events * negativeLog + negativeLog * negativeLog).squareRoot() + 2
            return Self.crossing(rate...(most / count)) { Self.poisson(atMost: events, mean: $0 * count) <= tail }
        }
    }

    /// The rate at or below which so many events have probability `tail`; see `upperBound(tail:)`.
    ///
    /// - Parameter tail: inside (0, 1).
    public func lowerBound(tail: Double) -> Double {
        guard events > 0 else { return 0 }
        switch kind {
        case .trials where events >= count: return PortableMath.exp(PortableMath.log(tail) / count)
        case .trials:
            return Self.crossing(0...rate) { Binomial.upperTail(events, trials: count, probability: $0) >= tail }
        case .periods:
            return Self.crossing(0...rate) { 1 - Self.poisson(atMost: events - 1, mean: $0 * count) >= tail }
        }
    }

    /// Where a condition that holds at the upper end begins to hold, by halving.
    private static func crossing(_ range: ClosedRange<Double>, _ holds: (Double) -> Bool) -> Double {
        var (low, high) = (range.lowerBound, range.upperBound)
        for _ in 0..<80 {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { break }
            if holds(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// P(X <= k) of a Poisson variable, its terms added from the largest down.
    private static func poisson(atMost k: Double, mean: Double) -> Double {
        guard mean > 0 else { return 1 }
        var term = PortableMath.exp(k * PortableMath.log(mean) - mean - PortableMath.logGamma(k + 1))
        var sum = 0.0
        var number = k
        while number >= 0 {
            sum += term
            term *= number / mean
            number -= 1
        }
        return min(1, sum)
    }
}
