import Quantities
import Simulation
import Traffic

/// What is known exactly of the first contacts of a measured period: mean and variance of their number, which make
/// that number and its square control variates.
public struct ArrivalControls: Sendable, Equatable {
    /// Expected first contacts of the measured period.
    public let mean: Double
    /// Variance of their number.
    public let variance: Double
    /// What Erlang A predicts from that number, for operations it is near to; nil for others.
    public let erlang: ErlangControl?

    /// Works out the moments: Poisson arrivals, in batches or not, whose rate a gamma factor multiplies each day.
    ///
    /// A day of mean m, batches B and factor shape k has variance m E(B^2) / E(B) + m^2 / k, and days are independent.
    /// - Returns: nil where the moments are not known exactly or there is no chance in them: arrivals that are
    ///   recorded or have gaps of their own, or none at all.
    public init?(_ specification: OperationSpecification) {
        let traffic = specification.traffic
        guard traffic.recordedArrivals == nil, traffic.arrivals.gaps == nil else { return nil }
        let rate = traffic.arrivals
        let window = specification.window
        var mean = 0.0
        var squares = 0.0
        var days: [Double] = []
        var day = (window.lowerBound / Seconds.perDay).rounded(.down)
        while day * Seconds.perDay < window.upperBound {
            let start = max(window.lowerBound, day * Seconds.perDay)
            let end = min(window.upperBound, (day + 1) * Seconds.perDay)
            let expected = rate.expectedCount(from: start, to: end)
            days.append(expected)
            mean += expected
            squares += expected * expected
            day += 1
        }
        let spread: Double
        switch rate.batch {
        case .fixed(let size): spread = Double(max(1, size))
        case .geometric(let size): spread = 2 * max(1, size) - 1
        }
        self.mean = mean
        variance = mean * spread + (rate.dayFactorShape.map { squares / $0 } ?? 0)
        guard variance > 0, variance.isFinite else { return nil }
        erlang = ErlangControl(specification, days: days)
    }

    /// The controls of replications less their known means: the number, and what Erlang A predicts from it or, failing
    /// that, its square.
    ///
    /// Not all three: they are nearly collinear on days that differ little, and with 20 replications a third one then
    /// widened intervals by half where two narrowed them.
    /// - Parameter cases: first contacts of the measured period, by replication.
    public func values(cases: [Double]) -> [[Double]] {
        [
            cases.map { $0 - mean },
            erlang.map { erlang in cases.map { erlang.value(cases: $0) } } ?? squares(cases: cases),
        ]
    }

    /// The squared distances from the mean less their own mean, the variance: with the number they say as much as its
    /// square and are better conditioned.
    public func squares(cases: [Double]) -> [Double] {
        cases.map { ($0 - mean) * ($0 - mean) - variance }
    }

    /// The controls in words.
    public var description: String {
        "control variates (\(erlang == nil ? "arrivals and their square" : "arrivals and Erlang A of them"))"
    }
}
