extension Distribution {
    /// The mean, in the unit of the values.
    public var mean: Double {
        switch self {
        case .constant(let value): return value
        case .exponential(let mean): return mean
        case .lognormal(let mu, let sigma): return PortableMath.exp(mu + sigma * sigma / 2)
        case .gamma(let shape, let scale): return shape * scale
        case .weibull(let shape, let scale): return scale * PortableMath.exp(PortableMath.logGamma(1 + 1 / shape))
        case .uniform(let low, let high): return (low + high) / 2
        case .empirical(let sorted): return Self.momentsOfJoined(sorted).mean
        case .mixture(let components):
            var total = 0.0
            var sum = 0.0
            for component in components {
                total += component.weight
                sum += component.weight * component.distribution.mean
            }
            return total > 0 ? sum / total : 0
        }
    }

    /// The variance, in the squared unit of the values.
    public var variance: Double {
        switch self {
        case .constant: return 0
        case .exponential(let mean): return mean * mean
        case .lognormal(let mu, let sigma):
            let square = sigma * sigma
            return PortableMath.expm1(square) * PortableMath.exp(2 * mu + square)
        case .gamma(let shape, let scale): return shape * scale * scale
        case .weibull(let shape, let scale): return scale * scale * Self.weibullUnitVariance(shape: shape)
        case .uniform(let low, let high): return (high - low) * (high - low) / 12
        case .empirical(let sorted): return Self.momentsOfJoined(sorted).variance
        case .mixture(let components):
            let center = mean
            var total = 0.0
            var sum = 0.0
            for component in components {
                let offset = component.distribution.mean - center
                total += component.weight
                sum += component.weight * (component.distribution.variance + offset * offset)
            }
            return total > 0 ? sum / total : 0
        }
    }

    /// Standard deviation over mean; 0 where the mean is 0.
    public var coefficientOfVariation: Double {
        let center = mean
        return center == 0 ? 0 : variance.squareRoot() / center.magnitude
    }

    /// Variance of a Weibull of scale 1.
    private static func weibullUnitVariance(shape: Double) -> Double {
        let first = PortableMath.logGamma(1 + 1 / shape)
        let second = PortableMath.logGamma(1 + 2 / shape)
        return PortableMath.exp(2 * first) * PortableMath.expm1(second - 2 * first)
    }

    /// Squared coefficient of variation of a Weibull.
    static func weibullSquaredVariation(shape: Double) -> Double {
        PortableMath.expm1(PortableMath.logGamma(1 + 2 / shape) - 2 * PortableMath.logGamma(1 + 1 / shape))
    }

    /// Mean and variance of equally likely uniform pieces between neighbours of an ascending sample.
    private static func momentsOfJoined(_ sorted: [Double]) -> (mean: Double, variance: Double) {
        guard sorted.count > 1 else { return (sorted.first ?? 0, 0) }
        let pieces = Double(sorted.count - 1)
        var sum = 0.0
        for index in 1..<sorted.count { sum += (sorted[index - 1] + sorted[index]) / 2 }
        let center = sum / pieces
        var squares = 0.0
        for index in 1..<sorted.count {
            let width = sorted[index] - sorted[index - 1]
            let offset = (sorted[index - 1] + sorted[index]) / 2 - center
            squares += offset * offset + width * width / 12
        }
        return (center, squares / pieces)
    }
}
