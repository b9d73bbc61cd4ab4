import Quantities
import Routing
import Stochastics
import Workforce

/// What the operation knows of the humans behind each queue, kept for a policy that prices their time.
///
/// Work counts by team: where several teams serve a queue, each takes a part of it as large as its agents on duty. Audits
/// wait behind every customer, so they are no work ahead of anybody; where customers share their queue they count all
/// the same. Kept only where the rule asks for it: everything is O(1) an event, and O(skills) a decision.
struct Congestion: ~Copyable {
    /// Whether anything is kept.
    let isKept: Bool
    private let skills: [[Int]]
    private let teamOf: [Int]
    private let auditQueue: Int
    private var teams: FlatTable<TeamDuty>
    private var lines: FlatTable<QueueWork>
    /// End of every agent's turn of duty and start of the next one, in seconds; infinity where there is none.
    private var dutyEnds: FlatTable<Double>
    private var dutyStarts: FlatTable<Double>

    /// Time in which the memory of arrivals fades to 1/e, in seconds.
    static let memorySeconds = 1800.0
    /// Handled contacts that the plan's mean handle time counts for, and the most that the mean remembers.
    static let (planned, remembered) = (20.0, 1000.0)
    /// A turn of duty that does not end counts as this long.
    private static let longestDuty = Seconds.perDay

    init(_ specification: OperationSpecification, roster: Roster, isKept: Bool) {
        self.isKept = isKept
        let teams = specification.teams
        skills = teams.map(\.queues)
        teamOf = isKept ? roster.agents.map(\.team) : []
        auditQueue = specification.auditQueue ?? -1
        self.teams = FlatTable(repeating: TeamDuty(), count: isKept ? teams.count : 0)
        let works = (0..<(isKept ? specification.queues.count : 0)).map { queue in
            QueueWork(meanHandle: teams.plannedHandleSeconds(queue: queue) ?? 0)
        }
        lines = FlatTable(works)
        let agents = isKept ? roster.agents.count : 0
        dutyEnds = FlatTable(repeating: .infinity, count: agents)
        dutyStarts = FlatTable(repeating: .infinity, count: agents)
    }

    // MARK: What happens

    mutating func begin(_ agent: Int) { if isKept { teams[teamOf[agent]].busy += 1 } }

    mutating func end(_ agent: Int) { if isKept { teams[teamOf[agent]].busy -= 1 } }

    /// An agent comes, until a time; nil for ever.
    mutating func come(_ agent: Int, until end: Double?) {
        guard isKept else { return }
        let team = teamOf[agent]
        teams[team].agents += 1
        dutyEnds[agent] = end ?? .infinity
        if let end { teams[team].ends += end } else { teams[team].endless += 1 }
    }

    /// An agent goes.
    mutating func go(_ agent: Int) {
        guard isKept else { return }
        let team = teamOf[agent]
        teams[team].agents -= 1
        if dutyEnds[agent] < .infinity { teams[team].ends -= dutyEnds[agent] } else { teams[team].endless -= 1 }
    }

    /// An agent's next turn of duty is known.
    mutating func expect(_ agent: Int, at start: Double) {
        guard isKept else { return }
        dutyStarts[agent] = start
        for queue in skills[teamOf[agent]] { lines[queue].comes = -1 }
    }

    /// A contact asks for a human of a queue.
    mutating func arrive(_ queue: Int, at now: Double) {
        guard isKept else { return }
        lines[queue].rate = rate(queue, at: now) + 1 / Self.memorySeconds
        lines[queue].since = now
    }

    /// A query comes that humans of a queue would handle if the AI did not.
    mutating func note(_ queue: Int, at now: Double) {
        guard isKept else { return }
        lines[queue].asked =
            lines[queue].asked * PortableMath.exp((lines[queue].askedSince - now) / Self.memorySeconds)
            + 1 / Self.memorySeconds
        lines[queue].askedSince = now
    }

    /// A human is done with a contact of a queue.
    mutating func finish(_ queue: Int, handleSeconds: Double) {
        guard isKept else { return }
        lines[queue].handled = min(lines[queue].handled + 1, Self.remembered)
        lines[queue].meanHandle += (handleSeconds - lines[queue].meanHandle) / lines[queue].handled
    }

