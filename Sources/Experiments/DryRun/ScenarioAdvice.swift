import Scenarios
import Simulation

/// What is sound but hardly meant, seen without simulating.
public struct ScenarioAdvice: Sendable, Equatable {
    /// What was seen.
    public let findings: [Finding]

    /// Looks at a scenario.
    public init(_ scenario: Scenario) {
        let it = scenario.specification
        var found: [Finding] = []
        if scenario.replications < PrecisionGoal.fewest {
            found.append(
                .fewReplications(replications: scenario.replications, fewest: PrecisionGoal.fewest))
        }
        found += scenario.idleKeys.map { Finding($0) }
        let reached = Self.reached(it)
        for (queue, name) in it.queues.map(\.name).enumerated() where !reached.contains(queue) {
            found.append(.unreachedQueue(queue: name))
        }
        for team in it.teams where team.agents > 0 && !team.queues.contains(where: { reached.contains($0) }) {
            found.append(.idleTeam(team: team.name))
        }
        for level in it.serviceLevels where level.target == nil {
            found.append(.noTarget(serviceLevel: level.name))
        }
        for level in it.serviceLevels where level.shortSeconds != nil && !level.abandoned.usesShort {
            found.append(.idleShort(serviceLevel: level.name, abandoned: level.abandoned))
        }
        if it.teams.allSatisfy({ $0.wagePerHour == 0 }) {
            found.append(.noWage(currency: scenario.currency))
        }
        if it.canMissCustomers, it.costs.lostCustomer == 0, it.costs.unhandled == 0 {
            found.append(.freeLosses(currency: scenario.currency))
        }
        findings = found
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
