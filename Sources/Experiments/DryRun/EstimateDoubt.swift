import Quantities
import Simulation
import Stochastics

/// Why a formula says nothing of a service level, and only a simulation can tell.
enum EstimateDoubt {
    /// How far a formula and the pilot may lie apart, beside the pilot's own noise, as a share of the contacts.
    private static let tolerance = 0.06
    /// The same where queues share their agents, whose order no formula knows.
    private static let sharedTolerance = 0.04

    /// What keeps every formula from a level, before anything is estimated; nil for nothing.
    static func reason(
        _ level: ServiceLevelDefinition, _ it: OperationSpecification, flows: PilotFlows, hasSlots: Bool
    ) -> String? {
        if it.ai != nil, it.policy.pricesHumans { return "the policy follows the queue" }
        if it.training != nil || it.ai?.assumedLearning != nil, flows.seconds < it.horizonSeconds {
            return "the AI learns after the pilot, which changes the humans' work"
        }
        if it.traffic.recordedArrivals != nil { return "the contacts come at recorded times" }
        if it.traffic.arrivals.gaps != nil || it.traffic.arrivals.batch.mean != 1 {
            return "the contacts do not come one by one at random"
        }
        if !hasSlots { return "its contacts take different parts of an agent" }
        if isLimited(level, it), level.queues.count > 1 { return waitingRoom }
        return nil
    }

    /// Whether a waiting room of a level stands beside other queues of the same agents: then an estimate holds only where
    /// it is hardly ever full.
    static func sharesRoom(_ level: ServiceLevelDefinition, _ it: OperationSpecification) -> Bool {
        isLimited(level, it) && shares(level, it)
    }

    /// What is said of such a room.
    static let waitingRoom = "no formula fits a waiting room beside other queues of the same agents"
    /// Share of the contacts that such a room may turn away.
    static let hardlyEver = 0.01

    private static func isLimited(_ level: ServiceLevelDefinition, _ it: OperationSpecification) -> Bool {
        level.queues.contains { it.queues[$0].capacity != nil }
    }

    /// What the pilot, which is a simulation, has against an estimate; nil where the two agree.
    static func contradiction(
        _ estimate: Double, _ level: ServiceLevelDefinition, place: Int, _ it: OperationSpecification, flows: PilotFlows
    ) -> String? {
        guard flows.levels.indices.contains(place), flows.seconds >= min(Seconds.perDay, it.horizonSeconds) else {
            return nil
        }
        let tally = flows.levels[place]
        let (kept, all) = tally.promise(level)
        guard all >= 1 else { return nil }
        let share = kept / all
        // A pilot without a miss is as noisy as one with one.
        let rate = max(share, 1 / (all + 1)) * max(1 - share, 1 / (all + 1))
        let noise = 2 * (rate / all).squareRoot()
        let limit = (shares(level, it) ? sharedTolerance : tolerance) + noise
        guard abs(share - estimate) > limit else { return nil }
        return "the pilot kept \(BriefUnits.percent(share)), the formula expects \(BriefUnits.percent(estimate))"
    }

    /// Whether the agents of a level serve other queues too.
    private static func shares(_ level: ServiceLevelDefinition, _ it: OperationSpecification) -> Bool {
        it.teams.contains { team in
            team.queues.contains(where: level.queues.contains) && team.queues.contains { !level.queues.contains($0) }
        }
    }
}
