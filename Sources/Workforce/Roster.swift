import Quantities
import Routing
import Stochastics

/// Who works when in one replication: every agent with speed and tenure, and each one's turns of duty.
///
/// All draws are keyed by agent, and absences by agent and day, so that two scenarios on the same seed have the same
/// people, ill on the same days.
public struct Roster: Sendable {
    /// Purposes of the random streams used here (see `RandomStream`).
    public enum Purpose: UInt16 {
        /// Whether an agent is away on a day.
        case absence = 64
        /// An agent's speed and tenure.
        case agent = 65
    }

    /// The teams, as given.
    public let teams: [Team]
    /// All agents; those of a team are contiguous, in the order of its shifts.
    public let agents: [Agent]
    /// The teams as the dispatcher sees them.
    public let groups: [AgentGroup]
    /// Keys an agent by team, shift and place in it, so that one more agent elsewhere changes nobody else.
    private let entities: [UInt64]
    private let seed: UInt64
    private let replication: UInt32

    /// Draws the people of a replication.
    public init(teams: [Team], seed: UInt64, replication: UInt32) {
        self.teams = teams
        self.seed = seed
        self.replication = replication
        var agents: [Agent] = []
        var groups: [AgentGroup] = []
        var entities: [UInt64] = []
        for (number, team) in teams.enumerated() {
            let start = agents.count
            let variance = PortableMath.log(1 + team.speedVariation * team.speedVariation)
            let speed = Distribution.lognormal(mu: -variance / 2, sigma: variance.squareRoot())
            for (shift, count) in (team.curve.map { [$0.most] } ?? team.shifts.map(\.agents)).enumerated() {
                for member in 0..<count {
                    let entity = UInt64(number) << 24 | UInt64(shift) << 16 | UInt64(member)
                    entities.append(entity)
                    var stream = RandomStream(
                        seed: seed, replication: replication, purpose: Purpose.agent.rawValue, entity: entity)
                    // Drawn even where all are equally fast (then it is 1), so that the tenure stays the same.
                    let factor = speed.sample(using: &stream)
                    let tenure = team.tenureSeconds.sample(using: &stream)
                    agents.append(Agent(team: number, shift: shift, speedFactor: factor, tenureSeconds: tenure))
                }
            }
            groups.append(AgentGroup(queues: team.queues, agents: start..<agents.count))
        }
        self.agents = agents
        self.groups = groups
        self.entities = entities
    }

    /// Start in seconds of the first turn of duty of an agent at or after a time, absences left out.
    ///
    /// The run begins in the middle of the night of Sunday to Monday: who works through it is on duty from 0.
    ///
    /// - Returns: nil when the shift has no day, or the agent is away for a whole year.
    public func dutyStart(of agent: Int, from seconds: Double) -> Double? {
        let person = agents[agent]
        let team = teams[person.team]
        if let curve = team.curve { return curve.dutyStart(ofAgent: place(of: agent), from: seconds) }
        let shift = team.shifts[person.shift]
        if shift.isAlways && team.shrinkage == 0 {
            return seconds <= 0 ? 0 : nil
        }
        if seconds <= 0 && shift.worksAt0 && !isAbsent(agent, team: team, day: -1) { return 0 }
        let today = max(0, Int((seconds / Seconds.perDay).rounded(.down)))
        for day in today..<today + 366 where shift.days[day % 7] {
            let start = Double(day) * Seconds.perDay + shift.fromSeconds
            guard start >= seconds, !isAbsent(agent, team: team, day: day) else { continue }
            return start
        }
        return nil
    }

    /// End of the turn of duty that an agent began at `startSeconds`; nil for a shift that never ends.
    public func dutyEnd(of agent: Int, startSeconds: Double) -> Double? {
        let person = agents[agent]
        let team = teams[person.team]
        if let curve = team.curve { return curve.dutyEnd(ofAgent: place(of: agent), startSeconds: startSeconds) }
        let shift = team.shifts[person.shift]
        if shift.isAlways && team.shrinkage == 0 { return nil }
        // Before the shift's own hour of the first day: the turn that began on the Sunday before.
        if startSeconds < shift.fromSeconds { return shift.toSeconds - Seconds.perDay }
        return startSeconds - shift.fromSeconds + shift.toSeconds
    }

    /// Factor on handle time of an agent at a time: personal speed and experience so far.
    public func handleFactor(of agent: Int, at seconds: Double) -> Double {
        let person = agents[agent]
        guard let learning = teams[person.team].learning else { return person.speedFactor }
        return person.speedFactor * learning.factor(tenureSeconds: person.tenureSeconds + seconds)
    }

    /// Place of an agent within the team.
    private func place(of agent: Int) -> Int { agent - groups[agents[agent].team].agents.lowerBound }

    private func isAbsent(_ agent: Int, team: Team, day: Int) -> Bool {
        guard team.shrinkage > 0 else { return false }
        var stream = RandomStream(
            seed: seed, replication: replication, purpose: Purpose.absence.rawValue,
            entity: entities[agent] << 16 | UInt64(day & 0xFFFF))
        return stream.uniform() < team.shrinkage
    }
}
