import Quantities
import Routing

/// What reached the humans of a replication, and how long it waited, by interval of a day or a week that repeats.
///
/// A contact belongs to the interval in which it joined its queue. Kept only where it is asked for.
public struct IntervalTally: Sendable {
    /// What became of the contacts of the measured period that joined a queue in an interval.
    public struct Waiting: Sendable, Equatable {
        /// Contacts that joined, abandoned included and those turned away left out.
        public var all = 0.0
        /// Contacts that were turned away.
        public var turnedAway = 0.0
        /// Those that gave up.
        public var abandoned = 0.0
        /// Time all of them waited, in seconds.
        public var waitSeconds = 0.0
    }

    /// Times that a team spent on contacts of a queue: their number, sum and sum of squares, in seconds.
    public struct Handling: Sendable, Equatable {
        /// Contacts begun.
        public var count = 0.0
        /// Sum of their handle times.
        public var seconds = 0.0
        /// Sum of the squares.
        public var squares = 0.0
    }

    /// Length of an interval in seconds.
    public let intervalSeconds: Double
    /// Number of intervals, after which they repeat.
    public let count: Int
    /// Whether all that measured cases bring counts, whenever it comes, and not what comes in the measured period.
    public let followsCases: Bool
    /// Days of the week, from Monday, that count; nil for all.
    private let openDays: [Bool]?
    private let queues: Int
    private var arrivals: [Double]
    private var waiting: [Waiting]
    private let levels: [ServiceLevelDefinition]
    private var promises: [ServiceLevelTally]
    private var handling: [Handling]

    init(
        intervalSeconds: Double, count: Int, followsCases: Bool, openDays: [Bool]?, queues: Int, teams: Int,
        levels: [ServiceLevelDefinition]
    ) {
        self.openDays = openDays
        self.intervalSeconds = intervalSeconds
        self.count = count
        self.followsCases = followsCases
        self.queues = queues
        arrivals = Array(repeating: 0, count: queues * count)
        waiting = Array(repeating: Waiting(), count: queues * count)
        self.levels = levels
        promises = Array(repeating: ServiceLevelTally(), count: levels.count * count)
        handling = Array(repeating: Handling(), count: teams * queues)
    }

    /// Contacts, audits and approvals included, that came to a queue in an interval of the measured period, also those
    /// turned away.
    public func arrived(queue: Int, interval: Int) -> Double { arrivals[queue * count + interval] }

    /// What became of those that joined.
    public func waited(queue: Int, interval: Int) -> Waiting { waiting[queue * count + interval] }

    /// Those that a human answered within the time of a service level.
    public func answeredInTime(level: Int, interval: Int) -> Double { promises[level * count + interval].good }

    /// The parts of the share that a service level promises: those for whom it was kept, and all it is about.
    public func promise(level: Int, interval: Int) -> (kept: Double, all: Double) {
        promises[level * count + interval].promise(levels[level])
    }

    /// What a team spent on contacts of a queue in the measured period, audits and approvals included.
    public func handled(team: Int, queue: Int) -> Handling { handling[team * queues + queue] }

    /// The interval that a time falls in.
    public func interval(at seconds: Double) -> Int {
        let phase = seconds.truncatingRemainder(dividingBy: intervalSeconds * Double(count))
        return min(count - 1, max(0, Int(phase / intervalSeconds)))
    }

    /// Whether what happens at a time counts: not on a closed day.
    func isOpen(at seconds: Double) -> Bool {
        guard let openDays else { return true }
        return openDays[Int(max(0, seconds) / Seconds.perDay) % 7]
    }

    mutating func arrive(queue: Int, at now: Double) {
        guard isOpen(at: now) else { return }
        arrivals[queue * count + interval(at: now)] += 1
    }

    mutating func begin(team: Int, queue: Int, seconds: Double) {
        handling[team * queues + queue].count += 1
        handling[team * queues + queue].seconds += seconds
        handling[team * queues + queue].squares += seconds * seconds
    }

    /// Enters a contact that is over.
    mutating func enter(_ contact: UnsafePointer<OpenContact>) {
        let steps = contact.pointee.steps
        guard steps.contains(.sent), isOpen(at: contact.pointee.joined) else { return }
        let queue = contact.pointee.decision.queue
        let interval = interval(at: contact.pointee.joined)
        let hasGone = steps.contains(.abandoned)
        let wait = contact.pointee.wait
        for level in levels.indices where levels[level].queues.contains(queue) {
            promises[level * count + interval].enter(
                steps, wait: wait - ClockRounding.seconds(at: contact.pointee.ended),
                withinSeconds: levels[level].withinSeconds,
                shortSeconds: levels[level].shortSeconds)
        }
        guard !steps.contains(.blocked) else {
            waiting[queue * count + interval].turnedAway += 1
            return
        }
        waiting[queue * count + interval].all += 1
        waiting[queue * count + interval].waitSeconds += wait
        if hasGone { waiting[queue * count + interval].abandoned += 1 }
    }
}