    private func rate(_ queue: Int, at now: Double) -> Double {
        lines[queue].rate * PortableMath.exp((lines[queue].since - now) / Self.memorySeconds)
    }

    // MARK: What the policy is told

    /// Brings the state of the queues up to date.
    mutating func describe(into state: inout OperationState, at now: Double) {
        guard isKept else { return }
        for queue in 0..<lines.count { lines[queue].agents = 0 }
        for team in 0..<teams.count {
            for queue in skills[team] { lines[queue].agents += teams[team].agents }
        }
        for queue in 0..<lines.count {
            let agents = lines[queue].agents
            let perAgent = agents > 0 && queue != auditQueue ? lines[queue].meanHandle / Double(agents) : 0
            lines[queue].waiting = Double(state.backlog[queue]) * perAgent
            lines[queue].load = rate(queue, at: now) * perAgent
            lines[queue].offered =
                lines[queue].asked * PortableMath.exp((lines[queue].askedSince - now) / Self.memorySeconds) * perAgent
            state.queues[queue] = QueueState(
                agents: agents, meanHandleSeconds: lines[queue].meanHandle, secondsLeft: 0)
        }
        for team in 0..<teams.count { addTeam(team, to: &state, at: now) }
        for queue in 0..<lines.count {
            guard lines[queue].agents > 0 else {
                state.queues[queue].secondsToDuty = secondsToDuty(queue, at: now)
                continue
            }
            let agents = Double(lines[queue].agents)
            state.queues[queue].load /= agents
            state.queues[queue].offeredLoad /= agents
            state.queues[queue].otherWorkSeconds =
                max(0, state.queues[queue].otherWorkSeconds / agents - lines[queue].waiting)
            state.queues[queue].secondsLeft = max(0, state.queues[queue].secondsLeft / agents)
        }
    }

    /// Adds a team's part, weighted by its agents, to the queues it serves.
    private func addTeam(_ team: Int, to state: inout OperationState, at now: Double) {
        let duty = teams[team]
        let agents = Double(duty.agents)
        let idle = max(0, duty.agents - duty.busy)
        let left =
            duty.ends - Double(duty.agents - duty.endless) * now + Double(duty.endless) * Self.longestDuty
        var (waiting, load, offered) = (0.0, 0.0, 0.0)
        for queue in skills[team] {
            waiting += lines[queue].waiting
            offered += lines[queue].offered
            load += lines[queue].load
        }
        for queue in skills[team] {
            state.queues[queue].idleAgents += idle
            state.queues[queue].load += agents * load
            state.queues[queue].offeredLoad += agents * offered
            state.queues[queue].otherWorkSeconds += agents * waiting
            state.queues[queue].secondsLeft += left
        }
    }

    /// Time until the first agent comes, which is looked for once.
    private mutating func secondsToDuty(_ queue: Int, at now: Double) -> Double {
        if lines[queue].comes < now {
            lines[queue].comes = .infinity
            for agent in 0..<dutyStarts.count where dutyStarts[agent] >= now && skills[teamOf[agent]].contains(queue) {
                lines[queue].comes = min(lines[queue].comes, dutyStarts[agent])
            }
        }
        return min(lines[queue].comes - now, Self.longestDuty)
    }
}

/// What is known of a team.
struct TeamDuty {
    var agents = 0
    var busy = 0
    /// Sum of the ends of its turns of duty, in seconds, and how many do not end.
    var ends = 0.0
    var endless = 0
}

/// What is known of the work of a queue.
struct QueueWork {
    var meanHandle = 0.0
    var handled = Congestion.planned
    /// Contacts a second, as of `since`.
    var rate = 0.0
    var since = 0.0
    /// Queries a second that it would have without an AI, as of `askedSince`.
    var asked = 0.0
    var askedSince = 0.0
    /// Agents on duty who serve it, and the seconds of its work that wait, and arrive a second, for each of them: as of
    /// the last description.
    var agents = 0
    var waiting = 0.0
    var load = 0.0
    var offered = 0.0
    /// When the first agent comes, where none is there; before now when that is not known.
    var comes = -1.0
}
