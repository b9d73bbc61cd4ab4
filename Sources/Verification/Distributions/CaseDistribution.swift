import Stochastics

/// A distribution of times as a case gives it: a shape with mean 1, and the mean.
struct CaseDistribution: Equatable {
    /// What a distribution is but for its scale; the mean of each is 1.
    indirect enum Shape: Equatable {
        case constant
        case exponential
        case gamma(cv: Double)
        case lognormal(cv: Double)
        case weibull(shape: Double)
        case uniform(low: Double, high: Double)
        /// Weights that add up to 1, and the means of the parts relative to the whole.
        case mixture([Part])
    }

    /// A part of a mixture.
    struct Part: Equatable {
        let weight: Double
        /// Mean relative to that of the mixture, 0 or more.
        let mean: Double
        let shape: Shape
    }

    /// Mean in units of the case, 0 or more.
    let mean: Double
    let shape: Shape

    /// Squared coefficient of variation.
    var squaredVariation: Double { Self.squaredVariation(shape) }

    private static func squaredVariation(_ shape: Shape) -> Double {
        switch shape {
        case .constant: return 0
        case .exponential: return 1
        case .gamma(let cv), .lognormal(let cv): return cv * cv
        case .weibull(let shape):
            let unit = Distribution.weibull(shape: shape, scale: 1)
            return unit.variance / (unit.mean * unit.mean)
        case .uniform(let low, let high): return (high - low) * (high - low) / 12
        case .mixture(let parts):
            return parts.reduce(0) { $0 + $1.weight * $1.mean * $1.mean * (1 + squaredVariation($1.shape)) } - 1
        }
    }

    /// A mixture of distributions; nil where the weights do not add up to 1, or the mean is 0.
    static func mixture(_ parts: [(weight: Double, distribution: CaseDistribution)]) -> CaseDistribution? {
        let weights = parts.reduce(0) { $0 + $1.weight }
        let mean = parts.reduce(0) { $0 + $1.weight * $1.distribution.mean }
        guard abs(weights - 1) < 1e-6, mean > 0, mean.isFinite, parts.allSatisfy({ $0.weight >= 0 }) else { return nil }
        let kept = parts.filter { $0.weight > 0 }
        return CaseDistribution(
            mean: mean,
            shape: .mixture(
                kept.map {
                    Part(weight: $0.weight, mean: $0.distribution.mean / mean, shape: $0.distribution.shape)
                }))
    }

    /// The hyperexponential distribution of two phases with balanced means: p1 m1 = p2 m2.
    ///
    /// Source: Whitt, "Approximating a point process by a renewal process", Operations Research 30 (1982).
    /// - Parameter squaredVariation: 1 or more.
    static func balanced(mean: Double, squaredVariation: Double) -> CaseDistribution? {
        guard squaredVariation >= 1 else { return nil }
        let tilt = ((squaredVariation - 1) / (squaredVariation + 1)).squareRoot()
        let first = (1 + tilt) / 2
        return mixture([
            (first, CaseDistribution(mean: mean / (2 * first), shape: .exponential)),
            (1 - first, CaseDistribution(mean: mean / (2 * (1 - first)), shape: .exponential)),
        ])
    }

    /// The hyperexponential distribution of two phases with three moments; nil where there is none.
    ///
    /// The means of the phases are the roots of x^2 - s x + q with the moments over their factorials, a, b and c:
    /// s = (c - a b) / (b - a^2), q = s a - b. Source: Whitt (1982), section 3.
    static func hyperexponential(moments: [Double]) -> CaseDistribution? {
        guard moments.count >= 3 else { return nil }
        let (a, b, c) = (moments[0], moments[1] / 2, moments[2] / 6)
        guard b > a * a * (1 + 1e-9) else {
            return abs(b - a * a) <= 1e-9 * b ? CaseDistribution(mean: a, shape: .exponential) : nil
        }
        let sum = (c - a * b) / (b - a * a)
        let product = sum * a - b
        let root = (sum * sum - 4 * product).squareRoot()
        guard root.isFinite, root > 0 else { return nil }
        let (long, short) = ((sum + root) / 2, (sum - root) / 2)
        guard short > 0 else { return nil }
        let weight = (a - short) / (long - short)
        guard (0...1).contains(weight) else { return nil }
        return mixture([
            (weight, CaseDistribution(mean: long, shape: .exponential)),
            (1 - weight, CaseDistribution(mean: short, shape: .exponential)),
        ])
    }

    /// As a scenario writes it.
    ///
    /// - Parameter unitSeconds: seconds of the case's unit of time.
    func yaml(unitSeconds: Double) -> String {
        shape == .constant ? "\(mean * unitSeconds) s" : "{\(Self.members(mean * unitSeconds, shape))}"
    }

    private static func members(_ seconds: Double, _ shape: Shape) -> String {
        switch shape {
        case .constant: return "distribution: constant, value: \(seconds) s"
        case .exponential: return "distribution: exponential, mean: \(seconds) s"
        case .gamma(let cv): return "distribution: gamma, mean: \(seconds) s, cv: \(cv)"
        case .lognormal(let cv): return "distribution: lognormal, mean: \(seconds) s, cv: \(cv)"
        case .weibull(let shape):
            let scale = seconds / Distribution.weibull(shape: shape, scale: 1).mean
            return "distribution: weibull, shape: \(shape), scale: \(scale) s"
        case .uniform(let low, let high):
            return "distribution: uniform, low: \(low * seconds) s, high: \(high * seconds) s"
        case .mixture(let parts):
            let written = parts.map { part in
                "{weight: \(part.weight * 100)%, \(members(part.mean * seconds, part.shape))}"
            }
            return "distribution: mixture, of: [\(written.joined(separator: ", "))]"
        }
    }
}
