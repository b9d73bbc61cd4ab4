import Quantities
import Training

/// What is watched while an operation runs.
public struct MonitorPlan: Sendable, Equatable {
    /// A rise of the error of audited answers, or of the share of flagged ones.
    public struct Drift: Sendable, Equatable {
        /// Chance of a false cut that is allowed for; see `AdaptiveWindow`.
        public var delta: Double
        /// Time after which the operation takes the drift as over, in seconds, if no new model has been promoted before.
        public var clearAfterSeconds: Double
        /// What is watched of the queries themselves, without a label; see `NoveltyMonitor`.
        public var streams: [NoveltyMonitor.Signal]
        /// Whether changes of the intents' shares are watched for; see `LabelShift`.
        public var watchesShares: Bool
        /// Chance of any false alarm of these streams in a year, in 0<..<1.
        public var level: Double

        /// Creates a rule.
        public init(
            delta: Double = 0.002, clearAfterSeconds: Double = 14 * Seconds.perDay,
            streams: [NoveltyMonitor.Signal] = [], watchesShares: Bool = false, level: Double = 0.05
        ) {
            self.delta = delta
            self.clearAfterSeconds = clearAfterSeconds
            self.streams = streams
            self.watchesShares = watchesShares
            self.level = level
        }

        /// Whether anything is watched that needs no label.
        public var watchesQueries: Bool { watchesShares || !streams.isEmpty }
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
