import Routing
import Simulation

/// The measures of a point that a sweep keeps, and how they are gathered.
public struct SweepMeasures: Sendable {
    private let specification: OperationSpecification
    private let instances: [MeasureInstance]
    private let weeks: [MeasureInstance]

    /// Chooses the measures: those of the whole operation, with those of the weeks, or the ones that are named.
    public init(_ specification: OperationSpecification, wanted: [String]?) {
        self.specification = specification
        if let wanted {
            let names = Set(wanted)
            instances = specification.measures().filter { names.contains($0.name) }
            weeks = specification.weeklyMeasures().filter { names.contains($0.name) }
        } else {
            instances = specification.wholeMeasures()
            weeks = specification.weeklyMeasures()
        }
    }

    /// The columns of a table: the measures, then those of the weeks.
    private var columns: [ReplicationTable.Column] {
        instances.map { .init(name: $0.name, form: $0.definition.form) }
            + weeks.map { .init(name: Self.weekName($0), form: $0.definition.form) }
    }

    private static func weekName(_ instance: MeasureInstance) -> String {
        let week = (instance.member?.index ?? 0) + 1
        return "week \(week < 10 ? "0" : "")\(week) \(instance.name)"
    }

    /// The week and the measure of a column; nil for a measure of the whole period.
    public static func week(_ column: String) -> (interval: String, measure: String)? {
        guard column.hasPrefix("week ") else { return nil }
        let parts = column.split(separator: " ", maxSplits: 2)
        return parts.count == 3 ? ("week \(parts[1])", String(parts[2])) : nil
    }

    /// Runs replications one after the other.
    ///
    /// - Parameter progress: called with the replications behind us, such as 1.25; answers whether to go on.
    /// - Returns: nil when it was told to stop.
    /// - Throws: what made a replication impossible.
    public func run(
        seed: UInt64, first: Int, count: Int, progress: (Double) -> Bool = { _ in true }
    ) throws -> ReplicationTable? {
        var rows: [[MeasureValue?]] = []
        for number in 0..<count {
            var operation = try SupportOperation(
                specification, seed: seed, replication: UInt32(first + number), sink: CountingAuditSink())
            var isStopped = false
            try operation.run { share in
                isStopped = !progress(Double(number) + share)
                return !isStopped
            }
            if isStopped { return nil }
            let ledger = operation.ledger
            let values = instances.map { $0.value(in: ledger, of: specification) }
            let byWeek = ReplicationRecord.cumulated(
                weeks.map { $0.value(in: ledger, of: specification) }, of: weeks)
            rows.append(values + byWeek)
        }
        return ReplicationTable(first: first, columns: columns, rows: rows)
    }
}
