/// The fewest agents that keep a service level, by the exact formulas.
public struct ErlangStaffing: Sendable, Equatable {
    /// Fewest agents whose service level reaches the target.
    public let agents: Int
    /// Their service level: the share of all arrivals who are served in time.
    public let serviceLevel: Double
    /// The agents in excess of the offered load, in its square roots: beta of the square-root staffing rule.
    ///
    /// Source: Halfin and Whitt, "Heavy-traffic limits for queues with many exponential servers", Operations Research 29
    /// (1981).
    public let squareRootExcess: Double

    /// Searches Erlang C, or Erlang A where callers have patience.
    ///
    /// - Parameters:
    ///   - arrivalPerSecond: rate of arrivals, above 0.
    ///   - meanServiceSeconds: mean handle time, above 0.
    ///   - meanPatienceSeconds: mean patience, above 0; nil when nobody gives up.
    ///   - target: share to be served in time, inside (0, 1).
    ///   - withinSeconds: the time, 0 or more.
    ///   - most: agents beyond which the search ends.
    /// - Throws: ``StochasticsError`` for an argument out of range, or where `most` agents are too few.
    public init(
        arrivalPerSecond: Double, meanServiceSeconds: Double, meanPatienceSeconds: Double? = nil, target: Double,
        withinSeconds: Double, most: Int = 100_000
    ) throws(StochasticsError) {
        try StochasticsError.require(target > 0 && target < 1, "target", target, "must be inside (0, 1)")
        try StochasticsError.require(withinSeconds >= 0, "time", withinSeconds, "must be 0 or more")
        func level(_ agents: Int) throws(StochasticsError) -> Double {
            try Self.performance(agents, arrivalPerSecond, meanServiceSeconds, meanPatienceSeconds)
                .serviceLevel(withinSeconds: withinSeconds)
        }
        let load = arrivalPerSecond * meanServiceSeconds
        try StochasticsError.require(
            load > 0 && load < Double(most), "offered load", load, "must be above 0 and below \(most)")
        // The level rises with the agents: double the steps until it is enough, then halve the gap.
        var tooFew = meanPatienceSeconds == nil ? Int(load) : 0
        var step = 1
        var enough = tooFew + 1
        while try level(enough) < target {
            guard enough < most else {
                throw .invalid(parameter: "agents", value: Double(most), requirement: "are too few for the target")
            }
            tooFew = enough
            step *= 2
            enough = min(most, tooFew + step)
        }
        while enough - tooFew > 1 {
            let middle = (tooFew + enough) / 2
            if try level(middle) < target { tooFew = middle } else { enough = middle }
        }
        agents = enough
        serviceLevel = try level(enough)
        squareRootExcess = (Double(enough) - load) / load.squareRoot()
    }

    private static func performance(
        _ agents: Int, _ arrivals: Double, _ service: Double, _ patience: Double?
    ) throws(StochasticsError) -> QueuePerformance {
        guard let patience else {
            return try ErlangFormulas.erlangC(servers: agents, arrivalPerSecond: arrivals, meanServiceSeconds: service)
        }
        return try ErlangFormulas.erlangA(
            servers: agents, arrivalPerSecond: arrivals, meanServiceSeconds: service, meanPatienceSeconds: patience)
    }
}
