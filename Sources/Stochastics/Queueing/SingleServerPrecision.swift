/// How precisely a run of M/M/1 shows its own means: asymptotic variances in closed form.
///
/// Sources: Daley, "The serial correlation coefficients of waiting times in a stationary single server queue", Journal of
/// the Australian Mathematical Society 8 (1968); Whitt, "Planning queueing simulations", Management Science 35 (1989).
public struct SingleServerPrecision: Sendable, Equatable {
    /// Mean wait in units of the mean service.
    public let meanWait: Double
    /// Mean number in the system.
    public let meanNumber: Double
    /// Variance of the mean number over a run of length T, times T, in mean services.
    public let numberVariance: Double
    /// Variance of the mean wait of n customers, times n, in squared mean services.
    public let waitVariance: Double

    /// Computes the variances for an occupancy inside (0, 1).
    ///
    /// - Throws: ``StochasticsError`` for another occupancy.
    public init(occupancy rho: Double) throws(StochasticsError) {
        try StochasticsError.require(rho > 0 && rho < 1, "occupancy", rho, "must be inside (0, 1)")
        let idle = (1 - rho) * (1 - rho) * (1 - rho) * (1 - rho)
        meanWait = rho / (1 - rho)
        meanNumber = rho / (1 - rho)
        numberVariance = 2 * rho * (1 + rho) / idle
        waitVariance = rho * (2 + 5 * rho - 4 * rho * rho + rho * rho * rho) / idle
    }

    /// Customers until the interval of the mean wait has a relative half-width, such as 0.05, at a confidence.
    public func customers(relativeHalfWidth: Double, confidence: Double = 0.95) -> Double {
        let z = NormalDistribution.standardQuantile(0.5 + confidence / 2) / relativeHalfWidth
        return z * z * waitVariance / (meanWait * meanWait)
    }
}
