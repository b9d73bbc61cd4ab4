import Foundation
import Simulation

/// Recorded starts by the number of their replication: the first run of a replication records, later ones begin there.
package final class OperationStarts: @unchecked Sendable {
    /// When the starts begin, in seconds.
    let seconds: Double
    private let lock = NSLock()
    private var kept: [Int: OperationStart] = [:]

    /// Prepares the starts of an operation; nil where it cannot be taken up in the middle.
    package init?(_ specification: OperationSpecification) {
        guard let seconds = specification.startSeconds else { return nil }
        self.seconds = seconds
    }

    func start(of replication: Int) -> OperationStart? { lock.withLock { kept[replication] } }

    func keep(_ start: OperationStart?, of replication: Int) { lock.withLock { kept[replication] = start } }

    /// Forgets those of some replications.
    package func forget(_ replications: Range<Int>) {
        lock.withLock { for number in replications { kept[number] = nil } }
    }
}
