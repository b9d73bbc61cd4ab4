import Foundation
import Quantities
import Routing
import Simulation
import Traffic
import Workforce

/// How much work of a first contact reaches each human queue, measured in a short simulation: all that cases of the pilot
/// bring, repeats, approvals and audits included, each where it was done.
public struct PilotFlows: Sendable, Equatable {
    /// What reaches one queue.
    public struct Flow: Sendable, Equatable {
        /// Contacts, checks and approvals that come to the queue for one first contact, turned away ones included.
        public var perContact = 0.0
        /// Mean part of an agent's time that one of them takes, in seconds.
        public var handleSeconds = 0.0
    }

    /// What reaches each queue, in the order of the scenario.
    public let queues: [Flow]
    /// What became of the contacts of each service level, in the order of the scenario.
    public let levels: [ServiceLevelTally]
    /// Share of the contacts that the AI answered alone, in 0...1.
    public let aiShare: Double
    /// First contacts that were simulated.
    public let contacts: Double
    /// Contacts, approvals and audits that waited for a human at its end.
    public let waiting: Double
    /// Length of the simulation in seconds.
    public let seconds: Double

    /// A pilot lasts a week, or fewer whole days where so many first contacts come.
    public static let mostContacts = 50_000.0

    /// Where one day has more first contacts, a part of it is simulated.
    static let mostContactsOfDay = 200_000.0

    /// Length of the pilot of an operation: its horizon, a week, or fewer days of a large one, in seconds.
    public static func length(_ specification: OperationSpecification) -> Double {
        let week = min(specification.horizonSeconds, Seconds.perWeek)
        let arrivals = specification.traffic.arrivals
        var length = week
        while length > Seconds.perDay, arrivals.expectedCount(from: 0, to: length) > mostContacts {
            length -= Seconds.perDay
        }
        length = max(length, min(week, Seconds.perDay))
        // What no machine simulates in seconds is cut within the day; such a load has too many contacts to be uneven.
        while arrivals.expectedCount(from: 0, to: length) > mostContactsOfDay, length > 1e-3 { length /= 2 }
        return length
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
        operation.keepIntervals(of: Seconds.perWeek, count: 1, followsCases: true)
        // What a pilot of hours needs of those who come back later is no matter of days at full load.
        let isShort = pilot.horizonSeconds < Seconds.perDay
        try operation.run(
            followUpSeconds: isShort ? max(pilot.horizonSeconds, 2 * pilot.customers.returnDelay.mean) : nil)
        let ledger = operation.ledger
        let contacts = ledger[.cases, slice: SliceMap.whole]
        queues = pilot.queues.indices.map { queue in
            guard let tally = ledger.intervals, contacts > 0 else { return Flow() }
            let work = pilot.teams.indices.map { tally.handled(team: $0, queue: queue) }
            let handled = work.reduce(0) { $0 + $1.count }
            return Flow(
                perContact: tally.arrived(queue: queue, interval: 0) / contacts,
                handleSeconds: handled >= 30
                    ? work.reduce(0) { $0 + $1.seconds } / handled : pilot.plannedSeconds(queue: queue))
        }
        let all = contacts + ledger[.repeats, slice: SliceMap.whole]
        aiShare = all > 0 ? ledger[.answered, slice: SliceMap.whole] / all : 0
        levels = ledger.serviceLevels
        self.contacts = contacts
        waiting = Double(ledger.waitingAtHorizon)
        seconds = pilot.horizonSeconds
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

    /// Mean time for what waits in a queue as the teams are planned, in seconds: for approvals or audits where it is theirs.
    fileprivate func plannedSeconds(queue: Int) -> Double {
        if plans.contains(where: { $0.plan.asks && [$0.queue, $0.escalationQueue].contains(queue) }) {
            return meanSeconds(queue: queue) { $0.approvalTime?.mean }
        }
        if queue == auditQueue { return meanSeconds(queue: queue) { $0.auditTime?.mean } }
        return teams.plannedHandleSeconds(queue: queue) ?? 0
    }

    /// Mean of a time over the teams of a queue by their agents, the handle time where a team has no other.
    private func meanSeconds(queue: Int, _ time: (Team) -> Double?) -> Double {
        let serving = teams.filter { $0.queues.contains(queue) && $0.agents > 0 }
        let agents = serving.reduce(0) { $0 + $1.agents }
        guard agents > 0 else { return 0 }
        return serving.reduce(0) { $0 + Double($1.agents) * (time($1) ?? $1.handleTime.mean) } / Double(agents)
    }
}
