import Foundation
import Simulation
import Traffic

/// The line of contacts that grows through a run in which more of them come than humans serve and nobody gives up, and
/// the memory that it takes.
///
/// A pilot says what part of its contacts still waits at its end: the offered load less what the teams can do and what
/// customers' patience takes away. That part of all contacts of the run, and of the traffic that goes on while measured
/// cases are followed, waits at the end.
public struct BacklogOutlook: Sendable, Equatable {
    /// Contacts that wait at once in a replication, at most.
    public let contacts: Double
    /// Memory that they take, in bytes.
    public let bytes: Double

    /// Memory of a replication from which on it is told, in bytes.
    public static let notableBytes = 500e6

    /// The outlook of a pilot.
    public init(_ specification: OperationSpecification, flows: PilotFlows) {
        contacts = flows.waiting / max(1, flows.contacts) * Self.contactsOfRun(specification)
        bytes = contacts * specification.bytesPerWaitingContact
    }

    /// Whether a run could take notable memory at all: false saves the pilot.
    public static func isNeeded(_ specification: OperationSpecification) -> Bool {
        contactsOfRun(specification) * specification.shareWithoutPatience * specification.bytesPerWaitingContact
            > notableBytes
    }

    /// The caution; nil where it is not notable.
    public var warning: Finding? {
        bytes >= Self.notableBytes ? .backlogMemory(contacts: contacts, bytes: bytes) : nil
    }

    /// First contacts that come in a run, those after the horizon included.
    private static func contactsOfRun(_ specification: OperationSpecification) -> Double {
        let end = specification.horizonSeconds + specification.longestFollowUpSeconds
        return specification.traffic.arrivals.expectedCount(from: 0, to: end)
    }
}

extension OperationSpecification {
    /// Share of the contacts of which a human may have to wait for ever: of channels and segments without patience, and all
    /// where an AI's answers or plans bring work that no customer waits for.
    fileprivate var shareWithoutPatience: Double {
        guard queues.contains(where: { $0.capacity == nil }) else { return 0 }
        guard plans.isEmpty, training?.feedback.readsAgain != true, !readsAuditsAgain else { return 1 }
        var share = auditQueue == nil ? 0 : policy.auditShare
        for (number, channel) in traffic.channels.enumerated() {
            for (segment, part) in traffic.segmentShares.enumerated()
            where traffic.patience(channel: number, segment: segment) == nil {
                share += channel.share * part
            }
        }
        return share
    }
}
