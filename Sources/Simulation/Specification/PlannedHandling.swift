import Quantities
import Workforce

extension [Team] {
    /// Mean of the teams' handle times for a queue in seconds, each team counting by its agents; nil without a team.
    public func plannedHandleSeconds(queue: Int) -> Double? {
        meanOfThose(serving: queue) { $0.handleTime.mean / $0.proficiency(inQueue: queue) }
    }

    /// Mean wage for handling a contact of a queue, in the operation's currency; nil without a team.
    public func plannedHandleCost(queue: Int) -> Double? {
        meanOfThose(serving: queue) {
            $0.handleTime.mean / $0.proficiency(inQueue: queue) * $0.wagePerHour / Seconds.perHour
        }
    }

    /// Mean probability that a human of a queue errs, in 0...1; nil without a team.
    public func plannedHumanError(queue: Int) -> Double? { meanOfThose(serving: queue) { $0.labelError } }

    private func meanOfThose(serving queue: Int, _ value: (Team) -> Double) -> Double? {
        let serving = filter { $0.queues.contains(queue) && $0.agents > 0 }
        let agents = serving.reduce(0) { $0 + $1.agents }
        guard agents > 0 else { return nil }
        return serving.reduce(0) { $0 + Double($1.agents) * value($1) } / Double(agents)
    }
}
