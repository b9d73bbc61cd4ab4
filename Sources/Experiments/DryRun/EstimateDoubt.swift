import Quantities
import Simulation
import Stochastics

/// Why a formula says nothing of a service level, and only a simulation can tell.
public enum EstimateDoubt {
    /// What no formula knows of.
    public enum Reason: String, Sendable, Codable {
        /// The policy decides by the length of the queue.
        case policyFollowsQueue = "policy_follows_queue"
        /// The AI learns after the pilot, and so changes the humans' work.
        case learnsAfterPilot = "learns_after_pilot"
        /// The contacts come at recorded times.
        case recordedTimes = "recorded_times"
        /// The contacts do not come one by one at random.
        case notOneByOne = "not_one_by_one"
        /// Contacts take different parts of an agent.
        case partsOfAgents = "parts_of_agents"
        /// A waiting room beside other queues of the same agents.
        case waitingRoom = "waiting_room"
        /// The backlog grows as long as the run lasts.
        case growingBacklog = "growing_backlog"
        /// The line grows too long to be followed.
        case longLine = "long_line"
    }

    /// How far a formula and the pilot may lie apart, beside the pilot's own noise, as a share of the contacts.
    private static let tolerance = 0.06
    /// The same where queues share their agents, whose order no formula knows.
    private static let sharedTolerance = 0.04

    /// What keeps every formula from a level, before anything is estimated; nil for nothing.
    static func reason(
        _ level: ServiceLevelDefinition, _ it: OperationSpecification, flows: PilotFlows, hasSlots: Bool
    ) -> Reason? {
        if it.ai != nil, it.policy.pricesHumans { return .policyFollowsQueue }
        if it.training != nil || it.ai?.assumedLearning != nil, flows.seconds < it.horizonSeconds {
            return .learnsAfterPilot
        }
        if it.traffic.recordedArrivals != nil { return .recordedTimes }
        if it.traffic.arrivals.gaps != nil || it.traffic.arrivals.batch.mean != 1 {
            return .notOneByOne
        }
        if !hasSlots { return .partsOfAgents }
        if isLimited(level, it), level.queues.count > 1 { return .waitingRoom }
        return nil
    }

    /// Whether a waiting room of a level stands beside other queues of the same agents: then an estimate holds only where
    /// it is hardly ever full.
    static func sharesRoom(_ level: ServiceLevelDefinition, _ it: OperationSpecification) -> Bool {
        isLimited(level, it) && shares(level, it)
    }

    /// Share of the contacts that such a room may turn away before no formula fits.
    static let hardlyEver = 0.01

    private static func isLimited(_ level: ServiceLevelDefinition, _ it: OperationSpecification) -> Bool {
        level.queues.contains { it.queues[$0].capacity != nil }
    }

    /// What the pilot, which is a simulation, has against an estimate; nil where the two agree.
    ///
    /// - Parameter daySpread: standard deviation of the share over days that differ: the pilot has few of them.
    static func contradiction(
        _ estimate: Double, _ level: ServiceLevelDefinition, place: Int, _ it: OperationSpecification,
        flows: PilotFlows,
        daySpread: Double
    ) -> Finding? {
        guard flows.levels.indices.contains(place), flows.seconds >= min(Seconds.perDay, it.horizonSeconds) else {
            return nil
        }
        let tally = flows.levels[place]
        let (kept, all) = tally.promise(level)
        guard all >= 1 else { return nil }
        let share = kept / all
        // A pilot without a miss is as noisy as one with one.
        let rate = max(share, 1 / (all + 1)) * max(1 - share, 1 / (all + 1))
        let days = max(1, flows.seconds / Seconds.perDay)
        let noise = 2 * (rate / all + daySpread * daySpread / days).squareRoot()
        let limit = (shares(level, it) ? sharedTolerance : tolerance) + noise
        guard abs(share - estimate) > limit else { return nil }
        return .pilotContradicts(pilot: share, formula: estimate)
    }

    /// Whether the agents of a level serve other queues too.
    private static func shares(_ level: ServiceLevelDefinition, _ it: OperationSpecification) -> Bool {
        it.teams.contains { team in
            team.queues.contains(where: level.queues.contains) && team.queues.contains { !level.queues.contains($0) }
        }
    }
}
