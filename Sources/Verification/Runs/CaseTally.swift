import Experiments
import Foundation
import Routing
import Simulation
import Stochastics

/// What replications contribute to the quantities of a case. A class, because the threads of a run share it.
final class CaseTally: @unchecked Sendable {
    private let lock = NSLock()
    private let quantities: [TheoryQuantity]
    private var parts: [Int: [[Double]]] = [:]
    private var sections: [WaitDigest] = []
    private(set) var contacts = 0
    private(set) var triages = 0
    /// Parts that the replications are divided into for percentiles.
    static let sectionCount = 30

    init(_ quantities: [TheoryQuantity]) {
        self.quantities = quantities
        if quantities.contains(where: { $0.percentile != nil }) {
            sections = Array(repeating: WaitDigest(), count: Self.sectionCount)
        }
    }

    /// Replications added.
    var count: Int { parts.count }

    /// Adds a replication, from any thread.
    func add(_ number: Int, _ operation: borrowing SupportOperation) {
        let ledger = operation.ledger
        let values = quantities.map { $0.parts(ledger) }
        let decisions = (operation.auditSink as? CountingAuditSink)?.decisions ?? 0
        let entries =
            Int(ledger[.cases, slice: SliceMap.whole] + ledger[.repeats, slice: SliceMap.whole])
            + ledger.unmeasuredContacts
        lock.withLock {
            parts[number] = values
            contacts += entries
            triages += decisions
            if !sections.isEmpty, let waits = ledger.waits(slice: SliceMap.whole) {
                sections[number % Self.sectionCount].merge(waits)
            }
        }
    }

    /// The estimate of a quantity from all replications so far; nil where nothing happened that it is about.
    func estimate(_ index: Int) -> (value: Double, standardError: Double, degreesOfFreedom: Double)? {
        let quantity = quantities[index]
        if quantity.percentile != nil {
            return quantity.estimate(sections: sections).map {
                ($0.value, $0.standardError, Double(sections.count - 1))
            }
        }
        let values = (0..<parts.count).compactMap { parts[$0]?[index] }
        return quantity.estimate(values).map { ($0.value, $0.standardError, Double(values.count - 1)) }
    }
}
