import Quantities
import Stochastics

/// What happened in one replication: counts by slice, waits, and how reliable the AI was.
///
/// Its size depends on the names of the operation and the weeks of the run only, not on the traffic.
public struct Ledger: Sendable {
    /// The slices it counts in.
    public let slices: SliceMap
    /// Counters by slice, and a last row of sums not yet added to the slices `gathered`.
    var counts: [Double]
    var gathered = ContactSlices()
    /// Slices of the last contact that did not count in `gathered`.
    var lastPlaces = ContactSlices()
    var waits = WaitDigest()
    var slicedWaits: SlicedWaits
    /// The service levels it counts for.
    let levels: [ServiceLevelDefinition]
    /// Times from first contact to resolution.
    public internal(set) var resolutionTimes = WaitDigest()
    /// Predictions by confidence: of the whole, then of each week.
    public private(set) var reliability: [Reliability]
    /// What became of the contacts of each service level.
    public internal(set) var serviceLevels: [ServiceLevelTally]
    /// The same of the contacts that arrived in each spike, by spike and service level.
    public internal(set) var spikeLevels: [[ServiceLevelTally]]
    /// Whether contacts are told apart by reason or spike.
    let addsMore: Bool
    /// Sum of the squares of all waits, in squared seconds.
    public internal(set) var squaredWaitSeconds = 0.0
    /// Time waited by those who then gave up, in seconds.
    public internal(set) var abandonedWaitSeconds = 0.0
    /// Time from the first contact of those who gave up or were turned away until then, in seconds.
    public internal(set) var lostSeconds = 0.0
    /// Contacts that took a slot of the AI, where it spends time with them.
    public internal(set) var aiServed = 0.0
    /// Time they waited for it, in seconds.
    public internal(set) var aiWaitSeconds = 0.0
    /// Agents busy on the hour, by hour of the week: how often it was looked at, the sum and the sum of squares.
    public private(set) var busyOnTheHour = [(count: Double, sum: Double, squares: Double)](
        repeating: (0, 0, 0), count: Weekday.hours)
    /// Repeat contacts handled whose case a human had met, where the earlier agent is asked for.
    public internal(set) var followUps = 0.0
    /// Those of them that the earlier agent handled.
    public internal(set) var followUpsBySameAgent = 0.0
    /// What became of plans.
    public internal(set) var plans = PlanTally()
    /// Time of the first arrival of the run, in seconds; nil when nobody came.
    public internal(set) var firstArrivalSeconds: Double?
    /// Assumed accuracy at the horizon, in 0...1; nil without one.
    public internal(set) var assumedAccuracy: Double?
    /// Contacts that were triaged for cases outside the measured period.
    public internal(set) var unmeasuredContacts = 0
    /// Contact-seconds waiting, by queue and hour of the week.
    public internal(set) var queueSecondsByHour: [[Double]]
    /// Models promoted by the gate.
    public internal(set) var modelsPromoted = 0
    /// Models refused by the gate.
    public internal(set) var modelsRefused = 0
    /// First contacts with a text met before.
    public internal(set) var recycled = 0
    /// Labels that had to go because the store was full.
    public internal(set) var labelsDropped = 0
    /// Conversations that the AI handed over.
    public internal(set) var handoffs = HandoffCounts()
    /// Contacts to which somebody else's AI had no usable answer.
    public internal(set) var failedCalls = 0
    /// Queries of the whole run that its record did not have.
    public internal(set) var notRecordedCalls = 0
    /// Cases that were not over when the run ended, long after the horizon.
    public internal(set) var casesLeftOpen = 0
    /// Contacts, approvals and audits that waited for a human at the horizon.
    public internal(set) var waitingAtHorizon = 0
    /// What reached the humans by interval of a day or week; nil where it is not asked for.
    public internal(set) var intervals: IntervalTally?
    /// AI answers that the vendor charges, by the week of the case and within it by the month of its start. Empty where no
    /// vendor charges them.
    var chargedByCell: [Double] = []
    /// What came of feedback and monitors; nil in an operation without any.
    public internal(set) var feedback: FeedbackLedger?

    static var counters: Int { Counter.count }

    /// Creates an empty ledger.
    init(slices: SliceMap, serviceLevels: [ServiceLevelDefinition], queues: Int) {
        self.slices = slices
        counts = Array(repeating: 0, count: (slices.count + 1) * Self.counters)
        var keeps = Array(repeating: false, count: slices.count)
        for breakdown in [Breakdown.channel, .segment, .queue, .priority, .week, .hour, .spike] {
            let members = slices.names[breakdown]?.count ?? 0
            guard members > 1 || breakdown.isToldAlone else { continue }
            for member in 0..<members { keeps[slices.slice(breakdown, member)] = true }
        }
        slicedWaits = SlicedWaits(keeps: keeps)
        levels = serviceLevels
        reliability = Array(repeating: Reliability(), count: 1 + (slices.names[.week]?.count ?? 0))
        self.serviceLevels = Array(repeating: ServiceLevelTally(), count: serviceLevels.count)
        spikeLevels = Array(repeating: self.serviceLevels, count: slices.spikes.count)
        addsMore = slices.tellsReasons || !slices.spikes.isEmpty
        queueSecondsByHour = Array(repeating: Array(repeating: 0, count: Weekday.hours), count: queues)
    }

    /// The value of a counter in a slice.
    public subscript(counter: Counter, slice slice: Int) -> Double {
        counts[slice * Self.counters + counter.rawValue]
    }

    /// The parts of the share that a service level promises: those for whom it was kept, and all it is about.
    ///
    /// - Parameter level: its place in the operation.
    public func promise(level: Int) -> (kept: Double, all: Double) { serviceLevels[level].promise(levels[level]) }

    /// The parts of a service level among the contacts that arrived in a spike.
    func promise(level: Int, spike: Int) -> (kept: Double, all: Double) {
        spikeLevels[spike][level].promise(levels[level])
    }

    /// The waits of a slice, or nil when it keeps none.
    public func waits(slice: Int) -> WaitDigest? { slice == SliceMap.whole ? waits : slicedWaits[slice] }

    mutating func add(_ counter: Counter, _ amount: Double = 1, slice: Int) {
        counts[slice * Self.counters + counter.rawValue] += amount
    }

    /// Notes how many agents are busy on the hour.
    mutating func recordBusy(_ agents: Int, hourOfWeek: Int) {
        let agents = Double(agents)
        busyOnTheHour[hourOfWeek].count += 1
        busyOnTheHour[hourOfWeek].sum += agents
        busyOnTheHour[hourOfWeek].squares += agents * agents
    }

    mutating func recordPrediction(confidence: Double, isRight: Bool, week: Int) {
        reliability[0].record(confidence: confidence, isRight: isRight)
        reliability[1 + week].record(confidence: confidence, isRight: isRight)
    }
}

/// The counters of one slice, while they are changed.
struct LedgerRow {
    private let first: UnsafeMutablePointer<Double>

    @inline(__always)
    init(_ counts: UnsafeMutableBufferPointer<Double>, slice: Int) {
        let start = slice &* Ledger.counters
        precondition(start >= 0 && start &+ Ledger.counters <= counts.count, "slice out of range")
        first = counts.baseAddress.unsafelyUnwrapped + start
    }

    @inline(__always)
    subscript(counter: Counter) -> Double {
        get { first[counter.rawValue] }
        nonmutating set { first[counter.rawValue] = newValue }
    }
}
