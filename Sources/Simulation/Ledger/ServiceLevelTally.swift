/// What became of the contacts that a service level is about, as counts or as shares of them.
public struct ServiceLevelTally: Sendable, Equatable {
    /// Contacts that tried to join its queues, those turned away included.
    public var offered = 0.0
    /// Contacts that a human took.
    public var answered = 0.0
    /// Those of them that were taken within its time.
    public var good = 0.0
    /// Contacts that gave up within its time.
    public var abandoned = 0.0
    /// Those of them that gave up within its `short`.
    public var short = 0.0

    /// Creates counts; the default is that nobody came.
    public init(
        offered: Double = 0, answered: Double = 0, good: Double = 0, abandoned: Double = 0, short: Double = 0
    ) {
        self.offered = offered
        self.answered = answered
        self.good = good
        self.abandoned = abandoned
        self.short = short
    }

    /// Adds a contact that is over, or as far as it got.
    @inline(__always)
    mutating func enter(_ steps: ContactSteps, wait: Double, withinSeconds: Double, shortSeconds: Double?) {
        offered += 1
        // Who was turned away, or still waits when the run ends, has no wait.
        guard steps.contains(.waited) else { return }
        let isInTime = wait <= withinSeconds
        guard steps.contains(.abandoned) else {
            answered += 1
            if isInTime { good += 1 }
            return
        }
        if isInTime { abandoned += 1 }
        if let shortSeconds, wait <= shortSeconds { short += 1 }
    }

    /// The parts of the share that a definition promises.
    public func promise(_ level: ServiceLevelDefinition) -> (kept: Double, all: Double) {
        let short = level.abandoned.usesShort && level.shortSeconds != nil ? short : 0
        switch level.abandoned {
        case .missed: return (good, offered - short)
        case .metIfEarly: return (good + abandoned - short, offered - short)
        case .ignored: return (good, answered)
        case .excusedIfEarly: return (good, offered - abandoned)
        }
    }

    /// The share that a definition promises, in 0...1; nil where it is about nobody.
    public func share(_ level: ServiceLevelDefinition) -> Double? {
        let (kept, all) = promise(level)
        return all > 0 ? kept / all : nil
    }
}
