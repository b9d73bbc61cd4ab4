import Files
import Scenarios
import Simulation
import Workforce

extension StaffingStudy {
    /// Most simulations of the other scope: a roster that nobody asked for need not be judged further.
    private static let mostRounds = 3

    /// What the promise takes in the other scope: over the period together, as contracts usually say it, beside every
    /// interval on its own, or the other way round. Searched for with the replications of the search; nil where there is one
    /// number for all times.
    func otherScope(_ search: StaffingSearch, replications: Int) throws -> StaffingPlan.OtherScope? {
        guard grid.count > 1 else { return nil }
        var other = search.inOtherScope()
        let samples = try other.settle(rounds: Self.mostRounds, replications: replications)
        let teams = Set(goals.map(\.team)).sorted().map { team -> StaffingPlan.OtherScope.Team in
            let agents = other.curves[team] ?? []
            let counted = agents.indices.filter { grid.isCovered($0) }.map { agents[$0] }
            let away = specification.teams[team].shrinkage
            return StaffingPlan.OtherScope.Team(
                team: team, netHours: grid.hoursPerWeek * Double(counted.reduce(0, +)),
                grossHours: grid.hoursPerWeek
                    * Double(counted.reduce(0) { $0 + StaffingCurve.rostered($1, shrinkage: away) }))
        }
        return StaffingPlan.OtherScope(
            teams: teams,
            levels: goals.map { goal in
                samples.observations(goal)?.estimate().clipped(to: goal.kind == .meanWait ? 0...Double.infinity : 0...1)
            })
    }

    /// Refuses a promise about nobody: with no contact that it counts, any number of agents keeps it.
    ///
    /// - Throws: `Problems` with each such target.
    func refuseNobody(_ present: [StaffingSample]) throws {
        var problems = Problems()
        for goal in goals where present.observations(goal) == nil {
            let names = goal.queues.map { specification.queues[$0].name }.joined(separator: ", ")
            let came = goal.queues.contains { queue in
                present.contains { sample in
                    (0..<sample.tally.count).contains { sample.tally.arrived(queue: queue, interval: $0) > 0 }
                }
            }
            problems.append(
                Problem(
                    file: "--target '\(goal.requirement.text)'",
                    message: came
                        ? "nobody who comes to \(names) counts for this promise, so 0 agents would keep it"
                        : "nobody comes to \(names) in the measured period, so 0 agents would keep this promise",
                    remedy: came
                        ? "write abandoned: missed in the service level, or another target"
                        : "write a target about a queue that contacts reach, or send some there "
                            + "(policy.default_queue, policy.queues_by_channel, policy.triggers)"))
        }
        try problems.throwIfAny()
    }
}
