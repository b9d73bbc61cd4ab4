import Simulation

/// Values of measures by replication. Ratios keep their parts, so that parts of a run can be pooled later.
public struct ReplicationTable: Sendable, Equatable {
    /// One measure of the table.
    public struct Column: Sendable, Equatable {
        /// Full name, with its breakdown.
        public var name: String
        /// Its estimator and unit.
        public var form: MeasureForm

        /// Creates a column.
        public init(name: String, form: MeasureForm) {
            self.name = name
            self.form = form
        }
    }

    /// Number of the first replication, from 0; the others follow.
    public let first: Int
    /// The measures.
    public let columns: [Column]
    /// Values by replication and column; nil where nothing happened that the measure is about.
    public let rows: [[MeasureValue?]]

    /// Creates a table; each row must have a value or nil for each column.
    public init(first: Int, columns: [Column], rows: [[MeasureValue?]]) {
        precondition(rows.allSatisfy { $0.count == columns.count }, "rows as wide as the table")
        self.first = first
        self.columns = columns
        self.rows = rows
    }

    /// The table of a run.
    ///
    /// - Parameters:
    ///   - records: of consecutive replications, with the values of `instances` in their order.
    ///   - first: number of the first of them, from 0.
    public init(_ records: [ReplicationRecord], instances: [MeasureInstance], first: Int = 0) {
        self.init(
            first: first, columns: instances.map { Column(name: $0.name, form: $0.definition.form) },
            rows: records.map(\.values))
    }

    /// The measure's values by replication; nil when the table has no such measure.
    public func values(of name: String) -> [MeasureValue?]? {
        columns.firstIndex { $0.name == name }.map { place in rows.map { $0[place] } }
    }

    /// This table with another one behind it; nil unless that begins where this one ends, with the same measures.
    public func appending(_ next: ReplicationTable) -> ReplicationTable? {
        guard next.columns == columns, next.first == first + rows.count else { return nil }
        return ReplicationTable(first: first, columns: columns, rows: rows + next.rows)
    }
}
