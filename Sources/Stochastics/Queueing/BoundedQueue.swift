/// Steady state of M/M/c with a waiting room of limited size, with or without exponential patience (M/M/c/K, M/M/c/K+M).
///
/// Without a waiting room it is Erlang B. Who arrives sees the states as they are over time (PASTA); who finds j waiting
/// is served after j + 1 departures, at rates c mu + i theta for i = j, ..., 0. Source: Riordan, "Stochastic service
/// systems" (1962), chapter 6, for the chain; the sum of these exponential times is that of an order statistic, which
/// is beta (gamma where nobody gives up).
public struct BoundedQueue: Sendable, Equatable {
    /// The number of servers.
    public let servers: Int
    /// Arrivals per second.
    public let arrivalPerSecond: Double
    /// The mean service time in seconds.
    public let meanServiceSeconds: Double
    /// The mean patience in seconds; nil where nobody gives up.
    public let meanPatienceSeconds: Double?
    /// The share of arrivals who are turned away, in 0...1.
    public let turnedAway: Double
    /// The share of arrivals who find a free server.
    private let atOnce: Double
    /// The shares of arrivals who find all servers busy and 0, 1, ... waiting, and join.
    private let behind: [Double]

    /// The largest waiting room that is computed.
    public static let mostPlaces = 100_000

    /// Solves the chain.
    ///
    /// - Parameters:
    ///   - servers: 1 or more.
    ///   - arrivalPerSecond: 0 or more.
    ///   - meanServiceSeconds: positive.
    ///   - meanPatienceSeconds: positive; nil where nobody gives up.
    ///   - places: of the waiting room, 0...`mostPlaces`.
    /// - Throws: ``StochasticsError`` for an argument out of range.
    public init(
        servers: Int, arrivalPerSecond: Double, meanServiceSeconds: Double, meanPatienceSeconds: Double? = nil,
        places: Int
    ) throws(StochasticsError) {
        try StochasticsError.require(servers >= 1, "servers", Double(servers), "must be 1 or more")
        try StochasticsError.require(
            (0...Self.mostPlaces).contains(places), "places", Double(places), "must be in 0...\(Self.mostPlaces)")
        try StochasticsError.require(
            meanServiceSeconds > 0, "mean service time", meanServiceSeconds, "must be positive and finite")
        try StochasticsError.require(
            arrivalPerSecond >= 0, "arrivals per second", arrivalPerSecond, "must be 0 or more and finite")
        if let meanPatienceSeconds {
            try StochasticsError.require(
                meanPatienceSeconds > 0, "mean patience", meanPatienceSeconds, "must be positive and finite")
        }
        self.servers = servers
        self.arrivalPerSecond = arrivalPerSecond
        self.meanServiceSeconds = meanServiceSeconds
        self.meanPatienceSeconds = meanPatienceSeconds
        let load = arrivalPerSecond * meanServiceSeconds
        let blocked = try ErlangFormulas.erlangB(servers: servers, offeredLoad: load)
        guard blocked > 0 else {
            (atOnce, turnedAway, behind) = (1, 0, [])
            return
        }
        // Weights relative to the state in which the servers are just busy.
        var idle = 1 / blocked - 1
        var weights = [1.0]
        let impatience = meanPatienceSeconds.map { meanServiceSeconds / $0 } ?? 0
        for place in 1..<(places + 1) {
            let next = weights[place - 1] * load / (Double(servers) + Double(place) * impatience)
            weights.append(next)
            guard next > 1e200 else { continue }
            idle *= 1e-200
            for state in weights.indices { weights[state] *= 1e-200 }
        }
        let total = idle + weights.reduce(0, +)
        atOnce = idle / total
        turnedAway = (weights.last ?? 0) / total
        behind = weights.dropLast().map { $0 / total }
    }

    /// The share of arrivals who are served in the end, in 0...1.
    public var served: Double { 1 - turnedAway - abandoned }

    /// The share of arrivals who join and give up, in 0...1.
    public var abandoned: Double { meanWaitSeconds * joined / (meanPatienceSeconds ?? .infinity) }

    /// The mean wait in seconds of those who join, those who give up included; 0 where nobody joins.
    public var meanWaitSeconds: Double {
        guard joined > 0, arrivalPerSecond > 0 else { return 0 }
        // Little's law: j + 1 wait where an arrival has joined behind j.
        let length = (1...max(1, behind.count)).reduce(0.0) { sum, waiting in
            sum + Double(waiting) * probability(waiting: waiting)
        }
        return length / (arrivalPerSecond * joined)
    }

    /// The share of arrivals who join, in 0...1.
    private var joined: Double { 1 - turnedAway }

    private func probability(waiting: Int) -> Double {
        waiting < behind.count ? behind[waiting] : waiting == behind.count && waiting > 0 ? turnedAway : 0
    }

    /// The shares of all arrivals who are served, and who give up, within so many seconds.
    public func shares(withinSeconds t: Double) -> (served: Double, abandoned: Double) {
        guard t >= 0 else { return (0, 0) }
        let completions = Double(servers) / meanServiceSeconds
        var (served, abandoned) = (atOnce, 0.0)
        guard let meanPatienceSeconds else {
            guard t > 0 else { return (served, 0) }
            // Poisson completions: P(more than j of them in t).
            let mean = completions * t
            let logMean = PortableMath.log(mean)
            var tail = 1.0
            for (ahead, share) in behind.enumerated() {
                let count = Double(ahead)
                tail -= PortableMath.exp(count * logMean - mean - PortableMath.logGamma(count + 1))
                served += share * max(0, tail)
            }
            return (served, 0)
        }
        let survival = PortableMath.exp(-t / meanPatienceSeconds)
        let lapse = -PortableMath.expm1(-t / meanPatienceSeconds)
        let ratio = completions * meanPatienceSeconds
        for (ahead, share) in behind.enumerated() where share > 1e-18 {
            let stages = Double(ahead + 1)
            let isServed =
                ratio / (ratio + stages)
                * PortableMath.incompleteBeta(x: lapse, y: survival, a: stages, b: ratio + 1)
            let isReached = PortableMath.incompleteBeta(x: lapse, y: survival, a: stages, b: ratio)
            served += share * isServed
            abandoned += share * max(0, 1 - survival * (1 - isReached) - isServed)
        }
        return (served, abandoned)
    }
}
