/// What independent observations say about a quantity: one-sided bounds that keep their level under skewness.
///
/// Each bound is the wider of Student's t and of Hall's transformation, which removes the skewness that a short mean of
/// costs or waits has: where observations are skewed to the right, t puts upper bounds too low, and a sequence of looks at
/// small levels feels that first.
public struct Evidence: Sendable, Equatable {
    /// The point estimate.
    public let center: Double
    /// Its standard error; 0 where all observations are the same.
    public let standardError: Double
    /// Degrees of freedom of the standard error.
    public let degreesOfFreedom: Double
    /// Third cumulant of the estimate over the cube of its standard error; for n observations their skewness / sqrt(n).
    public let skewness: Double
    /// Independent observations; of a difference those of the first quantity.
    public let count: Int
    /// What of the square of the standard error more observations of the first quantity leave: the second one's part.
    public let fixedVariance: Double

    /// Spread below this share of the values' size is the rounding of sums.
    private static let rounding = 1e-12

    /// The evidence of observations; nil below two, and where they have no spread of their own.
    ///
    /// - Parameter scale: size of the values that went into them, to tell spread from rounding; their centre otherwise.
    public init?(_ observations: Observations, scale: Double? = nil) {
        guard let variance = observations.variance else { return nil }
        let n = Double(observations.count)
        let error = (variance / n).squareRoot()
        count = observations.count
        fixedVariance = 0
        degreesOfFreedom = n - 1
        let size = max(scale ?? 0, observations.center.magnitude)
        if error <= Self.rounding * size {
            center = observations.center.magnitude <= Self.rounding * size ? 0 : observations.center
            standardError = 0
            skewness = 0
        } else {
            center = observations.center
            standardError = error
            skewness = (observations.skewness ?? 0) / n.squareRoot()
        }
    }

    /// The evidence on a first quantity less a multiple of a second, observed independently of it (Welch's t with the
    /// degrees of freedom of Welch 1947, Biometrika 34, and Satterthwaite 1946); nil where one has no spread to go by.
    public init?(_ first: Observations, less second: Observations, times factor: Double) {
        guard let one = first.variance, let two = second.variance else { return nil }
        let a = one / Double(first.count)
        let b = factor * factor * two / Double(second.count)
        let sum = a + b
        center = first.center - factor * second.center
        count = first.count
        fixedVariance = b
        guard sum.squareRoot() > Self.rounding * max(first.center.magnitude, (factor * second.center).magnitude) else {
            standardError = 0
            degreesOfFreedom = Double(first.count + second.count - 2)
            skewness = 0
            return
        }
        standardError = sum.squareRoot()
        degreesOfFreedom =
            sum * sum / (a * a / Double(first.count - 1) + b * b / Double(second.count - 1))
        func cumulant(_ observations: Observations, _ square: Double) -> Double {
            (observations.skewness ?? 0) / Double(observations.count).squareRoot() * square * square.squareRoot()
        }
        skewness = (cumulant(first, a) - cumulant(second, b)) / (sum * sum.squareRoot())
    }

    /// The value that the true one is below with probability `tail` at most, about.
    ///
    /// - Parameter tail: inside (0, 0.5).
    public func lowerBound(tail: Double) -> Double {
        let t = quantile(tail)
        return center - standardError * max(t, transformed(t))
    }

    /// The value that the true one is above with probability `tail` at most, about.
    ///
    /// - Parameter tail: inside (0, 0.5).
    public func upperBound(tail: Double) -> Double {
        let t = quantile(tail)
        return center - standardError * min(-t, transformed(-t))
    }

    private func quantile(_ tail: Double) -> Double {
        guard standardError > 0 else { return 0 }
        return (try? StudentT.quantile(1 - tail, degreesOfFreedom: max(0.5, degreesOfFreedom))) ?? .infinity
    }

    /// The studentised mean whose transformation is x: Hall, "On the removal of skewness by transformation", J. R.
    /// Statist. Soc. B 54 (1992), the cubic of equation (2.1), with a = skewness / 3: x = ((1 + a T)^3 - 1) / (3 a) + a / 2.
    private func transformed(_ x: Double) -> Double {
        let a = skewness / 3
        guard a.magnitude > 1e-6, x.isFinite else { return x }
        return (Self.cubeRoot(1 + 3 * a * (x - a / 2)) - 1) / a
    }

    private static func cubeRoot(_ x: Double) -> Double {
        guard x != 0 else { return 0 }
        let root = PortableMath.exp(PortableMath.log(x.magnitude) / 3)
        return x < 0 ? -root : root
    }
}
