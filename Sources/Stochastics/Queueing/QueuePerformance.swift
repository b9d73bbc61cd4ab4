/// Steady-state measures of M/M/c, with or without exponential patience.
///
/// Waits are over all who arrive, those who abandon included.
public struct QueuePerformance: Sendable, Equatable {
    /// The number of servers.
    public let servers: Int
    /// Arrivals per second.
    public let arrivalPerSecond: Double
    /// The mean service time in seconds.
    public let meanServiceSeconds: Double
    /// The mean patience in seconds; nil where nobody abandons.
    public let meanPatienceSeconds: Double?
    /// The probability that an arrival finds all servers busy.
    public let waitProbability: Double
    /// The share of arrivals who abandon.
    public let abandonment: Double
    /// The mean wait in seconds, of everyone.
    public let meanWaitSeconds: Double

    /// The mean number waiting (Little's law).
    public var meanQueueLength: Double {
        arrivalPerSecond * meanWaitSeconds
    }

    /// The share of the servers' time that is busy.
    public var occupancy: Double {
        arrivalPerSecond * meanServiceSeconds * (1 - abandonment) / Double(servers)
    }

    /// The share of all arrivals who are served after a wait of at most so many seconds.
    ///
    /// M/M/c: 1 - C exp(-(c mu - lambda) t). With patience, the offered wait of those who wait has a density
    /// proportional to exp(E(x)), E(x) = lambda (1 - exp(-theta x)) / theta - c mu x (Baccelli and Hebuterne 1981;
    /// Zeltyn and Mandelbaum, "Call centers with impatient customers: many-server asymptotics of the M/M/n+G queue",
    /// Queueing Systems 51 (2005), section 3), integrated numerically to about 1e-12.
    public func serviceLevel(withinSeconds t: Double) -> Double { shares(withinSeconds: t).served }

    /// The shares of all arrivals who are served, as in ``serviceLevel(withinSeconds:)``, and who give up, after a wait of
    /// at most so many seconds.
    ///
    /// Who has to wait gives up by t where patience ends before t and before the offered wait V: integrated by parts,
    /// 1 - exp(-theta t) P(V > t) less the share served by t.
    public func shares(withinSeconds t: Double) -> (served: Double, abandoned: Double) {
        guard t >= 0 else { return (0, 0) }
        let completions = Double(servers) / meanServiceSeconds
        guard let meanPatienceSeconds else {
            return (1 - waitProbability * PortableMath.exp(-(completions - arrivalPerSecond) * t), 0)
        }
        guard waitProbability > 0 else { return (1, 0) }
        let density = OfferedWaitDensity(
            arrivals: arrivalPerSecond, completions: completions, impatience: 1 / meanPatienceSeconds)
        let (served, reached) = density.shares(within: t)
        let gone = 1 - PortableMath.exp(-t / meanPatienceSeconds) * (1 - reached) - served
        return ((1 - waitProbability) + waitProbability * served, waitProbability * max(0, gone))
    }
}

/// The density of the offered wait in M/M/c+M, given that it is positive, up to a constant; all rates per second.
private struct OfferedWaitDensity {
    let arrivals: Double
    let completions: Double
    let impatience: Double

    /// The share of those who have to wait who are served within t, and the share whose offered wait is at most t.
    func shares(within t: Double) -> (served: Double, reached: Double) {
        let peak = arrivals > completions ? PortableMath.log(arrivals / completions) / impatience : 0
        // The density is log-concave: beyond a drop of 45 nothing is left to 1e-16.
        let start = edge(outside: -peak)
        var far = 1 / completions
        while logDensity(far) > -45 { far *= 2 }
        let end = edge(outside: far)
        // The integral is at least 1/45 of the range, the integrand at most 1.
        let tolerance = 1e-15 * (end - start)
        let limit = min(max(t - peak, start), end)
        let density = { (x: Double) in PortableMath.exp(logDensity(x)) }
        let patient = { (x: Double) in PortableMath.exp(logDensity(x) - impatience * (peak + x)) }
        let all =
            integrate(start, 0, tolerance: tolerance, density) + integrate(0, end, tolerance: tolerance, density)
        let served =
            integrate(start, min(0, limit), tolerance: tolerance, patient)
            + integrate(0, limit, tolerance: tolerance, patient)
        let reached =
            integrate(start, min(0, limit), tolerance: tolerance, density)
            + integrate(0, limit, tolerance: tolerance, density)
        return all > 0 ? (min(served / all, 1), min(reached / all, 1)) : (1, 1)
    }

    /// E(peak + x) - E(peak), from the arrivals still patient at the peak, so that no large numbers cancel.
    private func logDensity(_ x: Double) -> Double {
        let patientArrivals = min(arrivals, completions)
        return -(patientArrivals * PortableMath.expm1(-impatience * x) / impatience + completions * x)
    }

    /// The point between the peak and outside where the density has dropped by 45 in the exponent, or outside itself.
    private func edge(outside: Double) -> Double {
        guard logDensity(outside) < -45 else { return outside }
        var inside = 0.0
        var outside = outside
        for _ in 0..<60 {
            let middle = (inside + outside) / 2
            if logDensity(middle) < -45 { outside = middle } else { inside = middle }
        }
        return outside
    }

    /// Adaptive Gauss-Legendre quadrature with 8 points, halving until both halves agree with the whole.
    private func integrate(_ a: Double, _ b: Double, tolerance: Double, _ f: (Double) -> Double) -> Double {
        b > a ? refine(a, b, whole: gauss(a, b, f), tolerance: tolerance, depth: 12, f) : 0
    }

    private func refine(
        _ a: Double, _ b: Double, whole: Double, tolerance: Double, depth: Int, _ f: (Double) -> Double
    ) -> Double {
        let middle = (a + b) / 2
        let left = gauss(a, middle, f)
        let right = gauss(middle, b, f)
        let sum = left + right
        if depth == 0 || (sum - whole).magnitude <= max(tolerance, 1e-13 * sum) { return sum }
        return refine(a, middle, whole: left, tolerance: tolerance, depth: depth - 1, f)
            + refine(middle, b, whole: right, tolerance: tolerance, depth: depth - 1, f)
    }

    private func gauss(_ a: Double, _ b: Double, _ f: (Double) -> Double) -> Double {
        let center = (a + b) / 2
        let half = (b - a) / 2
        var sum = 0.0
        for (node, weight) in Self.nodes {
            sum += weight * (f(center - half * node) + f(center + half * node))
        }
        return sum * half
    }

    /// Positive nodes and weights of the 8-point Gauss-Legendre rule (Abramowitz and Stegun, table 25.4).
    private static let nodes: [(Double, Double)] = [
        (0.183434642495649804939, 0.362683783378361982966),
        (0.525532409916328985818, 0.313706645877887287338),
        (0.796666477413626739592, 0.222381034453374470544),
        (0.960289856497536231684, 0.101228536290376259154),
    ]
}
