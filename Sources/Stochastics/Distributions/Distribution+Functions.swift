import CGSL

extension Distribution {
    /// P(X <= x), computed with GSL; NaN for parameters that ``validate()`` refuses.
    ///
    /// Its last bits depend on the C library: draw with ``sample(using:)``, never through this.
    public func cumulative(_ x: Double) -> Double {
        if x.isNaN { return .nan }
        switch self {
        case .constant(let value):
            return x >= value ? 1 : 0
        case .exponential(let mean):
            return x <= 0 ? 0 : GSL.value { gsl_cdf_exponential_P(x, mean) }
        case .lognormal(let mu, let sigma):
            if sigma == 0 { return x >= PortableMath.exp(mu) ? 1 : 0 }
            return x <= 0 ? 0 : GSL.value { gsl_cdf_lognormal_P(x, mu, sigma) }
        case .gamma(let shape, let scale):
            return x <= 0 ? 0 : GSL.value { gsl_cdf_gamma_P(x, shape, scale) }
        case .weibull(let shape, let scale):
            return x <= 0 ? 0 : GSL.value { gsl_cdf_weibull_P(x, scale, shape) }
        case .uniform(let low, let high):
            if x >= high { return 1 }
            return x <= low ? 0 : (x - low) / (high - low)
        case .empirical(let sorted):
            return Self.cumulativeOfJoined(sorted, x)
        case .mixture(let components):
            var total = 0.0
            var sum = 0.0
            for component in components {
                total += component.weight
                sum += component.weight * component.distribution.cumulative(x)
            }
            return sum / total
        }
    }

    /// The smallest x with P(X <= x) at least p, computed with GSL; infinity for p = 1 on an unbounded distribution.
    ///
    /// - Parameter p: a probability in [0, 1].
    /// - Throws: ``StochasticsError`` for p outside [0, 1], invalid parameters or a search that does not converge.
    public func quantile(_ p: Double) throws -> Double {
        try StochasticsError.require(p >= 0 && p <= 1, "probability", p, "must be between 0 and 1")
        try validate()
        switch self {
        case .constant(let value):
            return value
        case .exponential(let mean):
            return p == 1 ? .infinity : try GSL.number("exponential quantile") { gsl_cdf_exponential_Pinv(p, mean) }
        case .lognormal(let mu, let sigma):
            if sigma == 0 { return PortableMath.exp(mu) }
            if p == 0 || p == 1 { return p == 0 ? 0 : .infinity }
            return try GSL.number("lognormal quantile") { gsl_cdf_lognormal_Pinv(p, mu, sigma) }
        case .gamma(let shape, let scale):
            if p == 0 || p == 1 { return p == 0 ? 0 : .infinity }
            return try GSL.number("gamma quantile") { gsl_cdf_gamma_Pinv(p, shape, scale) }
        case .weibull(let shape, let scale):
            return p == 1 ? .infinity : try GSL.number("Weibull quantile") { gsl_cdf_weibull_Pinv(p, scale, shape) }
        case .uniform(let low, let high):
            return low + (high - low) * p
        case .empirical(let sorted):
            return Quantiles.ofSorted(sorted, p) ?? 0
        case .mixture(let components):
            return try quantileOfMixture(components, p)
        }
    }

    /// Bisection between the smallest and the largest quantile of the components.
    private func quantileOfMixture(_ components: [WeightedDistribution], _ p: Double) throws -> Double {
        let quantiles = try components.map { try $0.distribution.quantile(p) }
        guard var low = quantiles.min(), var high = quantiles.max(), low < high else { return quantiles.first ?? 0 }
        guard high < .infinity else { return .infinity }
        if cumulative(low) >= p { return low }
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return high }
            if cumulative(middle) >= p { high = middle } else { low = middle }
        }
    }

    static func cumulativeOfJoined(_ sorted: [Double], _ x: Double) -> Double {
        guard let first = sorted.first, let last = sorted.last else { return .nan }
        if x < first { return 0 }
        if x >= last { return 1 }
        var below = 0
        var above = sorted.count - 1
        while above - below > 1 {
            let middle = (below + above) / 2
            if sorted[middle] <= x { below = middle } else { above = middle }
        }
        let share = (x - sorted[below]) / (sorted[above] - sorted[below])
        return (Double(below) + share) / Double(sorted.count - 1)
    }
}
