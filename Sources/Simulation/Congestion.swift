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
    private static let longestDuty = 86_400.0

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
    mutating func expect(_ agent: Int, at start: Double) { if isKept { dutyStarts[agent] = start } }

    /// A contact asks for a human of a queue.
    mutating func arrive(_ queue: Int, at now: Double) {
        guard isKept else { return }
        lines[queue].rate = rate(queue, at: now) + 1 / Self.memorySeconds
        lines[queue].since = now
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
        for queue in 0..<lines.count { state.queues[queue].agents = 0 }
        for team in 0..<teams.count {
            for queue in skills[team] { state.queues[queue].agents += teams[team].agents }
            teams[team].waiting = 0
            teams[team].load = 0
        }
        // What waits and arrives in each queue, for each of its agents.
        for queue in 0..<lines.count {
            let agents = state.queues[queue].agents
            let perAgent = agents > 0 && queue != auditQueue ? lines[queue].meanHandle / Double(agents) : 0
            state.queues[queue].otherWorkSeconds = Double(state.backlog[queue]) * perAgent
            state.queues[queue].load = rate(queue, at: now) * perAgent
        }
        for team in 0..<teams.count {
            for queue in skills[team] {
                teams[team].waiting += state.queues[queue].otherWorkSeconds
                teams[team].load += state.queues[queue].load
            }
        }
        for queue in 0..<lines.count { describe(queue, into: &state, at: now) }
    }

    private func describe(_ queue: Int, into state: inout OperationState, at now: Double) {
        let own = state.queues[queue].otherWorkSeconds
        var described = QueueState(agents: state.queues[queue].agents, meanHandleSeconds: lines[queue].meanHandle)
        described.secondsLeft = 0
        for team in 0..<teams.count where skills[team].contains(queue) {
            let agents = Double(teams[team].agents)
            described.idleAgents += max(0, teams[team].agents - teams[team].busy)
            described.load += agents * teams[team].load
            described.otherWorkSeconds += agents * (teams[team].waiting - own)
            described.secondsLeft +=
                teams[team].ends - Double(teams[team].agents - teams[team].endless) * now
                + Double(teams[team].endless) * Self.longestDuty
        }
        if described.agents > 0 {
            let agents = Double(described.agents)
            described.load /= agents
            described.otherWorkSeconds /= agents
            described.secondsLeft = max(0, described.secondsLeft / agents)
        } else {
            described.secondsToDuty = secondsToDuty(queue, at: now)
            described.secondsLeft = described.secondsToDuty
        }
        state.queues[queue] = described
    }

    private func secondsToDuty(_ queue: Int, at now: Double) -> Double {
        var earliest = now + Self.longestDuty
        for agent in 0..<dutyStarts.count where skills[teamOf[agent]].contains(queue) && dutyStarts[agent] >= now {
            earliest = min(earliest, dutyStarts[agent])
        }
        return earliest - now
    }
}

/// What is known of a team.
struct TeamDuty {
    var agents = 0
    var busy = 0
    /// Sum of the ends of its turns of duty, in seconds, and how many do not end.
    var ends = 0.0
    var endless = 0
    /// Seconds of work waiting, and arriving a second, for each of its agents.
    var waiting = 0.0
    var load = 0.0
}

/// What is known of the work of a queue.
struct QueueWork {
    var meanHandle = 0.0
    var handled = Congestion.planned
    /// Contacts a second, as of `since`.
    var rate = 0.0
    var since = 0.0
}
