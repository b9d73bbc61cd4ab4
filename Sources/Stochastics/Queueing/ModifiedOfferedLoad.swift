/// Mean number busy with unlimited servers where the arrival rate changes over time: the load that staffing must follow.
///
/// A contact counts while it is in service, so the load lags behind the arrivals. m(t) is the integral over u of
/// lambda(t - u) P(S > u). Source: Eick, Massey and Whitt, "The physics of the M_t/G/infinity queue", Operations
/// Research 41 (1993), theorem 1; as the load of an Erlang formula: Jennings, Mandelbaum, Massey and Whitt, "Server
/// staffing to meet time-varying demand", Management Science 42 (1996).
public struct ModifiedOfferedLoad: Sendable, Equatable {
    /// Mean of m(t) over each interval, in erlangs.
    public let erlangs: [Double]

    /// Computes the load of rates that are constant within intervals and repeat after the last.
    ///
    /// The service time has the given mean and coefficient of variation: exactly where that is 0 (constant) or 1
    /// (exponential), otherwise by a shifted exponential below 1 and a hyperexponential with balanced means above.
    /// - Parameters:
    ///   - arrivalsPerSecond: by interval, 0 or more; one or more of them.
    ///   - intervalSeconds: length of an interval, above 0.
    ///   - meanServiceSeconds: above 0.
    ///   - coefficientOfVariation: of the service time, 0 or more.
    /// - Throws: ``StochasticsError`` for an argument out of range.
    public init(
        arrivalsPerSecond: [Double], intervalSeconds: Double, meanServiceSeconds: Double,
        coefficientOfVariation: Double
    ) throws(StochasticsError) {
        let count = arrivalsPerSecond.count
        try StochasticsError.require(count > 0, "intervals", 0, "must be 1 or more")
        try StochasticsError.require(intervalSeconds > 0, "interval", intervalSeconds, "must be above 0")
        try StochasticsError.require(
            meanServiceSeconds > 0, "mean service time", meanServiceSeconds, "must be positive and finite")
        try StochasticsError.require(
            coefficientOfVariation >= 0, "coefficient of variation", coefficientOfVariation, "must be 0 or more")
        for rate in arrivalsPerSecond {
            try StochasticsError.require(rate >= 0, "arrivals per second", rate, "must be 0 or more and finite")
        }
        let service = ServiceTail(mean: meanServiceSeconds, variation: coefficientOfVariation)
        var erlangs = [Double](repeating: 0, count: count)
        var left = meanServiceSeconds
        var lag = 0
        // What is left after a million intervals goes to the mean rate.
        while left > 1e-12 * meanServiceSeconds, lag < 1_000_000 {
            let x = Double(lag) * intervalSeconds
            let weight =
                (service.area(x + intervalSeconds) - 2 * service.area(x) + service.area(x - intervalSeconds))
                / intervalSeconds
            if lag > 0, weight <= 1e-13 * meanServiceSeconds, x > meanServiceSeconds { break }
            for interval in 0..<count {
                erlangs[interval] += weight * arrivalsPerSecond[(interval - lag % count + count) % count]
            }
            left -= weight
            lag += 1
        }
        let mean = arrivalsPerSecond.reduce(0, +) / Double(count)
        self.erlangs = erlangs.map { max(0, $0 + max(0, left) * mean) }
    }
}

/// A service time of given mean and variation: its tail as a sum of exponentials after a constant part.
private struct ServiceTail {
    private let shift: Double
    private let parts: [(share: Double, mean: Double)]

    init(mean: Double, variation: Double) {
        if variation <= 1 {
            shift = mean * (1 - variation)
            parts = [(1, mean * variation)]
        } else {
            let squared = variation * variation
            let share = (1 + ((squared - 1) / (squared + 1)).squareRoot()) / 2
            shift = 0
            parts = [(share, mean / (2 * share)), (1 - share, mean / (2 * (1 - share)))]
        }
    }

    /// The integral from 0 to x of (x - u) P(S > u) du.
    func area(_ x: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x > shift else { return 0.5 * x * x }
        let rest = x - shift
        var sum = 0.5 * shift * shift + shift * rest
        for part in parts where part.mean > 0 {
            sum += part.share * part.mean * (rest + part.mean * PortableMath.expm1(-rest / part.mean))
        }
        return sum
    }
}
