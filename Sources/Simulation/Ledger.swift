import Stochastics

/// What happened in one replication: counts by slice, waits, and how reliable the AI was.
///
/// Its size depends on the names of the operation and the weeks of the run only, not on the traffic.
public struct Ledger: Sendable {
    /// The slices it counts in.
    public let slices: SliceMap
    private var counts: [Double]
    private var waits: [WaitDigest?]
    /// Times from first contact to resolution.
    public private(set) var resolutionTimes = WaitDigest()
    /// Predictions by confidence: of the whole, then of each week.
    public private(set) var reliability: [Reliability]
    /// Contacts answered within the time of each service level, those abandoned within it, and contacts it is about.
    public internal(set) var serviceLevels: [(good: Double, abandoned: Double, all: Double)]
    /// Sum of the squares of all waits, in squared seconds.
    public internal(set) var squaredWaitSeconds = 0.0
    /// Time waited by those who then gave up, in seconds.
    public internal(set) var abandonedWaitSeconds = 0.0
    /// Contacts that took a slot of the AI, where it spends time with them.
    public internal(set) var aiServed = 0.0
    /// Time they waited for it, in seconds.
    public internal(set) var aiWaitSeconds = 0.0
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
    /// Cases that were not over when the run ended, long after the horizon.
    public internal(set) var casesLeftOpen = 0

    private static let counters = Counter.allCases.count

    /// Creates an empty ledger.
    init(slices: SliceMap, serviceLevels: Int, queues: Int) {
        self.slices = slices
        counts = Array(repeating: 0, count: slices.count * Self.counters)
        waits = Array(repeating: nil, count: slices.count)
        waits[SliceMap.whole] = WaitDigest()
        for breakdown in [Breakdown.channel, .segment, .queue, .priority, .week, .hour] {
            let members = slices.names[breakdown]?.count ?? 0
            guard members > 1 || breakdown == .week else { continue }
            for member in 0..<members {
                waits[slices.slice(breakdown, member)] = WaitDigest(resolution: .coarse)
            }
        }
        reliability = Array(repeating: Reliability(), count: 1 + (slices.names[.week]?.count ?? 0))
        self.serviceLevels = Array(repeating: (0, 0, 0), count: serviceLevels)
        queueSecondsByHour = Array(repeating: Array(repeating: 0, count: 168), count: queues)
    }

    /// The value of a counter in a slice.
    public subscript(counter: Counter, slice slice: Int) -> Double {
        counts[slice * Self.counters + counter.rawValue]
    }

    /// The waits of a slice, or nil when it keeps none.
    public func waits(slice: Int) -> WaitDigest? { waits[slice] }

    mutating func add(_ counter: Counter, _ amount: Double = 1, slice: Int) {
        counts[slice * Self.counters + counter.rawValue] += amount
    }

    /// Adds to the whole and to every slice of a contact.
    @inline(__always)
    mutating func add(_ counter: Counter, _ amount: Double = 1, of slices: ContactSlices) {
        counts.withUnsafeMutableBufferPointer { counts in
            counts[counter.rawValue] += amount
            var lane = 0
            while lane < 8, slices[lane] > 0 {
                counts[Int(slices[lane]) * Self.counters + counter.rawValue] += amount
                lane += 1
            }
        }
    }

    mutating func recordWait(_ seconds: Double, _ slices: ContactSlices) {
        waits[SliceMap.whole]?.record(seconds: seconds)
        var lane = 0
        while lane < 8, slices[lane] > 0 {
            waits[Int(slices[lane])]?.record(seconds: seconds)
            lane += 1
        }
    }

    mutating func recordResolution(_ seconds: Double) {
        resolutionTimes.record(seconds: seconds)
    }

    mutating func recordPrediction(confidence: Double, isRight: Bool, week: Int) {
        reliability[0].record(confidence: confidence, isRight: isRight)
        reliability[1 + week].record(confidence: confidence, isRight: isRight)
    }
}
