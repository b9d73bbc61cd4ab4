extension Distribution {
    /// Checks every parameter, those of components included.
    ///
    /// - Throws: ``StochasticsError/invalid(parameter:value:requirement:)`` naming the first parameter out of range.
    public func validate() throws(StochasticsError) {
        switch self {
        case .constant(let value):
            try StochasticsError.require(true, "constant", value, "must be finite")
        case .exponential(let mean):
            try StochasticsError.require(mean > 0, "mean", mean, "must be positive and finite")
        case .lognormal(let mu, let sigma):
            try StochasticsError.require(true, "mu", mu, "must be finite")
            try StochasticsError.require(sigma >= 0, "sigma", sigma, "must be 0 or more and finite")
        case .gamma(let shape, let scale), .weibull(let shape, let scale):
            try StochasticsError.require(shape > 0, "shape", shape, "must be positive and finite")
            try StochasticsError.require(scale > 0, "scale", scale, "must be positive and finite")
        case .uniform(let low, let high):
            try StochasticsError.require(true, "low", low, "must be finite")
            try StochasticsError.require(high >= low, "high", high, "must be finite and not below low")
        case .empirical(let sorted):
            try StochasticsError.require(!sorted.isEmpty, "sample size", 0, "must be 1 or more")
            for (index, value) in sorted.enumerated() {
                try StochasticsError.require(
                    index == 0 || value >= sorted[index - 1], "sample value", value, "must be finite and in order")
            }
        case .mixture(let components):
            try StochasticsError.require(!components.isEmpty, "number of components", 0, "must be 1 or more")
            for component in components {
                try StochasticsError.require(
                    component.weight > 0, "weight", component.weight, "must be positive and finite")
                try component.distribution.validate()
            }
        }
    }

    /// A lognormal of given mean and coefficient of variation (standard deviation / mean).
    ///
    /// sigma^2 = log(1 + cv^2), mu = log(mean) - sigma^2 / 2.
    /// - Throws: ``StochasticsError`` unless the mean is positive and the coefficient 0 or more, both finite.
    public static func lognormal(
        mean: Double, coefficientOfVariation: Double
    ) throws(StochasticsError) -> Distribution {
        try requireMoments(mean, coefficientOfVariation, zeroAllowed: true)
        let square = PortableMath.log1p(coefficientOfVariation * coefficientOfVariation)
        return .lognormal(mu: PortableMath.log(mean) - square / 2, sigma: square.squareRoot())
    }

    /// A gamma of given mean and coefficient of variation: shape = 1 / cv^2, scale = mean cv^2.
    ///
    /// - Throws: ``StochasticsError`` unless both are positive and finite.
    public static func gamma(mean: Double, coefficientOfVariation: Double) throws(StochasticsError) -> Distribution {
        try requireMoments(mean, coefficientOfVariation, zeroAllowed: false)
        let square = coefficientOfVariation * coefficientOfVariation
        return .gamma(shape: 1 / square, scale: mean * square)
    }

    /// A Weibull of given mean and coefficient of variation; the shape is found by bisection.
    ///
    /// - Throws: ``StochasticsError`` unless the mean is positive and the coefficient between 0.02 and 20.
    public static func weibull(mean: Double, coefficientOfVariation: Double) throws(StochasticsError) -> Distribution {
        try requireMoments(mean, coefficientOfVariation, zeroAllowed: false)
        try StochasticsError.require(
            coefficientOfVariation >= 0.02 && coefficientOfVariation <= 20, "coefficient of variation",
            coefficientOfVariation, "must be between 0.02 and 20 for a Weibull distribution")
        let target = coefficientOfVariation * coefficientOfVariation
        var low = 0.1
        var high = 100.0
        while true {
            let middle = (low + high) / 2
            guard middle > low, middle < high else { break }
            if weibullSquaredVariation(shape: middle) > target { low = middle } else { high = middle }
        }
        return .weibull(shape: high, scale: mean / PortableMath.exp(PortableMath.logGamma(1 + 1 / high)))
    }

    /// The empirical distribution of observations in any order.
    ///
    /// - Throws: ``StochasticsError`` for an empty sample or a value that is not finite.
    public static func empirical(of observations: [Double]) throws(StochasticsError) -> Distribution {
        let distribution = Distribution.empirical(observations.sorted())
        try distribution.validate()
        return distribution
    }

    private static func requireMoments(
        _ mean: Double, _ variation: Double, zeroAllowed: Bool
    ) throws(StochasticsError) {
        try StochasticsError.require(mean > 0, "mean", mean, "must be positive and finite")
        try StochasticsError.require(
            variation > 0 || zeroAllowed && variation == 0, "coefficient of variation", variation,
            zeroAllowed ? "must be 0 or more and finite" : "must be positive and finite")
    }
}
