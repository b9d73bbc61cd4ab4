import Routing
import Simulation
import Stochastics

extension OperationSpecification {
    /// Channels whose customers the policy can let wait in one of some queues; approvals, audits and readings wait
    /// without a customer who could give up.
    func channels(reaching queues: [Int]) -> [Int] {
        let names = Set(queues.map { self.queues[$0].name })
        let byIntent = policy.usesAI && ai != nil && policy.queueByIntent.values.contains(where: names.contains)
        let byTrigger = policy.triggers.contains { $0.queue.map(names.contains) ?? false }
        let byPlan = plans.contains { queues.contains($0.takeOverQueue) && $0.plan.asks }
        guard !byIntent, !byTrigger, !byPlan else { return Array(traffic.channels.indices) }
        return traffic.channels.indices.filter { channel in
            let own =
                catalog.channels.indices.contains(channel) ? policy.queueByChannel[catalog.channels[channel]] : nil
            return names.contains(own ?? policy.defaultQueue)
        }
    }

    /// Mean patience of the customers who can wait in some queues, by the shares of their channels and segments, in
    /// seconds; nil where none of them gives up. Those who wait for ever are left out.
    func meanPatienceSeconds(queues: [Int]) -> Double? {
        var (seconds, weight) = (0.0, 0.0)
        for channel in channels(reaching: queues) {
            for (segment, share) in traffic.segmentShares.enumerated() {
                let own = traffic.segmentPatience.indices.contains(segment) ? traffic.segmentPatience[segment] : nil
                let part = traffic.channels[channel].share * share
                guard part > 0, let mean = (own ?? traffic.channels[channel].patience)?.mean, mean > 0, mean.isFinite
                else { continue }
                seconds += part * mean
                weight += part
            }
        }
        return weight > 0 ? seconds / weight : nil
    }
}
