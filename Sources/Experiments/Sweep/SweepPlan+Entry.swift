extension SweepPlan {
    /// A point and a block of its replications.
    public struct Entry: Codable, Sendable, Equatable {
        /// Number, from 1.
        public var task: Int
        /// Number of the point, from 1.
        public var point: Int
        /// Number of the first replication, from 0.
        public var first: Int
        /// Number of replications.
        public var count: Int
        /// Values of the factors.
        public var values: [String]
        /// What names the result.
        public var hash: String
    }
}
