import Foundation
import Routing
import Simulation
import Traffic
import Workforce

/// How much work of a first contact reaches each human queue, measured in a short simulation.
public struct PilotFlows: Sendable, Equatable {
    /// What reaches one queue.
    public struct Flow: Sendable, Equatable {
        /// Contacts, checks and approvals that come to the queue for one first contact, turned away ones included.
        public var perContact = 0.0
        /// Mean time that humans spend on one of them, in seconds.
        public var handleSeconds = 0.0
    }

    /// What reaches each queue, in the order of the scenario.
    public let queues: [Flow]
    /// Share of the contacts that the AI answered alone, in 0...1.
    public let aiShare: Double
    /// First contacts that were simulated.
    public let contacts: Double
    /// Length of the simulation in seconds.
    public let seconds: Double

    /// A pilot lasts a week, or fewer whole days where so many first contacts come.
    public static let mostContacts = 50_000.0

    /// Length of the pilot of an operation: its horizon, a week, or fewer days of a large one, in seconds.
    public static func length(_ specification: OperationSpecification) -> Double {
        let week = min(specification.horizonSeconds, ArrivalRate.weekSeconds)
        let arrivals = specification.traffic.arrivals
        var length = week
        while length > ArrivalRate.daySeconds, arrivals.expectedCount(from: 0, to: length) > mostContacts {
            length -= ArrivalRate.daySeconds
        }
        return max(length, min(week, ArrivalRate.daySeconds))
    }

    /// Simulates the first days of replication 1, with the first model and nothing left out as warm-up.
    ///
    /// - Parameter usesAI: false to let humans do everything that humans can.
    /// - Throws: what makes the operation impossible to simulate.
    public init(_ specification: OperationSpecification, seed: UInt64, usesAI: Bool) throws {
        var pilot = specification
        pilot.horizonSeconds = Self.length(specification)
        pilot.warmUpSeconds = 0
        pilot.followedContacts = []
        if !usesAI { pilot.leaveOutAI() }
        var operation = try SupportOperation(pilot, seed: seed, replication: 0, sink: CountingAuditSink())
        try operation.run()
        let ledger = operation.ledger
        let contacts = ledger[.cases, slice: SliceMap.whole]
        var flows = pilot.queues.indices.map { queue in
            let slice = ledger.slices.slice(.queue, queue)
            let handled = ledger[.handled, slice: slice]
            let planned = pilot.teams.plannedHandleSeconds(queue: queue) ?? 0
            return Flow(
                perContact: contacts > 0 ? ledger[.sentToHumans, slice: slice] / contacts : 0,
                handleSeconds: handled >= 30 ? ledger[.handleSeconds, slice: slice] / handled : planned)
        }
        if contacts > 0 {
            let answered = ledger[.answered, slice: SliceMap.whole] / contacts
            if let queue = pilot.auditQueue, pilot.policy.auditShare > 0 {
                let seconds = pilot.meanSeconds(queue: queue) { $0.auditTime?.mean }
                flows[queue].add(answered * pilot.policy.auditShare, seconds: seconds)
            }
            let asking = pilot.plans.filter { $0.plan.asks }
            for plan in asking {
                // Which plan asked how often is not kept: each counts alike.
                let asked = ledger.plans.asked / contacts / Double(asking.count)
                let seconds = pilot.meanSeconds(queue: plan.queue) { $0.approvalTime?.mean }
                flows[plan.queue].add(asked, seconds: seconds)
            }
        }
        queues = flows
        let all = contacts + ledger[.repeats, slice: SliceMap.whole]
        aiShare = all > 0 ? ledger[.answered, slice: SliceMap.whole] / all : 0
        self.contacts = contacts
        seconds = pilot.horizonSeconds
    }
}

extension PilotFlows.Flow {
    fileprivate mutating func add(_ more: Double, seconds: Double) {
        guard more > 0 else { return }
        handleSeconds = (perContact * handleSeconds + more * seconds) / (perContact + more)
        perContact += more
    }
}

extension OperationSpecification {
    /// The same operation without its AI, and without what only an AI makes.
    fileprivate mutating func leaveOutAI() {
        ai = nil
        policy.usesAI = false
        policy.rule = .threshold
        policy.auditShare = 0
        auditQueue = nil
        training = nil
        monitors = nil
        plans = []
    }

    /// Mean of a time over the teams of a queue by their agents, the handle time where a team has no other.
    fileprivate func meanSeconds(queue: Int, _ time: (Team) -> Double?) -> Double {
        let serving = teams.filter { $0.queues.contains(queue) && $0.agents > 0 }
        let agents = serving.reduce(0) { $0 + $1.agents }
        guard agents > 0 else { return 0 }
        return serving.reduce(0) { $0 + Double($1.agents) * (time($1) ?? $1.handleTime.mean) } / Double(agents)
    }
}
