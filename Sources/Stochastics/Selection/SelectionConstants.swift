import CGSL

/// Constants of procedures that select the best of k simulated systems with a probability of at least 1 - alpha.
public struct SelectionConstants: Sendable, Equatable {
    /// eta of Kim and Nelson, "A fully sequential procedure for indifference-zone selection in simulation", ACM TOMACS 11
    /// (2001), with c = 1.
    public let sequentialEta: Double
    /// h squared of the same procedure.
    public let sequentialHSquared: Double
    /// h of Rinott, "On two-stage selection procedures and related probability-inequalities", Communications in
    /// Statistics A7 (1978).
    public let rinott: Double
    /// h of Dudewicz and Dalal, "Allocation of observations in ranking and selection with unequal variances", Sankhya B37
    /// (1975).
    public let dudewiczDalal: Double

    /// Computes the constants, by trapezoidal sums in variables in which they converge exponentially, to about 1e-10.
    ///
    /// - Parameters:
    ///   - systems: k, 2 or more.
    ///   - firstStage: observations of each in the first stage, 3 to 1,000.
    ///   - alpha: probability of a wrong selection, inside (0, 1 - 1/k).
    /// - Throws: ``StochasticsError`` for an argument out of range.
    public init(systems: Int, firstStage: Int, alpha: Double) throws(StochasticsError) {
        try StochasticsError.require(
            systems >= 2 && systems <= 100_000, "systems", Double(systems), "must be 2 or more")
        try StochasticsError.require(
            firstStage >= 3 && firstStage <= 1000, "first stage", Double(firstStage), "must be 3 to 1,000")
        try StochasticsError.require(
            alpha > 0 && alpha < 1 - 1 / Double(systems), "alpha", alpha, "must be inside (0, 1 - 1/systems)")
        let others = Double(systems - 1)
        let freedom = Double(firstStage - 1)
        sequentialEta = 0.5 * (PortableMath.pow(2 * alpha / others, -2 / freedom) - 1)
        sequentialHSquared = 2 * sequentialEta * freedom
        let squares = Self.chiSquared(freedom)
        rinott = Self.root { h in
            squares.reduce(0) { sum, y in
                let beats = squares.reduce(0) { inner, x in
                    let spread = (freedom * (1 / x.value + 1 / y.value)).squareRoot()
                    return inner + x.weight * gsl_cdf_ugaussian_P(h / spread)
                }
                return sum + y.weight * PortableMath.pow(beats, others)
            } - (1 - alpha)
        }
        let students = Self.student(freedom)
        dudewiczDalal = Self.root { h in
            students.reduce(0) { sum, z in
                let beats = StudentT.cumulative(z.value + h, degreesOfFreedom: freedom)
                return sum + z.weight * PortableMath.pow(beats, others)
            } - (1 - alpha)
        }
    }

    private typealias Nodes = [(value: Double, weight: Double)]

    /// Nodes of chi-squared: with x = freedom e^u the density is proportional to exp(freedom (u - e^u) / 2).
    private static func chiSquared(_ freedom: Double) -> Nodes {
        nodes(step: min(0.08, 0.6 / freedom.squareRoot())) { u in
            (freedom * PortableMath.exp(u), freedom / 2 * (u - PortableMath.expm1(u)))
        }
    }

    /// Nodes of Student's t: with z = sqrt(freedom) sinh u the density is proportional to cosh(u)^-freedom.
    private static func student(_ freedom: Double) -> Nodes {
        nodes(step: min(0.05, 0.4 / freedom.squareRoot())) { u in
            let (up, down) = (PortableMath.exp(u), PortableMath.exp(-u))
            return (freedom.squareRoot() * (up - down) / 2, -freedom * PortableMath.log((up + down) / 2))
        }
    }

    /// Nodes of a density with its peak at u = 0, out to where it has fallen to e^-42 of it; weights add up to 1.
    private static func nodes(step: Double, _ place: (Double) -> (value: Double, logDensity: Double)) -> Nodes {
        let peak = place(0)
        var found: Nodes = [(peak.value, 1)]
        for side in [-1.0, 1.0] {
            var count = 1.0
            while count < 20_000 {
                let (value, logDensity) = place(side * count * step)
                guard logDensity - peak.logDensity > -42 else { break }
                found.append((value, PortableMath.exp(logDensity - peak.logDensity)))
                count += 1
            }
        }
        let sum = found.reduce(0) { $0 + $1.weight }
        return found.map { ($0.value, $0.weight / sum) }
    }

    /// The root of an increasing function above 0: doubling, then regula falsi (Illinois).
    private static func root(_ function: (Double) -> Double) -> Double {
        var (low, lowValue) = (0.0, function(0))
        var (high, highValue) = (4.0, function(4))
        while highValue < 0, high < 1e6 {
            (low, lowValue) = (high, highValue)
            high *= 2
            highValue = function(high)
        }
        var side = 0
        for _ in 0..<200 where high - low > 1e-13 * high {
            let middle = (low * highValue - high * lowValue) / (highValue - lowValue)
            let value = function(middle)
            if value == 0 || middle == low || middle == high { return middle }
            if value < 0 {
                (low, lowValue) = (middle, value)
                if side == -1 { highValue /= 2 }
                side = -1
            } else {
                (high, highValue) = (middle, value)
                if side == 1 { lowValue /= 2 }
                side = 1
            }
            if abs(value) < 1e-15 { return middle }
        }
        return 0.5 * (low + high)
    }
}
