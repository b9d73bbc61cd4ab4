/// Arrivals per second as straight lines between points in time, repeated period after period.
///
/// Two points at one time are a jump. From the last point of a period to the first of the next the line goes on.
public struct RateCurve: Sendable, Equatable {
    /// Length of the period in seconds.
    public let periodSeconds: Double
    /// Ends of the lines in seconds, from 0 to the period.
    private let times: [Double]
    private let rates: [Double]
    /// Mean rate over a period, in arrivals per second.
    public let meanPerSecond: Double

    /// Creates a curve and checks it.
    ///
    /// - Parameters:
    ///   - points: times in 0...period, in order, with their rates in arrivals per second.
    ///   - periodSeconds: time after which the points repeat, above 0.
    /// - Throws: `TrafficError.invalid` saying what cannot be used.
    public init(points: [(seconds: Double, perSecond: Double)], periodSeconds: Double) throws {
        func refuse(_ message: String) -> TrafficError { .invalid(key: "rates", message: message) }
        guard periodSeconds > 0, periodSeconds.isFinite else { throw refuse("the period must be above 0 seconds") }
        guard let first = points.first, let last = points.last else { throw refuse("there are no points") }
        guard first.seconds >= 0, last.seconds <= periodSeconds else {
            throw refuse("the points must lie within the period, from 0 on")
        }
        for (one, next) in zip(points, points.dropFirst()) where !(one.seconds <= next.seconds) {
            throw refuse("the points must come in the order of their times")
        }
        guard points.allSatisfy({ $0.perSecond >= 0 && $0.perSecond.isFinite }) else {
            throw refuse("the rates must be 0 or more")
        }
        var times = points.map(\.seconds)
        var rates = points.map(\.perSecond)
        let gap = first.seconds + periodSeconds - last.seconds
        let share = gap > 0 ? (periodSeconds - last.seconds) / gap : 0
        let between = first.seconds > 0 ? last.perSecond + share * (first.perSecond - last.perSecond) : first.perSecond
        if first.seconds > 0 {
            times.insert(0, at: 0)
            rates.insert(between, at: 0)
        }
        if last.seconds < periodSeconds {
            times.append(periodSeconds)
            rates.append(between)
        }
        var area = 0.0
        for index in times.indices.dropLast() {
            area += 0.5 * (rates[index] + rates[index + 1]) * (times[index + 1] - times[index])
        }
        guard area > 0, area.isFinite else { throw refuse("the rates must not all be 0") }
        self.periodSeconds = periodSeconds
        self.times = times
        self.rates = rates
        meanPerSecond = area / periodSeconds
    }

    /// Whether the rate is the same at all times.
    public var isConstant: Bool { rates.allSatisfy { $0 == rates.first } }

    /// First point after a time, in seconds.
    func nextPoint(after seconds: Double) -> Double {
        let start = (seconds / periodSeconds).rounded(.down) * periodSeconds
        // Rounding can put the point at hand a little ahead; it is passed over.
        var index = place(of: seconds - start)
        while index < times.count {
            if start + times[index] > seconds { return start + times[index] }
            index += 1
        }
        let next = start + periodSeconds
        return next > seconds ? next : seconds.nextUp
    }

    /// The line between two times with no point between them.
    ///
    /// - Returns: the rate at `start` and its slope, in arrivals per second and per second squared.
    func line(from start: Double, to end: Double) -> (rate: Double, slope: Double) {
        let middle = 0.5 * (start + end)
        let phase = middle - (middle / periodSeconds).rounded(.down) * periodSeconds
        let next = min(max(1, place(of: phase)), times.count - 1)
        let length = times[next] - times[next - 1]
        guard length > 0 else { return (rates[next], 0) }
        let slope = (rates[next] - rates[next - 1]) / length
        let rate = rates[next - 1] + slope * (phase - times[next - 1] - 0.5 * (end - start))
        return (max(0, rate), slope)
    }

    /// Index of the first point after a time within the period.
    private func place(of phase: Double) -> Int {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle] <= phase { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
