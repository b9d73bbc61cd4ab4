import Quantities
import Simulation
import Stochastics
import Traffic

/// What theory expects of the service levels, each by its own definition: by Erlang A, B, C and their kin in steady state
/// where every hour is the same, and by the same chains followed from hour to hour where they differ.
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
        /// Why no formula is about such an operation, so that only a simulation can tell; nil where one is.
        public internal(set) var doubt: Finding?
        /// Estimate over all hours, weighted by the contacts of the level's queues, in 0...1; nil where nobody comes or no
        /// formula fits.
        public internal(set) var overall: Double?
        /// Estimate at the mean load and the mean number of agents; nil where nobody comes.
        public internal(set) var atMeanLoad: Double?
        /// Estimate in the hour with the largest load for its agents; nil where nobody comes.
        public internal(set) var tightest: Hour?

        /// Whether a formula is about such an operation: without it there are no estimates.
        public var fits: Bool { doubt == nil }

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
    public enum Formula: String, Sendable, Codable {
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

    /// Estimates of an operation whose contacts reach the humans as in a pilot.
    public init(_ specification: OperationSpecification, flows: PilotFlows) {
        levels = specification.serviceLevels.indices.map { Self.level($0, specification, flows) }
    }

    private static func level(_ place: Int, _ it: OperationSpecification, _ flows: PilotFlows) -> Level {
        let level = it.serviceLevels[place]
        let patience = it.meanPatienceSeconds(queues: level.queues)
        let few = PoolHours(level, it, flows: flows, count: min(Weekday.hours, HourlyOutlook.count(it, grows: true)))
        let work = few.hours.reduce(0) { $0 + $1.perSecond } * few.workSeconds
        let grows = patience == nil && work >= few.hours.reduce(0) { $0 + $1.agents } * Double(few.slots ?? 1)
        let count = HourlyOutlook.count(it, grows: grows)
        let pool = PoolHours(level, it, flows: flows, count: count)
        let places = it.places(level, pool: pool)
        var found = Level(
            name: level.name, withinSeconds: level.withinSeconds, abandoned: level.abandoned, target: level.target,
            formula: Formula(patience: patience, places: places), doubt: nil, overall: nil, atMeanLoad: nil,
            tightest: nil)
        found.doubt = EstimateDoubt.reason(level, it, flows: flows, hasSlots: pool.slots != nil)
            .map { .onlySimulation(reason: $0) }
        if grows, it.horizonSeconds > longestGrowth {
            found.doubt = found.doubt ?? .onlySimulation(reason: .growingBacklog)
        }
        guard found.doubt == nil, let slots = pool.slots, pool.hours.contains(where: { $0.own > 0 }) else {
            return found
        }
        let sharesRoom = EstimateDoubt.sharesRoom(level, it)
        var daySpread = 0.0
        if it.assignment?.stretch.isEmpty ?? true, pool.isSteady, !sharesRoom,
            it.traffic.arrivals.dayFactorShape == nil,
            let steady = pool.hours.first.flatMap({ Self.steady($0, level, pool, slots, patience, places) })
        {
            found.estimate(steady, mean: steady, tightest: Level.Hour(hour: 0, share: steady))
        } else if let hourly = HourlyOutlook(level, it, pool: pool, slots: slots, patience: patience, places: places) {
            func share(_ promise: (kept: Double, all: Double)) -> Double? {
                promise.all > 0 ? promise.kept / promise.all : nil
            }
            let ranked = pool.hours.prefix(Weekday.hours).indices.filter {
                pool.hours[$0].agents > 0 && pool.hours[$0].own > 0
            }.sorted { pool.pressure($0) > pool.pressure($1) }
            let worst = ranked.lazy.compactMap { hour in
                share(hourly.byHour[hour]).map { Level.Hour(hour: hour, share: $0) }
            }.first
            daySpread = hourly.daySpread
            if sharesRoom, hourly.turnedAway > EstimateDoubt.hardlyEver {
                found.doubt = .onlySimulation(reason: .waitingRoom)
                return found
            }
            found.estimate(
                share(hourly.overall),
                mean: pool.mean.flatMap { Self.steady($0, level, pool, slots, patience, places) }, tightest: worst)
        } else {
            found.doubt = .onlySimulation(reason: .longLine)
        }
        if let overall = found.overall {
            found.doubt = EstimateDoubt.contradiction(
                overall, level, place: place, it, flows: flows, daySpread: daySpread)
            if found.doubt != nil { found.estimate(nil, mean: nil, tightest: nil) }
        }
        return found
    }

    /// Longest run in which a line that only grows is followed, in seconds.
    private static let longestGrowth = 4 * Seconds.perWeek

    /// The steady state of an hour, as if it lasted for ever; nil where nobody comes or it has none.
    private static func steady(
        _ hour: PoolHours.Hour, _ level: ServiceLevelDefinition, _ pool: PoolHours, _ slots: Int, _ patience: Double?,
        _ places: Int?
    ) -> Double? {
        let servers = Int((hour.agents * Double(slots)).rounded())
        guard servers > 0, hour.perSecond > 0, pool.workSeconds > 0 else { return nil }
        return FormulaQueue(
            servers: servers, perSecond: hour.perSecond, handleSeconds: pool.workSeconds, patienceSeconds: patience,
            places: places
        )?.tally(level).share(level)
    }
}

extension StaffingOutlook.Level {
    fileprivate mutating func estimate(_ overall: Double?, mean: Double?, tightest: Hour?) {
        self.overall = overall
        atMeanLoad = mean
        self.tightest = tightest
    }
}

extension PoolHours {
    /// Work that comes for each agent on duty.
    fileprivate func pressure(_ hour: Int) -> Double { hours[hour].perSecond / hours[hour].agents }

    /// The mean of the hours with somebody on duty; nil without one.
    fileprivate var mean: Hour? {
        let open = hours.filter { $0.agents > 0 }
        guard !open.isEmpty else { return nil }
        let count = Double(open.count)
        return Hour(
            perSecond: open.reduce(0) { $0 + $1.perSecond } / count, own: open.reduce(0) { $0 + $1.own } / count,
            agents: open.reduce(0) { $0 + $1.agents } / count)
    }
}

extension OperationSpecification {
    /// The waiting room of a level's queues; for approvals that time out as long a line as is served in that time.
    fileprivate func places(_ level: ServiceLevelDefinition, pool: PoolHours) -> Int? {
        if let places = places(queues: level.queues) { return places }
        let limits = plans.filter { $0.plan.asks && level.queues.contains($0.queue) }.map(\.timeOutSeconds)
        guard level.queues.count == 1, let longest = limits.compactMap({ $0 }).max(), !limits.contains(nil),
            pool.workSeconds > 0, traffic.recordedArrivals == nil,
            let agents = pool.hours.map(\.agents).max(), agents > 0
        else { return nil }
        return max(1, Int(min(1e6, (longest * agents / pool.workSeconds).rounded())))
    }
}
