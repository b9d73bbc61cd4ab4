/// Exact steady-state formulas of queues with Poisson arrivals.
///
/// Times in seconds, rates per second; offered load = arrival rate x mean service time, in erlangs.
public enum ErlangFormulas {
    /// Erlang B: the share blocked in M/G/c/c.
    ///
    /// Recursion B(0) = 1, 1/B(k) = 1 + k / (a B(k - 1)) in its stable form (Cooper, "Introduction to queueing theory",
    /// 2nd edition, section 3.3).
    /// - Parameters:
    ///   - servers: 0 or more.
    ///   - offeredLoad: erlangs, 0 or more.
    /// - Throws: ``StochasticsError`` for an argument out of range.
    public static func erlangB(servers: Int, offeredLoad: Double) throws(StochasticsError) -> Double {
        try StochasticsError.require(servers >= 0, "servers", Double(servers), "must be 0 or more")
        try StochasticsError.require(offeredLoad >= 0, "offered load", offeredLoad, "must be 0 or more and finite")
        var blocked = 1.0
        for server in 0..<servers {
            blocked = offeredLoad * blocked / (Double(server + 1) + offeredLoad * blocked)
        }
        return blocked
    }

    /// Erlang C: the probability of waiting in M/M/c.
    ///
    /// - Parameters:
    ///   - servers: 1 or more.
    ///   - offeredLoad: erlangs, below the servers.
    /// - Throws: ``StochasticsError`` for an argument out of range or a load that reaches the servers.
    public static func erlangC(servers: Int, offeredLoad: Double) throws(StochasticsError) -> Double {
        try StochasticsError.require(servers >= 1, "servers", Double(servers), "must be 1 or more")
        let blocked = try erlangB(servers: servers, offeredLoad: offeredLoad)
        let idle = Double(servers) - offeredLoad
        guard idle > 0 else { throw .unstable(offeredLoad: offeredLoad, servers: servers) }
        return Double(servers) * blocked / (idle + offeredLoad * blocked)
    }

    /// All measures of M/M/c, where everybody waits until served.
    ///
    /// - Parameters:
    ///   - servers: 1 or more.
    ///   - arrivalPerSecond: 0 or more.
    ///   - meanServiceSeconds: positive.
    /// - Throws: ``StochasticsError`` for an argument out of range or a load that reaches the servers.
    public static func erlangC(
        servers: Int, arrivalPerSecond: Double, meanServiceSeconds: Double
    ) throws(StochasticsError) -> QueuePerformance {
        try requireRates(servers, arrivalPerSecond, meanServiceSeconds)
        let load = arrivalPerSecond * meanServiceSeconds
        let waiting = try erlangC(servers: servers, offeredLoad: load)
        let meanWait = waiting * meanServiceSeconds / (Double(servers) - load)
        return QueuePerformance(
            servers: servers, arrivalPerSecond: arrivalPerSecond, meanServiceSeconds: meanServiceSeconds,
            meanPatienceSeconds: nil, waitProbability: waiting, abandonment: 0, meanWaitSeconds: meanWait)
    }

    /// All measures of Erlang A: M/M/c with exponential patience, stable at any load.
    ///
    /// The birth-death chain of the number in the system, summed outwards from its mode, so that nothing overflows at a
    /// thousand servers or in overload. Source: Garnett, Mandelbaum and Reiman, "Designing a call center with impatient
    /// customers", M&SOM 4 (2002).
    /// - Parameters:
    ///   - servers: 1 or more.
    ///   - arrivalPerSecond: positive.
    ///   - meanServiceSeconds: positive.
    ///   - meanPatienceSeconds: positive.
    /// - Throws: ``StochasticsError`` for an argument out of range.
    public static func erlangA(
        servers: Int, arrivalPerSecond: Double, meanServiceSeconds: Double, meanPatienceSeconds: Double
    ) throws(StochasticsError) -> QueuePerformance {
        try requireRates(servers, arrivalPerSecond, meanServiceSeconds)
        try StochasticsError.require(
            meanPatienceSeconds > 0, "mean patience", meanPatienceSeconds, "must be positive and finite")
        var chain = BirthDeathSums(
            servers: servers, load: arrivalPerSecond * meanServiceSeconds,
            impatience: meanServiceSeconds / meanPatienceSeconds)
        try chain.sumOutwards()
        let meanQueue = chain.queue / chain.total
        let meanWait = arrivalPerSecond > 0 ? meanQueue / arrivalPerSecond : 0
        return QueuePerformance(
            servers: servers, arrivalPerSecond: arrivalPerSecond, meanServiceSeconds: meanServiceSeconds,
            meanPatienceSeconds: meanPatienceSeconds, waitProbability: chain.busy / chain.total,
            abandonment: meanWait / meanPatienceSeconds, meanWaitSeconds: meanWait)
    }

