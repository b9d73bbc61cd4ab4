import Quantities
import Simulation
import Workforce

/// The teams that serve a service level's queues with all that comes to them, hour by hour from the start of a run.
struct PoolHours {
    /// One hour.
    struct Hour: Equatable {
        /// Contacts that come to the pool a second, those of other queues included.
        var perSecond = 0.0
        /// Contacts that come to the level's own queues a second, whether anybody is on duty or not.
        var own = 0.0
        /// Agents on duty, net of shrinkage.
        var agents = 0.0
        /// Variance of the agents on duty over their absences.
        var variance = 0.0
    }

    /// The hours, from the start.
    private(set) var hours: [Hour] = []
    /// Mean work of a contact in seconds; 0 where nobody comes.
    private(set) var workSeconds = 0.0
    /// What the spread of the work adds to waits: (1 + cv^2) / 2, 1 for exponential work (Allen and Cunneen; Whitt,
    /// "Approximations for the GI/G/m queue", Production and Operations Management 2, 1993).
    private(set) var spread = 1.0
    /// Contacts that an agent has in hand at most; nil where they take different parts of an agent.
    let slots: Int?

    /// The pool of a level.
    ///
    /// - Parameter count: of hours.
    init(_ level: ServiceLevelDefinition, _ specification: OperationSpecification, flows: PilotFlows, count: Int) {
        let teams = specification.teams
        let pool = teams.indices.filter { teams[$0].queues.contains { level.queues.contains($0) } }
        let queues = flows.queues.indices.filter { queue in
            flows.queues[queue].perContact > 0 && pool.contains { teams[$0].queues.contains(queue) }
        }
        slots = Self.slots(specification, pool: pool, queues: queues)
        let week = teams.map { team in (0..<Weekday.hours).map { team.netAgents(hour: $0) } }
        var (work, all, spread) = (0.0, 0.0, 0.0)
        let spreads = queues.map { Self.spread(specification, pool: pool, queue: $0) }
        for hour in 0..<count {
            let start = Double(hour) * Seconds.perHour
            let perSecond =
                specification.traffic.arrivals.expectedCount(from: start, to: start + Seconds.perHour)
                / Seconds.perHour
            var found = Hour()
            for team in pool {
                let agents = week[team][hour % Weekday.hours]
                found.agents += agents
                if teams[team].curve == nil { found.variance += agents * teams[team].shrinkage }
            }
            for (place, queue) in queues.enumerated() {
                let flow = flows.queues[queue]
                let serving = teams.indices.filter { teams[$0].queues.contains(queue) }
                let there = serving.reduce(0) { $0 + week[$1][hour % Weekday.hours] }
                let ours = serving.filter(pool.contains).reduce(0) { $0 + week[$1][hour % Weekday.hours] }
                let isOwn = level.queues.contains(queue)
                let share = isOwn || there == 0 ? 1 : ours / there
                let part = perSecond * flow.perContact
                found.perSecond += part * share
                if isOwn { found.own += part }
                work += part * share * Self.work(specification, queue, flow, slots: slots)
                all += part * share
                spread += part * share * spreads[place]
            }
            hours.append(found)
        }
        workSeconds = all > 0 ? work / all : 0
        self.spread = all > 0 ? spread / all : 1
    }

    /// What a contact takes an agent who has no other: as it was in the pilot, or as planned where several at once make
    /// all of them slower.
    private static func work(
        _ it: OperationSpecification, _ queue: Int, _ flow: PilotFlows.Flow, slots: Int?
    ) -> Double {
        // The pilot counts the part of an agent that a contact takes.
        let seen = flow.handleSeconds * Double(slots ?? 1)
        guard it.assignment?.stretch.isEmpty == false else { return seen }
        return it.teams.plannedHandleSeconds(queue: queue) ?? seen
    }

    /// (1 + cv^2) / 2 of what a queue's contacts take, the mean over the pool's teams by their agents.
    private static func spread(_ it: OperationSpecification, pool: [Int], queue: Int) -> Double {
        let asks = it.plans.contains { $0.plan.asks && [$0.queue, $0.escalationQueue].contains(queue) }
        let (sum, agents) = pool.filter { it.teams[$0].queues.contains(queue) }.reduce((0.0, 0.0)) { found, place in
            let team = it.teams[place]
            let time = asks ? team.approvalTime ?? team.handleTime : team.handleTime
            let mean = time.mean
            let square = mean > 0 && time.variance.isFinite ? time.variance / (mean * mean) : 1
            let count = Double(max(1, team.agents))
            return (found.0 + count * (1 + min(4, square)) / 2, found.1 + count)
        }
        return agents > 0 ? sum / agents : 1
    }

    private static func slots(_ it: OperationSpecification, pool: [Int], queues: [Int]) -> Int? {
        var found: Set<Int> = []
        for team in pool {
            for queue in queues where it.teams[team].queues.contains(queue) {
                guard let slots = it.slots(team: team, queue: queue) else { return nil }
                found.insert(slots)
            }
        }
        return found.isEmpty ? 1 : found.count == 1 ? found.first : nil
    }

    /// Mean agents over a time that begins in the middle of an hour.
    func meanAgents(hour: Int, seconds: Double) -> Double {
        guard seconds > Seconds.perHour / 2, !hours.isEmpty else { return hours[hour].agents }
        var (sum, left, place) = (0.0, seconds, hour)
        var part = Seconds.perHour / 2
        while left > 0 {
            let length = min(part, left)
            // After the last hour the week goes on as it was.
            let there = place < hours.count ? place : max(0, hours.count - Weekday.hours) + place % Weekday.hours
            sum += length * hours[min(there, hours.count - 1)].agents
            left -= length
            place += 1
            part = Seconds.perHour
        }
        return sum / seconds
    }

    /// Whether every hour is as the first one, with whole agents who are never away.
    var isSteady: Bool {
        guard let first = hours.first, first.variance == 0, first.agents == first.agents.rounded() else { return false }
        return hours.allSatisfy {
            $0.agents == first.agents && abs($0.perSecond - first.perSecond) <= 1e-9 * first.perSecond
        }
    }
}

extension OperationSpecification {
    /// Contacts of a queue that an agent of a team has in hand at most; nil where its channels take different parts of
    /// an agent.
    func slots(team: Int, queue: Int) -> Int? {
        let parts = Set(agentParts(team: team, queue: queue).map(\.units))
        guard parts.count <= 1 else { return nil }
        return max(1, (assignment?.rules.capacity(ofGroup: team) ?? 1) / (parts.first ?? 1))
    }

    private func agentParts(team: Int, queue: Int) -> [(units: Int, share: Double)] {
        guard let assignment else { return [] }
        let capacity = assignment.rules.capacity(ofGroup: team)
        return channels(reaching: [queue]).map { channel in
            let units = assignment.channelUnits.indices.contains(channel) ? assignment.channelUnits[channel] : 1
            return (min(capacity, max(1, units)), traffic.channels[channel].share)
        }
    }
}
