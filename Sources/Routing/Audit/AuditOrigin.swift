/// Whose query a record is about, and when it came: what only live traffic has.
public struct AuditOrigin: Sendable, Equatable {
    /// The customer's own name for the query.
    public var id: String
    /// Wall time in UTC, ISO 8601 with milliseconds: `2026-11-30T16:09:47.123Z`.
    public var time: String

    /// Creates an origin; see the properties.
    public init(id: String, time: String) {
        self.id = id
        self.time = time
    }
}
