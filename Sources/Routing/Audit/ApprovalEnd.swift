extension AuditEvent {
    /// How an approval ended that no human answered.
    public struct ApprovalEnd: Sendable {
        /// What ended it.
        public enum Kind: String, Sendable, CaseIterable {
            /// The customer gave up, or the queue was full: nobody waits for the answer any more.
            case withdrawn
            /// The run ended while it waited.
            case open
        }

        /// Number of the query.
        public var query: Int
        /// Where it waited, an index into the catalog's queues.
        public var queue: Int
        /// What ended it.
        public var kind: Kind
        /// What became of the contact, such as "abandoned"; nil where it goes on.
        public var cause: String?

        /// Creates a record of an end.
        public init(query: Int, queue: Int, kind: Kind, cause: String? = nil) {
            self.query = query
            self.queue = queue
            self.kind = kind
            self.cause = cause
        }
    }
}
