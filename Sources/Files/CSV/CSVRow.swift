/// One row of a CSV file.
public struct CSVRow: Sendable, Hashable {
    /// Line on which the row begins, from 1.
    public var line: Int
    /// The fields, quotes removed; as many as the header has.
    public var fields: [String]
    /// Byte at which the row begins, for messages about one of its fields.
    package var offset: Int

    /// Creates a row.
    package init(line: Int, fields: [String], offset: Int) {
        self.line = line
        self.fields = fields
        self.offset = offset
    }
}
