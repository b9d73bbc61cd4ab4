import Quantities
import Simulation
import Stochastics
import Traffic

/// What theory expects of the offered load: service levels by Erlang A or C, and where teams are short.
public struct StaffingOutlook: Sendable, Equatable {
    /// The estimate of one service level.
    public struct Level: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// Time within which an answer counts, in seconds.
        public let withinSeconds: Double
        /// Wanted share; nil without one.
        public let target: Double?
        /// Formula of the estimates.
        public let formula: Formula
        /// Estimate over the week, weighted by contacts, in 0...1; nil where nobody comes.
        public let overall: Double?
        /// Estimate at the mean load and the mean number of agents; nil where nobody comes.
        public let atMeanLoad: Double?
        /// Estimate in the hour with the largest load for its agents; nil where nobody comes.
        public let tightest: Hour?

        /// Whether a target is out of reach by the formula.
        public var isShort: Bool { target.map { (overall ?? 1) < $0 } ?? false }

        /// An hour of the week with its estimate.
        public struct Hour: Sendable, Equatable {
            /// Hour of the week, from Monday 00:00.
            public let hour: Int
            /// Estimate, in 0...1.
            public let share: Double
        }
    }

    /// Which formula.
    public enum Formula: String, Sendable {
        /// Exponential patience (M/M/c+M).
        case erlangA = "Erlang A"
        /// Nobody gives up (M/M/c).
        case erlangC = "Erlang C"
    }

    /// One estimate for each service level, in the order of the scenario.
    public let levels: [Level]

    /// Estimates of an operation under a load.
    public init(_ specification: OperationSpecification, load: OfferedLoad) {
        levels = specification.serviceLevels.map { level in
            let patience = specification.meanPatienceSeconds(queues: level.queues)
            let pool = specification.teams.indices.filter { team in
                specification.teams[team].queues.contains { level.queues.contains($0) }
            }
            let hours = (0..<Weekday.hours).map { hour in
                Self.Pool(
                    perSecond: pool.reduce(0) { $0 + load.teams[$1].perSecond[hour] },
                    erlangs: pool.reduce(0) { $0 + load.teams[$1].erlangs[hour] },
                    agents: pool.reduce(0) { $0 + load.teams[$1].agents[hour] })
            }
            let alone = hours.indices.map { hour in
                level.queues.reduce(0) { $0 + load.unattended[$1][hour] } / Seconds.perHour
            }
            let shares = hours.map { $0.serviceLevel(within: level.withinSeconds, patience: patience) }
            let weights = hours.indices.map { hours[$0].perSecond + alone[$0] }
            let total = weights.reduce(0, +)
            let served = hours.indices.reduce(0) { $0 + (shares[$1] ?? 0) * hours[$1].perSecond }
            let open = hours.filter { $0.agents > 0 }
            var mean: Double?
            if !open.isEmpty {
                let count = Double(open.count)
                mean =
                    Pool(
                        perSecond: open.reduce(0) { $0 + $1.perSecond } / count,
                        erlangs: open.reduce(0) { $0 + $1.erlangs } / count,
                        agents: open.reduce(0) { $0 + $1.agents } / count
                    ).serviceLevel(within: level.withinSeconds, patience: patience)
            }
            let worst = hours.indices.filter { shares[$0] != nil && hours[$0].agents > 0 }
                .max { hours[$0].erlangs / hours[$0].agents < hours[$1].erlangs / hours[$1].agents }
            return Level(
                name: level.name, withinSeconds: level.withinSeconds, target: level.target,
                formula: patience == nil ? .erlangC : .erlangA, overall: total > 0 ? served / total : nil,
                atMeanLoad: mean,
                tightest: worst.flatMap { hour in shares[hour].map { Level.Hour(hour: hour, share: $0) } })
        }
    }

    /// All who serve a service level's queues, as one queue in order of arrival.
    private struct Pool {
        let perSecond: Double
        let erlangs: Double
        let agents: Double

        /// Share served in time; nil where nobody comes.
        func serviceLevel(within seconds: Double, patience: Double?) -> Double? {
            guard perSecond > 0, erlangs > 0 else { return nil }
            let servers = Int(agents.rounded())
            guard servers > 0 else { return 0 }
            let handle = erlangs / perSecond
            if let patience {
                let queue = try? ErlangFormulas.erlangA(
                    servers: servers, arrivalPerSecond: perSecond, meanServiceSeconds: handle,
                    meanPatienceSeconds: patience)
                return queue?.serviceLevel(withinSeconds: seconds)
            }
            guard erlangs < Double(servers) else { return 0 }
            let queue = try? ErlangFormulas.erlangC(
                servers: servers, arrivalPerSecond: perSecond, meanServiceSeconds: handle)
            return queue?.serviceLevel(withinSeconds: seconds)
        }
    }
}
