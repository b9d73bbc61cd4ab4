import Quantities
import Simulation
import Stochastics
import Traffic

/// What theory expects of the offered load: service levels by Erlang A, B or C, each by its own definition, and where teams
/// are short.
public struct StaffingOutlook: Sendable, Equatable {
    /// The estimate of one service level.
    public struct Level: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// Time within which an answer counts, in seconds.
        public let withinSeconds: Double
        /// How those who give up count.
        public let abandoned: AbandonmentRule
        /// Wanted share; nil without one.
        public let target: Double?
        /// Formula of the estimates.
        public let formula: Formula
        /// Whether the formula is about such an operation: without it there are no estimates.
        public let fits: Bool
        /// Estimate over the week, weighted by contacts, in 0...1; nil where nobody comes or no formula fits.
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
        /// Nobody waits: who finds all agents busy is turned away (M/M/c/c).
        case erlangB = "Erlang B"
        /// A waiting room of limited size, in which nobody gives up.
        case bounded = "M/M/c/K"
        /// A waiting room of limited size, and exponential patience.
        case boundedPatience = "M/M/c/K+M"

        init(patience: Double?, places: Int?) {
            switch (patience, places) {
            case (nil, nil): self = .erlangC
            case (_, nil): self = .erlangA
            case (_, 0): self = .erlangB
            case (nil, _): self = .bounded
            case (_, _): self = .boundedPatience
            }
        }
    }

    /// One estimate for each service level, in the order of the scenario.
    public let levels: [Level]

    /// Estimates of an operation under a load.
    public init(_ specification: OperationSpecification, load: OfferedLoad) {
        levels = specification.serviceLevels.map { Self.level($0, specification, load) }
    }

    private static func level(
        _ level: ServiceLevelDefinition, _ specification: OperationSpecification, _ load: OfferedLoad
    ) -> Level {
        let patience = specification.meanPatienceSeconds(queues: level.queues)
        let places = specification.places(queues: level.queues)
        let team = specification.teams.indices.filter { team in
            specification.teams[team].queues.contains { level.queues.contains($0) }
        }
        let own = Set(level.queues)
        // A limit of some queues that share agents with others is in no formula.
        let limited = level.queues.contains { specification.queues[$0].capacity != nil }
        let shares = team.contains { specification.teams[$0].queues.contains { !own.contains($0) } }
        let fits = !limited || places != nil && !shares
        let hours = (0..<Weekday.hours).map { hour in
            Pool(
                perSecond: team.reduce(0) { $0 + load.teams[$1].perSecond[hour] },
                erlangs: team.reduce(0) { $0 + load.teams[$1].erlangs[hour] },
                agents: team.reduce(0) { $0 + load.teams[$1].agents[hour] })
        }
        let alone = hours.indices.map { hour in
            level.queues.reduce(0) { $0 + load.unattended[$1][hour] } / Seconds.perHour
        }
        let tallies = hours.map { fits ? $0.tally(level, patience: patience, places: places) : nil }
        let nobody = Pool.unattended(level, patience: patience)
        var (kept, all) = (0.0, 0.0)
        for hour in hours.indices {
            let promise = (tallies[hour] ?? ServiceLevelTally()).promise(level)
            let missed = nobody.promise(level)
            kept += promise.kept * hours[hour].perSecond + missed.kept * alone[hour]
            all += promise.all * hours[hour].perSecond + missed.all * alone[hour]
        }
        let open = hours.filter { $0.agents > 0 }
        var mean: Double?
        if !open.isEmpty, fits {
            let count = Double(open.count)
            mean =
                Pool(
                    perSecond: open.reduce(0) { $0 + $1.perSecond } / count,
                    erlangs: open.reduce(0) { $0 + $1.erlangs } / count,
                    agents: open.reduce(0) { $0 + $1.agents } / count
                ).tally(level, patience: patience, places: places)?.share(level)
        }
        let worst = hours.indices.filter { tallies[$0] != nil && hours[$0].agents > 0 }
            .max { hours[$0].erlangs / hours[$0].agents < hours[$1].erlangs / hours[$1].agents }
        return Level(
            name: level.name, withinSeconds: level.withinSeconds, abandoned: level.abandoned, target: level.target,
            formula: Formula(patience: patience, places: places), fits: fits,
            overall: fits && all > 0 ? kept / all : nil, atMeanLoad: mean,
            tightest: worst.flatMap { hour in tallies[hour]?.share(level).map { Level.Hour(hour: hour, share: $0) } })
    }

    /// All who serve a service level's queues, as one queue in order of arrival.
    private struct Pool {
        let perSecond: Double
        let erlangs: Double
        let agents: Double

        /// What becomes of those who come, as shares of them; nil where nobody comes.
        func tally(_ level: ServiceLevelDefinition, patience: Double?, places: Int?) -> ServiceLevelTally? {
            guard perSecond > 0, erlangs > 0 else { return nil }
            let servers = Int(agents.rounded())
            guard servers > 0 else { return Self.unattended(level, patience: patience) }
            let queue = FormulaQueue(
                servers: servers, perSecond: perSecond, handleSeconds: erlangs / perSecond,
                patienceSeconds: patience, places: places)
            // Without a steady state all are served in the end, and far too late.
            return queue?.tally(level) ?? ServiceLevelTally(offered: 1, answered: 1)
        }

        /// What becomes of those who come while nobody serves them: they give up, or are answered much later.
        static func unattended(_ level: ServiceLevelDefinition, patience: Double?) -> ServiceLevelTally {
            guard let patience else { return ServiceLevelTally(offered: 1, answered: 1) }
            func gone(_ seconds: Double) -> Double { -PortableMath.expm1(-seconds / patience) }
            return ServiceLevelTally(
                offered: 1, abandoned: gone(level.withinSeconds), short: level.shortSeconds.map(gone) ?? 0)
        }
    }
}
