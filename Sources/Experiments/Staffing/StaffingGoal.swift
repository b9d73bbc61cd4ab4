import Files
import Scenarios
import Simulation

/// A promise about waiting that a team's size is to keep.
public struct StaffingGoal: Sendable, Equatable {
    /// What is promised.
    public enum Kind: Sendable, Equatable {
        /// A service level, by its place in the operation: the share answered in time.
        case serviceLevel(Int)
        /// The share that gives up, of those who join.
        case abandonment
        /// The share that a full queue turns away.
        case turnedAway
        /// The mean wait in seconds.
        case meanWait
    }

    /// The promise as it was written.
    public let requirement: Requirement
    /// What is promised.
    public let kind: Kind
    /// Queues it is about.
    public let queues: [Int]
    /// The limit: a share in 0...1, or seconds.
    public let limit: Double
    /// The service level that is promised, with its definition; nil for another promise.
    public let level: ServiceLevelDefinition?
    /// Time within which an answer counts, in seconds; 0 where the promise has none.
    public var withinSeconds: Double { level?.withinSeconds ?? 0 }
    /// The team whose size is looked for, by its place in the operation.
    public let team: Int

    package init(
        requirement: Requirement, kind: Kind, queues: [Int], limit: Double, level: ServiceLevelDefinition?, team: Int
    ) {
        self.requirement = requirement
        self.kind = kind
        self.queues = queues
        self.limit = limit
        self.level = level
        self.team = team
    }

    /// How far a value is on the right side of the limit: 0 or more where the promise is kept.
    public func margin(_ value: Double) -> Double {
        requirement.comparison.wantsMore ? value - limit : limit - value
    }

    /// Differences below this count as none: 5% of a wait; one point of a share, or half of what is left to 100% (to 0%
    /// of those who give up) where that is less.
    public var indifference: Double {
        switch kind {
        case .meanWait: 0.05 * limit
        case .serviceLevel: min(0.01, 0.5 * (1 - limit))
        case .abandonment, .turnedAway: min(0.01, 0.5 * limit)
        }
    }

    /// What a replication adds in one interval: the measure is the sum of the first over that of the second.
    func sums(_ tally: IntervalTally, interval: Int) -> (numerator: Double, denominator: Double) {
        if case .serviceLevel(let level) = kind {
            let promise = tally.promise(level: level, interval: interval)
            return (promise.kept, promise.all)
        }
        var (all, counted) = (0.0, 0.0)
        for queue in queues {
            let waited = tally.waited(queue: queue, interval: interval)
            all += waited.all
            switch kind {
            case .serviceLevel: break
            case .abandonment: counted += waited.abandoned
            case .meanWait: counted += waited.waitSeconds
            case .turnedAway:
                all += waited.turnedAway
                counted += waited.turnedAway
            }
        }
        return (counted, all)
    }
}
