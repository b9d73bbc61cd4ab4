extension NormalDistribution {
    /// P(Z <= z) and P(Z > z) of a standard normal number, each with its own digits and the same bits on every machine.
    ///
    /// Source: erf(x) = P(1/2, x^2), DLMF 7.11.1.
    public static func standardTails(_ z: Double) -> (lower: Double, upper: Double) {
        let logGammaOfHalf = 0.572_364_942_924_700_087_07
        let outside = 0.5 * PortableMath.incompleteGamma(0.5, z * z / 2, logGamma: logGammaOfHalf).upper
        return z > 0 ? (1 - outside, outside) : (outside, 1 - outside)
    }
}

extension Distribution {
    /// The value at a rank, which rises with it: the quantile with the same bits on every machine.
    ///
    /// A lognormal value is the one that ``sample(using:)`` makes of the same uniform number; the others agree with
    /// ``quantile(_:)`` to about 1e-12.
    /// - Parameter rank: inside (0, 1).
    public func value(atRank rank: Double) -> Double {
        switch self {
        case .constant(let value):
            return value
        case .exponential(let mean):
            return -mean * PortableMath.log1p(-rank)
        case .lognormal(let mu, let sigma):
            return PortableMath.exp(mu + sigma * NormalDistribution.standardQuantile(rank))
        case .gamma(let shape, let scale):
            return scale * PortableMath.incompleteGammaQuantile(shape, rank)
        case .weibull(let shape, let scale):
            return scale * PortableMath.exp(PortableMath.log(-PortableMath.log1p(-rank)) / shape)
        case .uniform(let low, let high):
            return low + (high - low) * rank
        case .empirical(let sorted):
            return Quantiles.ofSorted(sorted, rank) ?? 0
        case .mixture(let components):
            return Self.value(ofMixture: components, atRank: rank)
        }
    }

    /// Bisection between the smallest and the largest value of the components at this rank.
    private static func value(ofMixture components: [WeightedDistribution], atRank rank: Double) -> Double {
        var (low, high) = (Double.infinity, -Double.infinity)
        var total = 0.0
        for component in components {
            let value = component.distribution.value(atRank: rank)
            low = min(low, value)
            high = max(high, value)
            total += component.weight
        }
        guard low <= high else { return 0 }
        while high - low > 1e-13 * high {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { break }
            var below = 0.0
            for component in components { below += component.weight * component.distribution.rank(of: middle) }
            if below >= rank * total { high = middle } else { low = middle }
        }
        return high
    }

    /// P(X <= x) with the same bits on every machine.
    private func rank(of x: Double) -> Double {
        switch self {
        case .constant, .uniform, .empirical:
            return cumulative(x)
        case .exponential(let mean):
            return x <= 0 ? 0 : -PortableMath.expm1(-x / mean)
        case .lognormal(let mu, let sigma):
            if sigma == 0 { return x >= PortableMath.exp(mu) ? 1 : 0 }
            return x <= 0 ? 0 : NormalDistribution.standardTails((PortableMath.log(x) - mu) / sigma).lower
        case .gamma(let shape, let scale):
            return PortableMath.incompleteGamma(shape, x / scale, logGamma: PortableMath.logGamma(shape)).lower
        case .weibull(let shape, let scale):
            return x <= 0 ? 0 : -PortableMath.expm1(-PortableMath.exp(PortableMath.log(x / scale) * shape))
        case .mixture(let components):
            var total = 0.0
            var sum = 0.0
            for component in components {
                total += component.weight
                sum += component.weight * component.distribution.rank(of: x)
            }
            return sum / total
        }
    }
}
