import Quantities

/// What is watched while an operation runs.
public struct MonitorPlan: Sendable, Equatable {
    /// A rise of the error of audited answers, or of the share of flagged ones.
    public struct Drift: Sendable, Equatable {
        /// Chance of a false cut that is allowed for; see `AdaptiveWindow`.
        public var delta: Double
        /// Time after which the operation takes the drift as over, in seconds, if no new model has been promoted before.
        public var clearAfterSeconds: Double

        /// Creates a rule.
        public init(delta: Double = 0.002, clearAfterSeconds: Double = 14 * Seconds.perDay) {
            self.delta = delta
            self.clearAfterSeconds = clearAfterSeconds
        }
    }

    /// A segment whose answers are wrong more often than the others'.
    public struct Segments: Sendable, Equatable {
        /// Chance of any false alarm in a year, in 0<..<1.
        public var level: Double
        /// Time between looks, in seconds.
        public var everySeconds: Double
        /// Time whose audits are compared, in seconds.
        public var windowSeconds: Double

        /// Creates a rule.
        public init(
            level: Double = 0.05, everySeconds: Double = Seconds.perWeek, windowSeconds: Double = 8 * Seconds.perWeek
        ) {
            self.level = level
            self.everySeconds = everySeconds
            self.windowSeconds = windowSeconds
        }
    }

    /// Whether drift is watched for, and how.
    public var drift: Drift?
    /// Whether segments are compared, and how.
    public var segments: Segments?
    /// Probability that a human who meets a customer with a wrong AI answer flags it, in 0...1.
    public var flagShare: Double

    /// Creates a plan; by default audits are only counted.
    public init(drift: Drift? = nil, segments: Segments? = nil, flagShare: Double = 0) {
        self.drift = drift
        self.segments = segments
        self.flagShare = flagShare
    }
}

extension OperationSpecification {
    /// Whether AI answers are audited and what comes of it is watched.
    var watchesAudits: Bool { monitors != nil && usesAI && auditQueue != nil && policy.auditShare > 0 }

    /// Times in seconds from which on the AI's answers may get worse, by a fault that the scenario contains: drifts of the
    /// language, new intents, shuffled labels, dialects with a later start; rising, and each time once.
    var faultStarts: [Double] {
        var starts: [Double] = []
        if case .language(let language) = traffic.source {
            starts += language.drifts.map(\.startSeconds)
            starts += language.intents.map(\.startSeconds).filter { $0 > 0 }
        }
        if let shuffled = training?.shuffled { starts.append(shuffled.lowerBound) }
        var seen: [Double] = []
        for start in starts.sorted() where seen.last != start && start <= horizonSeconds { seen.append(start) }
        return seen
    }

    /// Since when each segment is served worse by what the scenario says, in seconds; nil for one that is not.
    var worseSince: [Double?] {
        catalog.segments.indices.map { segment in
            var since: Double?
            if case .language(let language) = traffic.source {
                since = language.drifts.filter { $0.segment == segment }.map(\.startSeconds).min()
            }
            if ai?.assumed != nil, traffic.accuracyFactor(ofSegment: segment) < 1 { since = 0 }
            return since
        }
    }
}
