/// What skewness costs an interval of coverage.
public enum SkewnessCost {
    /// Coverage that a two-sided Student-t interval of a mean really has, to order 1 / n.
    ///
    /// Nominal + 2 phi(z) z {kappa (z^2 - 3) / 12 - gamma^2 (z^4 + 2 z^2 - 3) / 18} / n, with the excess kurtosis kappa
    /// = 1.5 gamma^2 of the gamma family, because a sample says too little about it. Source: Hall, "The bootstrap and
    /// Edgeworth expansion" (1992), section 2.6, q2, whose part without moments the t quantile takes care of.
    /// - Parameters:
    ///   - confidence: nominal coverage, inside (0, 1).
    ///   - skewness: of the observations.
    ///   - n: independent observations, 1 or more.
    public static func coverage(confidence: Double, skewness: Double, n: Int) -> Double {
        guard confidence > 0, confidence < 1, n > 0 else { return confidence }
        let z = NormalDistribution.standardQuantile(0.5 + confidence / 2)
        let density = PortableMath.exp(-z * z / 2) * 0.398_942_280_401_432_68
        let square = z * z
        let term = 1.5 * (square - 3) / 12 - (square * square + 2 * square - 3) / 18
        let change = 2 * density * z * term * skewness * skewness / Double(n)
        return min(1, max(0, confidence + min(0, change)))
    }
}
