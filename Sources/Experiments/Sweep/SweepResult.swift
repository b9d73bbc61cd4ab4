import Files
import Foundation
import Simulation

/// What one task of a sweep found: the values of its measures by replication, exactly.
///
/// A file of it is text: a line with the task's hash and the digest of the rest, then a line for each measure with the
/// values of its replications. (A ``ReplicationTable`` as CSV says the same at five times the size and time, which would
/// be felt where the runs of a sweep are short.)
public struct SweepResult: Sendable, Equatable {
    /// Values of the measures, then those of the weeks, each called `week 01 ` and the measure's name.
    public let table: ReplicationTable

    private static let magic = "hitl sweep result 1"

    /// Creates a result.
    public init(table: ReplicationTable) { self.table = table }

    /// The file's bytes.
    public func bytes(hash: String) -> [UInt8] {
        var body = "\(table.first) \(table.rows.count)\n"
        for (place, column) in table.columns.enumerated() {
            body += column.name
            body += "\t\(column.form.kind.rawValue)\t\(column.form.unit.rawValue)"
            for row in table.rows {
                switch row[place] {
                case .ratio(let numerator, let denominator)?: body += "\t\(numerator)/\(denominator)"
                case .value(let value)?: body += "\t\(value)"
                case nil: body += "\t-"
                }
            }
            body += "\n"
        }
        let rest = Array(body.utf8)
        return Array("\(Self.magic) \(hash) \(SHA256Digest.hex(of: rest))\n".utf8) + rest
    }

    /// Reads a file.
    ///
    /// - Returns: nil when it is not whole, or the result of another task.
    public init?(bytes: [UInt8], hash: String) {
        guard let body = Self.body(bytes, hash: hash) else { return nil }
        let lines = body.split(separator: 10, omittingEmptySubsequences: true)
        guard let head = lines.first else { return nil }
        let counts = String(decoding: head, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        guard counts.count == 2, (0...SweepPlan.mostReplications).contains(counts[0]),
            (0...body.count).contains(counts[1])
        else { return nil }
        var columns: [ReplicationTable.Column] = []
        var rows = [[MeasureValue?]](repeating: [], count: counts[1])
        columns.reserveCapacity(lines.count)
        for line in lines.dropFirst() {
            let fields = line.split(separator: 9, omittingEmptySubsequences: false)
            guard fields.count == 3 + counts[1],
                let kind = EstimatorKind(rawValue: String(decoding: fields[1], as: UTF8.self)),
                let unit = MeasureUnit(rawValue: String(decoding: fields[2], as: UTF8.self))
            else { return nil }
            columns.append(
                .init(name: String(decoding: fields[0], as: UTF8.self), form: MeasureForm(kind: kind, unit: unit)))
            for (place, field) in fields.dropFirst(3).enumerated() {
                guard let value = Self.value(field) else { return nil }
                rows[place].append(value)
            }
        }
        table = ReplicationTable(first: counts[0], columns: columns, rows: rows)
    }

    /// Whether the bytes are the whole result of a task.
    static func isWhole(_ bytes: [UInt8], hash: String) -> Bool { body(bytes, hash: hash) != nil }

    private static func body(_ bytes: [UInt8], hash: String) -> ArraySlice<UInt8>? {
        guard let end = bytes.firstIndex(of: 10) else { return nil }
        let words = String(decoding: bytes[..<end], as: UTF8.self)
        let body = bytes[(end + 1)...]
        let digest = body.withUnsafeBytes { SHA256Digest.hex(of: $0) }
        return words == "\(magic) \(hash) \(digest)" ? body : nil
    }

    private static func value(_ field: ArraySlice<UInt8>) -> MeasureValue?? {
        if field.count == 1, field.first == UInt8(ascii: "-") { return .some(nil) }
        let text = Substring(decoding: field, as: UTF8.self)
        if let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) {
            guard let above = Double(text[..<slash]), let below = Double(text[text.utf8.index(after: slash)...])
            else { return nil }
            return .some(.ratio(numerator: above, denominator: below))
        }
        return Double(text).map { .some(.value($0)) } ?? nil
    }
}
