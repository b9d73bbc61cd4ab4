import Files
import Simulation

/// Values of measures by replication, as an experiment keeps them on disk: what is read back is what was written, to
/// the last bit, and ratios keep their parts, so that parts of a run can be pooled later.
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

extension ReplicationTable {
    private static let header = ["measure", "kind", "unit", "replication", "value", "denominator"]

    /// The table as CSV: a row for each value, sorted by measure and replication (from 1); a ratio has its numerator as
    /// the value. Numbers are the shortest texts that read back as the same bits. A measure without any value has one
    /// row with empty fields, and so has every replication without a value.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        CSVWriter.append(Self.header, to: &bytes)
        bytes.append(10)
        for (place, column) in columns.enumerated() {
            for (number, row) in rows.enumerated() {
                var fields = [
                    column.name, column.form.kind.rawValue, column.form.unit.rawValue, String(first + number + 1),
                ]
                switch row[place] {
                case .ratio(let numerator, let denominator)?:
                    fields += [numerator.description, denominator.description]
                case .value(let value)?: fields += [value.description, ""]
                case nil: fields += ["", ""]
                }
                CSVWriter.append(fields, to: &bytes)
                bytes.append(10)
            }
        }
        return bytes
    }

    /// Reads a table that `bytes` wrote.
    ///
    /// - Parameter file: its name in messages.
    /// - Throws: `Problem` with the place of what is no such table.
    public init(bytes: [UInt8], file: String) throws {
        var reader = try CSVReader(bytes: bytes, file: file)
        guard reader.header == Self.header else {
            throw Problem(
                file: file, line: 1, column: 1, message: "these are no values by replication",
                remedy: "the header should be \(Self.header.joined(separator: ","))",
                snippet: reader.header.joined(separator: ","))
        }
        var columns: [Column] = []
        var values: [[MeasureValue?]] = []
        var first: Int?
        while let row = try reader.next() {
            func problem(_ field: Int, _ message: String, _ remedy: String) -> Problem {
                reader.problem(in: row, field: field, message: message, remedy: remedy)
            }
            guard let kind = EstimatorKind(rawValue: row.fields[1]) else {
                throw problem(1, "'\(row.fields[1])' is no kind of estimator", "write mean, ratio or quantile")
            }
            guard let unit = MeasureUnit(rawValue: row.fields[2]) else {
                throw problem(2, "'\(row.fields[2])' is no unit of a measure", "write one such as share or seconds")
            }
            let column = Column(name: row.fields[0], form: MeasureForm(kind: kind, unit: unit))
            if columns.last != column {
                guard !columns.contains(where: { $0.name == column.name }) else {
                    throw problem(0, "the rows of \(column.name) are not together", "sort them by measure")
                }
                columns.append(column)
                values.append([])
            }
            let start = first ?? Int(row.fields[3]).map { $0 - 1 } ?? -1
            let next = start + values[values.count - 1].count + 1
            guard start >= 0, Int(row.fields[3]) == next else {
                throw problem(
                    3, "'\(row.fields[3])' is not the replication that comes next",
                    start < 0 ? "number replications from 1" : "write \(next)")
            }
            first = start
            guard let value = Self.value(row.fields[4], row.fields[5], isRatio: kind == .ratio) else {
                throw problem(
                    4, "this is no \(kind == .ratio ? "ratio" : "value")",
                    "write \(kind == .ratio ? "numerator and denominator" : "one number and nothing behind it"), or "
                        + "leave both fields empty")
            }
            values[values.count - 1].append(value)
        }
        let count = values.first?.count ?? 0
        for (column, found) in zip(columns, values) where found.count != count {
            throw Problem(
                file: file, message: "\(column.name) has \(found.count) replications where others have \(count)",
                remedy: "the file was cut or changed: run again what made it")
        }
        self.init(
            first: first ?? 0, columns: columns,
            rows: (0..<count).map { number in values.map { $0[number] } })
    }

    /// A value, nil for two empty fields; nothing at all where the fields are neither.
    private static func value(_ value: String, _ denominator: String, isRatio: Bool) -> MeasureValue?? {
        if value.isEmpty, denominator.isEmpty { return .some(nil) }
        guard let number = Double(value), number.isFinite else { return nil }
        guard isRatio else { return denominator.isEmpty ? .some(.value(number)) : nil }
        guard let below = Double(denominator), below.isFinite else { return nil }
        return .some(.ratio(numerator: number, denominator: below))
    }
}
