extension SweepPlan {
    /// An allocation of replications in rounds.
    public struct Allocation: Codable, Sendable, Equatable {
        /// Its rule, in words.
        public var rule: String
        /// What is to be best.
        public var objective: String
        /// Requirements on the points to choose from.
        public var subjectTo: [String]
        /// Replications of all points together.
        public var budget: Int
        /// Rounds so far, the first included.
        public var rounds: Int

        private enum CodingKeys: String, CodingKey {
            case rule, objective, budget, rounds
            case subjectTo = "subject_to"
        }

        /// Describes an allocation; see the properties.
        public init(rule: String, objective: String, subjectTo: [String], budget: Int, rounds: Int = 1) {
            self.rule = rule
            self.objective = objective
            self.subjectTo = subjectTo
            self.budget = budget
            self.rounds = rounds
        }
    }
}
