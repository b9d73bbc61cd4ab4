import Routing
import Simulation

extension OperationSpecification {
    /// The measures that a run can give a value to: without those of priorities that nobody gets, and of queues in which
    /// no customer's contact can be. One has no value all the same where nothing happens that it is about.
    package func possibleMeasures() -> [MeasureInstance] {
        let priorities = possiblePriorities
        let reached = Set(queues.indices.filter(hasCustomers))
        return measures().filter { measure in
            switch measure.member?.breakdown {
            case .priority: priorities.contains(measure.member?.index ?? -1)
            case .queue:
                reached.contains(measure.member?.index ?? -1)
                    || measure.definition.name == Measure.humanQueueMeanLength.name
            default: true
            }
        }
    }

    /// Priorities that contacts can have: of their segments, of triggers, of approvals.
    private var possiblePriorities: Set<Int> {
        var found = Set(catalog.segments.map { policy.priorityBySegment[$0] ?? 5 })
        if catalog.segments.isEmpty { found.insert(5) }
        found.formUnion(policy.triggers.compactMap(\.priority))
        found.formUnion(plans.filter(\.plan.asks).map(\.priority))
        return found
    }

    private func hasCustomers(queue: Int) -> Bool {
        !channels(reaching: [queue]).isEmpty
            || plans.contains { [$0.queue, $0.escalationQueue, $0.takeOverQueue].contains(queue) }
    }
}
