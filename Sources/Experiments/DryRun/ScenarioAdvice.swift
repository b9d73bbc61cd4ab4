import Scenarios
import Simulation

/// What is sound but hardly meant, seen without simulating: one sentence each.
public struct ScenarioAdvice: Sendable, Equatable {
    /// The sentences.
    public let sentences: [String]

    /// Looks at a scenario.
    public init(_ scenario: Scenario) {
        let it = scenario.specification
        var found: [String] = []
        if scenario.replications < PrecisionGoal.fewest {
            found.append(
                "\(scenario.replications) replications: 95% intervals hold the truth a little less often than they say; "
                    + "write replications: \(PrecisionGoal.fewest) or more for decisions.")
        }
        let reached = Self.reached(it)
        for (queue, name) in it.queues.map(\.name).enumerated() where !reached.contains(queue) {
            found.append("nothing sends contacts to the queue '\(name)'.")
        }
        for team in it.teams where team.agents > 0 && !team.queues.contains(where: { reached.contains($0) }) {
            found.append("no work reaches the team '\(team.name)': nothing sends contacts to its queues.")
        }
        for level in it.serviceLevels where level.target == nil {
            found.append("\(Measure.serviceLevel(level.name)) has no target, and so no verdict: write target: 80%.")
        }
        if it.teams.allSatisfy({ $0.wagePerHour == 0 }) {
            found.append("no team has a wage, so humans cost nothing: write wage: 20 \(scenario.currency) per hour.")
        }
        sentences = found
    }

    /// Queues that the policy, audits, plans or annotation can send something to.
    private static func reached(_ it: OperationSpecification) -> Set<Int> {
        var names = [it.policy.defaultQueue]
        names += it.policy.queueByIntent.values.sorted() + it.policy.queueByChannel.values.sorted()
        names += it.policy.triggers.compactMap(\.queue)
        var reached = Set(names.compactMap { name in it.queues.firstIndex { $0.name == name } })
        if let queue = it.auditQueue { reached.insert(queue) }
        if let queue = it.training?.feedback.queue { reached.insert(queue) }
        for plan in it.plans {
            reached.formUnion([plan.queue, plan.takeOverQueue, plan.escalationQueue])
        }
        return reached
    }
}