    /// Pollaczek-Khinchine: the mean wait of M/G/1, first come first served, in seconds.
    ///
    /// arrival rate x E[S^2] / (2 (1 - load)).
    /// - Parameters:
    ///   - arrivalPerSecond: 0 or more.
    ///   - meanServiceSeconds: positive.
    ///   - serviceVariance: of the service time, in squared seconds, 0 or more.
    /// - Throws: ``StochasticsError`` for an argument out of range or a load of 1 or more.
    public static func meanWaitSeconds(
        arrivalPerSecond: Double, meanServiceSeconds: Double, serviceVariance: Double
    ) throws(StochasticsError) -> Double {
        try requireRates(1, arrivalPerSecond, meanServiceSeconds)
        try StochasticsError.require(
            serviceVariance >= 0, "service variance", serviceVariance, "must be 0 or more and finite")
        let load = arrivalPerSecond * meanServiceSeconds
        guard load < 1 else { throw .unstable(offeredLoad: load, servers: 1) }
        let secondMoment = serviceVariance + meanServiceSeconds * meanServiceSeconds
        return arrivalPerSecond * secondMoment / (2 * (1 - load))
    }

    private static func requireRates(
        _ servers: Int, _ arrivalPerSecond: Double, _ meanServiceSeconds: Double
    ) throws(StochasticsError) {
        try StochasticsError.require(servers >= 1, "servers", Double(servers), "must be 1 or more")
        try StochasticsError.require(
            arrivalPerSecond >= 0, "arrivals per second", arrivalPerSecond, "must be 0 or more and finite")
        try StochasticsError.require(
            meanServiceSeconds > 0, "mean service time", meanServiceSeconds, "must be positive and finite")
    }
}

/// Sums of the unnormalised stationary weights of M/M/c+M over the number in the system, time in mean services.
private struct BirthDeathSums {
    let servers: Int
    /// Arrivals per mean service.
    let load: Double
    /// Mean service over mean patience.
    let impatience: Double
    /// Weight of all states, of those with all servers busy, and weight x queue length.
    var total = 0.0
    var busy = 0.0
    var queue = 0.0

    /// The rate of leaving state n.
    private func departure(_ n: Int) -> Double {
        n <= servers ? Double(n) : Double(servers) + Double(n - servers) * impatience
    }

    private mutating func add(_ n: Int, _ weight: Double) {
        total += weight
        guard n >= servers else { return }
        busy += weight
        queue += weight * Double(n - servers)
    }

    mutating func sumOutwards() throws(StochasticsError) {
        let excess = (load - Double(servers)) / impatience
        let modeValue = excess > 0 ? Double(servers) + excess : load
        // States within some deviations of the mode are walked one by one: a second's work at most.
        guard modeValue < 1e12, (load / impatience).squareRoot() < 1e6 else { throw .notComputed(function: "Erlang A") }
        let mode = Int(modeValue)
        add(mode, 1)
        var weight = 1.0
        var n = mode
        while n > 0, weight > 1e-25 * total {
            weight *= departure(n) / load
            n -= 1
            add(n, weight)
        }
        weight = 1
        n = mode
        // Below the servers the walk goes on to the queue, however improbable; a weight that underflows is 0.
        while weight > 0, n <= servers || weight * Double(n - servers) > 1e-25 * queue {
            n += 1
            weight *= load / departure(n)
            add(n, weight)
        }
    }
}
